import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Answer, type Session } from './caller.js';
import { line, makeClient, makeOrder, makeOrderInWork, partsOf, type OrderBody, type PageBody } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let keys = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

const key = (value = `key-${(keys += 1)}`): Record<string, string> => ({ 'idempotency-key': value });
const count = async (path: string): Promise<number> => (await manager.get<PageBody<unknown>>(path)).body.total;

describe('a POST with an Idempotency-Key', () => {
  it('that is repeated gets the first answer and changes nothing more', async () => {
    const headers = key();
    const body = { company: 'Дважды' };
    const [first, second] = [
      await manager.post('/clients', body, headers),
      await manager.post('/clients', body, headers),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(await count('/clients?q=%D0%B4%D0%B2%D0%B0%D0%B6%D0%B4%D1%8B')).toBe(1);
  });

  it('that comes with another body or to another route is refused', async () => {
    const headers = key();
    await manager.post('/clients', { company: 'А' }, headers);
    for (const answer of [
      await manager.post('/clients', { company: 'Б' }, headers),
      await manager.post('/orders', { company: 'А' }, headers),
    ]) {
      expect([answer.status, ...(answer.status === 422 ? [refusal(answer).code] : [])]).toEqual(
        answer.status === 400 ? [400] : [422, 'idempotency.reused'],
      );
    }
    expect((await manager.post('/clients', { company: 'Б' }, headers)).status).toBe(422);
  });

  it('that comes many times at once is done once', async () => {
    const { id: clientId } = await makeClient(manager);
    const headers = key();
    const body = { clientId, items: [line()] };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => manager.post<OrderBody>('/orders', body, headers)),
    );
    const done = answers.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map((answer) => answer.body.id)).size).toBe(1);
    for (const answer of answers)
      if (answer.status !== 201) expect(refusal(answer).code).toBe('idempotency.in_progress');
    expect(await count(`/orders?clientId=${clientId}`)).toBe(1);
    expect((await manager.post<OrderBody>('/orders', body, headers)).body.id).toBe(done[0]?.body.id);
  });

  it('that is repeated shows no row that the caller has lost meanwhile', async () => {
    const [master, colleague] = [await workshop.another('master'), await workshop.another('master')];
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    const headers = key();
    const start = (): Promise<Answer<unknown>> => master.post(`/parts/${part?.id}/step`, { action: 'start' }, headers);
    expect([(await start()).status, (await start()).status]).toEqual([200, 200]);
    await manager.patch(`/orders/${order.id}`, { items: [{ id: order.items[0]?.id, masterId: colleague.id }] });
    expect(refusal(await start()).code).toBe('not_found');
  });

  it('that changes the password ends the other sessions with its answer', async () => {
    for (let round = 0; round < 3; round += 1) {
      const person = await workshop.another('master');
      const elsewhere = await workshop.nobody.signIn(person.login, PASSWORD);
      let isOver = false;
      const busy = Array.from({ length: 4 }, async () => {
        while (!isOver) await elsewhere.get('/auth/me');
      });
      const body = { currentPassword: PASSWORD, newPassword: `${PASSWORD} anew` };
      expect((await person.post('/auth/password', body, key())).status).toBe(204);
      const after = await Promise.all(Array.from({ length: 4 }, () => elsewhere.get('/auth/me')));
      isOver = true;
      await Promise.all(busy);
      expect(after.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    }
  });

  it('that was refused may be tried again with the same key', async () => {
    const headers = key();
    const order = await makeOrder(manager, { items: [] });
    const confirm = (): Promise<Answer<OrderBody>> =>
      manager.post<OrderBody>(`/orders/${order.id}/status`, { status: 'confirmed' }, headers);
    expect((await confirm()).status).toBe(422);
    await manager.patch(`/orders/${order.id}`, { items: [line()] });
    expect((await confirm()).body.status).toBe('confirmed');
    expect((await confirm()).body.status).toBe('confirmed');
  });

  it('serves a scan that came twice over a poor network', async () => {
    const master = await workshop.as('master');
    const [part] = await partsOf(manager, (await makeOrderInWork(manager, master.id)).id);
    const headers = key();
    const scrap = (): Promise<Answer<{ scraps: unknown[] }>> =>
      master.post(`/parts/${part?.id}/scrap`, { quantity: 1, reason: 'machine' }, headers);
    await scrap();
    expect((await scrap()).body.scraps).toHaveLength(1);
  });

  it('is one’s own: the same key of somebody else is another', async () => {
    const headers = key();
    const other = await workshop.another('manager');
    const [mine, theirs] = [
      await manager.post('/clients', { company: 'В' }, headers),
      await other.post('/clients', { company: 'Г' }, headers),
    ];
    expect([mine.body['name'], theirs.body['name']]).toEqual(['В', 'Г']);
  });

  it('gives its first answer again without what may no longer be read', async () => {
    await workshop.addRole('seller', ['orders:read', 'orders:write', 'orders:prices', 'clients:read']);
    await workshop.addRole('packer', ['orders:read', 'orders:write', 'clients:read']);
    const [admin, seller] = [await workshop.asAdmin(), await workshop.as('seller')];
    const { id: clientId } = await makeClient(manager);
    const headers = key();
    const take = (): Promise<Answer<OrderBody>> =>
      seller.post<OrderBody>('/orders', { clientId, items: [line()] }, headers);
    expect((await take()).body.total).toBe(300_000);
    await admin.patch(`/users/${seller.id}`, { roleId: await workshop.roleId('packer') });
    const again = await take();
    expect([again.status, again.body.total, again.text.includes('300000')]).toEqual([201, undefined, false]);
  });

  it('is known for a month, as long as a phone may be out of reach', async () => {
    const indexes = await workshop.connection.collection('idempotencyKeys').indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { createdAt: 1 }, expireAfterSeconds: 30 * 24 * 3_600 }),
    );
  });

  it('keeps no trace from which a password could be guessed', async () => {
    const body = {
      login: 'keyed',
      name: 'К',
      roleId: await workshop.roleId('manager'),
      password: 'a password to keep',
    };
    await (await workshop.asAdmin()).post('/users', body, key('of-a-password'));
    const stored = await workshop.connection
      .collection<{ _id: string; fingerprint: string }>('idempotencyKeys')
      .findOne({ _id: /of-a-password$/ });
    const { createHash } = await import('node:crypto');
    const bare = createHash('sha256')
      .update(`POST /api/v1/users\n${JSON.stringify(body)}`)
      .digest('hex');
    expect(stored?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect([stored?.fingerprint === bare, JSON.stringify(stored).includes(body.password)]).toEqual([false, false]);
  });
});
