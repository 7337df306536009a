import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES, owedFor } from '@verstak/domain';
import fc from 'fast-check';
import type { Session } from './caller.js';
import { line, makeClient, makeOrder, type ClientBody, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let masterId: string;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  masterId = (await workshop.as('master')).id;
});
afterAll(async () => workshop.close());

/** What a manager may do to an order, sensible or not: what is refused must change nothing. */
const action = fc.oneof(
  fc.record({ kind: fc.constant('step' as const), status: fc.constantFrom(...ORDER_STATUSES) }),
  fc.record({
    kind: fc.constant('price' as const),
    unitPrice: fc.integer({ min: 0, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 5_000 }).map((n) => n / 1_000),
  }),
  fc.record({ kind: fc.constant('pay' as const), paid: fc.integer({ min: 0, max: 2_000_000 }) }),
  fc.record({ kind: fc.constant('take' as const), amount: fc.integer({ min: 1, max: 2_000_000 }) }),
  fc.record({ kind: fc.constant('refund' as const), amount: fc.integer({ min: 1, max: 2_000_000 }) }),
  fc.record({ kind: fc.constant('handOver' as const), amount: fc.integer({ min: 1, max: 2_000_000 }) }),
  fc.record({ kind: fc.constant('move' as const) }),
  fc.record({ kind: fc.constant('add' as const), unitPrice: fc.integer({ min: 0, max: 1_000_000 }) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('delete' as const) }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function perform(order: OrderBody, what: Action, clientIds: readonly string[]): Promise<void> {
  const now = (await manager.get<OrderBody>(`/orders/${order.id}`)).body;
  const path = `/orders/${order.id}`;
  switch (what.kind) {
    case 'step':
      await manager.post(`${path}/status`, { status: what.status });
      return;
    case 'price':
      await manager.patch(path, {
        items: [{ id: order.items[0]?.id, unitPrice: what.unitPrice, quantity: what.quantity }],
      });
      return;
    case 'pay':
      await manager.patch(path, { paid: what.paid });
      return;
    case 'take':
      await manager.post(`${path}/payments`, { amount: what.amount, method: 'cash' });
      return;
    case 'refund': {
      const { status, body } = await manager.get<PageBody<{ id: string }>>(`${path}/payments`);
      const payment = status === 200 ? body.items.at(-1) : undefined;
      if (payment) await manager.post(`/payments/${payment.id}/refund`, { amount: what.amount, method: 'cash' });
      return;
    }
    case 'handOver':
      await manager.post(`${path}/hand-over`, { payment: { amount: what.amount, method: 'cash' } });
      return;
    case 'move':
      await manager.patch(path, { clientId: clientIds.find((id) => id !== now.clientId) });
      return;
    case 'add':
      await manager.patch(path, { items: [line({ unitPrice: what.unitPrice, masterId })] });
      return;
    case 'undo':
      await manager.post(`${path}/status/undo`, { version: now.version });
      return;
    case 'delete':
      await manager.delete(path);
  }
}

/** The balances as they are kept, and as they follow from the orders. */
async function balances(clientIds: readonly string[]): Promise<[kept: unknown[], owed: unknown[]]> {
  const kept = await Promise.all(
    clientIds.map(async (id) => (await manager.get<ClientBody>(`/clients/${id}`)).body.balance),
  );
  const owed = await Promise.all(
    clientIds.map(async (id) => {
      const { body } = await manager.get<PageBody<OrderBody>>(`/orders?clientId=${id}&pageSize=200`);
      return body.items.reduce((sum, order) => sum + owedFor(order), 0);
    }),
  );
  return [kept, owed];
}

/** What is paid for each order as it is kept, and the sum of its payments. */
async function payments(clientIds: readonly string[]): Promise<[kept: unknown[], summed: unknown[]]> {
  const lists = await Promise.all(
    clientIds.map((id) => manager.get<PageBody<OrderBody>>(`/orders?clientId=${id}&pageSize=200`)),
  );
  const orders = lists.flatMap(({ body }) => body.items);
  const summed = await Promise.all(
    orders.map(async ({ id, clientId }) => {
      const { body } = await manager.get<PageBody<{ amount: number; clientId: string }>>(
        `/orders/${id}/payments?pageSize=200`,
      );
      expect(body.items.every((payment) => payment.clientId === clientId)).toBe(true);
      return body.items.reduce((sum, { amount }) => sum + amount, 0);
    }),
  );
  return [orders.map(({ paid }) => paid), summed];
}

const step = (status: (typeof ORDER_STATUSES)[number]): Action => ({ kind: 'step', status });
const take = (amount: number): Action => ({ kind: 'take', amount });
const CONFIRMED = step('confirmed');
const DELIVERED = [CONFIRMED, step('ready'), step('delivered')];

describe('what a client owes', () => {
  /** After these steps with an order for 3,000.00: what its client owes, and what the other one does. */
  it.each<[string, Action[], number, number]>([
    ['nothing for a draft', [{ kind: 'price', unitPrice: 100_000, quantity: 1 }], 0, 0],
    ['less than nothing for a draft with a deposit', [take(60_000)], -60_000, 0],
    ['the total of a confirmed order', [CONFIRMED], 300_000, 0],
    ['what is left of it', [CONFIRMED, take(100_000)], 200_000, 0],
    ['less than nothing where too much is paid', [CONFIRMED, take(300_001)], -1, 0],
    ['as before, when money is given back', [CONFIRMED, take(100_000), { kind: 'refund', amount: 40_000 }], 240_000, 0],
    ['what is written as paid', [CONFIRMED, { kind: 'pay', paid: 50_000 }, { kind: 'pay', paid: 20_000 }], 280_000, 0],
    ['half a unit rounded up', [CONFIRMED, { kind: 'price', unitPrice: 100_001, quantity: 1.5 }], 150_002, 0],
    ['for a line that came later', [CONFIRMED, { kind: 'add', unitPrice: 7 }], 300_014, 0],
    ['for an order on hold', [CONFIRMED, step('on_hold')], 300_000, 0],
    ['nothing for a step taken back', [CONFIRMED, { kind: 'undo' }], 0, 0],
    ['money back for a cancelled order', [CONFIRMED, take(60_000), step('cancelled')], -60_000, 0],
    ['for a delivered order, until it is paid', [...DELIVERED, take(299_999)], 1, 0],
    ['what is left at the hand-over', [CONFIRMED, step('ready'), { kind: 'handOver', amount: 120_000 }], 180_000, 0],
    ['nothing when the order is another’s', [CONFIRMED, take(100_000), { kind: 'move' }], 0, 200_000],
    ['nothing for what is deleted', [{ kind: 'delete' }], 0, 0],
  ])('is %s', async (_name, actions, first, second) => {
    const clientIds = [(await makeClient(manager)).id, (await makeClient(manager)).id];
    const order = await makeOrder(manager, { clientId: clientIds[0], items: [line({ masterId })] });
    for (const what of actions) await perform(order, what, clientIds);
    const [kept] = await balances(clientIds);
    expect(kept).toEqual([first, second]);
    const [paid, summed] = await payments(clientIds);
    expect(paid).toEqual(summed);
  });

  it('is the sum of what the orders owe, after any steps in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), async (actions) => {
        const clientIds = [(await makeClient(manager)).id, (await makeClient(manager)).id];
        const order = await makeOrder(manager, { clientId: clientIds[0], items: [line({ masterId })] });
        for (const what of actions) await perform(order, what, clientIds);
        const [kept, owed] = await balances(clientIds);
        expect(kept).toEqual(owed);
        const [paid, summed] = await payments(clientIds);
        expect(paid).toEqual(summed);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('is right when all of it happens at once', async () => {
    const clientIds = [(await makeClient(manager)).id, (await makeClient(manager)).id];
    const orders = await Promise.all(
      Array.from({ length: 4 }, () => makeOrder(manager, { clientId: clientIds[0], items: [line({ masterId })] })),
    );
    const many = fc.sample(action, { numRuns: 60, seed: 7 });
    await Promise.all(many.map((what, index) => perform(orders[index % 4] as OrderBody, what, clientIds)));
    const [kept, owed] = await balances(clientIds);
    expect(kept).toEqual(owed);
    const [paid, summed] = await payments(clientIds);
    expect(paid).toEqual(summed);
  });
});
