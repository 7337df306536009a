import { inject } from '@angular/core';
import type { Route } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { allow } from '../session/guards';
import type { Capability } from './capability';

/** The route of a capability: its pages and their texts are loaded together when it is first entered. */
export function capabilityRoute({ name, path, needs, routes, words }: Capability): Route {
  return {
    path,
    ...(path ? {} : { pathMatch: 'full' }),
    canActivate: [allow(needs)],
    loadChildren: async () => {
      const i18n = inject(I18n);
      const [pages] = await Promise.all([routes(), i18n.add(name, words)]);
      return pages;
    },
  };
}
