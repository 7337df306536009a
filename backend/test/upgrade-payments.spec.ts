import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applyUpgrades } from '../src/upgrades/apply-upgrades.js';
import type { Session } from './caller.js';
import { passesOf, type ClientBody, type OrderBody, type PageBody, type PartBody } from './factories.js';
import { FormerData } from './former-data.js';
import { TestWorkshop } from './harness.js';

interface PaymentBody {
  amount: number;
  method: string;
  day: string;
  takenByName?: string;
}

let data: FormerData;
let workshop: TestWorkshop;
let admin: Session;
let orders: OrderBody[];

beforeAll(async () => {
  data = await FormerData.open('0.1.0');
  await applyUpgrades(data.uri);
  workshop = await TestWorkshop.on(data.uri);
  admin = await workshop.asAdmin();
  orders = (await admin.get<PageBody<OrderBody>>('/orders?pageSize=200&sort=number')).body.items;
});
afterAll(async () => {
  await workshop.close();
  await data.close();
});

const numbered = (number: number): OrderBody => {
  const order = orders.find((one) => one.number === number);
  if (!order) throw new Error(`No order ${number}`);
  return order;
};
const paymentsOf = async (number: number): Promise<PaymentBody[]> =>
  (await admin.get<PageBody<PaymentBody>>(`/orders/${numbered(number).id}/payments`)).body.items;

describe('orders of the first version', () => {
  it('have what was paid for them as a payment of their day, taken by who took the order', async () => {
    const paid = new Map(orders.map(({ number, paid: sum }) => [number, sum]));
    expect([...paid].filter(([, sum]) => sum)).toEqual([
      [1, 100_000],
      [3, 500_000],
      [4, 780_000],
      [5, 60_000],
      [6, 40_000],
      [8, 200_000],
      [10, 150_000],
    ]);
    for (const [number, sum] of paid) {
      const payments = await paymentsOf(number);
      expect([number, payments.map(({ amount, method }) => [amount, method])]).toEqual([
        number,
        sum ? [[sum, 'other']] : [],
      ]);
    }
    const [atNewYear] = await paymentsOf(10);
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Moscow' }).format(
      new Date(numbered(10).orderedAt),
    );
    expect([atNewYear?.day, Boolean(atNewYear?.takenByName)]).toEqual([day, true]);
  });

  it('leave each client the account that sales less payments give', async () => {
    const { body } = await admin.get<PageBody<ClientBody>>('/clients?pageSize=200');
    const archived = await admin.get<PageBody<ClientBody>>('/clients?pageSize=200&isArchived=true');
    const clients = [...body.items, ...archived.body.items];
    // What each order adds, by hand from the folder's README.
    const charges = [
      [1, -100_000],
      [2, 427_500],
      [3, 2_329_700],
      [4, 0],
      [5, -60_000],
      [6, 60_000],
      [7, 420_000],
      [8, -50_000],
      [9, 0],
      [10, 0],
      [11, 0],
    ] as const;
    for (const { id, balance } of clients) {
      const own = charges.filter(([number]) => numbered(number).clientId === id);
      expect([id, balance]).toEqual([id, own.reduce((sum, [, charge]) => sum + charge, 0)]);
    }
    expect(clients).toHaveLength(5);
  });

  it('show the prepaid cancelled one as owed to its client', async () => {
    const { body } = await admin.get<{ credits: OrderBody[] }>(`/clients/${numbered(5).clientId}/account`);
    expect(body.credits.map(({ number, paid }) => [number, paid])).toContainEqual([5, 60_000]);
  });

  it('have their stretches of work beside their parts, which keep the sums', async () => {
    const parts = (await admin.get<PageBody<PartBody>>(`/parts?orderId=${numbered(3).id}&pageSize=200`)).body.items;
    const told = [];
    for (const part of parts) {
      const passes = await passesOf(admin, part.id);
      const ended = passes.filter(({ endedAt }) => endedAt);
      const worked = ended.reduce(
        (sum, { startedAt, endedAt = '' }) => sum + Date.parse(endedAt) - Date.parse(startedAt),
        0,
      );
      expect([part.workedMs, part.passesTotal]).toEqual([worked, passes.length]);
      expect(part.startedAt).toBe(passes.find(({ endedAt }) => !endedAt)?.startedAt);
      told.push([part.state, passes.length]);
    }
    // One running, one paused after two stretches, one with a note.
    expect(told.sort()).toEqual([
      ['in_progress', 1],
      ['paused', 2],
      ['waiting', 0],
    ]);
    const running = parts.find(({ state }) => state === 'in_progress');
    const ivan = await workshop.nobody.signIn('ivan', 'correct horse battery');
    const mary = await workshop.nobody.signIn('mary', 'correct horse battery');
    const by = running?.masterId === ivan.id ? ivan : mary;
    expect((await by.post(`/parts/${running?.id}/step`, { action: 'pause' })).status).toBe(200);
    expect((await passesOf(admin, running?.id ?? ''))[0]?.endedAt).toBeDefined();
  });

  it('let whoever could write what is paid take payments', async () => {
    const olga = await workshop.nobody.signIn('olga', 'correct horse battery');
    const answer = await olga.post(`/orders/${numbered(6).id}/payments`, { amount: 60_000, method: 'cash' });
    expect(answer.status).toBe(201);
  });
});
