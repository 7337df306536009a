import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ShopCatalogService } from './shop-catalog.service.js';
import { ShopInfoService } from './shop-info.service.js';

/** Pages of one customer: nothing of them is for search engines. */
const PRIVATE = /^\/shop\/(account|cart|orders)\b/;

/** What search engines may look at: the shop, what its pages show, and nothing of the console. */
const RULES = [
  'User-agent: *',
  'Allow: /shop',
  'Allow: /api/v1/shop/',
  'Allow: /icons/',
  'Disallow: /shop/account',
  'Disallow: /shop/cart',
  'Disallow: /shop/orders',
  'Disallow: /',
];

/** How long they may keep either, in seconds. */
const KEPT = { 'cache-control': 'public, max-age=3600' };

/** Tells search engines where they may look, and what the shop has, where the workshop has an address of its own. */
export function serveCrawlers(app: NestFastifyApplication): void {
  const [info, catalog] = [app.get(ShopInfoService), app.get(ShopCatalogService)];
  const server = app.getHttpAdapter().getInstance();
  server.get('/robots.txt', async (_request: FastifyRequest, reply: FastifyReply) => {
    const { url } = await info.get();
    const rules = [...RULES, ...(url ? [`Sitemap: ${url}/shop/sitemap.xml`] : [])];
    return reply
      .type('text/plain; charset=utf-8')
      .headers(KEPT)
      .send(`${rules.join('\n')}\n`);
  });
  server.get('/shop/sitemap.xml', async (_request: FastifyRequest, reply: FastifyReply) => {
    const { url, pages } = await info.get();
    if (!url) return reply.callNotFound();
    const { categories, products } = await catalog.idsShown();
    const paths = [
      '',
      ...categories.map((id) => `/?category=${id}`),
      ...products.map((id) => `/products/${id}`),
      ...pages.map((name) => `/pages/${name}`),
    ];
    const locations = paths.map((path) => `<url><loc>${escaped(`${url}/shop${path}`)}</loc></url>`);
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${locations.join('\n')}\n</urlset>\n`;
    return reply.type('application/xml; charset=utf-8').headers(KEPT).send(xml);
  });
}

/** What an answer to this address tells search engines beside it. */
export function forCrawlers(url: string): Record<string, string> {
  return PRIVATE.test(url) ? { 'x-robots-tag': 'noindex' } : {};
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
