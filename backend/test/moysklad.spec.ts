import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer } from '@verstak/embedded-mongo';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { hangUp, MoySkladServer, type Thing } from './moysklad-server.js';

interface ConnectionBody {
  id: string;
  isOn: boolean;
  fault?: string;
  offReason?: string;
  refused?: number;
}

interface ExchangeBody {
  finishedAt?: string;
  fault?: string;
  counts: Record<'added' | 'changed' | 'unchanged' | 'sent' | 'conflicts' | 'refused', number>;
}

interface RowBody {
  subject: string;
  state: string;
  externalId?: string;
  code?: string;
  detail?: string;
  conflicts?: { field: string }[];
}

const ALL = ['products', 'clients', 'orders'];
const STATUSES = [
  { ours: 'draft', theirs: 'Новый' },
  { ours: 'confirmed', theirs: 'Подтвержден' },
  { ours: 'delivered', theirs: 'Отгружен' },
];
const PUBLIC_URL = 'https://workshop.example.org';

const SETTINGS = { CONNECTION_PRIVATE_NETWORKS: 'allow', PUBLIC_URL };

let folder: string;
let database: Awaited<ReturnType<typeof startServer>>;
let workshop: TestWorkshop;
let admin: Session;
let server: MoySkladServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verstak-'));
  database = await startServer({ dataDir: folder });
  workshop = await TestWorkshop.on(database.uri, SETTINGS);
  admin = await workshop.asAdmin();
});
afterAll(async () => {
  await workshop.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  server = await MoySkladServer.start();
});
afterEach(async () => {
  for (const { id } of (await admin.get<PageBody<ConnectionBody>>('/connections?pageSize=50')).body.items)
    await admin.delete(`/connections/${id}`);
  await workshop.followed();
  await server.stop();
  for (const name of ['orders', 'products', 'clients', 'categories', 'stockItems', 'movements'])
    await workshop.connection.collection(name).deleteMany({});
});

/** A connection to MoySklad that is on, or one that waits to be. */
async function connect(
  direction: string,
  { to = server, ...fields }: { to?: MoySkladServer; fields?: object[] } = {},
): Promise<string> {
  const exchanges = ALL.map((subject) => ({ subject, direction }));
  const body = { name: 'МойСклад', kind: 'moysklad', exchanges, fields: [], statuses: STATUSES, everyMinutes: 1_440 };
  const made = await admin.post<ConnectionBody>('/connections', { ...body, address: to.address, ...fields });
  const { id } = made.body;
  await admin.send('PUT', `/connections/${id}/credentials`, to.token);
  return id;
}

/** Switches it on, or has it exchange again, and ends when that is done; what came of it. */
async function exchanged(id: string): Promise<ExchangeBody> {
  await workshop.followed();
  const before = (await exchangesOf(id)).length;
  const { isOn } = (await admin.get<ConnectionBody>(`/connections/${id}`)).body;
  if (isOn) await admin.post(`/connections/${id}/exchange`, {});
  else await admin.patch(`/connections/${id}`, { isOn: true });
  for (;;) {
    const all = await exchangesOf(id);
    if (all.length > before && all.every(({ finishedAt }) => finishedAt)) return all[0] as ExchangeBody;
    await pause(25);
  }
}

async function exchangesOf(id: string): Promise<ExchangeBody[]> {
  return (await admin.get<PageBody<ExchangeBody>>(`/connections/${id}/exchanges?pageSize=100`)).body.items;
}

async function rowsOf(id: string, query = ''): Promise<RowBody[]> {
  return (await admin.get<PageBody<RowBody>>(`/connections/${id}/rows?pageSize=100${query}`)).body.items;
}

async function all<T>(path: string): Promise<T[]> {
  return (await admin.get<PageBody<T>>(`${path}?pageSize=100`)).body.items;
}

/** Ends when nothing waits to be told. */
async function told(): Promise<void> {
  await workshop.followed();
  while (await workshop.connection.collection('outgoingChanges').countDocuments()) await pause(25);
}

/** Goods, clients and their orders in MoySklad. */
function fill({ goods, clients, orders }: { goods: number; clients: number; orders: number }): void {
  const [unit] = server.all('uom') as [Thing];
  const [retail, state] = [server.priceTypes[0], server.states[1]] as [Thing, Thing];
  const folder = server.put('productfolder', { name: 'Посуда', pathName: '' });
  const made = Array.from({ length: goods }, (_, n) => {
    const salePrices = [{ value: 100_000 + n, priceType: { ...server.ref(retail), id: retail.id } }];
    const place = n % 3 ? { pathName: 'Посуда', productFolder: server.ref(folder) } : { pathName: '' };
    const article = { name: `Кружка ${n}`, article: `К-${n}`, description: `Белая, ${n}` };
    return server.put('product', { ...article, ...place, uom: server.ref(unit), salePrices });
  });
  for (const [n, { id }] of made.entries()) server.setStock(id, n);
  const who = Array.from({ length: clients }, (_, n) => {
    const [first, last] = [`Анна${n}`, `Петрова${n}`];
    const names = { name: `${last} ${first}`, legalFirstName: first, legalLastName: last, companyType: 'individual' };
    const company = { name: `ООО «Ромашка ${n}»`, companyType: 'legal' };
    const phone = `+7913${String(1_000_000 + n)}`;
    return server.put('counterparty', {
      ...(n % 2 ? names : company),
      phone,
      email: `anna${n}@example.org`,
      actualAddress: 'Тверь',
    });
  });
  for (let n = 0; n < orders; n += 1) {
    const positions = [n, n + 1].map((index) => {
      return {
        quantity: 1 + (index % 5),
        price: 90_000 + index,
        discount: 0,
        assortment: server.ref(made[index % goods] as Thing),
      };
    });
    const agent = server.ref(who[n % clients] as Thing);
    const moments = { moment: '2026-11-30 12:00:00.000', deliveryPlannedMoment: '2026-12-20 18:00:00.000' };
    const money = { payedSum: 0, vatEnabled: true, vatIncluded: true };
    server.put('customerorder', { name: String(n), agent, state: server.ref(state), positions, ...moments, ...money });
  }
}

/** What of a MoySklad is exchanged, without what each account calls its own. */
function contents(of: MoySkladServer): unknown {
  const nameOf = new Map(
    ['product', 'counterparty', 'uom'].flatMap((type) => of.all(type).map(({ id, name }) => [id, name])),
  );
  const named = (ref: unknown): unknown => nameOf.get((ref as Thing).meta.href.split('/').at(-1) ?? '');
  const pick = (thing: Thing, ...names: string[]): unknown[] => names.map((name) => thing[name] ?? '');
  const goods = of
    .all('product')
    .map((one) => [
      ...pick(one, 'name', 'article', 'description', 'pathName', 'archived'),
      named(one['uom']),
      (one['salePrices'] as { value: number }[]).map(({ value }) => value),
    ]);
  const who = of
    .all('counterparty')
    .map((one) => pick(one, 'name', 'companyType', 'phone', 'email', 'actualAddress', 'archived'));
  const orders = of
    .all('customerorder')
    .map((one) => [
      ...pick(one, 'moment', 'deliveryPlannedMoment'),
      named(one['agent']),
      of.states.find((state) => state.meta.href === (one['state'] as Thing | undefined)?.meta.href)?.['name'],
      (one['positions'] as { quantity: number; price: number; discount: number; assortment: unknown }[]).map(
        ({ quantity, price, discount, assortment }) => [quantity, price, discount, named(assortment)],
      ),
    ]);
  return [goods, who, orders].map((some) => some.map((one) => JSON.stringify(one)).sort());
}

describe('a thousand records', () => {
  it('come from one MoySklad and go to another as they were; a second run changes nothing', async () => {
    fill({ goods: 500, clients: 300, orders: 200 });
    const from = await connect('in');
    const first = await exchanged(from);
    expect(await rowsOf(from, '&state=refused')).toEqual([]);
    expect(first.counts).toMatchObject({ added: 1_000, changed: 0, refused: 0, conflicts: 0 });
    const again = await exchanged(from);
    expect(again).toMatchObject({ counts: { added: 0, changed: 0, conflicts: 0, refused: 0, sent: 0 } });
    expect(again.fault).toBeUndefined();

    const other = await MoySkladServer.start();
    try {
      const to = await connect('both', { to: other });
      await exchanged(to);
      for (const subject of ALL) await admin.post(`/connections/${to}/give`, { subject });
      await told();
      expect(await rowsOf(to, '&state=refused')).toEqual([]);
      expect(contents(other)).toEqual(contents(server));
      const asked = other.count(/^POST/);
      const { counts } = await exchanged(to);
      expect(counts).toMatchObject({ added: 0, changed: 0, sent: 0, conflicts: 0, refused: 0 });
      for (const subject of ALL) await admin.post(`/connections/${to}/give`, { subject });
      await told();
      expect(other.count(/^POST/)).toBe(asked);
    } finally {
      await other.stop();
    }
  }, 300_000);

  it('that were cut off in the middle come without a loss and without a double', async () => {
    fill({ goods: 30, clients: 150, orders: 120 });
    server.fail(/GET \/entity\/customerorder\?.*updated>=/, hangUp, 5);
    const id = await connect('in');
    expect((await exchanged(id)).fault).toBe('no_http');
    const before = await workshop.connection.collection('orders').countDocuments();
    expect(before).toBe(100);
    const { counts } = await exchanged(id);
    expect(counts).toMatchObject({ added: 20, changed: 0, refused: 0 });
    for (const [name, count] of Object.entries({ products: 30, clients: 150, orders: 120 }))
      expect(await workshop.connection.collection(name).countDocuments()).toBe(count);
  }, 120_000);
});

describe('what changes here', () => {
  it('is there once, though answers were lost, and what was paid and counted here stays', async () => {
    const id = await connect('both');
    await exchanged(id);
    const product = await admin.post<{ id: string }>('/products', {
      name: 'Кружка',
      article: 'К-1',
      unit: 'шт',
      price: 150_000,
      isStocked: true,
      options: [],
      questions: [],
    });
    const client = await makeClient(admin, { company: 'ООО «Ромашка»' });
    server.lostAnswers = 5;
    const items = [
      { productId: product.body.id, title: 'Кружка', quantity: 2, unitPrice: 150_000 },
      { title: 'Гравировка', unit: 'шт', quantity: 1, unitPrice: 30_000, wishes: 'Имя на дне' },
    ];
    const order = await makeOrder(admin, { clientId: client.id, status: 'confirmed', items });
    await workshop.followed();
    while (!(await admin.get<ConnectionBody>(`/connections/${id}`)).body.fault) await pause(50);
    expect((await exchanged(id)).fault).toBeUndefined();
    await told();
    expect(await rowsOf(id, '&state=refused')).toEqual([]);
    for (const type of ['product', 'service', 'counterparty', 'customerorder']) expect(server.all(type).length).toBe(1);
    const [there] = server.all('customerorder') as [Thing];
    expect(there['positions']).toMatchObject([
      { quantity: 2, price: 150_000 },
      { quantity: 1, price: 30_000 },
    ]);

    await admin.post(`/orders/${order.id}/payments`, { amount: 100_000, method: 'cash' });
    expect((await admin.post(`/orders/${order.id}/status`, { status: 'on_hold', reason: 'Ждёт макета' })).status).toBe(
      200,
    );
    await told();
    server.put('customerorder', { id: there.id, description: 'Позвонить' });
    await exchanged(id);
    await exchanged(id);
    const { body } = await admin.get<Record<string, unknown>>(`/orders/${order.id}`);
    expect(body).toMatchObject({ note: 'Позвонить', status: 'on_hold' });
    expect(body['items']).toMatchObject([{ title: 'Кружка' }, { title: 'Гравировка', wishes: 'Имя на дне' }]);
    expect((await all<{ balance: number }>('/orders')).length).toBe(1);
    expect(await rowsOf(id, '&state=conflict')).toEqual([]);
  }, 120_000);
});

describe('a call of MoySklad', () => {
  const event = ({ meta }: Thing, action: string): object => ({ meta, action, accountId: '1' });

  /** Has MoySklad call; where that is. */
  async function called(id: string): Promise<string> {
    expect((await admin.send('PUT', `/connections/${id}/moysklad-calls`, {})).status).toBe(204);
    const urls = new Set(server.all('webhook').map(({ url }) => String(url)));
    expect([urls.size, server.all('webhook').length]).toEqual([1, 18]);
    const [url = ''] = urls;
    expect(url.startsWith(`${PUBLIC_URL}/api/v1/moysklad/calls/${id}/`)).toBe(true);
    return url.slice(`${PUBLIC_URL}/api/v1`.length);
  }

  it('is answered at once, and what it is about is asked afterwards, whatever came twice or first', async () => {
    fill({ goods: 3, clients: 3, orders: 2 });
    const id = await connect('in');
    await exchanged(id);
    const path = await called(id);
    const [mug, plate] = server.all('product') as [Thing, Thing];
    const [order] = server.all('customerorder') as [Thing];
    server.remove('customerorder', order.id);
    const another = server.put('counterparty', { name: 'Новый', companyType: 'individual' });
    server.put('product', { id: plate.id, name: 'Чашка' });
    const events = [event(another, 'UPDATE'), event(another, 'CREATE'), event(order, 'DELETE'), event(mug, 'DELETE')];
    const before = await exchangesOf(id);
    const started = performance.now();
    for (const requestId of ['1', '1', '2'])
      expect((await workshop.nobody.post(`${path}?requestId=${requestId}`, { events })).status).toBe(204);
    expect(performance.now() - started).toBeLessThan(1_500);
    while ((await exchangesOf(id)).length === before.length) await pause(25);
    while ((await exchangesOf(id)).some(({ finishedAt }) => !finishedAt)) await pause(25);
    expect((await all<{ name: string }>('/clients')).map(({ name }) => name)).toContain('Новый');
    const names = (await all<{ name: string; isArchived?: boolean }>('/products')).map(({ name, isArchived }) => [
      name,
      !!isArchived,
    ]);
    // It said that the first was gone, which is not so.
    expect(names.sort()).toEqual([
      ['Кружка 0', false],
      ['Кружка 2', false],
      ['Чашка', false],
    ]);
    expect((await all<{ status: string }>('/orders')).map(({ status }) => status).sort()).toEqual([
      'cancelled',
      'confirmed',
    ]);
  }, 60_000);

  it('that comes while it is asked has it asked again', async () => {
    const id = await connect('in');
    await exchanged(id);
    const path = await called(id);
    let isCalled = false;
    server.onList = (line) => {
      if (isCalled || !line.includes('customerorder')) return;
      isCalled = true;
      const client = server.put('counterparty', { name: 'Опоздавший', companyType: 'individual' });
      void workshop.nobody.post(path, { events: [event(client, 'CREATE')] });
    };
    await exchanged(id);
    while (!(await all<{ name: string }>('/clients')).some(({ name }) => name === 'Опоздавший')) await pause(50);
  }, 60_000);

  it('of somebody else is none, and none says what is there', async () => {
    const id = await connect('in');
    const path = await called(id);
    for (const wrong of [`${path}x`, path.slice(0, -1), path.replace(id, '0'.repeat(24)), '/moysklad/calls/x/y'])
      expect((await workshop.nobody.post(wrong, { events: [] })).status).toBe(404);
    for (const body of [{}, { events: 'all' }, { events: [null, 7] }])
      expect((await workshop.nobody.post(path, body)).status).toBe(204);
    expect((await admin.delete(`/connections/${id}/moysklad-calls`)).status).toBe(204);
    expect(server.all('webhook')).toEqual([]);
  });

  it('that MoySklad does not want to make says why', async () => {
    const id = await connect('in');
    server.refuse = () => ({ code: 30006, error: 'Ваш тарифный план не позволяет создавать веб-хуки' });
    const answer = refusal(await admin.send('PUT', `/connections/${id}/moysklad-calls`, {}));
    expect([answer.code, answer.detail]).toEqual(['connection.unreachable', expect.stringContaining('30006')]);
  });
});

describe('two processes', () => {
  it('share one budget of requests, and one of them exchanges', async () => {
    fill({ goods: 20, clients: 20, orders: 20 });
    const second = await TestWorkshop.on(database.uri, SETTINGS);
    try {
      server.limit = { units: 45, ms: 3_000, weight: 4 };
      const id = await connect('in');
      const other = await second.asAdmin();
      const checks = [admin, other].flatMap((one) =>
        Array.from({ length: 10 }, () => one.post<{ isWell: boolean }>(`/connections/${id}/check`, {})),
      );
      const { counts } = await exchanged(id);
      expect((await Promise.all(checks)).map(({ body }) => body.isWell)).toEqual(checks.map(() => true));
      expect([server.refusedForRate, server.count(/context\/employee/), counts.added]).toEqual([0, 20, 60]);
    } finally {
      await second.close();
    }
  }, 120_000);
});

describe('credentials', () => {
  it('that are wrong switch it off, and are told nowhere', async () => {
    const id = await connect('in');
    await admin.send('PUT', `/connections/${id}/credentials`, { token: 'wrong-token-of-mine' });
    const { body } = await admin.post<{ fault: string; said: string }>(`/connections/${id}/check`, {});
    expect(body).toMatchObject({ isWell: false, fault: 'credentials' });
    expect(body.said).toContain('1056');
    await exchanged(id);
    const after = await admin.get<ConnectionBody>(`/connections/${id}`);
    expect(after.body).toMatchObject({ isOn: false, offReason: 'credentials' });
    expect(JSON.stringify([body, after.body, await exchangesOf(id)])).not.toContain('wrong-token');
    expect(refusal(await admin.post(`/connections/${id}/exchange`, {})).code).toBe('connection.off');
  });
});
