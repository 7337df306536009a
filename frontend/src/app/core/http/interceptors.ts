import { type HttpErrorResponse, HttpEventType, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, tap, throwError } from 'rxjs';
import { Session } from '../session/session';
import { isUnread, readProblem, toProblem } from './api-problem';
import { RequestKeys } from './request-keys';
import { WITHOUT_SESSION } from './without-session';

const API = '/api/';

/** Turns every refusal into an `ApiProblem`; stands first, so that it sees what the others let through. */
export const problems: HttpInterceptorFn = (request, next) =>
  next(request).pipe(
    catchError((error: unknown) => {
      if (!isUnread(error)) return throwError(() => toProblem(error));
      return from(readProblem(error)).pipe(switchMap((problem) => throwError(() => problem)));
    }),
  );

/** Gives each POST a key, the same until it is answered, so that nothing is made twice. */
export const idempotency: HttpInterceptorFn = (request, next) => {
  const isKeyed = request.headers.has('Idempotency-Key') || request.context.get(WITHOUT_SESSION);
  if (request.method !== 'POST' || !request.url.startsWith(API) || isKeyed) return next(request);
  const keys = inject(RequestKeys);
  const key = keys.keyOf(request);
  return next(request.clone({ setHeaders: { 'Idempotency-Key': key } })).pipe(
    tap({
      next: (event) => event.type === HttpEventType.Response && keys.settle(request, key),
      error: (error: unknown) => keys.settle(request, key, toProblem(error)),
    }),
  );
};

/**
 * Adds the access token; a 401 renews the session once, together with all others that wait, and repeats. Where the
 * session has ended, it is repeated when the same person has signed in again over the page: nothing is pressed twice.
 */
export const authentication: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  if (!request.url.startsWith(API) || request.context.get(WITHOUT_SESSION)) return next(request);
  const sent = session.accessToken();
  return next(withToken(request, sent)).pipe(
    catchError((error: HttpErrorResponse) => {
      if (error.status !== 401) return throwError(() => error);
      return from(session.renew(sent)).pipe(
        switchMap((token) => (token ? next(withToken(request, token)) : throwError(() => error))),
      );
    }),
  );
};

function withToken(request: HttpRequest<unknown>, token: string | undefined): HttpRequest<unknown> {
  return token ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;
}
