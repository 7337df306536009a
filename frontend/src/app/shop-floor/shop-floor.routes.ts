import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'shell.queue', loadComponent: async () => (await import('./queue')).Queue },
];
