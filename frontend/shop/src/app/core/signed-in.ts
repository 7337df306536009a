import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Account } from './account';

/** Lets customers pass who are signed in; others sign in and come back. */
export const signedIn: CanActivateFn = async (_route, state) => {
  const [account, router] = [inject(Account), inject(Router)];
  if (await account.resume(true)) return true;
  return router.createUrlTree(['/sign-in'], { queryParams: { returnTo: state.url } });
};

/** Only addresses of the shop itself: anything else could lead a customer elsewhere. */
export function withinShop(address: string | undefined): string {
  return address?.startsWith('/') && !address.startsWith('//') ? address : '/account';
}
