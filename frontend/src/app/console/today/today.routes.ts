import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'shell.today', loadComponent: async () => (await import('./today')).Today },
];
