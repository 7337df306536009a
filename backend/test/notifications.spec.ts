import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, dayIn, startOfDay } from '@verstak/domain';
import type { ParsedMail } from 'mailparser';
import { setTimeout as pause } from 'node:timers/promises';
import { NotificationClock } from '../src/notifications/notification-clock.js';
import { NotificationsConsumer } from '../src/notifications/notifications-consumer.js';
import { NotificationsRepository } from '../src/notifications/notifications.repository.js';
import { LetterSender } from '../src/outbox/letter-sender.js';
import { asSystem } from '../src/platform/access/caller.js';
import type { JournalEntry } from '../src/platform/journal/journal-entry.js';
import { refusal, type Session } from './caller.js';
import { line, makeOrder, makeOrderInWork, partsOf, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { Screen } from './live.js';
import { startMailServer, type MailServer } from './mail-server.js';
import { until } from './until.js';

interface NotificationBody {
  id: string;
  topic: string;
  subject: string;
  subjectId: string;
  number?: number;
  name?: string;
  byName?: string;
  status?: string;
  stockState?: string;
  text?: string;
  orderNumber?: number;
  count: number;
  at: string;
  readAt?: string;
}

let server: MailServer;
let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let colleague: Session;
let master: Session;

beforeAll(async () => {
  server = await startMailServer();
  workshop = await TestWorkshop.open({
    SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FROM: 'zakaz@example.org',
    PUBLIC_URL: 'https://shop.example.org',
    TIME_ZONE: 'Europe/Moscow',
  });
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  colleague = await workshop.another('manager');
  master = await workshop.as('master');
});
afterAll(async () => {
  await workshop.close();
  await server.stop();
});

/** What somebody is told of, once all that follows from the journal is done. */
async function told(who: Session, query = ''): Promise<NotificationBody[]> {
  await workshop.followed();
  return (await who.get<PageBody<NotificationBody>>(`/notifications?pageSize=200${query}`)).body.items;
}

/** What somebody is told of a document. */
const toldOf = async (who: Session, subjectId: string): Promise<NotificationBody[]> =>
  (await told(who)).filter((one) => one.subjectId === subjectId);

const topicsOf = async (who: Session, subjectId: string): Promise<string[]> =>
  (await toldOf(who, subjectId)).map(({ topic }) => topic);

async function step(who: Session, { id }: OrderBody, status: string): Promise<void> {
  expect((await who.post(`/orders/${id}/status`, { status })).status).toBe(200);
}

async function say(who: Session, subjectId: string, fields: object = {}): Promise<{ id: string; position: number }> {
  const body = { subject: 'Order', subjectId, text: 'Макет готов', mentions: [], isInternal: false, attachments: 0 };
  const answer = await who.post<{ id: string; position: number }>('/messages', { ...body, ...fields });
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.body;
}

const choose = async (who: Session, ...notifications: object[]): Promise<void> => {
  expect((await who.send('PUT', '/preferences', { columns: [], notifications })).status).toBe(200);
};

const clock = (now: Date): Promise<void> => asSystem('first start', () => workshop.app.get(NotificationClock).run(now));

/** Gives the consumer the journal again from the start, as after a crash. */
async function again(): Promise<void> {
  const consumers = workshop.connection.collection<{ _id: string }>('journalConsumers');
  await consumers.updateOne({ _id: 'notifications' }, { $set: { position: 0 } });
  await workshop.followed();
}

describe('what becomes of an order', () => {
  it('is told to its manager, and to nobody who did it', async () => {
    const [own, others] = [await makeOrder(manager), await makeOrder(colleague)];
    await step(manager, own, 'confirmed');
    await step(manager, others, 'confirmed');
    expect([await topicsOf(manager, own.id), await topicsOf(manager, others.id)]).toEqual([[], []]);
    expect(await toldOf(colleague, others.id)).toEqual([
      expect.objectContaining({
        topic: 'order_status',
        subject: 'Order',
        number: others.number,
        name: others.clientName,
        status: 'confirmed',
        byName: manager.name,
        count: 1,
      }),
    ]);
    for (const nobody of [admin, master]) expect(await topicsOf(nobody, others.id)).toEqual([]);
  });

  it('is one as long as it is unread, and another afterwards', async () => {
    const order = await makeOrder(colleague);
    await step(manager, order, 'confirmed');
    await step(manager, order, 'on_hold');
    const [first, ...more] = await toldOf(colleague, order.id);
    expect([first, more]).toEqual([expect.objectContaining({ status: 'on_hold', count: 2 }), []]);
    await colleague.send('PUT', '/notifications/read', { ids: [first?.id] });
    await step(manager, order, 'confirmed');
    expect((await toldOf(colleague, order.id)).map(({ status, count, readAt }) => [status, count, !!readAt])).toEqual([
      ['confirmed', 1, false],
      ['on_hold', 2, true],
    ]);
  });

  it('is told of the shop to all who take orders, and not by the way to who may not', async () => {
    const product = { name: 'Торт', unit: 'шт', price: 1_000, isShown: true, options: [], questions: [] };
    const { id: productId } = (await admin.post<{ id: string }>('/products', product)).body;
    const body = { name: 'Анна', email: 'anna@example.org', isAgreed: true, items: [{ productId, quantity: 1 }] };
    const { number } = (await workshop.nobody.post<{ number: number }>('/shop/orders', body)).body;
    const has = async (who: Session): Promise<boolean> =>
      (await told(who)).some((one) => one.topic === 'shop_order' && one.number === number);
    expect([await has(manager), await has(colleague), await has(admin), await has(master)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a part', () => {
  it('is told of to its master, all of one order by one, without what masters may not read', async () => {
    const order = await makeOrderInWork(manager, master.id, [line(), line({ title: 'Тарелка' })]);
    const parts = await partsOf(manager, order.id);
    const news = (await told(master)).filter(({ orderNumber }) => orderNumber === order.number);
    expect(news).toEqual([
      expect.objectContaining({ topic: 'assigned', subject: 'Part', count: 2, byName: manager.name }),
    ]);
    expect(parts.map(({ id }) => id)).toContain(news[0]?.subjectId);
    expect(JSON.stringify(news)).not.toContain(order.clientName);
    expect(await told(manager, '&topic=assigned')).toEqual([]);
  });

  it('is told of to whoever it is handed on to', async () => {
    const other = await workshop.another('master');
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    const items = order.items.map(({ id }) => ({ ...line(), id, masterId: other.id }));
    expect((await manager.patch(`/orders/${order.id}`, { items })).status).toBe(200);
    expect(await topicsOf(other, part?.id ?? '')).toEqual(['assigned']);
  });

  it('with a problem is told of to the manager of its order and to who can override, and not to its master', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    const id = part?.id ?? '';
    expect((await master.post(`/parts/${id}/problem`, { text: 'Нет резца' })).status).toBe(200);
    for (const who of [manager, admin])
      expect(await toldOf(who, id)).toEqual([expect.objectContaining({ topic: 'problem', text: 'Нет резца' })]);
    expect([await topicsOf(colleague, id), await topicsOf(master, id)]).toEqual([[], ['assigned']]);
  });
});

describe('what is said in a conversation', () => {
  it('is told to who takes part and not to its author; whoever is named hears of it once', async () => {
    const order = await makeOrder(manager);
    await say(colleague, order.id);
    await workshop.followed();
    await say(colleague, order.id, { mentions: [admin.id] });
    expect(await toldOf(manager, order.id)).toEqual([
      expect.objectContaining({ topic: 'message', count: 2, byName: colleague.name, number: order.number }),
    ]);
    expect(await topicsOf(admin, order.id)).toEqual(['mention']);
    expect([await topicsOf(colleague, order.id), await topicsOf(master, order.id)]).toEqual([[], []]);
    expect(JSON.stringify(await told(manager))).not.toContain('Макет');
  });

  it('is read with the conversation', async () => {
    const order = await makeOrder(manager);
    const { position } = await say(colleague, order.id);
    expect(await toldOf(manager, order.id)).toMatchObject([{ topic: 'message' }]);
    await manager.send('PUT', '/conversations/mark', { subject: 'Order', subjectId: order.id, position });
    expect((await toldOf(manager, order.id)).map(({ readAt }) => !!readAt)).toEqual([true]);
  });

  it('is told to nobody who may not see it any more', async () => {
    const left = await workshop.another('manager');
    const order = await makeOrder(manager);
    await say(left, order.id);
    const { body: users } = await admin.get<PageBody<{ id: string; version: number }>>('/users?pageSize=200');
    const version = users.items.find(({ id }) => id === left.id)?.version;
    await admin.patch(`/users/${left.id}`, { version, roleId: await workshop.roleId('master') });
    await say(manager, order.id);
    await workshop.followed();
    const stored = workshop.connection.collection('notifications');
    expect(
      await stored.countDocuments({
        recipientId: workshop.connection.base.mongo.ObjectId.createFromHexString(left.id),
      }),
    ).toBe(0);
  });
});

describe('stock', () => {
  it('is told of where it gets worse to who orders it, and not again for being as bad', async () => {
    const item = { name: 'Заготовка', unit: 'шт', reorderPoint: 5 };
    const { id } = (await admin.post<{ id: string }>('/stock', item)).body;
    const move = async (kind: string, quantity: number): Promise<void> => {
      const body = {
        kind,
        lines: [{ stockItemId: id, quantity }],
        ...(kind === 'write_off' ? { reason: 'lost' } : {}),
      };
      const answer = await admin.post('/movements', body);
      expect([answer.status, answer.text]).toEqual([201, answer.text]);
      await workshop.followed();
    };
    await move('receipt', 10);
    expect(await topicsOf(manager, id)).toEqual([]);
    await move('write_off', 6);
    expect(await toldOf(manager, id)).toEqual([expect.objectContaining({ stockState: 'low', count: 1 })]);
    await move('write_off', 1);
    expect(await toldOf(manager, id)).toEqual([expect.objectContaining({ stockState: 'low', count: 1 })]);
    await move('write_off', 3);
    expect(await toldOf(manager, id)).toEqual([expect.objectContaining({ stockState: 'out', count: 2 })]);
    expect([await topicsOf(admin, id), await topicsOf(master, id)]).toEqual([[], []]);
  });
});

describe('a request to a supplier', () => {
  it('is told of to the people at their desk, by mail too unless they choose otherwise, and to no other supplier', async () => {
    const [supplier, stranger] = [await workshop.another('supplier'), await workshop.another('supplier')];
    await supplier.patch('/auth/me', { email: 'keramika@example.org' });
    const items = [{ name: 'Кружка', unit: 'шт', quantity: 4 }];
    const made = await manager.post<{ id: string; number: number }>('/requests', {
      supplierId: supplier.supplierId,
      items,
    });
    const { id, number } = made.body;
    expect(await topicsOf(supplier, id)).toEqual([]);
    await manager.post(`/requests/${id}/status`, { status: 'in_process' });
    expect(await toldOf(supplier, id)).toEqual([expect.objectContaining({ topic: 'request_received', number })]);
    expect(await topicsOf(stranger, id)).toEqual([]);
    const arrived = await until(() =>
      server.letters.find(({ to }) => [to].flat().some((one) => one?.text.includes('keramika@example.org'))),
    );
    expect(arrived.subject).toBe(`Вам заявка № ${number}`);
    expect(arrived.text).toContain(`https://shop.example.org/supply/requests/${id}\n`);
  });

  it('is talked about with its supplier, who hears nothing of internal notes, not even as a count', async () => {
    const supplier = await workshop.another('supplier');
    const items = [{ name: 'Кружка', unit: 'шт', quantity: 4 }];
    const request = { supplierId: supplier.supplierId, items };
    const { id } = (await manager.post<{ id: string }>('/requests', request)).body;
    await manager.post(`/requests/${id}/status`, { status: 'in_process' });
    await say(supplier, id, { subject: 'SupplyRequest' });
    expect(await topicsOf(manager, id)).toEqual(['message']);
    await say(colleague, id, { subject: 'SupplyRequest', isInternal: true });
    expect(await toldOf(manager, id)).toMatchObject([{ topic: 'message', count: 2 }]);
    expect(await topicsOf(supplier, id)).toEqual(['request_received']);
    await say(colleague, id, { subject: 'SupplyRequest' });
    expect(await toldOf(supplier, id)).toMatchObject([
      { topic: 'message', count: 1, byName: colleague.name },
      { topic: 'request_received' },
    ]);
  });

  it('is told of to its requester once it is answered', async () => {
    const supplierId = (await manager.post<{ id: string }>('/suppliers', { name: 'Керамика' })).body.id;
    const items = [{ name: 'Кружка', unit: 'шт', quantity: 4 }];
    const { body } = await manager.post<{ id: string; items: { id: string }[] }>('/requests', { supplierId, items });
    await manager.post(`/requests/${body.id}/status`, { status: 'in_process' });
    const answers = [{ itemId: body.items[0]?.id, answer: 'accepted' }];
    const answer = await colleague.post(`/requests/${body.id}/answers`, { items: answers });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    expect(await topicsOf(manager, body.id)).toEqual(['request_answered']);
    expect(await topicsOf(colleague, body.id)).toEqual([]);
  });
});

describe('an offer', () => {
  it('that ran out or has another price is told of to whoever waits for it, and to nobody else', async () => {
    const supplierId = (await manager.post<{ id: string }>('/suppliers', { name: 'Керамика' })).body.id;
    const stock = async (name: string): Promise<string> =>
      (await manager.post<{ id: string }>('/stock', { name, unit: 'шт' })).body.id;
    const [cup, other] = [await stock('Кружка'), await stock('Блюдце')];
    const offer = async (stockItemId: string): Promise<string> => {
      const body = { supplierId, name: 'Товар', unit: 'шт', price: 100, inStock: 50, stockItemId };
      return (await colleague.post<{ id: string }>('/offers', body)).body.id;
    };
    const [cups, others] = [await offer(cup), await offer(other)];
    const items = [{ stockItemId: cup, quantity: 4 }];
    const { body } = await manager.post<{ id: string }>('/requests', { supplierId, items });
    await manager.post(`/requests/${body.id}/status`, { status: 'in_process' });
    await colleague.patch(`/offers/${others}`, { price: 120 });
    await colleague.patch(`/offers/${cups}`, { inStock: 30 });
    expect(await topicsOf(manager, body.id)).toEqual([]);
    await colleague.patch(`/offers/${cups}`, { inStock: 0 });
    await colleague.patch(`/offers/${cups}`, { price: 120 });
    expect(await topicsOf(manager, body.id)).toEqual(['offer_changed']);
    expect(await topicsOf(colleague, body.id)).toEqual([]);
  });
});

describe('what products of the shop take', () => {
  it('is told of to who keeps the catalog, once no supplier has any or its price is not its cost', async () => {
    const stock = async (name: string): Promise<string> =>
      (await manager.post<{ id: string }>('/stock', { name, unit: 'шт', cost: 100 })).body.id;
    const [cup, hidden] = [await stock('Заготовка'), await stock('Тайная заготовка')];
    const product = async (stockItemId: string, isShown: boolean): Promise<void> => {
      const materials = [{ stockItemId, quantity: 1 }];
      const body = { name: 'Кружка', unit: 'шт', price: 500, isShown, options: [], questions: [], materials };
      expect((await manager.post('/products', body)).status).toBe(201);
    };
    await product(cup, true);
    await product(hidden, false);
    const offer = async (supplier: string, stockItemId: string): Promise<string> => {
      const supplierId = (await manager.post<{ id: string }>('/suppliers', { name: supplier })).body.id;
      const body = { supplierId, name: 'Товар', unit: 'шт', price: 100, inStock: 50, stockItemId };
      return (await colleague.post<{ id: string }>('/offers', body)).body.id;
    };
    const [first, second, third] = [await offer('А', cup), await offer('Б', cup), await offer('В', hidden)];
    await colleague.patch(`/offers/${third}`, { inStock: 0 });
    await colleague.patch(`/offers/${first}`, { inStock: 0 });
    expect([await topicsOf(manager, cup), await topicsOf(manager, hidden)]).toEqual([[], []]);
    await colleague.patch(`/offers/${second}`, { inStock: 0 });
    expect(await toldOf(manager, cup)).toMatchObject([{ topic: 'product_supply', isOut: true, name: 'Заготовка' }]);
    await colleague.patch(`/offers/${second}`, { inStock: 5, price: 120 });
    expect(await toldOf(manager, cup)).toMatchObject([{ topic: 'product_supply', isOut: false }]);
    expect([await topicsOf(colleague, cup), await topicsOf(master, cup)]).toEqual([[], []]);
  });
});

describe('the consumer', () => {
  it('doubles nothing, whatever it is given again and whatever was read meanwhile', async () => {
    const order = await makeOrder(colleague);
    await step(manager, order, 'confirmed');
    await say(manager, order.id);
    const before = { own: await told(colleague), others: await told(manager) };
    await again();
    expect({ own: await told(colleague), others: await told(manager) }).toEqual(before);
    await colleague.send('PUT', '/notifications/read', {});
    await again();
    expect((await told(colleague)).map(({ count }) => count)).toEqual(before.own.map(({ count }) => count));
    expect(await told(colleague, '&isUnread=true')).toEqual([]);
  });

  it('tells everybody once where it was stopped half-way', async () => {
    const repository = workshop.app.get(NotificationsRepository);
    const add = jest.spyOn(repository, 'add');
    let left = 1;
    add.mockImplementation((fields) => {
      if (left-- === 0) throw new Error('the process was killed');
      return NotificationsRepository.prototype.add.call(repository, fields);
    });
    const order = await makeOrder(manager);
    await say(colleague, order.id, { mentions: [admin.id] });
    await until(() => (left < 0 ? true : undefined));
    add.mockRestore();
    expect(await toldOf(manager, order.id)).toMatchObject([{ topic: 'message', count: 1 }]);
    expect(await toldOf(admin, order.id)).toMatchObject([{ topic: 'mention', count: 1 }]);
  });

  it('writes once what two processes are given at once', async () => {
    const order = await makeOrder(colleague);
    for (const status of ['confirmed', 'on_hold', 'confirmed', 'on_hold']) await step(manager, order, status);
    await workshop.followed();
    const journal = workshop.connection.collection<JournalEntry>('journal');
    const entries = await journal.find({ entity: 'Order', number: order.number }).sort({ position: 1 }).toArray();
    await workshop.connection.collection('notifications').deleteMany({});
    const consumer = workshop.app.get(NotificationsConsumer);
    await Promise.allSettled([
      consumer.handle(entries),
      consumer.handle(entries),
      consumer.handle(entries.slice(0, 2)),
    ]);
    await consumer.handle(entries);
    expect(await toldOf(colleague, order.id)).toMatchObject([{ topic: 'order_status', count: 4 }]);
  });
});

describe('time', () => {
  const today = dayIn('Europe/Moscow', new Date());
  const at = (day: string, hour: number): Date =>
    new Date(startOfDay(day, 'Europe/Moscow').getTime() + hour * 3_600_000);

  it('reminds once of what is due tomorrow and of what has become overdue, in the morning', async () => {
    const order = await makeOrderInWork(manager, master.id, [line()]);
    const dueAt = at(addDays(today, 3), 12).toISOString();
    await manager.patch(`/orders/${order.id}`, { dueAt });
    const [part] = await partsOf(manager, order.id);
    await clock(at(addDays(today, 2), 5));
    expect(await topicsOf(manager, order.id)).toEqual([]);
    for (const hour of [8, 9, 12]) await clock(at(addDays(today, 2), hour));
    expect(await topicsOf(manager, order.id)).toEqual(['due_tomorrow']);
    expect(await topicsOf(master, part?.id ?? '')).toEqual(['due_tomorrow', 'assigned']);
    for (const day of [4, 5, 6]) await clock(at(addDays(today, day), 9));
    expect((await topicsOf(manager, order.id)).sort()).toEqual(['due_tomorrow', 'overdue']);
    expect((await toldOf(manager, order.id)).every(({ count }) => count === 1)).toBe(true);
    expect(await topicsOf(colleague, order.id)).toEqual([]);
  });
});

describe('letters', () => {
  const arrivedAt = (address: string): ParsedMail[] =>
    server.letters.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)));

  async function withMail(email: string, ...choices: object[]): Promise<Session> {
    const who = await workshop.another('manager');
    expect((await who.patch<{ email: string }>('/auth/me', { email })).body.email).toBe(email);
    await choose(who, ...choices);
    return who;
  }

  it('go at once to who wants them, one for what comes within the hour, in their language', async () => {
    const who = await withMail('olga@example.org', { topic: 'order_status', inApp: true, mail: 'at_once' });
    const order = await makeOrder(who);
    await step(manager, order, 'confirmed');
    const letter = await until(() => arrivedAt('olga@example.org')[0]);
    expect(letter.subject).toBe(`Заказ № ${order.number} (${order.clientName}): подтверждён`);
    expect(letter.text).toContain(`https://shop.example.org/orders/${order.id}\n`);
    expect(letter.text).toContain('https://shop.example.org/account/notifications');
    await step(manager, order, 'on_hold');
    await again();
    workshop.app.get(LetterSender).wake();
    await pause(300);
    expect(arrivedAt('olga@example.org')).toHaveLength(1);
  });

  it('are all there is for who wants nothing in the app, and nothing where neither is wanted', async () => {
    const who = await withMail('pavel@example.org', { topic: 'order_status', inApp: false, mail: 'at_once' });
    const order = await makeOrder(who);
    await step(manager, order, 'confirmed');
    await until(() => arrivedAt('pavel@example.org')[0]);
    expect(await told(who)).toEqual([]);
    await choose(who, { topic: 'order_status', inApp: false, mail: 'never' });
    const another = await makeOrder(who);
    await step(manager, another, 'confirmed');
    await workshop.followed();
    expect([await told(who), arrivedAt('pavel@example.org').length]).toEqual([[], 1]);
  });

  it('of a day are one, of what is not read by its hour', async () => {
    const who = await withMail(
      'rita@example.org',
      { topic: 'order_status', inApp: true, mail: 'daily' },
      { topic: 'message', inApp: true, mail: 'daily' },
    );
    const [one, other] = [await makeOrder(who), await makeOrder(who)];
    await step(manager, one, 'confirmed');
    await say(manager, other.id);
    const read = await makeOrder(who);
    await step(manager, read, 'confirmed');
    const [seen] = await toldOf(who, read.id);
    await who.send('PUT', '/notifications/read', { ids: [seen?.id] });
    const morning = new Date(startOfDay(addDays(dayIn('Europe/Moscow', new Date()), 1), 'Europe/Moscow').getTime());
    for (const hour of [7, 8, 9, 20]) {
      await clock(new Date(morning.getTime() + hour * 3_600_000));
      if (hour === 7) expect(arrivedAt('rita@example.org')).toEqual([]);
    }
    const letter = await until(() => arrivedAt('rita@example.org')[0]);
    await pause(200);
    expect(arrivedAt('rita@example.org')).toHaveLength(1);
    expect(letter.subject).toBe('Уведомления за день: 2');
    expect(letter.text).toContain(`/orders/${one.id}`);
    expect(letter.text).toContain(`/orders/${other.id}?tab=messages`);
    expect(letter.text).not.toContain(read.id);
  });

  it('go to an address that its owner and administrators see and nobody else', async () => {
    const who = await withMail('sonja@example.org');
    expect((await who.get<{ email?: string }>('/auth/me')).body.email).toBe('sonja@example.org');
    expect((await admin.get<{ email?: string }>(`/users/${who.id}`)).body.email).toBe('sonja@example.org');
    await workshop.addRole('reader', ['users:read', 'orders:read']);
    const reader = await workshop.another('reader');
    expect((await reader.get<{ email?: string }>(`/users/${who.id}`)).body.email).toBeUndefined();
    expect((await who.patch('/auth/me', { email: null })).body).not.toHaveProperty('email');
    expect(refusal(await who.patch('/auth/me', { email: 'nowhere' })).errors?.[0]?.field).toBe('email');
  });
});

describe('notifications', () => {
  it('are counted, marked, all or some, and unmarked by their recipient alone', async () => {
    const who = await workshop.another('manager');
    for (let made = 0; made < 3; made += 1) await step(manager, await makeOrder(who), 'confirmed');
    const [first] = await told(who);
    const count = async (): Promise<number> => (await who.get<{ count: number }>('/notifications/unread')).body.count;
    expect(await count()).toBe(3);
    await manager.send('PUT', '/notifications/read', { ids: [first?.id] });
    expect(await count()).toBe(3);
    expect((await who.send('PUT', '/notifications/read', { ids: [first?.id] })).body).toMatchObject({ count: 1 });
    const all = (await who.send<{ readAt: string; count: number }>('PUT', '/notifications/read', {})).body;
    expect([all.count, await count()]).toEqual([2, 0]);
    await who.send('PUT', '/notifications/unread', { readAt: all.readAt });
    expect(await count()).toBe(2);
    await who.send('PUT', '/notifications/unread', { ids: [first?.id] });
    expect(await count()).toBe(3);
    expect(refusal(await who.send('PUT', '/notifications/unread', {})).errors?.[0]?.field).toBe('ids');
    expect(await told(who, '&isUnread=false')).toEqual([]);
    expect(await told(who, '&topic=message')).toEqual([]);
  });

  it('are hinted at on the screens of their recipient, and on no other', async () => {
    const who = await workshop.another('manager');
    const order = await makeOrder(who);
    const [own, others] = [await Screen.open(who), await Screen.open(colleague)];
    await step(manager, order, 'confirmed');
    expect(await own.heard(({ entity }) => entity === 'Notification')).toBeDefined();
    expect(others.hints.filter(({ entity }) => entity === 'Notification')).toEqual([]);
    for (const screen of [own, others]) screen.close();
  });
});
