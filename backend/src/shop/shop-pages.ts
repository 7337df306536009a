import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { cachingOf } from '../platform/http/console-files.js';
import { forCrawlers, serveCrawlers } from './shop-crawlers.js';

/** Where the built storefront lies, seen from the built backend. */
const FOLDER = fileURLToPath(new URL('../../../frontend/shop/dist/', import.meta.url));

/** Pages are rendered as of this host, whatever a visitor says that it is called. */
const HOST = 'shop.invalid';

/** A page that takes longer is given to the browser to render, in milliseconds. */
const PATIENCE = 5_000;

/** What of a request a page depends on. */
const VARY = 'accept-encoding, accept-language, cookie';

const packed = promisify(gzip);

/** What the built storefront exports: its pages, rendered here (`frontend/shop/src/server.ts`). */
interface Storefront {
  createEngine(options: { allowedHosts: readonly string[] }): {
    handle(request: Request, context: unknown): Promise<Response | null>;
  };
}

/**
 * Serves the storefront under `/shop`: product and category pages rendered in this process, its files, and the rest as a
 * page that the browser renders. What a page asks of the API is answered without leaving the process, as to a visitor.
 */
export async function serveShop(app: NestFastifyApplication): Promise<void> {
  serveCrawlers(app);
  if (!existsSync(`${FOLDER}server/server.mjs`)) return;
  const server = app.getHttpAdapter().getInstance();
  const engine = await quietly(async () => {
    const { createEngine } = (await import(pathToFileURL(`${FOLDER}server/server.mjs`).href)) as Storefront;
    return createEngine({ allowedHosts: [HOST] });
  });
  const unrendered = await readFile(`${FOLDER}browser/index.csr.html`, 'utf8');
  const styled = await withStyles(unrendered);
  await server.register(fastifyStatic, {
    root: `${FOLDER}browser/`,
    prefix: '/shop/',
    wildcard: false,
    index: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
  });
  const api = apiOf(server);
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const language = languageOf(request);
    const wanted = new Request(`http://${HOST}${request.url}`, { signal: AbortSignal.timeout(PATIENCE) });
    const rendered = await engine.handle(wanted, { language, api }).catch(() => undefined);
    // Where the API is slow or fails, the page says so in the browser.
    const html = rendered ? await rendered.text() : unrendered;
    const page = styled(html.replace(/^(<!doctype html>\s*<html lang=")ru/i, `$1${language}`));
    const isPacked = /\bgzip\b/.test(String(request.headers['accept-encoding']));
    return reply
      .status(rendered?.status ?? 200)
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'no-cache', vary: VARY, ...forCrawlers(request.url) })
      .headers(isPacked ? { 'content-encoding': 'gzip' } : {})
      .send(isPacked ? await packed(page) : page);
  };
  server.get('/shop', page);
  server.get('/shop/*', page);
}

/** Puts the styles that every page links into the page itself: it is seen a round trip earlier. */
async function withStyles(page: string): Promise<(html: string) => string> {
  const [link, name] = /<link rel="stylesheet" href="(styles-[\w-]+\.css)"[^>]*>/.exec(page) ?? [];
  if (!link || !name) throw new Error(`No styles in the page of ${FOLDER}`);
  const styles = `<style>${await readFile(`${FOLDER}browser/${name}`, 'utf8')}</style>`;
  return (html) => html.replace(link, () => styles);
}

function apiOf(server: FastifyInstance): (path: string) => Promise<{ status: number; body: string }> {
  return async (url) => {
    const { statusCode: status, payload: body } = await server.inject({ method: 'GET', url });
    return { status, body };
  };
}

/** The language that the visitor chose, else the one that the browser prefers. */
function languageOf({ headers }: FastifyRequest): 'ru' | 'en' {
  const chosen = /(?:^|;\s*)verstak\.shop\.language=(ru|en)\b/.exec(headers.cookie ?? '')?.[1];
  const preferred = chosen ?? /\b(ru|en)\b/i.exec(headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return preferred === 'en' ? 'en' : 'ru';
}

/** The engine takes over what this process does about errors that nobody handles, and only logs them: it is given back. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const names = ['uncaughtException', 'unhandledRejection'] as const;
  const before = names.map((name) => new Set<unknown>(process.rawListeners(name)));
  const made = await make();
  names.forEach((name, index) => {
    for (const listener of process.rawListeners(name))
      if (!before[index]?.has(listener)) process.removeListener(name, listener as () => void);
  });
  return made;
}
