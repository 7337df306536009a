import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Caller, type Session } from '../caller.js';
import { line, makeClient, makeOrder, type PageBody } from '../factories.js';
import { Screen } from '../live.js';
import { SharedDatabase, type Backend } from './shared-database.js';

jest.setTimeout(120_000);

/** Orders that are given to the master. */
const ORDERS = 24;

let shared: SharedDatabase | undefined;
let screen: Screen | undefined;
afterEach(async () => {
  screen?.close();
  await shared?.close();
  [shared, screen] = [undefined, undefined];
});

interface Told {
  topic: string;
  subject: string;
  orderNumber?: number;
  count: number;
}

async function master({ admin, url }: Backend): Promise<Session> {
  const { body: roles } = await admin.get<{ id: string; key: string }[]>('/roles');
  const account = { login: 'ivan', password: 'correct horse battery' };
  const roleId = roles.find(({ key }) => key === 'master')?.id;
  await admin.post('/users', { ...account, name: 'Иван', roleId });
  return new Caller(url).signIn(account.login, account.password);
}

describe('notifications over two processes', () => {
  it('come once each though the process that writes them is killed, and are hinted at where their person looks', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const ivan = await master(other);
    screen = await Screen.open(ivan);
    const { id: clientId } = await makeClient(one.admin);
    const orders = await Promise.all(
      Array.from({ length: ORDERS }, () => makeOrder(one.admin, { clientId, status: 'confirmed', items: [line()] })),
    );
    /** Gives orders to the master at a process; those whose answer is lost are given again at the other. */
    const give = async (some: typeof orders, { admin }: Backend): Promise<void> => {
      for (const { id, items } of some) {
        const assignments = [{ itemId: items[0]?.id, masterId: ivan.id }];
        await admin.post(`/orders/${id}/status`, { status: 'in_production', assignments }).catch(() => undefined);
      }
    };
    const [first, second] = [orders.slice(0, ORDERS / 2), orders.slice(ORDERS / 2)];
    const giving = [give(first, one), give(second, other)];
    const told = async (): Promise<Told[]> =>
      (await ivan.get<PageBody<Told>>('/notifications?pageSize=100')).body.items.filter(
        ({ topic }) => topic === 'assigned',
      );
    while ((await told()).length < 3) await pause(20);
    one.product.signal('SIGKILL');
    await Promise.all(giving);
    await give(first, other);

    while ((await told()).length < ORDERS) await pause(100);
    // What a repeat would add, it has added by now.
    const { body: consumers } = await other.admin.get<{ name: string; behind: number }[]>('/journal/consumers');
    expect(consumers.find(({ name }) => name === 'notifications')).toBeDefined();
    await pause(1_000);
    const all = await told();
    expect(all.map(({ orderNumber }) => orderNumber).sort()).toEqual(orders.map(({ number }) => number).sort());
    expect(all.map(({ count }) => count)).toEqual(Array.from({ length: ORDERS }, () => 1));
    expect(await screen.heard(({ entity }) => entity === 'Notification')).toBeDefined();
  });
});
