import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', title: 'shell.orders', loadComponent: async () => (await import('./order-list')).OrderList },
];
