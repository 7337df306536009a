import type { FastifyInstance } from 'fastify';
import { BYTES } from '../../platform/http/received-bodies.js';
import { isOneC } from './one-c-errors.js';

/** Has what 1C sends taken as bytes, whatever it says that they are. */
export function passOneCBytes(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (request.method === 'POST' && isOneC(request.url)) request.raw.headers['content-type'] = BYTES;
    done();
  });
}
