import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from './caller.js';
import { line, makeClient, makeOrder, makeOrderInWork, partsOf, type OrderBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { Screen } from './live.js';

let workshop: TestWorkshop;
let manager: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
});
afterAll(async () => workshop.close());

interface Preview {
  consequences: {
    kind: string;
    number?: number;
    title?: string;
    quantity?: number;
    amount?: number;
    status?: string;
  }[];
}

/** All that an amendment could touch. */
async function stored(): Promise<unknown[]> {
  const names = ['orders', 'parts', 'payments', 'clients', 'stagePasses'];
  const read = (name: string): Promise<unknown> => workshop.connection.collection(name).find().toArray();
  return [...(await Promise.all(names.map(read))), await workshop.connection.collection('journal').countDocuments()];
}

async function previewOf(path: string, body: object): Promise<Preview['consequences']> {
  const answer = await manager.post<Preview>(path, body);
  expect(answer.status).toBe(200);
  return answer.body.consequences;
}

describe('a preview of an amendment', () => {
  it('tells of the parts, of what is paid and of what the client owes, and changes nothing', async () => {
    const order = await makeOrderInWork(manager, master.id, [line(), line({ title: 'Брелок' })]);
    const [mug, fob] = await partsOf(manager, order.id);
    const before = await stored();
    const amendment = {
      paid: 100_000,
      items: [
        { id: order.items[0]?.id, quantity: 5 },
        { id: order.items[1]?.id, isRemoved: true },
        line({ title: 'Открытка', masterId: master.id }),
      ],
    };
    const consequences = await previewOf(`/orders/${order.id}/preview`, amendment);
    expect(consequences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'part.changed', number: mug?.number, quantity: 5 }),
        expect.objectContaining({ kind: 'part.deleted', number: fob?.number, title: 'Брелок' }),
        expect.objectContaining({ kind: 'part.made', title: 'Открытка', quantity: 2 }),
        expect.objectContaining({ kind: 'payment.recorded', amount: 100_000 }),
        // 5 × 1,500 more for 3 mugs, 3,000 for cards in place of fobs, less 1,000 that were paid.
        expect.objectContaining({ kind: 'balance', title: order.clientName, amount: 350_000 }),
      ]),
    );
    expect(consequences).toHaveLength(5);
    expect(await stored()).toEqual(before);
  });

  it('comes true: what was told of is what then happens', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    await master.post(`/parts/${part?.id}/step`, { action: 'finish' });
    const amendment = { items: [{ id: order.items[0]?.id, quantity: 4 }] };
    const told = await previewOf(`/orders/${order.id}/preview`, amendment);
    expect(told.map(({ kind, status }) => [kind, status])).toEqual([
      ['balance', undefined],
      ['part.reopened', undefined],
      ['order.parts', 'in_production'],
    ]);
    const { body } = await manager.patch<OrderBody>(`/orders/${order.id}`, amendment);
    expect(body).toMatchObject({ status: 'in_production', partsTotal: 1, partsDone: 0 });
    expect((await partsOf(manager, order.id))[0]).toMatchObject({ state: 'paused', quantity: 4 });
  });

  it('is refused as the amendment would be', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const unassigned = { items: [line({ title: 'Брелок' })] };
    const [preview, change] = [
      await manager.post(`/orders/${order.id}/preview`, unassigned),
      await manager.patch(`/orders/${order.id}`, unassigned),
    ];
    expect(preview).toMatchObject({ status: 422, body: { code: 'order.unassigned' } });
    expect(change.body).toMatchObject({ code: 'order.unassigned' });
    expect(await manager.post(`/orders/${order.id}/preview`, { dueAt: 'soon' })).toMatchObject({ status: 400 });
    expect(await master.post(`/orders/${order.id}/preview`, {})).toMatchObject({ status: 403 });
  });
});

describe('a preview of a step', () => {
  it('tells what becomes of the parts and of the money', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    const cancelling = await previewOf(`/orders/${order.id}/status/preview`, { status: 'cancelled' });
    expect(cancelling.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['balance', -300_000],
      ['part.cancelled', undefined],
      ['order.parts', undefined],
    ]);
    const holding = await previewOf(`/orders/${order.id}/status/preview`, { status: 'on_hold' });
    expect(holding.map(({ kind }) => kind)).toEqual(['part.paused']);
    expect((await partsOf(manager, order.id))[0]).toMatchObject({ state: 'in_progress' });
    const wrong = await manager.post(`/orders/${order.id}/status/preview`, { status: 'delivered' });
    expect(wrong).toMatchObject({ status: 409, body: { code: 'order.transition' } });
  });
});

describe('what a change of an order changes of its client', () => {
  it('reaches the screens of who may read clients', async () => {
    const client = await makeClient(manager);
    const [office, shop] = [await Screen.open(manager), await Screen.open(master)];
    const order = await makeOrder(manager, { clientId: client.id, status: 'confirmed' });
    const ofSum = { entity: 'Client', id: client.id };
    expect(await office.heard(({ id, version }) => id === client.id && !version)).toEqual(ofSum);
    office.hints.length = 0;
    await manager.patch(`/orders/${order.id}`, { note: 'Упаковать' });
    expect(await office.heard(({ id, version }) => id === order.id && version === 2)).toBeDefined();
    expect(office.hints.some(({ id }) => id === client.id)).toBe(false);
    await manager.patch(`/orders/${order.id}`, { paid: 5_000 });
    expect(await office.heard(({ id }) => id === client.id)).toEqual(ofSum);
    // A late hint of what was done before may still come; none of this client or this order does.
    expect(shop.hints.filter(({ id }) => id === client.id || id === order.id)).toEqual([]);
    office.close();
    shop.close();
  });
});
