import type { HttpErrorResponse, HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { Session } from '../session/session';
import { toProblem } from './api-problem';
import { WITHOUT_SESSION } from './without-session';

const API = '/api/';

/** Turns every refusal into an `ApiProblem`; stands first, so that it sees what the others let through. */
export const problems: HttpInterceptorFn = (request, next) =>
  next(request).pipe(catchError((error: unknown) => throwError(() => toProblem(error))));

/** Gives each POST one key, the same when it is repeated after a refresh, so that nothing is made twice. */
export const idempotency: HttpInterceptorFn = (request, next) =>
  request.method === 'POST' && request.url.startsWith(API) && !request.headers.has('Idempotency-Key')
    ? next(request.clone({ setHeaders: { 'Idempotency-Key': crypto.randomUUID() } }))
    : next(request);

/** Adds the access token; a 401 renews the session once, together with all others that wait, and repeats. */
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
