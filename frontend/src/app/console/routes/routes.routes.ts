import type { Routes } from '@angular/router';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'routes.place', loadComponent: async () => (await import('./route-list')).RouteList },
  {
    path: 'new',
    title: 'routes.new',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./route-edit')).RouteEdit,
  },
  {
    path: ':id',
    title: 'routes.place',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./route-edit')).RouteEdit,
  },
];
