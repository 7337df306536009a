import type { Routes } from '@angular/router';
import { allow, signedIn, signedOut } from './core/session/guards';
import { home } from './shell/home';

/** Everything under the shell needs a session; areas are loaded when they are first entered. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'auth.signIn',
    canActivate: [signedOut],
    loadComponent: async () => (await import('./account/sign-in')).SignIn,
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./shell/shell')).Shell,
    children: [
      {
        path: '',
        pathMatch: 'full',
        canActivate: [home],
        loadChildren: async () => (await import('./console/today/today.routes')).routes,
      },
      {
        path: 'orders',
        canActivate: [allow('orders:read')],
        loadChildren: async () => (await import('./console/orders/orders.routes')).routes,
      },
      {
        path: 'clients',
        canActivate: [allow('clients:read')],
        loadChildren: async () => (await import('./console/clients/clients.routes')).routes,
      },
      {
        path: 'reports',
        canActivate: [allow('reports:read')],
        loadChildren: async () => (await import('./console/reports/reports.routes')).routes,
      },
      {
        path: 'users',
        canActivate: [allow('users:read')],
        loadChildren: async () => (await import('./console/users/users.routes')).routes,
      },
      {
        path: 'queue',
        canActivate: [allow('parts:work')],
        loadChildren: async () => (await import('./shop-floor/shop-floor.routes')).routes,
      },
      {
        path: 'account/password',
        title: 'auth.ownPassword',
        loadComponent: async () => (await import('./account/own-password')).OwnPassword,
      },
      {
        path: 'forbidden',
        title: 'states.forbidden',
        loadComponent: async () => (await import('./shell/forbidden')).Forbidden,
      },
      {
        path: '**',
        title: 'states.missing',
        loadComponent: async () => (await import('./shell/not-found')).NotFound,
      },
    ],
  },
];
