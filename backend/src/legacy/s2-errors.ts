import { Injectable } from '@nestjs/common';
import type { FieldFault } from '@verstak/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorDialect } from '../platform/http/error-dialects.js';
import type { Failure } from '../platform/failure/failure.js';
import { isS2, isS2Route } from './s2-paths.js';

type Body = Record<string, unknown>;

const BAD_ACCESS = { detail: 'Given token not valid for any token type', code: 'token_not_valid' };
const BAD_REFRESH = { detail: 'Token is invalid or expired', code: 'token_not_valid' };

/** Refusals as Django REST framework words them, which is what clients of S2 read. */
@Injectable()
export class S2Errors implements ErrorDialect {
  speaksAt(url: string): boolean {
    return isS2(url);
  }

  answer(failure: Failure, request: FastifyRequest, reply: FastifyReply): void {
    const { status, body } = translated(failure, request);
    if (status === 401) void reply.header('www-authenticate', 'Bearer realm="api"');
    void reply.status(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
  }
}

function translated(failure: Failure, request: FastifyRequest): { status: number; body: Body } {
  const { code, status, details } = failure;
  const answer = (body: Body, as = status): { status: number; body: Body } => ({ status: as, body });
  switch (code) {
    case 'auth.required':
      return answer(hasBearer(request) ? BAD_ACCESS : { detail: 'Authentication credentials were not provided.' });
    case 'auth.session_ended':
      return answer(request.url.includes('/refresh') ? BAD_REFRESH : BAD_ACCESS);
    case 'auth.credentials':
      return answer({ detail: 'No active account found with the given credentials' });
    case 'auth.forbidden':
      return answer({ detail: 'You do not have permission to perform this action.' });
    case 'not_found':
      return answer({ detail: 'Not found.' });
    case 'request.route_unknown':
      if (isS2Route(request.url)) return answer({ detail: `Method "${request.method}" not allowed.` }, 405);
      return answer({ detail: 'Not found.' });
    case 'request.too_many':
      return answer({
        detail: `Request was throttled. Expected available in ${Number(details.params?.['retryAfterSeconds'])} seconds.`,
      });
    case 'request.validation':
      return answer(byField(details.errors ?? []));
    default:
      // Two at once and clients with orders conflict; every other rule of the product is, to S2, a bad request.
      return answer({ detail: details.detail }, isRule(failure) ? 400 : status);
  }
}

/** Whether the request carries a token, good or not; another kind of credentials is none here. */
function hasBearer({ headers }: FastifyRequest): boolean {
  return /^bearer\b/i.test(headers.authorization ?? '');
}

function isRule({ code, status }: Failure): boolean {
  return (status === 422 && !code.startsWith('idempotency.')) || (status === 409 && code.startsWith('order.'));
}

function byField(errors: readonly FieldFault[]): Body {
  // A map: a field may be called as something that every object has.
  const body = new Map<string, string[]>();
  for (const { field, message } of errors) body.set(field, [...(body.get(field) ?? []), message]);
  return Object.fromEntries(body);
}
