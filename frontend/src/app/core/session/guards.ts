import { inject } from '@angular/core';
import { type CanActivateChildFn, type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import type { Permission, Right } from '@verstak/domain';
import { Session } from './session';

const OWN_PASSWORD = '/account/password';

/** Lets only signed-in people pass; others sign in and come back to where they wanted to go. */
export const signedIn: CanActivateFn = (_route, state) => {
  if (inject(Session).isSignedIn()) return true;
  const to = state.url === '/' ? {} : { returnTo: state.url };
  return inject(Router).createUrlTree(['/sign-in'], { queryParams: to });
};

/** Whose password somebody else has set takes an own one first, and then goes where they wanted to go. */
export const ownPassword: CanActivateChildFn = (_route, state) => {
  if (!inject(Session).user()?.mustChangePassword || state.url.startsWith(OWN_PASSWORD)) return true;
  return inject(Router).createUrlTree([OWN_PASSWORD], { queryParams: { returnTo: state.url } });
};

/** The sign-in page is of no use to who is signed in. */
export const signedOut: CanActivateFn = () => !inject(Session).isSignedIn() || inject(Router).createUrlTree(['/']);

/** Lets pass who may do this; others see the forbidden page under the address they asked. */
export function allow(needed: Permission | Right): CanActivateFn {
  return () => {
    const session = inject(Session);
    if (typeof needed === 'string' ? session.can(needed) : session.may(needed)) return true;
    return new RedirectCommand(inject(Router).parseUrl('/forbidden'), { skipLocationChange: true });
  };
}

/** Only addresses of the product itself: anything else could lead a person elsewhere. */
export function withinProduct(address: string | undefined): string {
  return address?.startsWith('/') && !address.startsWith('//') ? address : '/';
}
