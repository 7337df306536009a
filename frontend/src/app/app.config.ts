import { provideHttpClient, withInterceptors, withXhr } from '@angular/common/http';
import {
  type ApplicationConfig,
  ErrorHandler,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  provideZonelessChangeDetection,
} from '@angular/core';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withRouterConfig,
} from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { routes } from './app.routes';
import { authentication, idempotency, problems } from './core/http/interceptors';
import { provideI18n } from './core/i18n/provide-i18n';
import { lastSeen } from './core/last-seen/last-seen';
import { activity } from './core/platform/activity';
import { InstallPrompt } from './core/platform/install-prompt';
import { FailureHandler } from './core/platform/failure-handler';
import { LastViews } from './core/platform/last-views';
import { PageTitle } from './core/platform/page-title';
import { ScrollReturn } from './core/platform/scroll-return';
import { start } from './core/start';
import { Theme } from './core/theme/theme';
import { provideIcons } from './ui/icon/icons';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    { provide: ErrorHandler, useClass: FailureHandler },
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
    // `fetch` tells nothing of how far an upload is.
    provideHttpClient(withXhr(), withInterceptors([activity, problems, lastSeen, idempotency, authentication])),
    provideI18n(),
    provideIcons(),
    provideAppInitializer(start),
    // They listen for events that come before any page asks for them.
    provideEnvironmentInitializer(() => [
      inject(Theme),
      inject(InstallPrompt),
      inject(LastViews),
      inject(ScrollReturn),
    ]),
    provideServiceWorker('ngsw-worker.js', { enabled: !isDevMode(), registrationStrategy: 'registerWhenStable:30000' }),
    // Motion shows where something went; menus and dialogs only kept the next key waiting while they faded.
    { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
  ],
};
