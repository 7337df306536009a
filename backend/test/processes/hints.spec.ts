import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Caller } from '../caller.js';
import { makeClient, makeOrder } from '../factories.js';
import { Screen } from '../live.js';
import { startMailServer } from '../mail-server.js';
import { Product } from '../product.js';
import { SharedDatabase } from './shared-database.js';

jest.setTimeout(120_000);

let shared: SharedDatabase | undefined;
const screens: Screen[] = [];
afterEach(async () => {
  for (const screen of screens.splice(0)) screen.close();
  await shared?.close();
  shared = undefined;
});

async function screenOf(session: Parameters<typeof Screen.open>[0]): Promise<Screen> {
  const screen = await Screen.open(session);
  screens.push(screen);
  return screen;
}

describe('a screen', () => {
  it('hears at one process of what is changed at another, and the other way round', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const [here, there] = [await screenOf(one.admin), await screenOf(other.admin)];
    for (let round = 0; round < 5; round += 1) {
      const [mine, theirs] = await Promise.all([makeClient(one.admin), makeClient(other.admin)]);
      for (const screen of [here, there])
        for (const { id } of [mine, theirs]) expect(await screen.heard((hint) => hint.id === id)).toBeDefined();
    }
  });

  it('hears of the first change after the only process was killed and started again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-restart-'));
    const variables = { DATA_DIR: folder, ADMIN_PASSWORD: 'starts again and again', LOG_LEVEL: 'fatal' };
    let product = new Product(variables);
    const signIn = async (): ReturnType<Caller['signIn']> =>
      new Caller(await product.ready()).signIn('admin', variables.ADMIN_PASSWORD);
    await makeClient(await signIn());
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      product.signal(signal);
      await product.ended;
      product = new Product(variables);
      const admin = await signIn();
      const screen = await screenOf(admin);
      const { id } = await makeClient(admin);
      expect(await screen.heard((hint) => hint.id === id)).toBeDefined();
    }
    product.signal('SIGKILL');
    await product.ended;
    await rm(folder, { recursive: true, force: true });
  });
});

describe('what follows from a change', () => {
  it('is done by another process where the one that was at it is killed', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const client = await makeClient(one.admin, { company: 'Прежняя' });
    for (let made = 0; made < 250; made += 1) await makeOrder(one.admin, { clientId: client.id });
    const orders = shared.database.collection('orders');
    const renamed = (): Promise<number> => orders.countDocuments({ clientName: 'Новая' });
    await one.admin.patch(`/clients/${client.id}`, { company: 'Новая' });
    while (!(await renamed()));
    one.product.signal('SIGKILL');
    for (let left = 250; left; left = 250 - (await renamed())) await new Promise((resolve) => setTimeout(resolve, 50));
    const { body } = await other.admin.get<{ position: number; behind: number }[]>('/journal/consumers');
    expect(body.every(({ behind }) => behind < 10)).toBe(true);
  });

  it('is written to each customer once, by whichever process; one letter at most goes again after a kill', async () => {
    const mail = await startMailServer({ onMailFrom: (_from, _session, taken) => void setTimeout(taken, 30) });
    shared = await SharedDatabase.open({ SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'zakaz@example.org' });
    const [one, other] = [await shared.backend(), await shared.backend()];
    const product = { name: 'Торт', unit: 'шт', price: 100, isShown: true, options: [], questions: [] };
    const { id: productId } = (await one.admin.post<{ id: string }>('/products', product)).body;
    for (let made = 0; made < 12; made += 1) {
      const body = {
        name: 'Анна',
        email: `anna${made}@example.org`,
        isAgreed: true,
        items: [{ productId, quantity: 1 }],
      };
      await [one, other][made % 2]?.admin.post('/shop/orders', body);
    }
    while (mail.letters.length < 3) await pause(5);
    one.product.signal('SIGKILL');
    const bodies = shared.database.collection('letterBodies');
    const letters = shared.database.collection('letters');
    const sent = (): Promise<number> => letters.countDocuments({ state: 'sent' });
    while ((await sent()) < 12) {
      await pause(200);
      // The one at which it was killed waits for longer than a sender may take.
      if ((await bodies.countDocuments()) === 1) await bodies.updateMany({}, { $set: { dueAt: new Date() } });
    }
    const ids = mail.letters.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(12);
    expect(ids.length).toBeLessThanOrEqual(13);
    await mail.stop();
  });
});
