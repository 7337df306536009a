import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { trustOwn } from './app/core/platform/trusted-types';

trustOwn();
void bootstrapApplication(App, appConfig);
