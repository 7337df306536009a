import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  type ClientBody,
  type HistoryBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';

interface PaymentBody {
  id: string;
  orderId: string;
  clientId: string;
  amount: number;
  method: string;
  day: string;
  note?: string;
  refundOf?: string;
  takenByName?: string;
}

let workshop: TestWorkshop;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ TIME_ZONE: 'Pacific/Kiritimati' });
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(new Date());
const orderOf = async ({ id }: { id: string }): Promise<OrderBody> =>
  (await manager.get<OrderBody>(`/orders/${id}`)).body;
const paymentsOf = async ({ id }: { id: string }): Promise<PaymentBody[]> =>
  (await manager.get<PageBody<PaymentBody>>(`/orders/${id}/payments`)).body.items;
const balanceOf = async (id: string): Promise<number | undefined> =>
  (await manager.get<ClientBody>(`/clients/${id}`)).body.balance;
const take = async ({ id }: { id: string }, amount: number, fields: object = {}): Promise<PaymentBody> => {
  const answer = await manager.post<PaymentBody>(`/orders/${id}/payments`, { amount, method: 'cash', ...fields });
  expect(answer.status).toBe(201);
  return answer.body;
};
const step = async ({ id }: { id: string }, ...statuses: string[]): Promise<void> => {
  for (const status of statuses) expect((await manager.post(`/orders/${id}/status`, { status })).status).toBe(200);
};

describe('a payment', () => {
  it('says how much, how, on which day of the workshop, by whom and for what, and adds to what is paid', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    const payment = await take(order, 100_000, { method: 'card', note: 'Предоплата' });
    expect(payment).toMatchObject({
      orderId: order.id,
      clientId: order.clientId,
      amount: 100_000,
      method: 'card',
      day: today(),
      note: 'Предоплата',
      takenByName: manager.name,
    });
    await take(order, 50_000, { method: 'transfer', day: '2026-01-31' });
    expect((await paymentsOf(order)).map(({ amount, method, day }) => [amount, method, day])).toEqual([
      [50_000, 'transfer', '2026-01-31'],
      [100_000, 'card', today()],
    ]);
    expect((await orderOf(order)).paid).toBe(150_000);
    expect(await balanceOf(order.clientId)).toBe(150_000);
  });

  it('is taken after the order was handed over, and for a draft is credit', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    await step(order, 'ready', 'delivered');
    await take(order, 300_000);
    expect(await balanceOf(order.clientId)).toBe(0);
    const draft = await makeOrder(manager, { clientId: order.clientId });
    await take(draft, 70_000);
    expect(await balanceOf(order.clientId)).toBe(-70_000);
  });

  it.each([
    [{ amount: 0, method: 'cash' }, 'amount'],
    [{ amount: -5, method: 'cash' }, 'amount'],
    [{ amount: 5 }, 'method'],
    [{ amount: 5, method: 'barter' }, 'method'],
    [{ amount: 5, method: 'cash', day: '2026-02-30' }, 'day'],
    [{ amount: 5, method: 'cash', day: '2199-01-01' }, 'day'],
    [{ amount: 10_000_000_000_000, method: 'cash' }, 'amount'],
  ])('of %j is refused by its field', async (body, field) => {
    const order = await makeOrder(manager, { paid: 1 });
    const answer = await manager.post(`/orders/${order.id}/payments`, body);
    expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([400, field]);
    expect(await paymentsOf(order)).toHaveLength(1);
  });

  it('more than the order comes to is kept as credit', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    await take(order, 310_000);
    const { body } = await manager.get<{ balance: number; owing: OrderBody[]; credits: OrderBody[] }>(
      `/clients/${order.clientId}/account`,
    );
    expect([body.balance, body.owing, body.credits.map(({ id }) => id)]).toEqual([-10_000, [], [order.id]]);
  });

  it('goes with its order to another client', async () => {
    const order = await makeOrder(manager, { status: 'confirmed', paid: 100_000 });
    const other = await makeClient(manager);
    await manager.patch(`/orders/${order.id}`, { clientId: other.id });
    expect([await balanceOf(order.clientId), await balanceOf(other.id)]).toEqual([0, 200_000]);
    expect((await paymentsOf(order))[0]?.clientId).toBe(other.id);
  });

  it('is in the history of its order', async () => {
    const order = await makeOrder(manager);
    await take(order, 5_000);
    const { body } = await manager.get<PageBody<HistoryBody>>(`/orders/${order.id}/history`);
    expect(body.items[0]).toMatchObject({ action: 'payment', changes: [{ path: 'paid', before: 0, after: 5_000 }] });
  });
});

describe('money that is given back', () => {
  it('for a cancelled order is owed to the client and listed until it is', async () => {
    const order = await makeOrder(manager, { status: 'confirmed', paid: 60_000 });
    await step(order, 'cancelled');
    expect(await balanceOf(order.clientId)).toBe(-60_000);
    const account = `/clients/${order.clientId}/account`;
    expect((await manager.get<{ credits: OrderBody[] }>(account)).body.credits.map(({ id }) => id)).toEqual([order.id]);
    const credits = await manager.get<PageBody<ClientBody>>('/clients?hasCredit=true&pageSize=200');
    expect(credits.body.items.map(({ id }) => id)).toContain(order.clientId);
    const [payment] = await paymentsOf(order);
    const refund = await manager.post<PaymentBody>(`/payments/${payment?.id}/refund`, { method: 'cash' });
    expect([refund.status, refund.body.amount, refund.body.refundOf]).toEqual([201, -60_000, payment?.id]);
    expect(await balanceOf(order.clientId)).toBe(0);
    expect((await manager.get<{ credits: OrderBody[] }>(account)).body.credits).toEqual([]);
    expect((await orderOf(order)).paid).toBe(0);
  });

  it('is at most what is left of the payment, also when two give it back at once', async () => {
    const order = await makeOrder(manager);
    const payment = await take(order, 1_000);
    const back = (amount: number) => manager.post(`/payments/${payment.id}/refund`, { method: 'card', amount });
    expect(refusal(await back(1_001))).toMatchObject({ code: 'payment.refund_exceeds', params: { left: 1_000 } });
    const both = await Promise.all([back(600), back(600)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect((await orderOf(order)).paid).toBe(400);
    const refund = (await paymentsOf(order)).find(({ refundOf }) => refundOf);
    expect((await manager.post(`/payments/${refund?.id}/refund`, { method: 'card' })).status).toBe(422);
  });
});

describe('handing over with a payment', () => {
  it('is one step, which its author takes back whole', async () => {
    const order = await makeOrder(manager, { status: 'confirmed', paid: 100_000 });
    await step(order, 'ready');
    const payment = { amount: 200_000, method: 'card' };
    const handed = await manager.post<OrderBody>(`/orders/${order.id}/hand-over`, { payment });
    expect([handed.status, handed.body.status, handed.body.paid]).toEqual([200, 'delivered', 300_000]);
    expect(await balanceOf(order.clientId)).toBe(0);
    const undone = await manager.post<OrderBody>(`/orders/${order.id}/status/undo`, { version: handed.body.version });
    expect([undone.status, undone.body.status, undone.body.paid]).toEqual([200, 'ready', 100_000]);
    expect((await paymentsOf(order)).map(({ amount }) => amount)).toEqual([100_000]);
    expect(await balanceOf(order.clientId)).toBe(200_000);
  });

  it('takes no payment where the order cannot be handed over', async () => {
    const order = await makeOrder(manager);
    const answer = await manager.post(`/orders/${order.id}/hand-over`, { payment: { amount: 5, method: 'cash' } });
    expect([answer.status, refusal(answer).code]).toEqual([409, 'order.transition']);
    expect(await paymentsOf(order)).toEqual([]);
  });
});

describe('what is written as paid', () => {
  it('is a payment of the day of a new order, and afterwards a payment or a refund of today', async () => {
    const admin = await workshop.asAdmin();
    const orderedAt = '2026-03-08T20:00:00Z';
    const order = await makeOrder(admin, { status: 'confirmed', paid: 100, orderedAt });
    await manager.patch(`/orders/${order.id}`, { paid: 250 });
    await manager.patch(`/orders/${order.id}`, { paid: 200 });
    await manager.patch(`/orders/${order.id}`, { paid: 200 });
    expect((await paymentsOf(order)).map(({ amount, method, day }) => [amount, method, day])).toEqual([
      [-50, 'other', today()],
      [150, 'other', today()],
      [100, 'other', '2026-03-09'],
    ]);
  });

  it('can be written of a closed order, with nothing beside it', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    await step(order, 'ready', 'delivered');
    expect((await manager.patch(`/orders/${order.id}`, { paid: 300_000 })).status).toBe(200);
    const both = await manager.patch(`/orders/${order.id}`, { paid: 1, note: 'x' });
    expect([both.status, refusal(both).code]).toEqual([409, 'order.closed']);
    expect([(await orderOf(order)).paid, await balanceOf(order.clientId)]).toEqual([300_000, 0]);
  });

  it('is not null, and meets what others took meanwhile as a conflict', async () => {
    const order = await makeOrder(manager);
    const empty = await manager.patch(`/orders/${order.id}`, { paid: null });
    expect([empty.status, refusal(empty).errors?.[0]?.field]).toEqual([400, 'paid']);
    await take(order, 700);
    const late = await manager.patch(`/orders/${order.id}`, { paid: 900, version: order.version });
    expect([late.status, refusal(late).params?.['conflicts']]).toEqual([
      409,
      [{ field: 'paid', before: 0, theirs: 700, yours: 900 }],
    ]);
  });
});

describe('deleting', () => {
  it('an order for which money changed hands is refused', async () => {
    const order = await makeOrder(manager, { paid: 100 });
    await manager.patch(`/orders/${order.id}`, { paid: 0 });
    const answer = await manager.delete(`/orders/${order.id}`);
    expect([answer.status, refusal(answer).code, refusal(answer).params]).toEqual([
      409,
      'order.has_payments',
      { payments: 2 },
    ]);
  });

  it('by the former API takes the payments with the order, and the journal keeps them', async () => {
    const order = await makeOrder(manager, { status: 'confirmed', paid: 100_000 });
    const [payment] = await paymentsOf(order);
    expect((await manager.send('DELETE', `/api/orders/delete/${order.number}/`)).status).toBe(200);
    expect(await balanceOf(order.clientId)).toBe(0);
    const { connection } = workshop;
    expect(await connection.collection('payments').countDocuments({ orderNumber: order.number })).toBe(0);
    const journal = await connection.collection('journal').find({ entity: 'Payment', action: 'deleted' }).toArray();
    expect(journal.map(({ entityId }) => String(entityId))).toContain(payment?.id);
  });
});

describe('who may', () => {
  it('take orders without taking payments writes nothing as paid', async () => {
    await workshop.addRole('taker', ['orders:read', 'orders:write', 'orders:prices', 'clients:read']);
    await workshop.addRole('cashier', ['orders:read', 'payments:write']);
    const [taker, cashier] = [await workshop.as('taker'), await workshop.as('cashier')];
    const { id: clientId } = await makeClient(manager);
    const paid = await taker.post('/orders', { clientId, items: [line()], paid: 5 });
    expect([paid.status, refusal(paid).code]).toEqual([403, 'auth.forbidden']);
    const order = await makeOrder(taker, { clientId });
    expect((await taker.patch(`/orders/${order.id}`, { paid: 5 })).status).toBe(403);
    expect((await taker.post(`/orders/${order.id}/payments`, { amount: 5, method: 'cash' })).status).toBe(403);
    const taken = await cashier.post<PaymentBody>(`/orders/${order.id}/payments`, { amount: 5, method: 'cash' });
    expect([taken.status, taken.body.amount]).toEqual([201, undefined]);
    expect((await cashier.get(`/orders/${order.id}/payments`)).status).toBe(403);
    expect(await balanceOf(clientId)).toBe(-5);
  });
});
