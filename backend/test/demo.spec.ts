import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DemoState, Trade } from '@verstak/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrder, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let admin: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
});

afterAll(async () => workshop.close());

interface Standing {
  state: DemoState;
  trade?: Trade;
  refusal?: { code: string; detail: string };
}

/** Waits until nothing is loaded or removed any more; gives how it ended. */
async function settled(): Promise<Standing | undefined> {
  for (;;) {
    const { demo } = (await admin.get<{ demo?: Standing }>('/workshop')).body;
    if (demo?.state !== 'loading' && demo?.state !== 'removing') return demo;
    await pause(50);
  }
}

const choose = (body: object): ReturnType<typeof admin.send> => admin.send('PUT', '/workshop/demo', body);

async function loaded(trade: Trade, language = 'ru'): Promise<void> {
  expect((await choose({ trade, language })).status).toBe(200);
  expect(await settled()).toMatchObject({ state: 'loaded', trade });
}

async function removed(): Promise<void> {
  expect((await admin.delete('/workshop/demo')).status).toBe(200);
  expect(await settled()).toBeUndefined();
}

/** What the program counts of its own doing: the journal stays, numbers go on, bytes and sessions are swept in their time. */
const MACHINERY = new Set(['journal', 'counters', 'idempotencyKeys', 'bell', 'leases', 'looseContents', 'sessions']);

/** How many documents each collection has. */
async function counts(): Promise<Record<string, number>> {
  await workshop.followed();
  const collections = await workshop.connection.listCollections();
  const counted = await Promise.all(
    collections
      .filter(({ name }) => !MACHINERY.has(name))
      .map(async ({ name }) => [name, await workshop.connection.collection(name).countDocuments()] as const),
  );
  return Object.fromEntries(counted.filter(([, count]) => count > 0).sort());
}

const listed = async (path: string): Promise<number> => (await admin.get<PageBody<object>>(path)).body.total;

describe('a demo', () => {
  it.each([
    ['cakes', 'ru'],
    ['souvenirs', 'en'],
    ['print', 'ru'],
    ['machining', 'en'],
  ] as const)(
    'of %s is loaded in %s, has something everywhere, and leaves nothing when it is removed',
    async (trade, language) => {
      const before = await counts();
      await loaded(trade, language);
      expect(await listed('/orders?isLate=true')).toBe(1);
      expect(await listed('/orders?status=ready')).toBe(2);
      expect(await listed('/stock?state=short')).toBeGreaterThan(0);
      expect(await listed('/stock?state=low')).toBeGreaterThan(0);
      expect(await listed('/parts?state=in_progress')).toBe(1);
      expect(await listed('/work')).toBeGreaterThan(40);
      expect((await admin.get<object[]>('/workshop/demo/people')).body).toHaveLength(5);
      await removed();
      expect(await counts()).toEqual(before);
    },
    300_000,
  );

  describe('of cakes', () => {
    afterEach(async () => {
      if ((await settled())?.state === 'loaded') await removed();
    }, 120_000);

    it('is chosen once by two at a time', async () => {
      const answers = await Promise.all([1, 2].map(() => choose({ trade: 'cakes', language: 'ru' })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await settled()).toMatchObject({ state: 'loaded' });
      expect(await listed('/orders')).toBe(28);
      expect(refusal(await choose({ trade: 'machining', language: 'ru' })).code).toMatch(/^demo\./);
    }, 120_000);

    it('leaves what is one’s own, with what that refers to', async () => {
      await loaded('cakes');
      const { items } = (await admin.get<PageBody<{ id: string; name: string }>>('/clients?q=Полдень')).body;
      const own = await makeClient(admin);
      const order = await makeOrder(admin, { clientId: items[0]?.id ?? '' });
      const { body } = await admin.get<{ staying: { id: string; becauseNumber: number }[]; stayingTotal: number }>(
        '/workshop/demo/removal',
      );
      expect(body.staying).toMatchObject([{ id: items[0]?.id, becauseNumber: order.number }]);
      await removed();
      expect((await admin.get(`/orders/${order.id}`)).status).toBe(200);
      expect(await listed('/orders')).toBe(1);
      expect(await listed('/clients')).toBe(2);
      expect(refusal(await choose({ trade: 'cakes', language: 'ru' }))).toMatchObject({ code: 'demo.not_empty' });
      await admin.delete(`/orders/${order.id}`);
      for (const id of [own.id, items[0]?.id]) await admin.delete(`/clients/${id ?? ''}`);
    }, 180_000);

    it('gives one password to all its people, and signs them out when it goes', async () => {
      await loaded('cakes');
      const { password } = (await admin.send<{ password: string }>('PUT', '/workshop/demo/password')).body;
      const manager = await workshop.nobody.signIn('demo-manager', password);
      expect((await manager.get('/orders')).status).toBe(200);
      expect((await manager.get('/auth/me')).body).toMatchObject({ mustChangePassword: false });
      await removed();
      expect((await manager.get('/orders')).status).toBe(401);
    }, 120_000);

    it('can be declined, and chosen all the same', async () => {
      expect((await choose({ language: 'ru' })).body).toMatchObject({ demo: { state: 'declined' } });
      await loaded('cakes');
    }, 120_000);

    it('becomes the workshop’s own where it is kept, and its people are locked out', async () => {
      await loaded('cakes');
      expect((await admin.send('PUT', '/workshop/demo/keeping', { locksPeople: true })).body).toMatchObject({
        demo: { state: 'kept' },
      });
      const people = (await admin.get<{ isActive: boolean }[]>('/workshop/demo/people')).body;
      expect(people.map(({ isActive }) => isActive)).toEqual([false, false, false, false, false]);
      expect(refusal(await admin.delete('/workshop/demo')).code).toBe('demo.state');
      expect(await listed('/orders')).toBe(28);
    }, 120_000);
  });
});
