import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'stock.place', loadComponent: async () => (await import('./stock-list')).StockList },
  {
    path: 'new',
    title: 'stock.new',
    canActivate: [allow('stock:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./stock-edit')).StockEdit,
  },
  {
    path: 'import',
    title: 'stock.importing',
    data: { kind: 'stock' },
    canActivate: [allow('stock:write')],
    loadComponent: async () => (await import('../../entities/imports/import-page')).ImportPage,
  },
  {
    path: 'movements',
    title: 'stock.movements',
    loadComponent: async () => (await import('./movement-list')).MovementList,
  },
  {
    path: 'count',
    title: 'stock.sheet.title.stocktake',
    data: { kind: 'stocktake' },
    canActivate: [allow('stock:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./stock-sheet')).StockSheet,
  },
  {
    path: 'receive',
    title: 'stock.sheet.title.receipt',
    data: { kind: 'receipt' },
    canActivate: [allow('stock:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./stock-sheet')).StockSheet,
  },
  { path: ':id', title: 'stock.place', loadComponent: async () => (await import('./stock-page')).StockPage },
  {
    path: ':id/edit',
    title: 'stock.editing',
    canActivate: [allow('stock:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./stock-edit')).StockEdit,
  },
];
