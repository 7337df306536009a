import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { Failure, Invalid } from '../failure/failure.js';
import { mediaTypeOf } from './received-bodies.js';

/** Deeper and larger bodies than any form sends would only cost time to check. */
const DEEPEST = 20;
const MOST_VALUES = 20_000;

/** Names that every object has of its own accord (`constructor`, `toString`, …): no field is called so, and none may pass. */
const CLASS_NAMES = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** Refuses, before anything else looks at them, bodies that are not JSON or that are made to exhaust the server. */
export function limitRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    const type = request.headers['content-type'];
    // The route decides, not the address as it was written: `/%61pi` leads there too.
    const isOurs = request.routeOptions.url?.startsWith('/api/v1/') ?? false;
    const accepted = mediaTypeOf(request.routeOptions);
    if (type === undefined || !isOurs || type.split(';')[0]?.trim().toLowerCase() === accepted) return;
    throw new Failure('request.unsupported_media_type', {
      detail: `Content-Type ${type.slice(0, 100)} is not understood here; send ${accepted}.`,
      params: { contentType: type.slice(0, 100) },
    });
  });
  server.addHook('preValidation', async ({ query, body, routeOptions }) => {
    limitBody(query);
    // Bytes that nobody has read yet.
    if (body instanceof Readable) return;
    // Elsewhere unknown fields are ignored, whatever they are called.
    limitBody(body, routeOptions.url?.startsWith('/api/v1/') ? 0 : 1);
  });
}

/** 400 where a body or query is nested too deeply, holds too many values or, from a depth on, names a class's own property. */
export function limitBody(body: unknown, namedFrom = 0): void {
  let level: unknown[] = [body];
  let values = 1;
  for (let depth = 0; level.length; depth += 1) {
    if (depth > DEEPEST) throw tooLarge(`is nested more than ${DEEPEST} levels deep`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const names = Array.isArray(value) ? [] : Object.keys(value);
      const forbidden = depth < namedFrom ? undefined : names.find((name) => CLASS_NAMES.has(name));
      if (forbidden) {
        throw Invalid([
          { field: forbidden, rule: 'whitelistValidation', message: 'is not a field of this request; leave it out' },
        ]);
      }
      const inner = Object.values(value) as unknown[];
      values += inner.length;
      if (values > MOST_VALUES) throw tooLarge(`holds more than ${MOST_VALUES} values`);
      next.push(...inner);
    }
    level = next;
  }
}

function tooLarge(fault: string): Failure {
  return Invalid([{ field: 'body', rule: 'size', message: `${fault}; send less at once` }]);
}
