import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { WebhookSender } from '../src/webhooks/webhook-sender.js';
import { WebhookSweeper } from '../src/webhooks/webhook-sweeper.js';
import { asSystem } from '../src/platform/access/caller.js';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { until } from './until.js';
import { startWebhookReceiver, taken, type Received, type WebhookReceiver } from './webhook-receiver.js';

interface EndpointBody {
  id: string;
  name: string;
  isOn: boolean;
  events: string[];
  ownerId: string;
  offReason?: string;
  failingSince?: string;
  lastSuccessAt?: string;
  restsUntil?: string;
  formerSecretUntil?: string;
  newSecret: string;
}

interface DeliveryBody {
  id: string;
  eventId: string;
  type: string;
  state: string;
  number?: number;
  dueAt?: string;
  attemptCount: number;
  lastStatus?: number;
  lastFault?: string;
  attempts: { status?: number; fault?: string; answer?: string; milliseconds: number }[];
  body: string;
}

interface Told {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

const ALL = [
  'order.created',
  'order.status_changed',
  'order.changed',
  'order.deleted',
  'client.created',
  'client.changed',
  'payment.created',
  'stock.changed',
];
const HOUR = 3_600_000;

let receiver: WebhookReceiver;
let workshop: TestWorkshop;
let admin: Session;
let places = 0;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  workshop = await TestWorkshop.open({ WEBHOOK_PRIVATE_NETWORKS: 'allow', PUBLIC_URL: 'https://verstak.example.org' });
  admin = await workshop.asAdmin();
});
afterAll(async () => {
  await workshop.close();
  await receiver.stop();
});
beforeEach(async () => {
  receiver.answer = taken;
  const { body } = await admin.get<PageBody<EndpointBody>>('/webhooks?pageSize=50');
  for (const { id } of body.items) await admin.delete(`/webhooks/${id}`);
});

/** A new webhook at a path of its own. */
async function connect(fields: object = {}, by = admin): Promise<EndpointBody & { path: string }> {
  const path = `/${(places += 1)}`;
  const body = { name: `Система ${places}`, url: receiver.url + path, events: ALL, isOn: true, ...fields };
  const made = await by.post<EndpointBody>('/webhooks', body);
  if (made.status !== 201) throw new Error(made.text);
  return { ...made.body, path };
}

const read = async (id: string): Promise<EndpointBody> => (await admin.get<EndpointBody>(`/webhooks/${id}`)).body;

const deliveriesOf = async (id: string, query = ''): Promise<DeliveryBody[]> =>
  (await admin.get<PageBody<DeliveryBody>>(`/webhooks/${id}/deliveries?pageSize=200&${query}`)).body.items;

const deliveryOf = async (id: string, { id: one }: DeliveryBody): Promise<DeliveryBody> =>
  (await admin.get<DeliveryBody>(`/webhooks/${id}/deliveries/${one}`)).body;

const told = ({ body }: Received): Told => JSON.parse(body) as Told;

/** The only delivery of a place once it is as it should be. */
const only = (id: string, fits: (delivery: DeliveryBody) => boolean): Promise<DeliveryBody> =>
  until(async () => {
    const all = await deliveriesOf(id);
    expect(all.length).toBeLessThan(2);
    return all.find(fits);
  });

const stored = () => workshop.connection.collection('webhookDeliveries');

/** Makes everything that waits due now. */
async function hurry(): Promise<void> {
  await stored().updateMany({ state: 'waiting' }, { $set: { dueAt: new Date() } });
  workshop.app.get(WebhookSender, { strict: false }).wakeAll();
}

/** Does something as if it had been going on for some hours. */
async function since(hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * HOUR);
  await stored().updateMany({ state: 'waiting' }, { $set: { since: then } });
  await workshop.connection.collection('webhookEndpoints').updateMany({}, { $set: { failingSince: then } });
}

const answering =
  (status: number, headers: Record<string, string> = {}, said = '') =>
  (answer: ServerResponse): void =>
    void answer.writeHead(status, headers).end(said);

describe('what happens in the workshop', () => {
  it('is told to another system, signed so that a library of others takes it, and once however often it is read', async () => {
    const { id, path, newSecret } = await connect();
    expect(newSecret).toMatch(/^whsec_[\w+/]{43}=$/);
    const order = await makeOrder(admin, { status: 'confirmed' });
    await admin.patch(`/orders/${order.id}`, { note: 'Срочно', version: order.version });
    await workshop.followed();
    const all = await until(() => receiver.at(path).length >= 3 && receiver.at(path));
    const webhook = new Webhook(newSecret);
    for (const { body, headers } of all) {
      const signature = headers as Record<string, string>;
      expect(webhook.verify(body, signature)).toEqual(JSON.parse(body));
      expect(() => webhook.verify(`${body} `, signature)).toThrow();
      expect(headers['content-type']).toBe('application/json');
    }
    expect(told(all.find((one) => told(one).type === 'order.created') as Received)).toEqual({
      type: 'order.created',
      timestamp: expect.any(String),
      data: {
        entity: 'Order',
        id: order.id,
        number: order.number,
        version: 1,
        status: 'confirmed',
        url: `https://verstak.example.org/api/v1/orders/${order.id}`,
      },
    });
    const changed = all.map(told).find(({ type }) => type === 'order.changed');
    expect(changed?.data).toMatchObject({ id: order.id, changed: ['note'], version: order.version + 1 });
    expect(changed?.data).not.toHaveProperty('status');
    const before = await deliveriesOf(id);
    expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBe(all.length);
    const consumers = workshop.connection.collection<{ _id: string }>('journalConsumers');
    await consumers.updateOne({ _id: 'webhook-events' }, { $set: { position: 0 } });
    await workshop.followed();
    expect((await deliveriesOf(id)).filter(({ number }) => number === order.number)).toHaveLength(
      before.filter(({ number }) => number === order.number).length,
    );
    await until(async () => (await read(id)).lastSuccessAt);
  });

  it('is told of its status, of what was deleted, and of stock that has moved', async () => {
    const { path } = await connect();
    const order = await makeOrder(admin, {});
    expect((await admin.post(`/orders/${order.id}/status`, { status: 'confirmed' })).status).toBe(200);
    expect((await admin.delete(`/orders/${(await makeOrder(admin, {})).id}`)).status).toBe(204);
    const { body: item } = await admin.post<{ id: string }>('/stock', { name: 'Глина', unit: 'кг' });
    const moved = await admin.post('/movements', { kind: 'receipt', lines: [{ stockItemId: item.id, quantity: 5 }] });
    expect(moved.status).toBe(201);
    const events = await until(() => {
      const all = receiver.at(path).map(told);
      return (
        all.some(({ type }) => type === 'stock.changed') && all.some(({ type }) => type === 'order.deleted') && all
      );
    });
    expect(events.find(({ type }) => type === 'order.status_changed')?.data).toMatchObject({
      id: order.id,
      status: 'confirmed',
      formerStatus: 'draft',
    });
    expect(events.find(({ type }) => type === 'order.deleted')?.data).not.toHaveProperty('url');
    expect(events.find(({ type }) => type === 'stock.changed')?.data).toMatchObject({
      entity: 'StockItem',
      id: item.id,
      url: `https://verstak.example.org/api/v1/stock/${item.id}`,
    });
  });

  it('is not told where it was not asked for, nor while it is switched off', async () => {
    const asked = await connect({ events: ['client.created'] });
    const off = await connect({ isOn: false });
    await makeOrder(admin, {});
    await workshop.followed();
    await until(() => receiver.at(asked.path).length > 0);
    expect(receiver.at(asked.path).map((one) => told(one).type)).toEqual(['client.created']);
    expect(await deliveriesOf(off.id)).toEqual([]);
    expect(refusal(await admin.post(`/webhooks/${off.id}/test`, {})).code).toBe('webhook.off');
  });

  it('names no field that who connected the system may not read, and no document either', async () => {
    await workshop.addRole('connector', ['connections:write', 'clients:read', 'orders:read', 'users:read']);
    const connector = await workshop.as('connector');
    const { path } = await connect({ events: ['client.created', 'client.changed'] }, connector);
    const client = await makeClient(admin, { phone: '+7 912 345-67-89' });
    await admin.patch(`/clients/${client.id}`, { note: 'Звонить утром' });
    await admin.patch(`/clients/${client.id}`, { phone: '+7 912 345-67-80', externalId: '1c:7' });
    const changed = await until(() =>
      receiver
        .at(path)
        .map(told)
        .find(({ type }) => type === 'client.changed'),
    );
    expect(changed.data['changed']).toEqual(['externalId']);
    expect(JSON.stringify(receiver.at(path))).not.toContain('912');
    const refused = refusal(await connector.post('/webhooks', { ...BODY, events: ['stock.changed', 'order.created'] }));
    expect([refused.status, refused.code, refused.detail]).toEqual([
      403,
      'auth.forbidden',
      expect.stringContaining('stock.changed'),
    ]);
    expect(refusal(await (await workshop.as('manager')).get('/webhooks')).code).toBe('auth.forbidden');
  });

  it('is told no more once who connected the system has gone, which is told to others who may connect', async () => {
    await workshop.addRole('temporary', ['connections:write', 'clients:read']);
    const leaver = await workshop.another('temporary');
    const { id } = await connect({ events: ['client.created'] }, leaver);
    const { body: user } = await admin.get<{ version: number }>(`/users/${leaver.id}`);
    expect((await admin.patch(`/users/${leaver.id}`, { isActive: false, version: user.version })).status).toBe(200);
    await makeClient(admin, {});
    await workshop.followed();
    expect(await read(id)).toMatchObject({ isOn: false, offReason: 'owner_gone' });
    await workshop.followed();
    const { body } = await admin.get<PageBody<{ topic: string; subjectId: string }>>(
      '/notifications?topic=webhook_off',
    );
    expect(body.items.map(({ subjectId }) => subjectId)).toContain(id);
    const { body: on } = await admin.patch<EndpointBody>(`/webhooks/${id}`, { isOn: true });
    expect([on.isOn, on.offReason, on.ownerId]).toEqual([true, undefined, admin.id]);
  });
});

const BODY = { name: 'Чужая', url: 'https://example.org/hook', events: [], isOn: true };

describe('a system that does not take it', () => {
  it('is asked again under the same id after growing pauses, until a day has passed', async () => {
    receiver.answer = answering(500, {}, 'П'.repeat(2_000));
    const { id, path } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    const first = await only(id, ({ attemptCount }) => attemptCount === 1);
    expect(first).toMatchObject({ state: 'waiting', lastStatus: 500 });
    const waits = Date.parse(first.dueAt ?? '') - Date.now();
    expect(waits).toBeGreaterThan(1_000);
    expect(waits).toBeLessThan(7_000);
    await hurry();
    await only(id, ({ attemptCount }) => attemptCount === 2);
    expect((await read(id)).failingSince).toBeDefined();
    expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [delivery] = (await deliveryOf(id, first)).attempts;
    expect(Buffer.byteLength(delivery?.answer ?? '')).toBeLessThanOrEqual(1_024);
    await since(24);
    await hurry();
    await only(id, ({ state }) => state === 'failed');
    expect(await read(id)).toMatchObject({ isOn: true });
    receiver.answer = taken;
    expect((await admin.post<DeliveryBody>(`/webhooks/${id}/deliveries/${first.id}/send-again`, {})).body.state).toBe(
      'waiting',
    );
    await only(id, ({ state }) => state === 'delivered');
    expect((await read(id)).failingSince).toBeUndefined();
  });

  it('is switched off when it has taken nothing for three days, with notice', async () => {
    receiver.answer = answering(503);
    const { id } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    await only(id, ({ attemptCount }) => attemptCount === 1);
    await since(73);
    await hurry();
    await until(async () => !(await read(id)).isOn);
    expect(await read(id)).toMatchObject({ offReason: 'failing' });
    await workshop.followed();
    const { body } = await admin.get<PageBody<{ subjectId: string }>>('/notifications?topic=webhook_off');
    expect(body.items.map(({ subjectId }) => subjectId)).toContain(id);
  });

  it('is switched off at once where it answers 410', async () => {
    receiver.answer = answering(410);
    const { id } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    await until(async () => !(await read(id)).isOn);
    expect(await read(id)).toMatchObject({ offReason: 'gone' });
    await only(id, ({ state }) => state === 'failed');
  });

  it('is left alone as long as it asks for, with all that waits', async () => {
    receiver.answer = answering(429, { 'retry-after': '600' });
    const { id, path } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    const first = await only(id, ({ attemptCount }) => attemptCount === 1);
    expect(Date.parse(first.dueAt ?? '') - Date.now()).toBeGreaterThan(590_000);
    await makeClient(admin, {});
    await workshop.followed();
    await pause(300);
    expect(receiver.at(path)).toHaveLength(1);
    expect(Date.parse((await read(id)).restsUntil ?? '')).toBeGreaterThan(Date.now() + 590_000);
    // Who was asked under a clock that went wrong waits for no such time.
    const endpoints = workshop.connection.collection('webhookEndpoints');
    await endpoints.updateMany({}, { $set: { restsUntil: new Date(Date.now() + 1_000 * HOUR) } });
    await stored().updateMany({ state: 'waiting' }, { $set: { dueAt: new Date(Date.now() + 1_000 * HOUR) } });
    receiver.answer = taken;
    workshop.app.get(WebhookSender, { strict: false }).wakeAll();
    await until(async () => (await deliveriesOf(id, 'state=delivered')).length === 2);
  });

  it.each([
    [
      'a redirect',
      (answer: ServerResponse) => void answer.writeHead(302, { location: '/elsewhere' }).end(),
      { lastStatus: 302 },
    ],
    ['a connection that is closed', (answer: ServerResponse) => void answer.destroy(), { lastFault: 'no_http' }],
  ])('is told of with what it did: %s', async (_what, answer, last) => {
    receiver.answer = answer;
    const { id } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    expect(await only(id, ({ attemptCount }) => attemptCount === 1)).toMatchObject({ state: 'waiting', ...last });
    expect(receiver.at('/elsewhere')).toEqual([]);
  });

  it('has taken it where its answer says so and never ends', async () => {
    receiver.answer = (answer) => {
      answer.writeHead(200);
      const pouring = setInterval(() => answer.write('a'.repeat(100_000)), 1);
      answer.on('close', () => clearInterval(pouring));
    };
    const { id } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    const delivery = await only(id, ({ state }) => state === 'delivered');
    expect((await deliveryOf(id, delivery)).attempts[0]?.answer).toHaveLength(1_024);
  });

  it('keeps no other waiting while it is silent', async () => {
    const slow = await connect({ events: ['client.created'] });
    const quick = await connect({ events: ['client.created'] });
    receiver.answer = (answer, { path }) => {
      if (path !== slow.path) taken(answer);
    };
    for (let clients = 0; clients < 3; clients += 1) await makeClient(admin, {});
    await until(() => receiver.at(quick.path).length === 3);
    expect(receiver.at(slow.path)).toHaveLength(1);
    await makeClient(admin, {});
    await until(() => receiver.at(quick.path).length === 4);
    const delivery = await until(async () =>
      (await deliveriesOf(slow.id)).find(({ attemptCount }) => attemptCount === 1),
    );
    expect(delivery).toMatchObject({ state: 'waiting', lastFault: 'silent' });
  }, 30_000);
});

describe('a secret', () => {
  it('is told once, sealed in the database, and valid for a day beside the one that takes its place', async () => {
    const { id, path, newSecret } = await connect({ events: ['client.created'] });
    expect(JSON.stringify((await admin.get(`/webhooks/${id}`)).body)).not.toContain(newSecret);
    const renewed = (await admin.post<EndpointBody>(`/webhooks/${id}/secret`, {})).body;
    expect(renewed.newSecret).not.toBe(newSecret);
    await makeClient(admin, {});
    const [first] = await until(() => receiver.at(path).length > 0 && receiver.at(path));
    for (const secret of [newSecret, renewed.newSecret])
      new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>);
    const endpoints = workshop.connection.collection('webhookEndpoints');
    await endpoints.updateMany({}, { $set: { formerSecretUntil: new Date(Date.now() - 1) } });
    await makeClient(admin, {});
    const second = await until(() => receiver.at(path)[1]);
    const headers = second.headers as Record<string, string>;
    new Webhook(renewed.newSecret).verify(second.body, headers);
    expect(() => new Webhook(newSecret).verify(second.body, headers)).toThrow();
    for (const name of ['webhookEndpoints', 'journal', 'idempotencyKeys', 'webhookDeliveries'])
      expect(JSON.stringify(await workshop.connection.collection(name).find().toArray())).not.toMatch(/whsec_/);
    const { body } = await admin.get<PageBody<{ action: string }>>(`/webhooks/${id}/history`);
    expect(body.items.map(({ action }) => action)).toEqual(['secret_renewed', 'created']);
  });

  it('that was sealed with another key has the system switched off, until it is given a new one', async () => {
    const { id, path } = await connect({ events: ['client.created'] });
    const endpoints = workshop.connection.collection('webhookEndpoints');
    await endpoints.updateMany({}, { $set: { secret: Buffer.alloc(80).toString('base64') } });
    await makeClient(admin, {});
    await until(async () => (await read(id)).offReason === 'secret_lost');
    const { newSecret } = (await admin.post<EndpointBody>(`/webhooks/${id}/secret`, {})).body;
    await admin.patch(`/webhooks/${id}`, { isOn: true });
    await admin.post(`/webhooks/${id}/test`, {});
    const [test] = await until(() => receiver.at(path).length > 0 && receiver.at(path));
    new Webhook(newSecret).verify(test?.body ?? '', test?.headers as Record<string, string>);
    expect(told(test as Received)).toMatchObject({ type: 'webhook.test', data: {} });
  });
});

describe('what was sent', () => {
  it('is sent again by a stretch of time, what failed or all of it, under the ids that it had', async () => {
    const { id, path } = await connect({ events: ['client.created'] });
    receiver.answer = (answer) => answering(receiver.at(path).length % 2 ? 204 : 500)(answer);
    for (let clients = 0; clients < 4; clients += 1) await makeClient(admin, {});
    await until(() => receiver.at(path).length === 4);
    await until(async () => (await deliveriesOf(id, 'state=delivered')).length === 2);
    await since(24);
    await hurry();
    await until(async () => (await deliveriesOf(id, 'state=failed')).length > 0);
    const failed = (await deliveriesOf(id, 'state=failed')).length;
    receiver.answer = taken;
    const stretch = { from: new Date(Date.now() - HOUR).toISOString(), to: new Date().toISOString() };
    const { body } = await admin.post(`/webhooks/${id}/send-again`, { ...stretch, isFailedOnly: true });
    expect(body).toEqual({ count: failed });
    await until(async () => (await deliveriesOf(id, 'state=delivered')).length === 4);
    const ids = new Set(receiver.at(path).map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(4);
    const before = receiver.at(path).length;
    expect((await admin.post(`/webhooks/${id}/send-again`, { ...stretch, isFailedOnly: false })).body).toEqual({
      count: 4,
    });
    await until(() => receiver.at(path).length === before + 4);
    expect(new Set(receiver.at(path).map(({ headers }) => headers['webhook-id']))).toEqual(ids);
    expect(
      (
        await admin.post(`/webhooks/${id}/send-again`, {
          ...stretch,
          from: '2020-01-01T00:00:00Z',
          to: '2020-01-02T00:00:00Z',
          isFailedOnly: false,
        })
      ).body,
    ).toEqual({ count: 0 });
    const turned = refusal(
      await admin.post(`/webhooks/${id}/send-again`, { from: stretch.to, to: stretch.from, isFailedOnly: true }),
    );
    expect(turned.errors?.map(({ field }) => field)).toEqual(['to']);
  });

  it('is dropped when its place is switched off, and deleted after 30 days or with its place', async () => {
    receiver.answer = answering(500);
    const { id } = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    await only(id, ({ attemptCount }) => attemptCount === 1);
    expect((await admin.patch<EndpointBody>(`/webhooks/${id}`, { isOn: false })).body.isOn).toBe(false);
    await only(id, ({ state }) => state === 'dropped');
    const sweeper = workshop.app.get(WebhookSweeper, { strict: false });
    await asSystem('webhooks-sweep', () => sweeper.sweep(DateTime.now().plus({ days: 29 })));
    expect(await deliveriesOf(id)).toHaveLength(1);
    await asSystem('webhooks-sweep', () => sweeper.sweep(DateTime.now().plus({ days: 31 })));
    expect(await deliveriesOf(id)).toEqual([]);
    const other = await connect({ events: ['client.created'] });
    await makeClient(admin, {});
    await only(other.id, ({ attemptCount }) => attemptCount === 1);
    await admin.delete(`/webhooks/${other.id}`);
    expect(await stored().countDocuments()).toBe(0);
  });

  it('goes to 20 places at most', async () => {
    for (let made = 0; made < 20; made += 1) await connect({ isOn: false });
    expect(refusal(await admin.post('/webhooks', BODY)).code).toBe('webhook.too_many');
  });
});

describe('a system in a private network', () => {
  it('is sent nothing unless that is allowed', async () => {
    const closed = await TestWorkshop.open();
    try {
      const own = await closed.asAdmin();
      const at = receiver.received.length;
      for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) {
        const url = receiver.url.replace('127.0.0.1', host);
        const { body: made } = await own.post<EndpointBody>('/webhooks', { ...BODY, url });
        await own.post(`/webhooks/${made.id}/test`, {});
        const deliveries = `/webhooks/${made.id}/deliveries`;
        const tried = await until(async () =>
          (await own.get<PageBody<DeliveryBody>>(deliveries)).body.items.find(({ attemptCount }) => attemptCount > 0),
        );
        expect(tried).toMatchObject({ state: 'waiting', lastFault: 'private_network' });
      }
      expect(receiver.received.length).toBe(at);
    } finally {
      await closed.close();
    }
  });
});
