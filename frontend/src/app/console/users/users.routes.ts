import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'users.place', loadComponent: async () => (await import('./user-list')).UserList },
];
