import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'connections.keys.title', loadComponent: async () => (await import('./key-list')).KeyList },
];
