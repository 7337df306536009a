import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '@verstak/domain';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { LINGER_MS } from './connections.js';
import { Failure } from '../failure/failure.js';
import type { ErrorDialects } from './error-dialects.js';
import { answerFailure, problemOf } from './problem.filter.js';

interface Refusal {
  status: number;
  code: ErrorCode;
  detail: string;
}

const UNREADABLE: Refusal = { status: 400, code: 'request.malformed', detail: 'This is no readable HTTP request.' };

const BY_ERROR: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'request.too_large',
    detail: 'Address and headers together are larger than 16 KiB; send less.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request.timeout',
    detail: 'The request did not arrive in time; send it again.',
  },
};

/** Answers what is no HTTP request, has too large a head or does not arrive in time, and reaches no route; then hangs up. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, detail } = BY_ERROR[error.code ?? ''] ?? UNREADABLE;
  const body = JSON.stringify({ ...problemOf(new Failure(code, { detail })), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // Whoever does not close the own end holds the connection no longer than that.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Answers an address that cannot be decoded, which the router refuses before any route is known. */
export function refuseAddress(dialects: () => ErrorDialects) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void =>
    answerFailure(
      new Failure('request.malformed', { detail: error.message.slice(0, 500) }),
      request,
      reply,
      dialects(),
    );
}
