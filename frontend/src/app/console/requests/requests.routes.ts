import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'requests.place', loadComponent: async () => (await import('./request-list')).RequestList },
  {
    path: 'new',
    title: 'requests.new',
    canActivate: [allow('requests:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./request-edit')).RequestEdit,
  },
  {
    path: 'shortages',
    title: 'requests.shortages',
    canActivate: [allow('requests:write')],
    loadComponent: async () => (await import('./shortage-list')).ShortageList,
  },
  { path: ':id', title: 'requests.one', loadComponent: async () => (await import('./request-page')).RequestPage },
  {
    path: ':id/edit',
    title: 'requests.editing',
    canActivate: [allow('requests:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./request-edit')).RequestEdit,
  },
];
