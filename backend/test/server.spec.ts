import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import { connect } from 'node:net';
import type { Session } from './caller.js';
import { makeClient, type HistoryBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

/** Sends bytes as they are, a piece at a time, and gives what came back until the server hung up. */
async function raw(...pieces: string[]): Promise<{ status: number; head: string; body: string }> {
  const { port, hostname } = new URL(workshop.url);
  const text = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname);
    let told = '';
    socket.on('data', (chunk) => (told += chunk.toString()));
    socket.on('close', () => resolve(told));
    socket.on('error', () => resolve(told));
    pieces.forEach((piece, index) => setTimeout(() => socket.write(piece), index * 50));
    setTimeout(() => socket.destroy(), 3_000).unref();
  });
  const [head = '', ...body] = text.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, body: body.join('\r\n\r\n') };
}

const request = (line: string, ...headers: string[]): string =>
  `${[`${line} HTTP/1.1`, 'host: workshop', 'connection: close', ...headers].join('\r\n')}\r\n\r\n`;

describe('the server', () => {
  it.each([
    ['a list', '/clients', 200],
    ['a refusal', '/clients/507f1f77bcf86cd799439011', 404],
    ['an export', '/clients/export.csv', 200],
    ['an answer of the S2 API', '/api/clients/get/', 405],
  ])('lets nobody keep %s', async (_what, path, status) => {
    const answer = await manager.get(path);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'no-store']);
  });

  it('knows who asks however slowly the body arrives', async () => {
    const body = JSON.stringify({ company: 'Неспешная', note: 'x'.repeat(3_000) });
    const bytes = Buffer.byteLength(body);
    const head = request(
      'POST /api/v1/clients',
      `authorization: Bearer ${manager.accessToken}`,
      'content-type: application/json',
      `content-length: ${bytes}`,
    );
    const answer = await raw(head, body.slice(0, 20), body.slice(20, 900), body.slice(900));
    expect(answer.status).toBe(201);
    const { id } = JSON.parse(answer.body) as { id: string };
    const history = (await manager.get<PageBody<HistoryBody>>(`/clients/${id}/history`)).body.items;
    expect(history[0]?.actor.id).toBe(manager.id);
  });

  it.each([
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cpackage.json',
    '/.env',
    '/package.json',
    '//etc/passwd',
    '/api/docs/../../../etc/passwd',
  ])('gives no file from outside its folder: %s', async (path) => {
    const { body } = await raw(request(`GET ${path}`));
    expect(body).not.toMatch(/root:|"dependencies"|JWT_SECRET/);
  });

  it('finds nothing where there is no screen, and shows a browser so', async () => {
    for (const path of ['/metrics', '/wp-login', '/order']) {
      const program = await raw(request(`GET ${path}`));
      expect([program.status, program.head.includes('application/problem+json')]).toEqual([404, true]);
      const browser = await raw(request(`GET ${path}`, 'accept: text/html,*/*'));
      expect([browser.status, /<app-root|<html/.test(browser.body)]).toEqual([404, true]);
    }
    for (const path of ['/', '/orders/new', '/sign-in', '/account/password']) {
      expect((await raw(request(`GET ${path}`))).status).toBe(200);
    }
  });

  it.each(['/clients?q=anna@example.org', '/orders?q=3.50&page=2', '/orders?from=a.js'])(
    'opens a page of the console whatever is asked of it: %s',
    async (path) => {
      const page = await raw(request(`GET ${path.split('?')[0]}`));
      expect((await raw(request(`GET ${path}`))).status).toBe(page.status);
    },
  );

  it('answers what is no request, or has too large a head, in the usual form, and hangs up', async () => {
    for (const [text, status] of [
      ['nonsense\r\n\r\n', 400],
      [request('GET /api/v1/health', `x: ${'x'.repeat(20_000)}`), 431],
      ['GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n', 400],
    ] as const) {
      const answer = await raw(text);
      expect([answer.status, answer.head.includes('application/problem+json')]).toEqual([status, true]);
      expect((JSON.parse(answer.body) as Problem).status).toBe(status);
    }
  });

  it('takes no second request that is smuggled in the first', async () => {
    const answer = await raw(
      'POST /api/v1/auth/sign-out HTTP/1.1\r\nhost: a\r\ncontent-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/health HTTP/1.1\r\nhost: a\r\n\r\n',
    );
    expect(answer.status).toBe(400);
  });

  it('lets nobody write headers of an answer', async () => {
    const answer = await raw(
      request(
        'GET /api/v1/clients/a%0d%0aset-cookie:%20x=1?sort=%0d%0ax-evil:1',
        `authorization: Bearer ${manager.accessToken}`,
      ),
    );
    expect([answer.status, /^(set-cookie|x-evil)/im.test(answer.head)]).toEqual([400, false]);
  });

  it('asks for JSON on every spelling of a route', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of ['/api/v1/clients', '/%61pi/v1/clients', '/api/v1/%63lients']) {
      const response = await fetch(workshop.url + path, {
        method: 'POST',
        headers: { ...form, authorization: `Bearer ${manager.accessToken}` },
        body: 'company=x',
      });
      expect([path, [404, 415].includes(response.status)]).toEqual([path, true]);
    }
  });

  it('tells browsers to run nothing but its own scripts, to frame it nowhere, to guess no types and to ask for no device but the camera', async () => {
    const policyOf = async (path: string): Promise<string> =>
      (await fetch(workshop.url + path)).headers.get('content-security-policy') ?? '';
    const page = await policyOf('/');
    expect(page).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.* base-uri 'self'; form-action 'none'/,
    );
    expect(page).toMatch(/require-trusted-types-for 'script'/);
    expect(await policyOf('/api/docs')).toMatch(/^default-src 'none'; script-src 'self';/);
    for (const path of ['/', '/api/docs']) expect(await policyOf(path)).toMatch(/; frame-ancestors 'none'(;|$)/);
    for (const path of ['/api/v1/health', '/api/v1/clients', '/api/clients/get/', '/api/nothing'])
      expect([path, await policyOf(path)]).toEqual([path, "default-src 'none'; frame-ancestors 'none'"]);
    const { headers } = await workshop.nobody.get('/health');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('permissions-policy')).toMatch(/^camera=\(self\), microphone=\(\), geolocation=\(\)/);
    expect([headers.get('x-powered-by'), headers.get('server'), headers.get('access-control-allow-origin')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('keeps people apart who ask at the same moment', async () => {
    const people = await Promise.all([workshop.as('manager'), workshop.as('master'), workshop.asAdmin()]);
    const answers = await Promise.all(
      Array.from({ length: 150 }, async (_, index) => {
        const who = people[index % 3] as Session;
        return [who.id, (await who.get<{ id: string }>('/auth/me')).body.id];
      }),
    );
    for (const [asked, told] of answers) expect(told).toBe(asked);
  });

  it('stays responsive while somebody sends it the largest bodies it takes', async () => {
    const { id } = await makeClient(manager);
    const heavy = Array.from({ length: 20 }, () =>
      manager.post('/orders', `{"clientId":"${id}","items":[${'{"title":{}},'.repeat(70_000)}{}]}`),
    );
    const start = performance.now();
    expect((await manager.get(`/clients/${id}`)).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(10_000);
    for (const { status } of await Promise.all(heavy)) expect(status).toBe(400);
  });
});
