import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from './caller.js';
import { line, makeClient, makeOrder, makeOrderInWork, partsOf } from './factories.js';
import { TestWorkshop } from './harness.js';
import { Screen, type Hint } from './live.js';

let workshop: TestWorkshop;
let manager: Session;
let master: Session;
let colleague: Session;
const screens: Screen[] = [];

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, master, colleague] = [
    await workshop.as('manager'),
    await workshop.as('master'),
    await workshop.another('master'),
  ];
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await workshop.close();
});

/** What a screen heard of beside the notifications of its person. */
const hintsOf = ({ hints }: Screen): Hint[] => hints.filter(({ entity }) => entity !== 'Notification');

async function screenOf(session: Session): Promise<Screen> {
  const screen = await Screen.open(session);
  screens.push(screen);
  return screen;
}

describe('a screen', () => {
  it('of a master hears of a new job within a second, and one of a manager that it became ready', async () => {
    const [shop, office] = [await screenOf(master), await screenOf(manager)];
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(master, order.id);
    expect(await shop.heard(({ entity, id }) => entity === 'Part' && id === part?.id)).toEqual({
      entity: 'Part',
      id: part?.id,
      version: 1,
      number: part?.number,
    });
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    await master.post(`/parts/${part?.id}/step`, { action: 'finish' });
    const { version } = (await manager.get<{ version: number }>(`/orders/${order.id}`)).body;
    expect(await office.heard((hint) => hint.id === order.id && hint.version === version)).toBeDefined();
  });

  it('of a master hears nothing of clients, orders, people and the parts of others', async () => {
    const [shop, theirs] = [await screenOf(master), await screenOf(colleague)];
    await makeClient(manager);
    const order = await makeOrderInWork(manager, colleague.id);
    await (await workshop.asAdmin()).patch(`/users/${manager.id}`, { name: 'Другое имя' });
    expect(await theirs.heard(({ entity }) => entity === 'Part')).toBeDefined();
    const own = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(master, own.id);
    expect(await shop.heard(({ id }) => id === part?.id)).toBeDefined();
    expect(hintsOf(shop).map(({ entity, id }) => [entity, id])).toEqual([['Part', part?.id]]);
    expect(hintsOf(theirs).every(({ entity, id }) => entity === 'Part' && id !== part?.id && id !== order.id)).toBe(
      true,
    );
  });

  it('of both masters hears when a part goes from one to the other', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    const [from, to] = [await screenOf(master), await screenOf(colleague)];
    await manager.patch(`/orders/${order.id}`, { items: [{ id: order.items[0]?.id, masterId: colleague.id }] });
    for (const screen of [from, to]) expect(await screen.heard(({ id }) => id === part?.id)).toBeDefined();
  });

  it('of a master hears when the own part is deleted with its order', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    const shop = await screenOf(master);
    await manager.post(`/orders/${order.id}/status`, { status: 'cancelled' });
    await manager.delete(`/orders/${order.id}`);
    expect(await shop.heard(({ id, version }) => id === part?.id && (version ?? 0) > 2)).toBeDefined();
  });

  it('hears of the changes of one document in their order', async () => {
    const order = await makeOrder(manager, { items: [line()] });
    const office = await screenOf(manager);
    for (let index = 0; index < 10; index += 1) await manager.patch(`/orders/${order.id}`, { note: String(index) });
    expect(await office.heard(({ version }) => version === 11)).toBeDefined();
    expect(
      office.hints.filter(({ id, version }) => id === order.id && (version ?? 0) > 1).map(({ version }) => version),
    ).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('is refused without a token, with a wrong one and after signing out', async () => {
    const gone = await workshop.another('manager');
    await workshop.nobody.post('/auth/sign-out', undefined, { cookie: gone.cookie });
    for (const accessToken of ['', 'nonsense', gone.accessToken]) {
      await expect(Screen.open({ url: workshop.url, accessToken })).rejects.toThrow('auth.required');
    }
  });

  it('is closed at once when its user signs out, is deactivated, gets another role or another password', async () => {
    const admin = await workshop.asAdmin();
    const roleId = await workshop.roleId('master');
    const endings: Record<string, (who: Session) => Promise<unknown>> = {
      signOut: (who) => workshop.nobody.post('/auth/sign-out', undefined, { cookie: who.cookie }),
      deactivated: (who) => admin.patch(`/users/${who.id}`, { isActive: false }),
      role: (who) => admin.patch(`/users/${who.id}`, { roleId }),
      password: (who) => admin.patch(`/users/${who.id}`, { password: 'another long password' }),
    };
    const staying = await screenOf(await workshop.another('manager'));
    for (const [name, end] of Object.entries(endings)) {
      const leaving = await workshop.another('manager');
      const screen = await screenOf(leaving);
      await end(leaving);
      expect([name, await screen.closed()]).toEqual([name, true]);
    }
    expect(staying.isConnected).toBe(true);
  });

  it('hears nothing more once its user is deactivated', async () => {
    const leaving = await workshop.another('manager');
    const screen = await screenOf(leaving);
    await (await workshop.asAdmin()).patch(`/users/${leaving.id}`, { isActive: false });
    const client = await makeClient(manager);
    const office = await screenOf(manager);
    await manager.patch(`/clients/${client.id}`, { note: 'x' });
    await office.heard(({ id }) => id === client.id);
    expect([screen.hints.filter(({ id }) => id === client.id), screen.isConnected]).toEqual([[], false]);
  });
});
