import type { Routes } from '@angular/router';
import { signedIn } from './core/signed-in';

export const routes: Routes = [
  { path: '', loadComponent: async () => (await import('./pages/catalog-page')).CatalogPage },
  { path: 'products/:id', loadComponent: async () => (await import('./pages/product-page')).ProductPage },
  { path: 'cart', loadComponent: async () => (await import('./pages/cart-page')).CartPage },
  { path: 'orders/:key', loadComponent: async () => (await import('./pages/order-page')).OrderPage },
  { path: 'pages/:name', loadComponent: async () => (await import('./pages/text-page')).TextPage },
  { path: 'sign-in', loadComponent: async () => (await import('./pages/account/sign-in-page')).SignInPage },
  { path: 'forgotten', loadComponent: async () => (await import('./pages/account/forgotten-page')).ForgottenPage },
  {
    path: 'new-password',
    loadComponent: async () => (await import('./pages/account/new-password-page')).NewPasswordPage,
  },
  { path: 'confirm', loadComponent: async () => (await import('./pages/account/confirm-page')).ConfirmPage },
  { path: 'register', loadComponent: async () => (await import('./pages/account/register-page')).RegisterPage },
  {
    path: 'account',
    canActivate: [signedIn],
    children: [
      { path: '', loadComponent: async () => (await import('./pages/account/own-orders-page')).OwnOrdersPage },
      { path: 'profile', loadComponent: async () => (await import('./pages/account/profile-page')).ProfilePage },
      { path: 'orders/:id', loadComponent: async () => (await import('./pages/order-page')).OrderPage },
    ],
  },
  { path: '**', loadComponent: async () => (await import('./pages/missing-page')).MissingPage },
];
