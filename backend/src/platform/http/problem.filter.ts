import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorCode, Problem } from '@verstak/domain';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { ErrorDialects } from './error-dialects.js';
import { Failure } from '../failure/failure.js';

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'request.malformed',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'request.route_unknown',
  405: 'request.method_not_allowed',
  408: 'request.timeout',
  413: 'request.too_large',
  414: 'request.too_large',
  415: 'request.unsupported_media_type',
  429: 'request.too_many',
  431: 'request.too_large',
  503: 'unavailable',
};

/** Answers every refusal and failure as problem+json (RFC 9457); what is unknown is logged and answered as 500 with its id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly dialects: ErrorDialects) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const failure = toFailure(error) ?? this.unknown(error);
    const retryAfter = failure.details.params?.['retryAfterSeconds'];
    if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
    answerFailure(failure, request, reply, this.dialects);
  }

  private unknown(error: unknown): Failure {
    const id = randomUUID();
    this.logger.error(`Unexpected error ${id}`, error instanceof Error ? error.stack : String(error));
    return new Failure('internal', {
      detail: `Something went wrong here; the log has it under ${id}.`,
      params: { id },
    });
  }
}

/** Answers a refusal as its path's callers read it: as problem+json, or in their dialect. */
export function answerFailure(
  failure: Failure,
  request: FastifyRequest,
  reply: FastifyReply,
  dialects: ErrorDialects,
): void {
  const dialect = dialects.at(request.url);
  if (dialect) {
    dialect.answer(failure, request, reply);
    return;
  }
  void reply
    .status(failure.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(failure, request.url)));
}

/** The body that a refusal is answered with. */
export function problemOf(failure: Failure, url?: string): Problem {
  const { detail, params, errors } = failure.details;
  return {
    type: `urn:verstak:${failure.code}`,
    title: failure.code,
    status: failure.status,
    code: failure.code,
    detail,
    ...(url ? { instance: url.split('?')[0]?.slice(0, 200) } : {}),
    ...(errors ? { errors } : {}),
    ...(params ? { params } : {}),
  };
}

/** The refusal that an error of the framework, the server or the database stands for, if it is one. */
export function toFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (error instanceof HttpException) return withStatus(error.getStatus(), error.message);
  if (!(error instanceof Error)) return undefined;
  const { statusCode, keyValue } = error as {
    statusCode?: unknown;
    keyValue?: Record<string, unknown>;
  };
  if (isDuplicateKey(error)) {
    // Of several documents written at once the driver keeps only the server's text.
    const [, named = 'value'] = /dup key: \{ "?([\w.]+)/.exec(error.message) ?? [];
    // `loginKey` is the form in which `login` is compared, and nobody's to know.
    const field = (Object.keys(keyValue ?? {})[0] ?? named).replace(/Key$/, '');
    const detail = `There is already one with this ${field}; choose another.`;
    return new Failure('conflict.duplicate', { detail, params: { field } });
  }
  if (typeof statusCode === 'number' && statusCode < 500) return withStatus(statusCode, error.message);
  return undefined;
}

function withStatus(status: number, detail: string): Failure | undefined {
  if (status >= 500 && status !== 503) return undefined;
  return new Failure(BY_STATUS[status] ?? 'request.malformed', { detail: detail.slice(0, 500) });
}
