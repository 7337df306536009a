import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from './failure.js';
import type { ErrorDialects } from './error-dialects.js';
import { answerFailure, problemOf } from './problem.filter.js';

/** Answers what is no HTTP request, or one with too large a head, which reaches no route; then hangs up. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = isTooLarge ? 431 : 400;
  const failure = new Failure(isTooLarge ? 'request.too_large' : 'request.malformed', {
    detail: isTooLarge
      ? 'Address and headers together are larger than 16 KiB; send less.'
      : 'This is no readable HTTP request.',
  });
  const body = JSON.stringify({ ...problemOf(failure), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
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
