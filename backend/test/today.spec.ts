import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, cardsOf, TODAY_CARDS, type Permission, type TodayCardName } from '@verstak/domain';
import { DateTime } from 'luxon';
import type { Sort } from 'mongodb';
import { Types } from 'mongoose';
import type { Caller, Session } from './caller.js';
import { line, makeOrder, makeOrderInWork, partsOf, type OrderBody, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface RowBody {
  entity?: string;
  id?: string;
  number?: number;
  name?: string;
  text?: string;
  byName?: string;
  dueAt?: string;
  dueDay?: string;
  since?: string;
  quantity?: number;
  unit?: string;
  count?: number;
  owed?: number;
  code?: string;
}

interface CardBody {
  card: TodayCardName;
  total: number;
  rows: RowBody[];
}

/** A zone in which the day of the tests is another than that of UTC for ten hours of each day. */
const ZONE = 'Asia/Vladivostok';

const CUP = { name: 'Кружка', unit: 'шт', price: 90_000, isShown: true, options: [], questions: [] };

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ TIME_ZONE: ZONE });
  [admin, manager] = [await workshop.asAdmin(), await workshop.as('manager')];
});
afterAll(async () => workshop.close());

const start = DateTime.now().setZone(ZONE).startOf('day');
const inDays = (days: number): string => start.plus({ days, hours: 12 }).toUTC().toISO() ?? '';
const today = start.toISODate() ?? '';

async function pageOf(by: Session): Promise<CardBody[]> {
  const { status, text, body } = await by.get<{ cards: CardBody[] }>('/today');
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return body.cards;
}

async function cardOf(by: Session, name: TodayCardName): Promise<Omit<CardBody, 'card'>> {
  const card = (await pageOf(by)).find(({ card }) => card === name);
  if (!card) throw new Error(`No card ${name}`);
  return { total: card.total, rows: card.rows };
}

async function accepted<T>(by: Caller, path: string, body: object): Promise<T> {
  const answer = await by.post<T>(path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.body;
}

const step = (order: OrderBody, status: string): Promise<OrderBody> =>
  accepted(manager, `/orders/${order.id}/status`, { status });
const idsOf = ({ rows }: { rows: RowBody[] }): unknown[] => rows.map(({ id }) => id);

/** Somebody with these permissions alone. */
async function holding(...permissions: Permission[]): Promise<Session> {
  const name = permissions.join('-').replaceAll(':', '.');
  await workshop.addRole(name, permissions);
  return workshop.another(name);
}

describe('the page of the day', () => {
  it('has the cards of what somebody may do, and no other', async () => {
    for (const by of [admin, manager, await workshop.as('master'), await workshop.another('supplier')]) {
      const held = new Set(by.body.user.permissions as Permission[]);
      expect((await pageOf(by)).map(({ card }) => card)).toEqual(cardsOf(held));
    }
    expect(new Set((await pageOf(admin)).map(({ card }) => card))).toEqual(
      new Set(TODAY_CARDS.filter((card) => !card.startsWith('desk'))),
    );
    expect((await pageOf(await holding('catalog:write'))).map(({ card }) => card)).toEqual(['unread']);
    expect((await workshop.nobody.get('/today')).status).toBe(401);
  });

  it('loses a card with the permission', async () => {
    await workshop.addRole('clerk', ['orders:read', 'orders:prices', 'stock:read']);
    const clerk = await workshop.another('clerk');
    const has = async (): Promise<TodayCardName[]> => (await pageOf(clerk)).map(({ card }) => card);
    expect(await has()).toEqual(expect.arrayContaining(['unpaid', 'short']));
    const role = (await admin.get<{ id: string; name: string; version: number }[]>('/roles')).body.find(
      ({ name }) => name === 'clerk',
    );
    const fewer = { version: role?.version, permissions: ['orders:read'] };
    expect((await admin.patch(`/roles/${role?.id}`, fewer)).status).toBe(200);
    expect(await has()).toEqual(['unread', 'ready', 'late', 'dueToday', 'onHold']);
  });
});

describe('the cards of the office', () => {
  it('tell what is late, the latest first, and what is due on this day of the workshop', async () => {
    const late = await makeOrder(manager, { status: 'confirmed', dueAt: inDays(-1) });
    const older = await makeOrder(manager, { status: 'confirmed', dueAt: inDays(-3) });
    await makeOrder(manager, { status: 'confirmed', dueAt: inDays(1) });
    const edges = [start, start.plus({ days: 1 }).minus({ milliseconds: 1 })];
    const due: OrderBody[] = [];
    for (const at of edges) due.push(await makeOrder(manager, { status: 'confirmed', dueAt: at.toUTC().toISO() }));
    expect(await cardOf(manager, 'late')).toEqual({
      total: 2,
      rows: [older, late].map(({ id, number, clientName, dueAt }) => ({
        entity: 'Order',
        id,
        number,
        name: clientName,
        text: 'Кружка с гравировкой',
        dueAt,
      })),
    });
    expect(idsOf(await cardOf(manager, 'dueToday'))).toEqual(due.map(({ id }) => id));
  });

  it('tell which confirmed orders are not in work, and which of their items are nobody’s', async () => {
    const master = await workshop.as('master');
    const items = [
      line({ title: 'Чья-то', masterId: master.id }),
      line({ title: 'Ничья' }),
      line({ title: 'Доставка', needsNoWork: true }),
    ];
    const order = await makeOrder(manager, { status: 'confirmed', dueAt: inDays(-9), items });
    const { total, rows } = await cardOf(manager, 'unassigned');
    expect([total, rows.length]).toEqual([6, 5]);
    expect(rows[0]).toMatchObject({ id: order.id, text: 'Ничья' });
    await step(order, 'in_production').catch(() => undefined);
    await step(order, 'cancelled');
    expect((await cardOf(manager, 'unassigned')).total).toBe(5);
  });

  it('tell what is ready and what is still to be paid for it, to whoever may read prices', async () => {
    const [paid, owing] = [
      await makeOrder(manager, { status: 'confirmed', dueAt: inDays(5), paid: 300_000 }),
      await makeOrder(manager, { status: 'confirmed', dueAt: inDays(6) }),
    ];
    for (const order of [paid, owing]) await step(order, 'ready');
    expect(await cardOf(manager, 'ready')).toMatchObject({
      total: 2,
      rows: [{ id: paid.id }, { id: owing.id, owed: 300_000 }],
    });
    expect((await cardOf(manager, 'ready')).rows[0]).not.toHaveProperty('owed');
    expect(await cardOf(manager, 'unpaid')).toMatchObject({ total: 1, rows: [{ id: owing.id, owed: 300_000 }] });
    const clerk = await holding('orders:read');
    expect(JSON.stringify(await pageOf(clerk))).not.toContain('owed');
    expect(idsOf(await cardOf(clerk, 'ready'))).toEqual([paid.id, owing.id]);
  });

  it('tell what customers have ordered in the shop that nobody has looked at, and what is on hold', async () => {
    const { id: productId } = await accepted<{ id: string }>(manager, '/products', CUP);
    const ordered = { name: 'Анна', phone: '+79005550101', isAgreed: true, items: [{ productId, quantity: 1 }] };
    expect((await workshop.nobody.post('/shop/orders', ordered)).status).toBe(201);
    await makeOrder(manager);
    const { total, rows } = await cardOf(manager, 'fromShop');
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ entity: 'Order', text: 'Кружка', since: expect.any(String) });
    const order = (await manager.get<OrderBody>(`/orders/${rows[0]?.id}`)).body;
    await step(order, 'on_hold');
    expect((await cardOf(manager, 'fromShop')).total).toBe(0);
    expect(await cardOf(manager, 'onHold')).toMatchObject({ total: 1, rows: [{ id: order.id }] });
  });

  it('tell who wrote and was not answered, those first that wait longest', async () => {
    const colleague = await workshop.another('manager', 'Ольга');
    const orders = [await makeOrder(manager), await makeOrder(manager)];
    for (const { id: subjectId } of orders)
      await accepted(colleague, '/messages', {
        subject: 'Order',
        subjectId,
        text: 'Вопрос',
        isInternal: false,
        mentions: [],
        attachments: 0,
      });
    expect(await cardOf(manager, 'unread')).toEqual({
      total: 2,
      rows: orders.map(({ id, number, clientName }) => ({
        entity: 'Order',
        id,
        number,
        name: clientName,
        text: 'Вопрос',
        byName: 'Ольга',
        since: expect.any(String),
        count: 1,
      })),
    });
    expect((await cardOf(colleague, 'unread')).total).toBe(0);
  });

  it('tell what is short in stock, the most first', async () => {
    const lacking = new Map<string, number>();
    for (const quantity of [2, 7]) {
      const stock = await accepted<{ id: string }>(admin, '/stock', { name: `Глина ${quantity}`, unit: 'кг' });
      await accepted(admin, '/movements', { kind: 'receipt', lines: [{ stockItemId: stock.id, quantity: 1 }] });
      const product = await accepted<{ id: string }>(manager, '/products', {
        ...{ name: `Чаша ${quantity}`, unit: 'шт', price: 1, options: [], questions: [] },
        materials: [{ stockItemId: stock.id, quantity: 1 }],
      });
      const items = [{ productId: product.id, quantity: quantity + 1 }];
      await makeOrder(manager, { status: 'confirmed', dueAt: inDays(30), items });
      lacking.set(stock.id, quantity);
    }
    const { total, rows } = await cardOf(manager, 'short');
    expect(total).toBe(2);
    expect(rows).toEqual(
      [...lacking].reverse().map(([id, quantity]) => ({
        entity: 'StockItem',
        id,
        name: `Глина ${quantity}`,
        quantity,
        unit: 'кг',
      })),
    );
  });
});

describe('the cards of the shop floor', () => {
  let master: Session;
  let parts: PartBody[];
  const act = (by: Session, part: PartBody | undefined, action: string): Promise<object> =>
    accepted(by, `/parts/${part?.id}/step`, { action });

  beforeAll(async () => {
    master = await workshop.another('master', 'Иван Петров');
    const titles = ['Идёт', 'Брошена', 'Стоит', 'Сроч'];
    const order = await makeOrderInWork(
      manager,
      master.id,
      titles.map((title) => line({ title })),
    );
    parts = await partsOf(manager, order.id);
    await act(master, parts[1], 'start');
    await act(master, parts[1], 'pause');
    await accepted(master, `/parts/${parts[2]?.id}/problem`, { text: 'Нет резца' });
    await act(master, parts[0], 'start');
  });

  it('tell the office who has met which problem, and what is begun and left', async () => {
    expect(await cardOf(manager, 'problems')).toEqual({
      total: 1,
      rows: [
        {
          entity: 'Part',
          id: parts[2]?.id,
          number: parts[2]?.number,
          name: 'Стоит',
          text: 'Нет резца',
          byName: 'Иван Петров',
          since: expect.any(String),
        },
      ],
    });
    expect(await cardOf(manager, 'left')).toMatchObject({
      total: 1,
      rows: [{ id: parts[1]?.id, name: 'Брошена', byName: 'Иван Петров', since: expect.any(String) }],
    });
  });

  it('tell a master what runs, is due, is blocked and is to be made again: own parts alone, and no price', async () => {
    const { version } = (await manager.get<OrderBody>(`/orders/${parts[3]?.orderId}`)).body;
    const change = { version, dueAt: inDays(0) };
    expect((await manager.patch(`/orders/${parts[3]?.orderId}`, change)).status).toBe(200);
    await accepted(master, `/parts/${parts[3]?.id}/scrap`, { quantity: 1, reason: 'mistake' });
    const page = await pageOf(master);
    const named = page.map(({ card, rows }) => [card, rows.map(({ name }) => name)]);
    expect(Object.fromEntries(named)).toEqual({
      unread: [],
      ownRunning: ['Идёт'],
      ownRemakes: ['Сроч'],
      ownDue: expect.arrayContaining(['Идёт', 'Брошена', 'Стоит', 'Сроч']),
      ownBlocked: ['Стоит'],
    });
    expect(page.find(({ card }) => card === 'ownRemakes')?.rows).toMatchObject([
      { id: parts[3]?.id, quantity: 2, unit: 'шт', code: 'scrap.mistake' },
    ]);
    expect(page.find(({ card }) => card === 'ownBlocked')?.rows).toEqual([
      expect.objectContaining({ text: 'Нет резца', byName: 'Иван Петров' }),
    ]);
    expect(JSON.stringify(page)).not.toMatch(/owed|\+7|150000/);
    const stranger = await workshop.another('master');
    expect((await pageOf(stranger)).filter(({ total }) => total > 0)).toEqual([]);
  });

  it('tell a master of what is everybody’s, and somebody who sees all parts of the own alone', async () => {
    const route = await accepted<{ id: string }>(admin, '/routes', {
      name: 'Общий',
      stages: [{ name: 'Пила', setUpMinutes: 0, minutesPerUnit: 1, masterIds: [] }],
    });
    const fields = { title: 'Общая', quantity: 1, unit: 'шт', routeId: route.id, dueAt: inDays(-2) };
    const part = await accepted<PartBody>(manager, '/parts', fields);
    const [anybody, foreman] = [await workshop.another('master'), await holding('parts:read', 'parts:work')];
    expect(idsOf(await cardOf(anybody, 'ownDue'))).toEqual([part.id]);
    expect((await cardOf(foreman, 'ownDue')).total).toBe(0);
  });
});

describe('the cards of supply', () => {
  interface RequestBody {
    id: string;
    number: number;
    version: number;
    items: { id: string }[];
  }
  const ask = async (supplier: Session, wishedDay?: string): Promise<RequestBody> => {
    const items = ['Глина', 'Глазурь'].map((name) => ({ name, unit: 'кг', quantity: 10, price: 4_500, wishedDay }));
    const made = await accepted<RequestBody>(manager, '/requests', { supplierId: supplier.supplierId, items });
    return accepted<RequestBody>(manager, `/requests/${made.id}/status`, { status: 'in_process' });
  };
  const answer = (by: Session, { id, items }: RequestBody, said: object, count = 2): Promise<RequestBody> =>
    accepted(by, `/desk/requests/${id}/answers`, {
      items: items.slice(0, count).map(({ id: itemId }) => ({ itemId, ...said })),
    });

  it('tell a supplier what waits for an answer and what was promised by today, of the own requests alone', async () => {
    const [supplier, other] = [await workshop.another('supplier', 'Керамика'), await workshop.another('supplier')];
    const [waiting, due, later, sent] = [
      await ask(supplier),
      await ask(supplier, addDays(today, -4)),
      await ask(supplier, today),
      await ask(supplier, today),
    ];
    await answer(supplier, waiting, { answer: 'declined', declineReason: 'Нет' }, 1);
    await answer(supplier, due, { answer: 'accepted', promisedDay: addDays(today, -1) }, 1);
    await answer(supplier, later, { answer: 'accepted', promisedDay: addDays(today, 1) });
    await answer(supplier, sent, { answer: 'accepted', sentDay: today });
    expect(await cardOf(supplier, 'deskWaiting')).toEqual({
      total: 2,
      rows: [waiting, due].map(({ id, number }) => ({
        entity: 'SupplyRequest',
        id,
        number,
        text: 'Глазурь',
        byName: manager.name,
        since: expect.any(String),
      })),
    });
    expect(await cardOf(supplier, 'deskDue')).toEqual({
      total: 1,
      rows: [
        {
          entity: 'SupplyRequest',
          id: due.id,
          number: due.number,
          text: 'Глина',
          byName: manager.name,
          dueDay: addDays(today, -1),
        },
      ],
    });
    expect((await pageOf(other)).filter(({ total }) => total > 0)).toEqual([]);
    expect(await cardOf(manager, 'lateRequests')).toMatchObject({
      total: 1,
      rows: [{ id: due.id, name: 'Керамика', dueDay: addDays(today, -4) }],
    });
  });

  it('tell whoever asked that a supplier has answered, until that was looked at', async () => {
    const supplier = await workshop.another('supplier', 'Абразив');
    // What the tests before this one have told of has come by then.
    await workshop.followed();
    const before = (await cardOf(manager, 'answered')).total;
    const request = await ask(supplier);
    await answer(supplier, request, { answer: 'accepted' });
    await workshop.followed();
    const { total, rows } = await cardOf(manager, 'answered');
    expect(total).toBe(before + 1);
    expect(rows[0]).toMatchObject({ entity: 'SupplyRequest', id: request.id, name: 'Абразив' });
    expect((await cardOf(await workshop.another('manager'), 'answered')).total).toBe(0);
    await manager.send('PUT', '/notifications/read', { subjectIds: [request.id] });
    expect((await cardOf(manager, 'answered')).total).toBe(before);
  });

  it('tell a supplier which offers are out, or were said long ago, those first that were longest', async () => {
    const supplier = await workshop.another('supplier', 'Клей');
    const offer = async (fields: object): Promise<{ id: string }> =>
      accepted(supplier, '/offers', { name: 'Клей', unit: 'шт', price: 100, inStock: 5, ...fields });
    const [out, old] = [await offer({ inStock: 0 }), await offer({}), await offer({})];
    const checkedAt = new Date(Date.now() - 15 * 86_400_000);
    await workshop.connection
      .collection('offers')
      .updateOne({ _id: new Types.ObjectId(old?.id) }, { $set: { checkedAt } });
    expect(await cardOf(supplier, 'deskStock')).toMatchObject({
      total: 2,
      rows: [
        { id: old?.id, quantity: 5, since: checkedAt.toISOString() },
        { id: out.id, quantity: 0 },
      ],
    });
  });

  it('tell of a check of stock that came to nothing, with whose it is', async () => {
    const { id } = await accepted<{ id: string }>(manager, '/suppliers', { name: 'Далёкий' });
    const feed = { url: 'http://127.0.0.1:9/price.csv', everyMinutes: 60, isOn: true };
    expect((await manager.send('PUT', `/suppliers/${id}/feed`, feed)).status).toBe(200);
    await manager.post(`/suppliers/${id}/feed/check`, {});
    const rows = (await cardOf(manager, 'feeds')).rows;
    expect(rows).toEqual([
      { entity: 'Supplier', id, name: 'Далёкий', code: 'feed.private_network', since: expect.any(String) },
    ]);
  });
});

describe('the cards of the workshop', () => {
  it('tell what is not set up, and when the journal is to be checked', async () => {
    const { rows } = await cardOf(admin, 'setup');
    expect(rows.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['details.missing', 'logo.missing', 'mail.missing']),
    );
    expect(await cardOf(admin, 'journalCheck')).toEqual({ total: 1, rows: [{ code: 'journal.never' }] });
    await admin.get('/journal/check');
    expect((await cardOf(admin, 'journalCheck')).total).toBe(0);
    const checks = workshop.connection.collection('journalChecks');
    const startedAt = new Date(Date.now() - 31 * 86_400_000);
    await checks.updateOne({}, { $set: { startedAt } });
    expect((await cardOf(admin, 'journalCheck')).rows).toEqual([
      { code: 'journal.old', since: startedAt.toISOString() },
    ]);
    // One that the process did not live to end runs for ever.
    await checks.updateOne({}, { $set: { isRunning: true }, $unset: { isIntact: '' } });
    expect((await cardOf(admin, 'journalCheck')).rows).toMatchObject([{ code: 'journal.old' }]);
    await checks.updateOne({}, { $set: { isIntact: false } });
    expect((await cardOf(admin, 'journalCheck')).rows).toMatchObject([{ code: 'journal.broken' }]);
  });

  it('tell who was kept out for wrong passwords within a day', async () => {
    for (let tries = 0; tries < 8; tries += 1)
      await workshop.nobody.post('/auth/sign-in', { login: manager.login, password: `wrong ${tries}` });
    const { total, rows } = await cardOf(admin, 'locked');
    expect(total).toBeGreaterThan(0);
    expect(rows[0]).toMatchObject({ name: manager.login, count: expect.any(Number), since: expect.any(String) });
    expect((await pageOf(manager)).map(({ card }) => card)).not.toContain('locked');
  });

  it('tell which letters did not go out, and why', async () => {
    const { id } = await accepted<{ id: string }>(manager, '/products', { ...CUP, name: 'Ваза' });
    const ordered = {
      name: 'Анна',
      email: 'anna@example.org',
      isAgreed: true,
      items: [{ productId: id, quantity: 1 }],
    };
    await accepted(workshop.nobody, '/shop/orders', ordered);
    await workshop.followed();
    const { total, rows } = await cardOf(admin, 'letters');
    const { body } = await admin.get<{ total: number }>('/letters?state=waiting,failed');
    expect([total, body.total > 0]).toEqual([body.total, true]);
    expect(rows.at(-1)).toMatchObject({ entity: 'Letter', code: 'mail.not_set_up', name: expect.any(String) });
    expect(JSON.stringify(rows)).not.toContain('anna@');
  });
});

describe('the page of the day among many documents', () => {
  /** More than any estimate of a planner ends at. */
  const MANY = 3_000;
  /** What any card may look at beyond what it counts: some hundreds are late or open here. */
  const MOST = 400;

  interface Asked {
    collection: string;
    filter: object;
    sort?: Sort;
    limit?: number;
  }

  /** What is read of collections that grow while a page is made. */
  async function askedBy(by: Session): Promise<Asked[]> {
    const asked: Asked[] = [];
    const mongoose = workshop.connection.base;
    mongoose.set(
      'debug',
      (collection: string, method: string, filter: object, options: { sort?: Sort; limit?: number }) => {
        if (method === 'find') asked.push({ collection, filter, sort: options.sort, limit: options.limit });
        if (method === 'countDocuments') asked.push({ collection, filter });
      },
    );
    await pageOf(by);
    mongoose.set('debug', false);
    return asked.filter(({ collection }) => ['orders', 'parts', 'supplyRequests', 'stockItems'].includes(collection));
  }

  it('is read by indexes, and looks at few beside those it counts', async () => {
    const { db } = workshop.connection;
    for (const [name, done] of [
      ['orders', { status: 'delivered', dueAt: new Date('2020-01-01') }],
      ['parts', { state: 'done', isBlocked: false, dueAt: new Date('2020-01-01') }],
      ['supplyRequests', { status: 'done', dueDay: '2020-01-01' }],
      ['stockItems', { state: 'enough' }],
    ] as const) {
      const collection = db?.collection(name);
      const [like] = (await collection?.find().limit(1).toArray()) ?? [];
      const many = Array.from({ length: MANY }, (_, row) => {
        const { code: _code, externalId: _externalId, ...fields } = { ...like, ...done } as Record<string, unknown>;
        return {
          ...fields,
          _id: new Types.ObjectId(),
          number: 1_000_000 + row,
          ...(name === 'parts' && { code: `X${row}` }),
        };
      });
      await collection?.insertMany(many as never[]);
    }
    const faults: string[] = [];
    const people = [admin, manager, await workshop.as('master'), await workshop.another('supplier')];
    let read = 0;
    for (const by of people)
      for (const { collection, filter, sort = {}, limit = 0 } of await askedBy(by)) {
        read += 1;
        const found = db?.collection(collection).find(filter).sort(sort).limit(limit);
        const plan = JSON.stringify(await found?.explain('executionStats'));
        const documents = Number(/"totalDocsExamined":(\d+)/.exec(plan)?.[1]);
        if (plan.includes('COLLSCAN') || !(documents <= MOST))
          faults.push(`${collection} ${JSON.stringify(filter)} by ${JSON.stringify(sort)}: ${documents} documents`);
      }
    expect(read).toBeGreaterThan(40);
    expect(faults).toEqual([]);
  });
});
