import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import { type ApplicationConfig, inject, isDevMode, provideAppInitializer } from '@angular/core';
import { provideClientHydration, withNoIncrementalHydration } from '@angular/platform-browser';
import { provideRouter, withComponentInputBinding, withInMemoryScrolling } from '@angular/router';
import { TranslocoService, provideTransloco, provideTranslocoTranspiler } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { LANGUAGES } from '../../../src/app/core/i18n/languages';
import { PluralTranspiler } from '../../../src/app/core/i18n/plural-transpiler';
import { routes } from './app.routes';
import { accountToken } from './core/account-token';
import { Language } from './core/language';
import { TranslationLoader } from './core/translation-loader';

/** What the shop needs wherever it runs. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
    ),
    provideHttpClient(withFetch(), withInterceptors([accountToken])),
    // Its events would be kept by a script in the page, which the page may not run: what is typed, `early-input` keeps.
    provideClientHydration(withNoIncrementalHydration()),
    provideTransloco({
      config: { availableLangs: [...LANGUAGES], defaultLang: 'ru', prodMode: !isDevMode() },
      loader: TranslationLoader,
    }),
    provideTranslocoTranspiler(PluralTranspiler),
    provideAppInitializer(async () => {
      const [transloco, language] = [inject(TranslocoService), inject(Language)];
      language.announce();
      transloco.setActiveLang(language.current);
      await firstValueFrom(transloco.load(language.current));
    }),
  ],
};
