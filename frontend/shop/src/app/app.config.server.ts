import { HttpBackend } from '@angular/common/http';
import { type ApplicationConfig, mergeApplicationConfig } from '@angular/core';
import { RenderMode, provideServerRendering, withRoutes } from '@angular/ssr';
import { appConfig } from './app.config';
import { InProcessBackend } from './core/in-process-backend';

/** The same on the server, where requests to the API do not leave the process. */
export const serverConfig: ApplicationConfig = mergeApplicationConfig(appConfig, {
  providers: [
    provideServerRendering(
      withRoutes([
        { path: 'cart', renderMode: RenderMode.Client },
        { path: 'orders/:key', renderMode: RenderMode.Client },
        ...['sign-in', 'register', 'forgotten', 'new-password', 'confirm', 'account', 'account/**'].map(
          (path) => ({ path, renderMode: RenderMode.Client }) as const,
        ),
        { path: '**', renderMode: RenderMode.Server },
      ]),
    ),
    { provide: HttpBackend, useClass: InProcessBackend },
  ],
});
