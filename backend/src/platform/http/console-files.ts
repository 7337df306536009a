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
  return /-[\w-]{8}\.(js|css|wasm|woff2)(\.(br|gz))?$/.test(path) ? YEAR : 'no-cache';
}

/** Whether a person is to look at the answer. */
function opensPages({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

/**
 * Serves the built console with its precompressed files. Every path of a screen opens its first page, and so does any
 * other that a browser opens, though as not found: the console says so.
 */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(`${FOLDER}index.html`)) return;
  const server = app.getHttpAdapter().getInstance();
  const index = await readFile(`${FOLDER}index.html`);
  const screens = new Set(JSON.parse(await readFile(`${FOLDER}screens.json`, 'utf8')) as string[]);
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
    const [first = ''] = path.slice(1).split('/', 1);
    if (screens.has(first)) page(request, reply);
    else if (opensPages(request) && first !== 'api' && !/\.\w{2,5}$/.test(path)) page(request, reply.status(404));
    else reply.callNotFound();
  });
}
