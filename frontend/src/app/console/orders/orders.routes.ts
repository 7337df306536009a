import type { Routes } from '@angular/router';
import { allow } from '../../core/session/guards';
import { keepUnsaved } from '../../ui/forms/unsaved';

export const routes: Routes = [
  { path: '', title: 'orders.place', loadComponent: async () => (await import('./list/order-list')).OrderList },
  {
    path: 'new',
    title: 'orders.new',
    canActivate: [allow('orders:write')],
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./draft/order-new')).OrderNew,
  },
  {
    path: ':id',
    title: 'orders.one',
    canDeactivate: [keepUnsaved],
    loadComponent: async () => (await import('./page/order-page')).OrderPage,
  },
];
