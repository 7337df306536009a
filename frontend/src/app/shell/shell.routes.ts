import { MAT_TOOLTIP_DEFAULT_OPTIONS } from '@angular/material/tooltip';
import type { Routes } from '@angular/router';
import { CAPABILITIES } from '../capabilities';
import { provideCapabilities } from '../core/capability/capability';
import { capabilityRoute } from '../core/capability/capability-routes';
import { allow, ownPassword } from '../core/session/guards';
import { home } from './home';
import { Shell } from './shell';

/** Every signed-in page, in the shell's frame; the first address leads to the first place that is open to the person. */
export const routes: Routes = [
  {
    path: '',
    component: Shell,
    canActivateChild: [ownPassword],
    providers: [
      provideCapabilities(CAPABILITIES),
      { provide: MAT_TOOLTIP_DEFAULT_OPTIONS, useValue: { showDelay: 400, hideDelay: 0, touchendHideDelay: 1500 } },
    ],
    children: [
      ...CAPABILITIES.map((capability) => ({
        ...capabilityRoute(capability),
        ...(capability.path === '' ? { canActivate: [home] } : {}),
      })),
      { path: 'supply', pathMatch: 'full', redirectTo: 'supply/requests' },
      {
        path: 'p/:code',
        title: 'parts.byCode.title',
        canActivate: [allow(['read', 'Part'])],
        loadComponent: async () => (await import('../shop-floor/part-by-code')).PartByCode,
      },
      {
        path: 'account/password',
        title: 'auth.ownPassword',
        loadComponent: async () => (await import('../account/own-password')).OwnPassword,
      },
      {
        path: 'account/notifications',
        title: 'notifications.settings',
        loadComponent: async () => (await import('../account/own-notifications')).OwnNotifications,
      },
      {
        path: 'forbidden',
        title: 'states.forbidden',
        loadComponent: async () => (await import('./forbidden')).Forbidden,
      },
      { path: '**', title: 'states.missing', loadComponent: async () => (await import('./not-found')).NotFound },
    ],
  },
];
