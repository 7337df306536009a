import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'shell.clients', loadComponent: async () => (await import('./client-list')).ClientList },
];
