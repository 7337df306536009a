import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Where the built console lies, seen from the built backend. */
const FOLDER = fileURLToPath(new URL('../../../../frontend/dist/browser/', import.meta.url));

const YEAR = 'public, max-age=31536000, immutable';

/** How long a browser may keep a file of the console: for a year where its name tells its content, packed or not. */
export function cachingOf(path: string): string {
  return /-[\w-]{8}\.(js|css)(\.(br|gz))?$/.test(path) ? YEAR : 'no-cache';
}

/** Serves the built console with its precompressed files; every other path outside /api opens its first page. */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(`${FOLDER}index.html`)) return;
  const server = app.getHttpAdapter().getInstance();
  const index = await readFile(`${FOLDER}index.html`);
  await server.register(fastifyStatic, {
    root: FOLDER,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', cachingOf(path));
    },
  });
  const page = (_request: FastifyRequest, reply: FastifyReply): void => {
    void reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index);
  };
  server.get('/', page);
  server.get('/*', { constraints: {} }, (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    if (path.startsWith('/api') || /\.\w{2,5}$/.test(path)) {
      reply.callNotFound();
      return;
    }
    page(request, reply);
  });
}
