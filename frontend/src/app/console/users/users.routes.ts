import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'shell.users', loadComponent: async () => (await import('./user-list')).UserList },
];
