import type { Routes } from '@angular/router';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'users.place', loadComponent: async () => (await import('./user-list')).UserList },
  {
    path: 'roles',
    title: 'users.roles',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./role-list')).RoleList,
  },
];
