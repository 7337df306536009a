import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { keepEarlyInput } from './app/core/early-input';

const repeatInput = keepEarlyInput(document);
void bootstrapApplication(App, appConfig).then(async (app) => {
  await app.whenStable();
  await repeatInput(() => app.whenStable());
});
