import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer } from '@verstak/embedded-mongo';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Bitrix24System } from '../src/connections/bitrix24/bitrix24-system.js';
import { RequestBudget } from '../src/connections/request-budget.js';
import { Bitrix24Portal, halfAnswer, hangUp, refusingWith, type PortalRow } from './bitrix24-portal.js';
import { refusal, type Answer, type Session } from './caller.js';
import { makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface ConnectionBody {
  id: string;
  isOn: boolean;
  hasCredentials: boolean;
  offReason?: string;
  fault?: string;
  refused?: number;
  nextAt?: string;
  busyUntil?: string;
  lastSuccessAt?: string;
}

interface RowBody {
  state: string;
  way: string;
  subject: string;
  externalId?: string;
  code?: string;
  detail?: string;
}

interface ExchangeBody {
  finishedAt?: string;
  fault?: string;
  said?: string;
  counts: Record<'added' | 'changed' | 'unchanged' | 'sent' | 'conflicts' | 'refused', number>;
}

type Document = Record<string, unknown> & { id: string; version: number };

const ways = (products: string, clients: string, orders: string): object[] =>
  Object.entries({ products, clients, orders })
    .filter(([, direction]) => direction)
    .map(([subject, direction]) => ({ subject, direction }));
const IN = ways('in', 'in', 'in');
const OUT = ways('', 'out', 'out');
const BOTH = ways('in', 'both', 'both');
const STATUSES = [
  { ours: 'confirmed', theirs: 'NEW' },
  { ours: 'ready', theirs: 'EXECUTING' },
  { ours: 'ready', theirs: 'final_invoice' },
];
const SETTINGS = { CONNECTION_PRIVATE_NETWORKS: 'allow' };

let workshop: TestWorkshop;
let admin: Session;
let portal: Bitrix24Portal;
let other: Bitrix24Portal;

beforeEach(async () => {
  workshop = await TestWorkshop.open(SETTINGS);
  admin = await workshop.asAdmin();
  [portal, other] = await Promise.all([Bitrix24Portal.start(), Bitrix24Portal.start()]);
});
afterEach(async () => {
  await workshop.close();
  await Promise.all([portal.stop(), other.stop()]);
});

/** A connection to a portal by its webhook, on. */
async function connect(to: Bitrix24Portal, exchanges: object[], fields: object = {}): Promise<ConnectionBody> {
  const body = { name: 'Битрикс24', kind: 'bitrix24', exchanges, fields: [], statuses: STATUSES, ...fields };
  const { id } = (await admin.post<ConnectionBody>('/connections', body)).body;
  const credentials = { webhook: to.webhook, applicationToken: to.applicationToken };
  await admin.send('PUT', `/connections/${id}/credentials`, credentials);
  return (await admin.patch<ConnectionBody>(`/connections/${id}`, { isOn: true })).body;
}

async function exchanges(id: string): Promise<ExchangeBody[]> {
  return (await admin.get<PageBody<ExchangeBody>>(`/connections/${id}/exchanges?pageSize=100`)).body.items;
}

/** Has it exchange once more, and gives the last exchange when all is done. */
async function exchanged({ id }: { id: string }): Promise<ExchangeBody | undefined> {
  const from = new Date().toISOString();
  await admin.post(`/connections/${id}/exchange`, {});
  for (let turn = 0; turn < 4_000; turn++) {
    const { nextAt, busyUntil, lastSuccessAt = '' } = (await admin.get<ConnectionBody>(`/connections/${id}`)).body;
    if (!busyUntil && nextAt && nextAt > new Date().toISOString() && lastSuccessAt >= from) break;
    await pause(20);
  }
  await idle(id);
  return (await exchanges(id))[0];
}

/** Waits until nothing is exchanged any more and nothing is left to be told. */
async function idle(id: string): Promise<void> {
  for (let quiet = 0, turn = 0; quiet < 2; turn++) {
    if (turn > 4_000) throw new Error('It does not end');
    await workshop.followed();
    const waiting = await workshop.connection.collection('outgoingChanges').countDocuments();
    const isOver = (await exchanges(id)).every(({ finishedAt }) => finishedAt);
    quiet = !waiting && isOver ? quiet + 1 : 0;
    await pause(20);
  }
}

async function rows({ id }: { id: string }, query = ''): Promise<RowBody[]> {
  return (await admin.get<PageBody<RowBody>>(`/connections/${id}/rows?pageSize=100${query}`)).body.items;
}

async function all(kind: string): Promise<Document[]> {
  const found: Document[] = [];
  for (let page = 1; ; page += 1) {
    const { items, total } = (await admin.get<PageBody<Document>>(`/${kind}?pageSize=100&page=${page}`)).body;
    found.push(...items);
    if (found.length >= total || !items.length) return found;
  }
}

/** Nobody waits for the budget of requests where many are made. */
function withoutWaiting(app = workshop.app): () => void {
  const budget = app.get(RequestBudget);
  const take = budget.take.bind(budget);
  budget.take = () => Promise.resolve();
  return () => void (budget.take = take);
}

/** What the clients and the deals of a portal say, whatever they are called there. */
function said(of: Bitrix24Portal): string[] {
  const names = new Map<unknown, string>();
  const reached = (row: PortalRow): unknown =>
    ((row['fm'] ?? []) as { typeId: string; value: string }[]).map(({ typeId, value }) => [typeId, value]).sort();
  for (const row of of.table('companies')) names.set(`CO${row.id}`, JSON.stringify([row['title'], reached(row)]));
  for (const row of of.table('contacts'))
    names.set(`C${row.id}`, JSON.stringify([row['name'], row['lastName'], reached(row)]));
  const deals = of.table('deals').map((deal) => {
    const client = deal['companyId']
      ? names.get(`CO${Number(deal['companyId'])}`)
      : names.get(`C${Number(deal['contactId'])}`);
    const lines = of
      .table('productRows')
      .filter(({ ownerId }) => ownerId === deal.id)
      .map(({ productName, price, quantity }) => [productName, price, quantity]);
    return JSON.stringify([client, deal['stageId'], deal['closedate'], deal['comments'] || null, lines]);
  });
  return [...names.values(), ...deals].sort();
}

describe('Bitrix24', () => {
  it('gives 1,000 clients and orders that reach another portal equal, and a second run changes nothing', async () => {
    const restore = withoutWaiting();
    for (let n = 0; n < 500; n += 1) {
      const fm = [
        { id: n * 2 + 1, typeId: 'PHONE', valueType: 'WORK', value: `+7999${String(n).padStart(7, '0')}` },
        { id: n * 2 + 2, typeId: 'EMAIL', valueType: 'WORK', value: `c${n}@example.org` },
      ];
      const company = n % 2 ? portal.put('companies', { title: `Ромашка ${n}`, fm }) : undefined;
      const contact = portal.put('contacts', {
        name: `Имя ${n}`,
        lastName: `Фамилия ${n}`,
        companyId: company?.id ?? 0,
        fm: company ? [] : fm,
      });
      const deal = portal.put('deals', {
        title: `Заказ ${n}`,
        categoryId: 0,
        currencyId: 'RUB',
        stageId: n % 3 ? 'NEW' : 'EXECUTING',
        closedate: '2026-12-24T03:00:00+03:00',
        comments: n % 4 ? `Звонить после ${n}` : '',
        ...(company ? { companyId: company.id } : { contactId: contact.id }),
      });
      for (let line = 0; line <= n % 3; line += 1)
        portal.put('productRows', {
          ownerType: 'D',
          ownerId: deal.id,
          productId: 0,
          productName: `Деталь ${line}`,
          price: n + 0.5,
          quantity: line + 1,
          sort: line,
        });
    }
    const one = await connect(portal, IN);
    await idle(one.id);
    expect((await exchanges(one.id)).at(-1)?.counts).toMatchObject({ added: 1_000, refused: 0 });
    const [clients, orders] = [await all('clients'), await all('orders')];
    expect([clients.length, orders.length]).toEqual([500, 500]);

    const two = await connect(other, OUT);
    for (const subject of ['clients', 'orders']) await admin.post(`/connections/${two.id}/give`, { subject });
    await idle(two.id);
    expect(said(other)).toEqual(said(portal));

    const writes = other.count(/add|update|set/);
    const versions = (some: Document[]): string[] => some.map(({ id, version }) => `${id} ${version}`).sort();
    expect((await exchanged(one))?.counts).toMatchObject({ added: 0, changed: 0, sent: 0, refused: 0 });
    for (const subject of ['clients', 'orders']) await admin.post(`/connections/${two.id}/give`, { subject });
    await exchanged(two);
    expect([versions(await all('clients')), versions(await all('orders'))]).toEqual([
      versions(clients),
      versions(orders),
    ]);
    expect(other.count(/add|update|set/)).toBe(writes);
    restore();
  }, 300_000);

  it('gives products with their prices and categories', async () => {
    const table = portal.put('products', {
      iblockId: 23,
      name: 'Стол',
      active: 'Y',
      measure: 1,
      iblockSectionId: 14,
      property121: { value: 'A-1' },
    });
    const price = portal.put('prices', { productId: table.id, catalogGroupId: 1, price: '48300.50', currency: 'RUB' });
    const one = await connect(portal, IN, {
      fields: [{ subject: 'products', field: 'article', winner: 'there', theirs: 'property121' }],
    });
    await exchanged(one);
    expect(await all('products')).toMatchObject([
      { name: 'Стол', article: 'A-1', unit: 'шт', price: 4_830_050, categoryName: 'Столы' },
    ]);
    portal.change('prices', price.id, { price: 50_000 });
    await exchanged(one);
    expect(await all('products')).toMatchObject([{ price: 5_000_000 }]);
  });

  it('and the workshop tell each other what changes, and neither writes over what the other has written', async () => {
    const one = await connect(portal, BOTH);
    const client = await makeClient(admin, { company: 'Ромашка', firstName: 'Анна', phone: '+79990000001' });
    const order = await makeOrder(admin, { clientId: client.id, status: 'confirmed', dueAt: '2026-12-24T09:30:00Z' });
    await idle(one.id);
    const [deal] = portal.table('deals') as [PortalRow];
    expect(portal.table('companies')).toMatchObject([{ title: 'Ромашка', originId: client.id }]);
    expect(portal.table('contacts')).toMatchObject([{ name: 'Анна', companyId: portal.table('companies')[0]?.id }]);
    expect(deal).toMatchObject({ stageId: 'NEW', closedate: '2026-12-24T03:00:00+03:00', originId: order.id });
    // There somebody goes on with it, here somebody writes a note.
    portal.change('deals', deal.id, { stageId: 'EXECUTING' });
    await admin.patch(`/orders/${order.id}`, { note: 'Срочно' });
    await exchanged(one);
    expect((await admin.get<Document>(`/orders/${order.id}`)).body).toMatchObject({
      status: 'ready',
      note: 'Срочно',
      dueAt: '2026-12-24T09:30:00.000Z',
    });
    expect(portal.table('deals')).toMatchObject([{ stageId: 'EXECUTING', comments: 'Срочно' }]);
    const before = portal.count(/add|update|set/);
    await exchanged(one);
    expect([portal.count(/add|update|set/), (await rows(one, '&state=refused')).length]).toEqual([before, 0]);
  });

  it('says of a deal in another currency why it is not taken', async () => {
    const deal = portal.put('deals', { title: 'Стол', categoryId: 0, stageId: 'NEW', currencyId: 'EUR' });
    const one = await connect(portal, IN);
    await exchanged(one);
    expect(await rows(one, '&state=refused')).toMatchObject([
      {
        way: 'in',
        subject: 'orders',
        externalId: String(deal.id),
        code: 'connection.refused_there',
        detail: 'bitrix24.currency: EUR',
      },
    ]);
    await exchanged(one);
    expect(await rows(one, '&state=refused')).toHaveLength(1);
  });

  it.each([
    ['half an answer', halfAnswer],
    ['none', hangUp],
  ])('that gave %s in the middle has everything once, and so has the workshop', async (_name, answer) => {
    const one = await connect(portal, BOTH);
    await idle(one.id);
    portal.fail(/batch/, answer, { isDone: true });
    const client = await makeClient(admin, { company: 'Ромашка', firstName: 'Анна' });
    for (let n = 0; n < 3; n += 1) await makeOrder(admin, { clientId: client.id, status: 'confirmed' });
    await workshop.followed();
    for (let turn = 0; turn < 400 && !(await exchanges(one.id)).some(({ fault }) => fault); turn++) await pause(20);
    await exchanged(one);
    expect([portal.table('companies').length, portal.table('contacts').length, portal.table('deals').length]).toEqual([
      1, 1, 3,
    ]);
    expect([(await all('clients')).length, (await all('orders')).length]).toEqual([1, 3]);
  });

  it('that is busy is left alone, and what was to be told is told later', async () => {
    const one = await connect(portal, OUT);
    await idle(one.id);
    portal.fail(/batch/, refusingWith(429, 'OPERATION_TIME_LIMIT', 'Method is blocked'));
    await makeClient(admin, { company: 'Ромашка' });
    await workshop.followed();
    for (let turn = 0; turn < 400 && !(await exchanges(one.id)).some(({ fault }) => fault); turn++) await pause(20);
    expect((await exchanges(one.id)).find(({ fault }) => fault)).toMatchObject({
      fault: 'limit',
      said: 'Method is blocked',
    });
    expect((await admin.get<ConnectionBody>(`/connections/${one.id}`)).body).toMatchObject({
      isOn: true,
      fault: 'limit',
    });
    await workshop.connection.collection('requestBudgets').deleteMany({});
    await exchanged(one);
    expect(portal.table('companies')).toHaveLength(1);
  });

  it('that lets the product in no more switches the connection off', async () => {
    const one = await connect(portal, IN);
    await idle(one.id);
    portal.fail(/list/, refusingWith(401, 'NO_AUTH_FOUND', `Wrong authorization data ${portal.secret}`));
    await admin.post(`/connections/${one.id}/exchange`, {});
    for (let turn = 0; turn < 400; turn++) {
      if (!(await admin.get<ConnectionBody>(`/connections/${one.id}`)).body.isOn) break;
      await pause(20);
    }
    const now = await admin.get<ConnectionBody>(`/connections/${one.id}`);
    expect(now.body).toMatchObject({ isOn: false, offReason: 'credentials' });
    const told = [now.text, JSON.stringify(await exchanges(one.id))];
    told.push((await admin.get(`/connections/${one.id}/history`)).text);
    expect(told.join()).not.toContain(portal.secret);
  });
});

describe('an event', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = (id: string, form: string): Promise<Answer<unknown>> =>
    workshop.nobody.post(`/bitrix24/events/${id}`, form, FORM);

  it('has the portal asked at once, however often and in whatever order they come', async () => {
    const one = await connect(portal, IN);
    await idle(one.id);
    const { id } = portal.put('contacts', { name: 'Анна', companyId: 0, fm: [] });
    const events = ['UPDATE', 'ADD', 'UPDATE', 'UPDATE', 'DELETE'].map((ending) =>
      portal.event(`ONCRMCONTACT${ending}`, id),
    );
    const answers = await Promise.all(events.map((form) => send(one.id, form)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    for (let turn = 0; turn < 400 && !(await all('clients')).length; turn++) await pause(20);
    await idle(one.id);
    expect(await all('clients')).toMatchObject([{ firstName: 'Анна' }]);
  });

  it('that is not from the portal, or of no connection, is refused', async () => {
    const one = await connect(portal, IN);
    await idle(one.id);
    const before = (await exchanges(one.id)).length;
    expect(refusal(await send(one.id, portal.event('ONCRMDEALADD', 7, 'wrong'))).code).toBe('auth.forbidden');
    for (const id of ['0'.repeat(24), 'x']) expect((await send(id, portal.event('ONCRMDEALADD', 7))).status).toBe(404);
    expect((await send(one.id, portal.event('ONTASKADD', 7))).status).toBe(204);
    expect((await workshop.nobody.post(`/bitrix24/events/${one.id}`, {})).status).toBe(415);
    expect(await exchanges(one.id)).toHaveLength(before);
  });
});

describe('an application', () => {
  let one: ConnectionBody;

  beforeEach(async () => {
    const { clientId, clientSecret } = portal.application;
    workshop.app.get(Bitrix24System).authorisationServer = portal.url;
    const body = { name: 'Битрикс24', kind: 'bitrix24', address: portal.url, exchanges: IN, fields: [], statuses: [] };
    one = (await admin.post<ConnectionBody>('/connections', body)).body;
    await admin.send('PUT', `/connections/${one.id}/credentials`, { clientId, clientSecret });
  });

  async function begun(): Promise<URL> {
    const { body } = await admin.post<{ url: string }>(`/connections/${one.id}/bitrix24-authorisation`, {});
    return new URL(body.url);
  }

  const comeBack = (code: string, state: string): Promise<Answer<unknown>> =>
    admin.post('/connections/bitrix24-tokens', { code, state });

  it('is let in by whoever was sent to the portal, and renews its tokens by itself', async () => {
    const url = await begun();
    expect([url.origin, url.pathname, url.searchParams.get('client_id')]).toEqual([
      portal.url,
      '/oauth/authorize/',
      portal.application.clientId,
    ]);
    const back = await comeBack(portal.authorise(), url.searchParams.get('state') ?? '');
    expect([back.status, back.body]).toMatchObject([200, { id: one.id, hasCredentials: true }]);
    expect(back.text).not.toContain(portal.refreshToken);
    portal.accessTokens.clear();
    portal.put('contacts', { name: 'Анна', companyId: 0, fm: [] });
    await admin.patch(`/connections/${one.id}`, { isOn: true });
    await exchanged(one);
    expect([portal.renewals, (await all('clients')).length]).toEqual([1, 1]);
    await Promise.all(Array.from({ length: 5 }, () => admin.post(`/connections/${one.id}/check`, {})));
    expect(portal.renewals).toBe(1);
    expect(portal.bodies.join()).not.toContain(portal.application.clientSecret);
  });

  it('keeps its tokens where the token of events is told, and none with another application', async () => {
    await comeBack(portal.authorise(), (await begun()).searchParams.get('state') ?? '');
    const isLetIn = async (): Promise<boolean> =>
      (await admin.post<{ isWell: boolean }>(`/connections/${one.id}/check`, {})).body.isWell;
    const tell = (credentials: object): Promise<Answer<unknown>> =>
      admin.send('PUT', `/connections/${one.id}/credentials`, credentials);
    await tell({ applicationToken: portal.applicationToken });
    expect(await isLetIn()).toBe(true);
    await tell({ clientId: 'local.another' });
    expect(await isLetIn()).toBe(false);
    await tell({ webhook: portal.webhook });
    expect(await isLetIn()).toBe(true);
  });

  it('renews its tokens once where several ask at the same time', async () => {
    await comeBack(portal.authorise(), (await begun()).searchParams.get('state') ?? '');
    portal.accessTokens.clear();
    const checks = Array.from({ length: 6 }, () => admin.post<{ isWell: boolean }>(`/connections/${one.id}/check`, {}));
    expect((await Promise.all(checks)).map(({ body }) => body.isWell)).toEqual(Array<boolean>(6).fill(true));
    expect(portal.renewals).toBe(1);
  });

  it('is not let in by whoever was sent by nobody, late, or with a code of nobody', async () => {
    const state = (await begun()).searchParams.get('state') ?? '';
    for (const wrong of ['x', state.slice(4), state.replace(/.{4}$/, 'AAAA')])
      expect(refusal(await comeBack(portal.authorise(), wrong)).code).toBe('auth.forbidden');
    expect(refusal(await comeBack('wrong', state)).code).toBe('connection.unreachable');
    const { body } = await admin.post<{ isWell: boolean; fault: string }>(`/connections/${one.id}/check`, {});
    expect(body).toMatchObject({ isWell: false, fault: 'credentials' });
  });

  it('that is not told yet cannot be let in', async () => {
    const body = { name: 'Другой', kind: 'bitrix24', exchanges: IN, fields: [], statuses: [] };
    const { id } = (await admin.post<ConnectionBody>('/connections', body)).body;
    expect(refusal(await admin.post(`/connections/${id}/bitrix24-authorisation`, {})).code).toBe(
      'connection.credentials_needed',
    );
  });
});

describe('two processes', () => {
  it('share one budget of requests, and one takes up what another has left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-'));
    const database = await startServer({ dataDir: folder });
    const first = await TestWorkshop.on(database.uri, SETTINGS);
    const second = await TestWorkshop.on(database.uri, SETTINGS);
    const usual = workshop;
    try {
      [workshop, admin] = [first, await first.asAdmin()];
      portal.bucket = { most: 50, leaves: 2, level: 0, at: Date.now() };
      const one = await connect(portal, OUT);
      await idle(one.id);
      const sessions = [admin, await second.asAdmin()];
      const checks = sessions.flatMap((session) =>
        Array.from({ length: 30 }, () => session.post<{ isWell: boolean }>(`/connections/${one.id}/check`, {})),
      );
      expect((await Promise.all(checks)).every(({ body }) => body.isWell)).toBe(true);
      expect([portal.count(/status/) >= 60, portal.refusedForRate]).toEqual([true, 0]);

      portal.bucket.most = Infinity;
      [first, second].forEach(({ app }) => withoutWaiting(app));
      const { id: clientId } = await makeClient(admin, { company: 'Ромашка' });
      for (let n = 0; n < 60; n += 1) await makeOrder(admin, { clientId, status: 'confirmed' });
      await first.followed();
      for (let turn = 0; turn < 400 && portal.table('deals').length < 25; turn++) await pause(10);
      await first.close();
      [workshop, admin] = [second, await second.asAdmin()];
      await idle(one.id);
      expect([portal.table('companies').length, portal.table('deals').length]).toEqual([1, 60]);
    } finally {
      workshop = usual;
      await second.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
