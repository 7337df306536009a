import {
  HttpErrorResponse,
  type HttpEvent,
  type HttpInterceptorFn,
  type HttpRequest,
  HttpResponse,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, filter, from, map, tap, throwError, timeout } from 'rxjs';
import { toProblem } from '../http/api-problem';
import { WITHOUT_SESSION } from '../http/without-session';
import { PATIENCE, Session } from '../session/session';
import { KeptAnswers } from './kept-answers';
import { noteKept } from './kept-at';

const API = '/api/';

/**
 * Keeps what the server answers to whoever is signed in, and gives it again where the server is out of reach; `keptAt`
 * tells such an answer from a new one. What the server refuses to show is kept no longer.
 */
export const lastSeen: HttpInterceptorFn = (request, next) => {
  const [session, kept] = [inject(Session), inject(KeptAnswers)];
  const owner = session.user()?.id;
  if (!owner || !isReading(request)) return next(request);
  const url = request.urlWithParams;
  return answers(next(request), session).pipe(
    // Who signed in meanwhile is somebody else.
    tap(({ body }) => session.user()?.id === owner && void kept.keep(owner, url, body)),
    catchError((error: unknown) => {
      if (isFinal(error)) void kept.drop(owner, url);
      if (toProblem(error).code !== 'unavailable') return throwError(() => error);
      return from(kept.find(owner, url)).pipe(
        map((answer) => {
          if (!answer || session.user()?.id !== owner) throw error;
          noteKept(answer.body, answer.at);
          return new HttpResponse({ body: answer.body, status: 200, url });
        }),
      );
    }),
  );
};

function isReading({ method, url, responseType, context }: HttpRequest<unknown>): boolean {
  return method === 'GET' && responseType === 'json' && url.startsWith(API) && !context.get(WITHOUT_SESSION);
}

function isFinal(error: unknown): boolean {
  return error instanceof HttpErrorResponse && (error.status === 403 || error.status === 404);
}

/**
 * The answer; a server that has not said yet whether the session goes on is not waited for long, who is to sign in again
 * is.
 */
function answers(events: Observable<HttpEvent<unknown>>, session: Session): Observable<HttpResponse<unknown>> {
  const answer = events.pipe(filter((event) => event instanceof HttpResponse));
  const late = (): Observable<never> => throwError(() => new HttpErrorResponse({ status: 0 }));
  return session.accessToken() || session.hasLapsed() ? answer : answer.pipe(timeout({ first: PATIENCE, with: late }));
}
