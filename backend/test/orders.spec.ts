import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FieldConflict, OrderStatus } from '@verstak/domain';
import { Types } from 'mongoose';
import { refusal, type Answer, type Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  makeOrderInWork,
  partsOf,
  type HistoryBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let other: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, other, master] = [
    await workshop.as('manager'),
    await workshop.another('manager', 'Ольга'),
    await workshop.as('master'),
  ];
});
afterAll(async () => workshop.close());

const read = async (id: string): Promise<OrderBody> => (await manager.get<OrderBody>(`/orders/${id}`)).body;
const amend = (id: string, body: object, by = manager): Promise<Answer<OrderBody>> =>
  by.patch<OrderBody>(`/orders/${id}`, body);
const step = (id: string, status: string, more: object = {}, by = manager): Promise<Answer<OrderBody>> =>
  by.post<OrderBody>(`/orders/${id}/status`, { status, ...more });
const history = async (id: string): Promise<HistoryBody[]> =>
  (await manager.get<PageBody<HistoryBody>>(`/orders/${id}/history?pageSize=200`)).body.items;
const conflictsOf = (answer: Answer<unknown>): FieldConflict[] =>
  refusal(answer).params?.['conflicts'] as FieldConflict[];

describe('an order', () => {
  it('is numbered by a counter and totals its lines exactly', async () => {
    const items = [
      line({ unitPrice: 333, quantity: 3, discountPercent: 33.33 }),
      line({ unitPrice: 10_050, quantity: 1.005 }),
      line({ unitPrice: 150_000, quantity: 2, discountPercent: 5 }),
    ];
    const [order, next] = [await makeOrder(manager, { items }), await makeOrder(manager)];
    expect(order.items.map(({ total }) => total)).toEqual([666, 10_100, 285_000]);
    expect([order.total, order.version, order.status]).toEqual([295_766, 1, 'draft']);
    expect(next.number).toBe(order.number + 1);
  });

  it('skips no number where many are taken at once and meet one another', async () => {
    const { id: clientId } = await makeClient(manager);
    const first = await makeOrder(manager, { clientId });
    const orders = await Promise.all(Array.from({ length: 30 }, () => makeOrder(manager, { clientId })));
    const numbers = orders.map(({ number }) => number).sort((one, other) => one - other);
    expect(numbers).toEqual(orders.map((_, index) => first.number + 1 + index));
    expect((await makeOrder(manager, { clientId })).number).toBe(first.number + 31);
  });

  it('is told by its number, its client, its items, its master and its note', async () => {
    const client = await makeClient(manager, { company: 'Лавка «Ёж»' });
    const items = [line({ title: 'Табличка', product: 'Латунь 2мм', wishes: 'шрифт антиква', masterId: master.id })];
    const order = await makeOrder(manager, { clientId: client.id, items, note: 'до-пятницы' });
    for (const q of [
      String(order.number),
      'еж',
      'таблич',
      'латунь',
      'антиква',
      'master',
      'до-пятницы',
      'ТАБЛИЧКА лавка',
    ]) {
      const { body } = await manager.get<{ items: OrderBody[] }>(`/orders?q=${encodeURIComponent(q)}&pageSize=200`);
      expect({ q, found: body.items.some(({ id }) => id === order.id) }).toEqual({ q, found: true });
    }
    expect((await manager.get<{ total: number }>(`/orders?q=${encodeURIComponent('таблич тула')}`)).body.total).toBe(0);
  });

  it('stands in lists with what they show of its lines, and no more', async () => {
    const client = await makeClient(manager);
    const long = 'Очень подробное пожелание. '.repeat(100);
    const items = [line({ wishes: long, product: 'Латунь', masterId: master.id }), line({ wishes: long })];
    const order = await makeOrder(manager, { clientId: client.id, items, note: long });
    const { body, text } = await manager.get<{ items: OrderBody[] }>(`/orders?clientId=${client.id}`);
    const { id = '' } = order.items[0] ?? {};
    const { title, quantity, unit } = line();
    expect(body.items[0]?.items[0]).toEqual({
      id,
      title,
      quantity,
      unit,
      masterId: master.id,
      masterName: master.name,
    });
    expect(body.items[0]).toMatchObject({ number: order.number, total: order.total, items: [{}, {}] });
    expect(text.length).toBeLessThan(2_000);
    expect((await read(order.id)).items[0]?.wishes).toBe(long.trim());
  });

  it('is found within a status and by a word in one index, whose keys are enough to count', async () => {
    const { id } = await makeOrder(manager, { items: [line({ title: 'Единственная' })] });
    await makeOrder(manager, { items: [line({ title: 'Другая' })] });
    const { body } = await manager.get<{ total: number; items: OrderBody[] }>(
      `/orders?status=draft&q=${encodeURIComponent('единственн')}`,
    );
    expect([body.total, body.items.map((one) => one.id)]).toEqual([1, [id]]);
    const counted = await workshop.connection
      .collection('orders')
      .aggregate([
        { $match: { status: 'draft', words: { $in: [/^единственные/, /^единственн.{0,3}$/] } } },
        { $group: { _id: 1, n: { $sum: 1 } } },
      ])
      .explain('executionStats');
    expect(JSON.stringify(counted)).toMatch(/"status_1_words_1".*"totalKeysExamined":1\b/);
  });

  it('comes to no more than can be added up exactly', async () => {
    const clientId = (await makeClient(manager)).id;
    const items = [line({ unitPrice: 10_000_000_000_000, quantity: 1_000_000 })];
    expect(refusal(await manager.post('/orders', { clientId, items })).errors?.[0]?.field).toBe('items');
    const order = await makeOrder(manager);
    const { id = '' } = order.items[0] ?? {};
    expect((await amend(order.id, { items: [{ id, unitPrice: 10_000_000_000_000, quantity: 2 }] })).status).toBe(400);
    expect((await read(order.id)).version).toBe(1);
  });

  it('grows to no more than 500 items, however many changes bring them', async () => {
    const order = await makeOrder(manager, { items: Array.from({ length: 400 }, () => line()) });
    expect((await amend(order.id, { items: Array.from({ length: 101 }, () => line()) })).status).toBe(400);
    expect((await amend(order.id, { items: Array.from({ length: 100 }, () => line()) })).body.items).toHaveLength(500);
  });

  it('is not dated back but by an administrator', async () => {
    const clientId = (await makeClient(manager)).id;
    const body = { clientId, items: [line()], orderedAt: '1997-05-06T12:00:00Z' };
    expect(refusal(await manager.post('/orders', body)).params).toEqual({ permission: 'orders:backdate' });
    expect((await (await workshop.asAdmin()).post<OrderBody>('/orders', body)).body.orderedAt).toBe(
      '1997-05-06T12:00:00.000Z',
    );
    const order = await makeOrder(manager);
    expect((await amend(order.id, { orderedAt: '1997-05-06T12:00:00Z' })).status).toBe(403);
    expect((await step(order.id, 'confirmed', { at: '1997-05-06T12:00:00Z' })).status).toBe(403);
  });

  it('is not for an archived or unknown client, nor for a master who is none', async () => {
    const client = await makeClient(manager);
    await manager.post(`/clients/${client.id}/archive`, { isArchived: true });
    const items = [line()];
    expect(refusal(await manager.post('/orders', { clientId: client.id, items })).code).toBe('client.archived');
    expect((await manager.post('/orders', { clientId: '0'.repeat(24), items })).status).toBe(404);
    const clientId = (await makeClient(manager)).id;
    const masterId = manager.id;
    expect(refusal(await manager.post('/orders', { clientId, items: [line({ masterId })] })).code).toBe(
      'user.not_master',
    );
  });

  it('can be deleted as a draft or cancelled, and not otherwise', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    expect(refusal(await manager.delete(`/orders/${order.id}`)).code).toBe('order.closed');
    await step(order.id, 'cancelled');
    expect((await manager.delete(`/orders/${order.id}`)).status).toBe(204);
    expect((await manager.get(`/orders/${order.id}`)).status).toBe(404);
  });
});

describe('the life of an order', () => {
  it('goes from draft to delivered', async () => {
    const order = await makeOrder(manager, { items: [line({ masterId: master.id })] });
    for (const status of ['confirmed', 'in_production', 'ready', 'delivered']) {
      expect([(await step(order.id, status)).body.status, (await read(order.id)).status]).toEqual([status, status]);
    }
    expect((await read(order.id)).deliveredAt).toBeDefined();
  });

  it('refuses a step that it has not, saying which it has', async () => {
    const order = await makeOrder(manager);
    const refused = refusal(await step(order.id, 'delivered'));
    expect([refused.status, refused.code]).toEqual([409, 'order.transition']);
    expect(refused.params).toEqual({ from: 'draft', to: 'delivered', allowed: ['confirmed', 'on_hold', 'cancelled'] });
    expect(await read(order.id)).toEqual(order);
  });

  it('does not confirm an order without items, nor start one without masters, naming the items', async () => {
    const empty = await makeOrder(manager, { items: [] });
    expect(refusal(await step(empty.id, 'confirmed')).code).toBe('order.items_required');
    const order = await makeOrder(manager, {
      status: 'confirmed',
      items: [line({ title: 'Ваза' }), line({ masterId: master.id })],
    });
    const refused = refusal(await step(order.id, 'in_production'));
    expect([refused.code, refused.params]).toEqual(['order.unassigned', { items: ['Ваза'] }]);
  });

  it('assigns masters with the step itself, all or none', async () => {
    const order = await makeOrder(manager, { status: 'confirmed', items: [line(), line()] });
    const [first, second] = order.items.map(({ id }) => id);
    const partly = await step(order.id, 'in_production', { assignments: [{ itemId: first, masterId: master.id }] });
    expect(refusal(partly).code).toBe('order.unassigned');
    expect((await read(order.id)).items[0]?.masterId).toBeUndefined();
    const assignments = [first, second].map((itemId) => ({ itemId, masterId: master.id.toUpperCase() }));
    const { body } = await step(order.id, 'in_production', { assignments });
    expect(body.items.map(({ masterId }) => masterId)).toEqual([master.id, master.id]);
    expect(body.partsTotal).toBe(2);
  });

  it('waits for no master of what nothing is made for, such as delivery', async () => {
    const items = [line({ masterId: master.id }), line({ title: 'Доставка', needsNoWork: true })];
    const { body } = await step((await makeOrder(manager, { status: 'confirmed', items })).id, 'in_production');
    expect([body.partsTotal, body.items[1]?.masterId, body.items[1]?.needsNoWork]).toEqual([1, undefined, true]);

    const order = await makeOrder(manager, { status: 'confirmed', items: [line(), line({ title: 'Наценка' })] });
    const [goods, fee] = order.items.map(({ id }) => id);
    const assignments = [
      { itemId: goods, masterId: master.id },
      { itemId: fee, needsNoWork: true },
    ];
    expect((await step(order.id, 'in_production', { assignments })).body.partsTotal).toBe(1);
  });

  it('takes a master or no work of an item, not both and not neither, and says which is wrong', async () => {
    const both = line({ masterId: master.id, needsNoWork: true });
    const refused = refusal(
      await manager.post('/orders', { clientId: (await makeClient(manager)).id, items: [line(), both] }),
    );
    expect([refused.code, refused.errors?.[0]?.field]).toEqual(['request.validation', 'items.1.masterId']);
    const order = await makeOrder(manager, { status: 'confirmed' });
    const itemId = order.items[0]?.id;
    for (const wrong of [{ itemId }, { itemId, masterId: master.id, needsNoWork: true }]) {
      const { code, errors } = refusal(await step(order.id, 'in_production', { assignments: [wrong] }));
      expect([code, errors?.[0]?.field]).toEqual(['request.validation', 'assignments.0.masterId']);
    }
    const change = async (fields: object): Promise<OrderBody['items'][number] | undefined> =>
      (await manager.patch<OrderBody>(`/orders/${order.id}`, { items: [{ id: itemId, ...fields }] })).body.items[0];
    expect(await change({ needsNoWork: true })).toMatchObject({ needsNoWork: true });
    const given = await change({ masterId: master.id });
    expect([given?.masterId, given?.needsNoWork]).toEqual([master.id, undefined]);
    const freed = await change({ needsNoWork: true });
    expect([freed?.masterId, freed?.needsNoWork]).toEqual([undefined, true]);
  });

  it('holds an order and lets it go on only where it was', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    expect((await step(order.id, 'on_hold')).body.heldFrom).toBe('confirmed');
    expect(refusal(await step(order.id, 'ready')).params?.['allowed']).toEqual(['confirmed', 'cancelled']);
    expect((await step(order.id, 'confirmed')).body.heldFrom).toBeUndefined();
  });

  it('refuses a step decided on a status that is no longer', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    await step(order.id, 'on_hold', {}, other);
    expect(refusal(await step(order.id, 'cancelled', { version: order.version })).code).toBe('order.transition');
    await amend(order.id, { note: 'другое поле' }, other);
    expect((await step(order.id, 'cancelled', { version: order.version + 1 })).status).toBe(200);
  });

  it('lets one of many take the same step', async () => {
    const order = await makeOrder(manager);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => step(order.id, 'confirmed', {}, index % 2 ? manager : other)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
    expect((await read(order.id)).version).toBe(2);
  });
});

describe('an amendment', () => {
  it('takes no new line that is already removed', async () => {
    const order = await makeOrder(manager);
    const answer = await amend(order.id, { items: [line({ title: 'Передумали', isRemoved: true })] });
    expect([answer.status, answer.body.items.map(({ title }) => title)]).toEqual([200, [order.items[0]?.title]]);
  });

  it('may name the client whom the order has, archived or not', async () => {
    const order = await makeOrder(manager);
    await manager.post(`/clients/${order.clientId}/archive`, { isArchived: true });
    const { status, body } = await amend(order.id, { clientId: order.clientId, note: 'то же' });
    expect([status, body.note]).toEqual([200, 'то же']);
    const { clientId } = await makeOrder(manager);
    await manager.post(`/clients/${clientId}/archive`, { isArchived: true });
    expect(refusal(await amend(order.id, { clientId })).code).toBe('client.archived');
  });
});

describe('an amendment, like the order itself', () => {
  it('leaves no sale of nothing, but a draft may be empty', async () => {
    const sale = await makeOrder(manager, { status: 'confirmed' });
    const empty = { items: [{ id: sale.items[0]?.id, isRemoved: true }] };
    expect(refusal(await amend(sale.id, empty)).code).toBe('order.items_required');
    await step(sale.id, 'on_hold');
    expect(refusal(await amend(sale.id, empty)).code).toBe('order.items_required');
    const draft = await makeOrder(manager);
    expect((await amend(draft.id, { items: [{ id: draft.items[0]?.id, isRemoved: true }] })).body.items).toEqual([]);
  });

  it('moves the day by which a sale is reported only with its date', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    const orders = workshop.connection.collection<{ number: number; orderedDay: string }>('orders');
    await orders.updateOne({ number: order.number }, { $set: { orderedDay: '2020-01-01' } });
    const dayOf = async (): Promise<unknown> => (await orders.findOne({ number: order.number }))?.orderedDay;
    await amend(order.id, { note: 'x' });
    expect(await dayOf()).toBe('2020-01-01');
    await amend(order.id, { orderedAt: '2026-03-01T21:30:00Z' }, await workshop.asAdmin());
    expect(await dayOf()).toBe('2026-03-02');
  });
});

describe('taking a step back', () => {
  const undo = (order: OrderBody, by = manager): Promise<Answer<OrderBody>> =>
    by.post<OrderBody>(`/orders/${order.id}/status/undo`, { version: order.version });

  it.each(['confirmed', 'on_hold', 'cancelled'])('works for a draft that became %s', async (status) => {
    const order = await makeOrder(manager);
    expect((await undo((await step(order.id, status)).body)).body.status).toBe('draft');
  });

  it('works for every step out of production and into it, with its parts', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(master, order.id);
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    for (const status of ['on_hold', 'cancelled', 'ready']) {
      const back = await undo((await step(order.id, status)).body);
      expect([status, back.body.status, back.body.partsTotal, back.body.partsDone]).toEqual([
        status,
        'in_production',
        1,
        0,
      ]);
      const [again] = await partsOf(master, order.id);
      expect([again?.state, again?.isHeld]).toEqual(['in_progress', false]);
    }
    const fresh = await makeOrderInWork(manager, master.id);
    expect((await undo(fresh)).body).toMatchObject({ status: 'confirmed', partsTotal: 0 });
    expect(await partsOf(manager, fresh.id)).toEqual([]);
  });

  it('remembers where a held order came from, and when a delivered one was handed over', async () => {
    const order = await makeOrderInWork(manager, master.id);
    await step(order.id, 'on_hold');
    const held = await undo((await step(order.id, 'cancelled')).body);
    expect([held.body.status, held.body.heldFrom]).toEqual(['on_hold', 'in_production']);
    expect((await partsOf(manager, order.id)).map(({ isHeld, state }) => [isHeld, state])).toEqual([[true, 'waiting']]);
    expect((await step(order.id, 'in_production')).status).toBe(200);
    await step(order.id, 'ready');
    const ready = await undo((await step(order.id, 'delivered')).body);
    expect([ready.body.status, ready.body.deliveredAt]).toEqual(['ready', undefined]);
  });

  it('is for the one who took it, and before anything else has changed', async () => {
    const order = (await step((await makeOrder(manager)).id, 'confirmed')).body;
    expect(refusal(await undo(order, other)).code).toBe('order.undo_expired');
    await amend(order.id, { note: 'ещё' });
    expect(refusal(await undo(order)).code).toBe('order.undo_expired');
    expect(refusal(await undo(await read(order.id))).code).toBe('order.undo_expired');
  });
});

describe('a version that has not been yet', () => {
  it('is refused by name, whatever is to be changed', async () => {
    const order = await makeOrder(manager);
    const version = order.version + 1;
    for (const answer of [
      await amend(order.id, { version, note: 'ещё' }),
      await amend(order.id, { version }),
      await manager.post(`/orders/${order.id}/status`, { status: 'confirmed', version }),
      await manager.post(`/orders/${order.id}/status/undo`, { version }),
      await manager.patch(`/clients/${order.clientId}`, { version: 99, note: 'ещё' }),
    ]) {
      expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([400, 'version']);
    }
    expect(await read(order.id)).toEqual(order);
  });
});

describe('a version after which more than a thousand changes came', () => {
  it('is refused by name rather than compared, and what is read anew can be changed', async () => {
    const { id, clientId } = await makeOrder(manager);
    const version = 1_002;
    await workshop.connection.collection('orders').updateOne({ _id: new Types.ObjectId(id) }, { $set: { version } });
    await workshop.connection
      .collection('clients')
      .updateOne({ _id: new Types.ObjectId(clientId) }, { $set: { version } });
    for (const answer of [
      await amend(id, { version: 1, note: 'ещё' }),
      await manager.post(`/orders/${id}/status`, { status: 'confirmed', version: 1 }),
      await manager.patch(`/clients/${clientId}`, { version: 1, contacts: [] }),
    ]) {
      expect([answer.status, refusal(answer).errors?.[0]]).toEqual([
        400,
        expect.objectContaining({ field: 'version', value: 1, message: expect.stringContaining('2 or later') }),
      ]);
    }
    expect((await amend(id, { version: 2, note: 'ещё' })).status).toBe(200);
  });
});

describe('amending', () => {
  it('adds, changes and removes lines in every open state, and the history shows each', async () => {
    const ways: OrderStatus[][] = [
      [],
      ['confirmed'],
      ['confirmed', 'in_production'],
      ['confirmed', 'in_production', 'ready'],
      ['confirmed', 'in_production', 'on_hold'],
      ['on_hold'],
    ];
    for (const way of ways) {
      const order = await makeOrder(manager, {
        items: [line(), line()].map((item) => ({ ...item, masterId: master.id })),
      });
      for (const status of way) expect([way, (await step(order.id, status)).status]).toEqual([way, 200]);
      const [first, second] = order.items.map(({ id }) => id);
      const { body } = await amend(order.id, {
        items: [
          { id: first, quantity: 5 },
          { id: second, isRemoved: true },
          line({ title: 'Новая', masterId: master.id }),
        ],
      });
      expect([way, body.status, body.items.map(({ title, quantity }) => [title, quantity])]).toEqual([
        way,
        // More is to be made of what was ready.
        way.at(-1) === 'ready' ? 'in_production' : (way.at(-1) ?? 'draft'),
        [
          ['Кружка с гравировкой', 5],
          ['Новая', 2],
        ],
      ]);
      const amended = (await history(order.id)).find(({ action }) => action === 'changed');
      const added = body.items[1]?.id;
      expect([way, amended?.changes.map(({ path }) => path)]).toEqual([
        way,
        expect.arrayContaining([`items.${first}.quantity`, `items.${second}`, `items.${added}`, 'total']),
      ]);
    }
  });

  it('works at any time before delivery, and not after', async () => {
    const order = await makeOrder(manager, { items: [line({ masterId: master.id })] });
    for (const status of ['confirmed', 'in_production', 'on_hold', 'in_production', 'ready']) {
      await step(order.id, status);
      expect((await amend(order.id, { note: status })).body.note).toBe(status);
    }
    await step(order.id, 'delivered');
    expect(refusal(await amend(order.id, { note: 'поздно' })).code).toBe('order.closed');
  });

  it('changes, adds and removes items by their id and leaves the others', async () => {
    const order = await makeOrder(manager, { items: ['А', 'Б', 'В'].map((title) => line({ title })) });
    const [first, second] = order.items;
    const items = [
      { id: first?.id.toUpperCase(), quantity: 5 },
      { id: second?.id, isRemoved: true },
      line({ title: 'Г' }),
    ];
    const { body } = await amend(order.id, { items });
    expect(body.items.map(({ title, quantity }) => [title, quantity])).toEqual([
      ['А', 5],
      ['В', 2],
      ['Г', 2],
    ]);
    expect(body.total).toBe(9 * 150_000);
  });

  it('clears an optional field with null, and refuses null for another', async () => {
    const order = await makeOrder(manager, { note: 'x', dueAt: '2027-01-01T00:00:00Z' });
    const { body } = await amend(order.id, { note: null, dueAt: null });
    expect([body.note, body.dueAt]).toEqual([undefined, undefined]);
    for (const name of ['clientId', 'paid', 'items.0.title', 'items.0.quantity']) {
      const [field = '', , inner] = name.split('.');
      const items = [{ id: order.items[0]?.id, [inner ?? '']: null }];
      const refused = refusal(await amend(order.id, inner ? { items } : { [field]: null }));
      expect([refused.status, refused.errors?.[0]?.field]).toEqual([400, name]);
    }
  });

  it('keeps a master who has left since on the items that stay', async () => {
    const leaving = await workshop.another('master');
    const order = await makeOrder(manager, { items: [line({ masterId: leaving.id })] });
    await (await workshop.asAdmin()).patch(`/users/${leaving.id}`, { isActive: false });
    const kept = await amend(order.id, { items: [{ id: order.items[0]?.id, quantity: 3 }] });
    expect([kept.status, kept.body.items[0]?.masterId]).toEqual([200, leaving.id]);
    expect((await amend(order.id, { items: [line({ masterId: leaving.id })] })).status).toBe(422);
  });

  it('stores nothing where nothing differs', async () => {
    const order = await makeOrder(manager, { note: 'то же' });
    expect(
      (await amend(order.id, { note: 'то же ', items: [{ id: order.items[0]?.id, quantity: 2 }] })).body.version,
    ).toBe(1);
  });
});

describe('the history of an order', () => {
  it('comes by pages, newest first, as that of a client and of a file does', async () => {
    const order = await makeOrder(manager);
    for (const note of ['один', 'два', 'три', 'четыре']) await manager.patch(`/orders/${order.id}`, { note });
    const versions = async (page: number): Promise<unknown[]> => {
      const path = `/orders/${order.id}/history?page=${page}&pageSize=2`;
      const { items, total } = (await manager.get<PageBody<HistoryBody>>(path)).body;
      return [total, ...items.map(({ entityVersion }) => entityVersion)];
    };
    expect([await versions(1), await versions(2), await versions(3)]).toEqual([
      [5, 5, 4],
      [5, 3, 2],
      [5, 1],
    ]);
    expect(refusal(await manager.get(`/orders/${order.id}/history?pageSize=201`))).toMatchObject({
      status: 400,
      errors: [{ field: 'pageSize' }],
    });
  });

  it('tells every change field by field, with who and when, newest first', async () => {
    const order = await makeOrder(manager);
    const { id = '' } = order.items[0] ?? {};
    await amend(order.id, { items: [{ id, quantity: 3 }] }, other);
    const reason = `передумал: ${'и так далее '.repeat(40)}`.slice(0, 500).trim();
    await step(order.id, 'cancelled', { reason });
    const [cancelled, amended, created] = await history(order.id);
    expect([cancelled?.action, amended?.action, created?.action]).toEqual(['status', 'changed', 'created']);
    expect(cancelled?.params).toEqual({ reason });
    expect(amended?.actor).toMatchObject({ name: 'Ольга', id: other.id, via: 'console' });
    expect(amended?.changes).toEqual(
      expect.arrayContaining([
        { path: `items.${id}.quantity`, before: 2, after: 3 },
        { path: 'total', before: 300_000, after: 450_000 },
      ]),
    );
    expect(cancelled?.changes).toEqual([{ path: 'status', before: 'draft', after: 'cancelled' }]);
    expect(Date.now() - Date.parse(created?.at ?? '')).toBeLessThan(60_000);
    expect(created?.actor.address).toBeUndefined();
    expect(
      (await (await workshop.asAdmin()).get<PageBody<HistoryBody>>(`/orders/${order.id}/history`)).body.items[0]?.actor
        .address,
    ).toBe('127.0.0.1');
  });
});

describe('two people at one order', () => {
  it('both keep what they changed where it was not the same', async () => {
    const order = await makeOrder(manager);
    await amend(order.id, { note: 'от Ольги', version: 1 }, other);
    const { status, body } = await amend(order.id, { dueAt: '2027-03-01T09:00:00Z', version: 1 });
    expect([status, body.note, body.dueAt, body.version]).toEqual([200, 'от Ольги', '2027-03-01T09:00:00.000Z', 3]);
  });

  it('see both values where it was the same field, and nothing is overwritten', async () => {
    const order = await makeOrder(manager, { note: 'было' });
    await amend(order.id, { note: 'стало', version: 1 }, other);
    const answer = await amend(order.id, { note: 'моё', dueAt: '2027-03-01T09:00:00Z', version: 1 });
    expect([answer.status, refusal(answer).code, refusal(answer).params?.['version']]).toEqual([
      409,
      'conflict.version',
      2,
    ]);
    expect(conflictsOf(answer)).toEqual([{ field: 'note', before: 'было', theirs: 'стало', yours: 'моё' }]);
    expect(await read(order.id)).toMatchObject({ note: 'стало', version: 2 });
    expect((await amend(order.id, { note: 'моё', version: 2 })).body.note).toBe('моё');
  });

  it('agree where both wrote the same', async () => {
    const order = await makeOrder(manager);
    await amend(order.id, { note: 'одно', version: 1 }, other);
    expect((await amend(order.id, { note: 'одно', version: 1 })).status).toBe(200);
  });

  it('may change different fields of one item, and different items, and add items', async () => {
    const order = await makeOrder(manager, { items: [line(), line()] });
    const [first, second] = order.items.map(({ id }) => id);
    await amend(order.id, { items: [{ id: first, quantity: 7 }], version: 1 }, other);
    await amend(order.id, { items: [line({ title: 'ещё от Ольги' })], version: 1 }, other);
    const { status, body } = await amend(order.id, {
      items: [{ id: first, unitPrice: 100 }, { id: second, title: 'Б' }, line({ title: 'ещё' })],
      version: 1,
    });
    expect(status).toBe(200);
    expect(body.items.map(({ title, quantity, unitPrice }) => [title, quantity, unitPrice])).toEqual([
      ['Кружка с гравировкой', 7, 100],
      ['Б', 2, 150_000],
      ['ещё от Ольги', 2, 150_000],
      ['ещё', 2, 150_000],
    ]);
    expect(body.total).toBe(700 + 3 * 300_000);
  });

  it('see both values of the same field of one item', async () => {
    const order = await makeOrder(manager);
    const { id = '' } = order.items[0] ?? {};
    await amend(order.id, { items: [{ id, quantity: 7 }], version: 1 }, other);
    const answer = await amend(order.id, { items: [{ id, quantity: 9, title: 'Б' }], version: 1 });
    expect(conflictsOf(answer)).toEqual([{ field: `items.${id}.quantity`, before: 2, theirs: 7, yours: 9 }]);
  });

  it('are told when one removed the item that the other changed, both ways', async () => {
    const order = await makeOrder(manager, { items: [line(), line(), line()] });
    const [first, second] = order.items.map(({ id }) => id);
    await amend(
      order.id,
      {
        items: [
          { id: first, isRemoved: true },
          { id: second, quantity: 7 },
        ],
        version: 1,
      },
      other,
    );
    expect(conflictsOf(await amend(order.id, { items: [{ id: first, quantity: 9 }], version: 1 }))[0]?.field).toBe(
      `items.${first}`,
    );
    expect(conflictsOf(await amend(order.id, { items: [{ id: second, isRemoved: true }], version: 1 }))).toMatchObject([
      { field: `items.${second}`, before: { quantity: 2, title: order.items[1]?.title }, theirs: { quantity: 7 } },
    ]);
    expect((await amend(order.id, { items: [{ id: first, isRemoved: true }], version: 1 })).status).toBe(200);
  });

  it('lose nothing when twenty edit at once', async () => {
    const order = await makeOrder(manager, { items: Array.from({ length: 20 }, () => line()) });
    const answers = await Promise.all(
      order.items.map(({ id }, index) =>
        amend(order.id, { items: [{ id, title: `Правка ${index}` }], version: 1 }, index % 2 ? manager : other),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const after = await read(order.id);
    expect(after.items.map(({ title }) => title)).toEqual(order.items.map((_, index) => `Правка ${index}`));
    expect([after.version, (await history(order.id)).map(({ entityVersion }) => entityVersion)]).toEqual([
      21,
      Array.from({ length: 21 }, (_, index) => 21 - index),
    ]);
  });
});
