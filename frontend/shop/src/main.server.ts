import { type BootstrapContext, bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { serverConfig } from './app/app.config.server';

/** Renders one page on the server. */
export default function bootstrap(context: BootstrapContext): ReturnType<typeof bootstrapApplication> {
  return bootstrapApplication(App, serverConfig, context);
}
