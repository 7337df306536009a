import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'today.place', loadComponent: async () => (await import('./today')).Today },
];
