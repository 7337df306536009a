import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'suppliers.place', loadComponent: async () => (await import('./supplier-list')).SupplierList },
  {
    path: 'new',
    title: 'suppliers.new',
    canActivate: [allow('suppliers:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./supplier-edit')).SupplierEdit,
  },
  {
    path: 'import',
    title: 'suppliers.importing',
    data: { kind: 'suppliers' },
    canActivate: [allow('suppliers:write')],
    loadComponent: async () => (await import('../../entities/imports/import-page')).ImportPage,
  },
  {
    path: ':supplierId/offers',
    title: 'offers.title',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('../../entities/offers/offer-sheet')).OfferSheet,
  },
  {
    path: ':supplierId/offers/import',
    title: 'offers.importing',
    data: { kind: 'offers' },
    canActivate: [allow('suppliers:write')],
    loadComponent: async () => (await import('../../entities/imports/import-page')).ImportPage,
  },
  { path: ':id', title: 'suppliers.place', loadComponent: async () => (await import('./supplier-page')).SupplierPage },
  {
    path: ':id/edit',
    title: 'suppliers.editing',
    canActivate: [allow('suppliers:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./supplier-edit')).SupplierEdit,
  },
];
