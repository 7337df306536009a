import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { Session } from '../core/session/session';
import { PLACES } from './navigation';

/** The first page is the day's; who may not see it starts at the first place that is open to them. */
export const home: CanActivateFn = () => {
  const session = inject(Session);
  const router = inject(Router);
  const first = PLACES.find((place) => session.canAny(place.permissions));
  if (first?.link === '/') return true;
  return new RedirectCommand(router.parseUrl(first?.link ?? '/forbidden'));
};
