import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'clients.place', loadComponent: async () => (await import('./client-list')).ClientList },
  {
    path: 'new',
    title: 'clients.new',
    canActivate: [allow('clients:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./client-edit')).ClientEdit,
  },
  {
    path: 'import',
    title: 'clients.importing',
    data: { kind: 'clients' },
    canActivate: [allow('clients:write')],
    loadComponent: async () => (await import('../../entities/imports/import-page')).ImportPage,
  },
  { path: ':id', title: 'clients.place', loadComponent: async () => (await import('./client-page')).ClientPage },
  {
    path: ':id/edit',
    title: 'clients.editing',
    canActivate: [allow('clients:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./client-edit')).ClientEdit,
  },
];
