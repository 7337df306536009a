import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { Failure } from '../platform/failure/failure.js';
import { isS2 } from './s2-paths.js';

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Lets the S2 API take what its first server took besides JSON: forms of both kinds, where the last of several values
 * counts, and nothing where JSON was announced. Elsewhere only JSON gets as far as here.
 */
export function acceptS2Bodies(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  // To S2 a field is unknown, and so ignored, whatever it is called.
  const parseS2Json = server.getDefaultJsonParser('remove', 'remove');
  app.useBodyParser('application/json', {}, (request: FastifyRequest, body: Buffer, done: Done) => {
    if (!body.length && isS2(request.url)) done(null, {});
    // Read as it is, it would be stored with other characters than were sent.
    else if (!isUtf8(body))
      done(new Failure('request.malformed', { detail: 'The body is no UTF-8; send JSON in it.' }));
    else void (isS2(request.url) ? parseS2Json : parseJson)(request, body.toString('utf8'), done);
  });
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request: FastifyRequest, body: Buffer, done: Done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString('utf8')))),
  );
  app.useBodyParser('multipart/form-data', {}, (request: FastifyRequest, body: Buffer) => fieldsOf(request, body));
  server.removeContentTypeParser('text/plain');
}

/** The text fields of a multipart body, read by the parser of Node's own `fetch`; files are left out. */
async function fieldsOf(request: FastifyRequest, body: Buffer): Promise<object> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch((error: unknown) => {
    throw new Failure('request.malformed', { detail: `Multipart form parse error - ${String(error)}` });
  });
  return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
}
