import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  makeOrderInWork,
  partsOf,
  passesOf,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';
import { Screen } from './live.js';
import { addFile } from './uploads.js';

interface State {
  name: string;
  behind: number;
  isWell: boolean;
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

const states = async (): Promise<State[]> => (await admin.get<State[]>('/journal/consumers')).body;

const find = async (words: string): Promise<OrderBody[]> =>
  (await manager.get<PageBody<OrderBody>>(`/orders?q=${encodeURIComponent(words)}&pageSize=200`)).body.items;

describe('a name that other documents repeat', () => {
  it('of a client is renewed on its orders, which have another version then and are found by it', async () => {
    const client = await makeClient(manager, { company: 'Прежняя' });
    const order = await makeOrder(manager, { clientId: client.id });
    const screen = await Screen.open(manager);
    await manager.patch(`/clients/${client.id}`, { company: 'Новейшая' });
    expect(await screen.heard(({ id, version }) => id === order.id && version === order.version + 1)).toBeDefined();
    screen.close();
    const found = await find('новейшая');
    expect(found.map(({ id, clientName, version }) => [id, clientName, version])).toEqual([
      [order.id, 'Новейшая', order.version + 1],
    ]);
    expect(await find('прежняя')).toEqual([]);
  });

  it('of a master and of a manager is renewed on orders, items, parts and stretches of work', async () => {
    const [master, taker] = [await workshop.another('master'), await workshop.another('manager')];
    const order = await makeOrderInWork(taker, master.id);
    const [part] = await partsOf(master, order.id);
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    await admin.patch(`/users/${master.id}`, { name: 'Глафира Новая' });
    await admin.patch(`/users/${taker.id}`, { name: 'Зинаида Новая' });
    await workshop.followed();
    expect((await find('глафира')).map(({ id }) => id)).toEqual([order.id]);
    const [found] = (await find('зинаида')) as (OrderBody & { managerName: string })[];
    expect([found?.id, found?.managerName, found?.items[0]?.masterName]).toEqual([
      order.id,
      'Зинаида Новая',
      'Глафира Новая',
    ]);
    const [renewed] = await partsOf(manager, order.id);
    expect(renewed?.masterName).toBe('Глафира Новая');
    expect(await passesOf(manager, renewed?.id ?? '')).toMatchObject([{ masterName: 'Глафира Новая' }]);
  });

  it('of a master is renewed where pieces were lost and where a problem keeps the part', async () => {
    const master = await workshop.another('master');
    const [part] = await partsOf(manager, (await makeOrderInWork(manager, master.id)).id);
    const told = async (): Promise<unknown> => {
      const { body } = await manager.get<{ scraps: { masterName: string }[]; problem: { byName: string } }>(
        `/parts/${part?.id}`,
      );
      return [body.scraps[0]?.masterName, body.problem.byName];
    };
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    await master.post(`/parts/${part?.id}/scrap`, { quantity: 1, reason: 'material' });
    await master.post(`/parts/${part?.id}/problem`, { text: 'Нет резца' });
    expect(await told()).toEqual([master.body.user.name, master.body.user.name]);
    await admin.patch(`/users/${master.id}`, { name: 'Аглая Новая' });
    await workshop.followed();
    expect(await told()).toEqual(['Аглая Новая', 'Аглая Новая']);
  });

  it('of whoever added a file is renewed on it', async () => {
    const adder = await workshop.another('manager');
    const order = await makeOrder(adder);
    const where = { subject: 'Order', subjectId: order.id } as const;
    const { id } = await addFile(adder, where);
    await admin.patch(`/users/${adder.id}`, { name: 'Прасковья Новая' });
    await workshop.followed();
    const { body } = await manager.get<{ id: string; uploaderName: string }[]>(
      `/files?subject=Order&subjectId=${order.id}`,
    );
    expect(body.map((file) => [file.id, file.uploaderName])).toEqual([[id, 'Прасковья Новая']]);
  });

  it('is renewed in batches, each with one entry that names what it changed', async () => {
    const client = await makeClient(manager, { company: 'Крупная' });
    for (let made = 0; made < 103; made += 1) await makeOrder(manager, { clientId: client.id });
    await manager.patch(`/clients/${client.id}`, { company: 'Крупнейшая' });
    await workshop.followed();
    expect(await find('крупнейшая')).toHaveLength(103);
    const journal = workshop.connection.collection('journal');
    const entries = await journal.find({ action: 'copied' }).sort({ position: 1 }).toArray();
    const own = entries.filter(({ number }) => number === client.number);
    expect(own.map(({ derived }) => (derived as unknown[]).length)).toEqual([100, 3]);
  });

  it('does not get into the way of who edits what repeats it', async () => {
    const client = await makeClient(manager, { company: 'Спокойная' });
    const order = await makeOrder(manager, { clientId: client.id, items: [line()] });
    await manager.patch(`/clients/${client.id}`, { company: 'Беспокойная' });
    await workshop.followed();
    const { version } = order;
    const { status, body } = await manager.patch<OrderBody>(`/orders/${order.id}`, { version, note: 'Срочно' });
    expect([status, body.clientName, body.note]).toEqual([200, 'Беспокойная', 'Срочно']);
  });

  it('leaves the journal whole', async () => {
    await workshop.followed();
    expect((await admin.get('/journal/check')).body).toMatchObject({ isIntact: true });
    for (const state of await states()) expect(state).toMatchObject({ behind: 0, isWell: true });
  });
});
