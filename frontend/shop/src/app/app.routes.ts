import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: async () => (await import('./pages/catalog-page')).CatalogPage },
  { path: 'products/:id', loadComponent: async () => (await import('./pages/product-page')).ProductPage },
  { path: 'cart', loadComponent: async () => (await import('./pages/cart-page')).CartPage },
  { path: 'orders/:key', loadComponent: async () => (await import('./pages/order-page')).OrderPage },
  { path: 'pages/:name', loadComponent: async () => (await import('./pages/text-page')).TextPage },
  { path: '**', loadComponent: async () => (await import('./pages/missing-page')).MissingPage },
];
