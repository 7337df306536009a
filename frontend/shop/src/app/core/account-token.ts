import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { from, switchMap, tap } from 'rxjs';
import { Account } from './account';

/** Says who asks, where a customer is signed in; but not where a session is opened or renewed. */
export const accountToken: HttpInterceptorFn = (request, next) => {
  const account = inject(Account);
  const isOwn = request.url.includes('/api/') && !/\/auth\/(sign-in|refresh)$/.test(request.url);
  if (!isOwn || !account.isSignedIn()) return next(request);
  return from(account.token()).pipe(
    switchMap((token) => next(token ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request)),
    tap({
      error: (error: unknown) => error instanceof HttpErrorResponse && error.status === 401 && account.forget(),
    }),
  );
};
