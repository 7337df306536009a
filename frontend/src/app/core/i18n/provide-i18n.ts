import {
  type EnvironmentProviders,
  inject,
  isDevMode,
  makeEnvironmentProviders,
  provideAppInitializer,
} from '@angular/core';
import { provideTransloco, provideTranslocoTranspiler } from '@jsverse/transloco';
import { I18n } from './i18n';
import { LANGUAGES } from './languages';
import { PluralTranspiler } from './plural-transpiler';
import { TranslationLoader } from './translation-loader';

/** Translations for the whole application; starting waits for the remembered language. */
export function provideI18n(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideTransloco({
      config: {
        availableLangs: [...LANGUAGES],
        defaultLang: 'ru',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        failedRetries: 2,
      },
      loader: TranslationLoader,
    }),
    provideTranslocoTranspiler(PluralTranspiler),
    provideAppInitializer(() => inject(I18n).start()),
  ]);
}
