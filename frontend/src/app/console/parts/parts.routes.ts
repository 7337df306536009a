import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'parts.place', loadComponent: async () => (await import('./part-list')).PartList },
  {
    path: 'new',
    title: 'parts.new',
    canActivate: [allow('parts:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./part-edit')).PartEdit,
  },
  {
    path: 'import',
    title: 'parts.importing',
    data: { kind: 'parts' },
    canActivate: [allow('parts:write')],
    loadComponent: async () => (await import('../../entities/imports/import-page')).ImportPage,
  },
  { path: 'work', title: 'parts.passes', loadComponent: async () => (await import('./work-list')).WorkList },
  { path: ':id', title: 'parts.place', loadComponent: async () => (await import('./part-page')).PartPage },
  {
    path: ':id/edit',
    title: 'parts.editing',
    canActivate: [allow('parts:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./part-edit')).PartEdit,
  },
];
