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
        { path: 'sign-in', renderMode: RenderMode.Client },
        { path: 'register', renderMode: RenderMode.Client },
        { path: 'account', renderMode: RenderMode.Client },
        { path: 'account/**', renderMode: RenderMode.Client },
        { path: '**', renderMode: RenderMode.Server },
      ]),
    ),
    { provide: HttpBackend, useClass: InProcessBackend },
  ],
});
