import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { CAPABILITIES, linkOf } from '../core/capability/capability';
import { Session } from '../core/session/session';

/** The first page is the day's; who may not see it starts at the first place that is open to them. */
export const home: CanActivateFn = () => {
  const session = inject(Session);
  const router = inject(Router);
  const first = inject(CAPABILITIES).find(({ needs }) => session.may(needs));
  if (first?.path === '') return true;
  return new RedirectCommand(router.parseUrl(first ? linkOf(first) : '/forbidden'));
};
