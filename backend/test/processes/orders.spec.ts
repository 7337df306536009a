import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import type { Answer, Session } from '../caller.js';
import { line, makeClient, makeOrder, type OrderBody, type PageBody } from '../factories.js';
import { SharedDatabase } from './shared-database.js';

jest.setTimeout(120_000);

let shared: SharedDatabase | undefined;
afterEach(async () => shared?.close());

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

async function numbers(by: Session): Promise<number[]> {
  const { body } = await by.get<PageBody<OrderBody>>('/orders?sort=number&pageSize=200');
  expect(body.items).toHaveLength(body.total);
  return body.items.map(({ number }) => number);
}

describe('orders that are taken at two processes', () => {
  it('are one where the same key was sent to both at once, with the same answer', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const { id: clientId } = await makeClient(one.admin);
    await times(10, async (index) => {
      const take = ({ admin }: typeof one): Promise<Answer<OrderBody>> =>
        admin.post('/orders', { clientId, items: [line()], note: `${index}` }, { 'idempotency-key': `order-${index}` });
      const [here, there, again] = [...(await Promise.all([take(one), take(other)])), await take(other)];
      expect([here.status, there.status]).toEqual([201, 201]);
      expect([there.body, again.body]).toEqual([here.body, here.body]);
    });
    expect(await numbers(one.admin)).toHaveLength(10);
  });

  it('have one number after the other, none twice and none left out', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const { id: clientId } = await makeClient(one.admin);
    const { number: first } = await makeOrder(one.admin, { clientId });
    await times(30, (index) => makeOrder((index % 2 ? one : other).admin, { clientId }));
    expect(await numbers(other.admin)).toEqual(Array.from({ length: 31 }, (_, index) => first + index));
  });

  it('are all there where one of the two is killed under load; the other goes on, and so does the journal', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const { id: clientId } = await makeClient(one.admin);
    const acknowledged: OrderBody[] = [];
    let isOver = false;
    const takeOrders = async (by: Session): Promise<void> => {
      while (!isOver) acknowledged.push(await makeOrder(by, { clientId }));
    };
    const dying = times(4, () => takeOrders(one.admin).catch(() => undefined));
    const living = times(4, () => takeOrders(other.admin));
    while (acknowledged.length < 40) await setTimeout(10);
    one.product.signal('SIGKILL');
    await dying;
    const before = acknowledged.length;
    while (acknowledged.length < before + 20) await setTimeout(10);
    isOver = true;
    await living;
    for (const { id, number } of acknowledged)
      expect((await other.admin.get<OrderBody>(`/orders/${id}`)).body).toMatchObject({ id, number });
    expect(new Set(acknowledged.map(({ number }) => number)).size).toBe(acknowledged.length);
    const journal = shared.database.collection('journal');
    while (await journal.countDocuments({ position: null })) await setTimeout(50);
    expect((await other.admin.get('/journal/check')).body).toMatchObject({ isIntact: true, faults: [] });
    const { body: consumers } = await other.admin.get<{ isWell: boolean }[]>('/journal/consumers');
    expect(consumers.every(({ isWell }) => isWell)).toBe(true);
  });
});
