import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'catalog.place', loadComponent: async () => (await import('./product-list')).ProductList },
  {
    path: 'new',
    title: 'catalog.new',
    canActivate: [allow('catalog:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./product-edit')).ProductEdit,
  },
  {
    path: 'categories',
    title: 'catalog.categories',
    canActivate: [allow('catalog:write')],
    loadComponent: async () => (await import('./category-list')).CategoryList,
  },
  {
    path: 'import',
    title: 'catalog.importing',
    data: { kind: 'products' },
    canActivate: [allow('catalog:write')],
    loadComponent: async () => (await import('../../entities/imports/import-page')).ImportPage,
  },
  {
    path: 'prices',
    title: 'catalog.prices.title',
    canActivate: [allow('catalog:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./product-prices')).ProductPrices,
  },
  { path: ':id', title: 'catalog.place', loadComponent: async () => (await import('./product-page')).ProductPage },
  {
    path: ':id/edit',
    title: 'catalog.editing',
    canActivate: [allow('catalog:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./product-edit')).ProductEdit,
  },
];
