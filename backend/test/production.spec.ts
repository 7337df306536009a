import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Answer, type Session } from './caller.js';
import {
  line,
  makeOrder,
  makeOrderInWork,
  partsOf,
  passesOf,
  type HistoryBody,
  type OrderBody,
  type PageBody,
  type PartBody,
} from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';
import { Screen } from './live.js';

let workshop: TestWorkshop;
let manager: Session;
let master: Session;
let colleague: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  [master, colleague] = [await workshop.another('master', 'Иван'), await workshop.another('master', 'Пётр')];
});
afterAll(async () => workshop.close());

const act = (part: PartBody | undefined, action: string, by = master): Promise<Answer<PartBody>> =>
  by.post<PartBody>(`/parts/${part?.id}/step`, { action });
const orderNow = async ({ id }: OrderBody): Promise<OrderBody> => (await manager.get<OrderBody>(`/orders/${id}`)).body;
const step = (order: OrderBody, status: string): Promise<Answer<OrderBody>> =>
  manager.post<OrderBody>(`/orders/${order.id}/status`, { status });
const amend = (order: OrderBody, body: object): Promise<Answer<OrderBody>> =>
  manager.patch<OrderBody>(`/orders/${order.id}`, body);

/** An order of two items, one for each master. */
async function shared(): Promise<{ order: OrderBody; mine: PartBody | undefined; theirs: PartBody | undefined }> {
  const order = await makeOrderInWork(manager, master.id, [line({ title: 'А' }), line({ title: 'Б' })]);
  await amend(order, { items: [{ id: order.items[1]?.id, masterId: colleague.id }] });
  const [mine, theirs] = await partsOf(manager, order.id);
  return { order: await orderNow(order), mine, theirs };
}

describe('an order in work', () => {
  it('has a part for each item, with what its master needs and nothing of the client', async () => {
    const order = await makeOrderInWork(manager, master.id, [line({ wishes: 'шрифт антиква', quantity: 3 }), line()]);
    const parts = await partsOf(master, order.id);
    expect(parts).toHaveLength(2);
    expect(parts[0]).toMatchObject({
      orderNumber: order.number,
      wishes: 'шрифт антиква',
      quantity: 3,
      state: 'waiting',
      masterId: master.id,
    });
    expect(JSON.stringify(parts)).not.toContain(order.clientName);
    expect([order.partsTotal, order.partsDone]).toEqual([2, 0]);
  });

  it('lies in the queue of its master alone, by due date', async () => {
    const alone = await workshop.another('master');
    const due = [null, '2027-03-01T00:00:00Z', '2027-01-01T00:00:00Z', null, '2027-02-01T00:00:00Z'];
    for (const dueAt of due) {
      const order = await makeOrderInWork(manager, alone.id);
      await amend(order, { dueAt });
    }
    const { body } = await alone.get<PageBody<PartBody>>('/parts?state=waiting,in_progress,paused');
    expect(body.items.map(({ dueAt }) => dueAt?.slice(5, 7))).toEqual(['01', '02', '03', undefined, undefined]);
    expect((await alone.get<PageBody<PartBody>>(`/parts?masterId=${master.id}`)).body.total).toBe(0);
  });
});

describe('a master', () => {
  it('starts, pauses, goes on and finishes, and the stretches of work are recorded', async () => {
    const { mine } = await shared();
    const states = [];
    for (const action of ['start', 'pause', 'start', 'finish']) states.push((await act(mine, action)).body.state);
    expect(states).toEqual(['in_progress', 'paused', 'in_progress', 'done']);
    const passes = await passesOf(master, mine?.id ?? '');
    expect(passes.map(({ masterName, endedAt }) => [masterName, endedAt !== undefined])).toEqual([
      ['Иван', true],
      ['Иван', true],
    ]);
    const { body } = await master.get<PartBody>(`/parts/${mine?.id}`);
    const lengths = passes.map(({ startedAt, endedAt = '' }) => Date.parse(endedAt) - Date.parse(startedAt));
    expect([body.passesTotal, body.workedMs, body.startedAt]).toEqual([
      2,
      (lengths[0] ?? 0) + (lengths[1] ?? 0),
      undefined,
    ]);
  });

  it('whose part is given to another keeps the own hours, and the other begins anew', async () => {
    const { order, mine } = await shared();
    await act(mine, 'start');
    await amend(order, { items: [{ id: order.items[0]?.id, masterId: colleague.id }] });
    const given = (await colleague.get<PartBody>(`/parts/${mine?.id}`)).body;
    expect([given.state, given.passesTotal, given.startedAt]).toEqual(['paused', 1, undefined]);
    await act(mine, 'start', colleague);
    await act(mine, 'finish', colleague);
    const told = (await passesOf(manager, mine?.id ?? '')).map(({ masterName, endedAt }) => [
      masterName,
      Boolean(endedAt),
    ]);
    expect(told).toEqual([
      ['Иван', true],
      ['Пётр', true],
    ]);
    // Of the stretches of others a master learns nothing.
    expect((await passesOf(colleague, mine?.id ?? '')).map(({ masterId }) => masterId)).toEqual([colleague.id]);
    expect((await master.get(`/parts/${mine?.id}/passes`)).status).toBe(404);
  });

  it('works on a part as often as need be: its stretches lie beside it', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    for (let done = 0; done < 30; done += 1) for (const action of ['start', 'pause']) await act(part, action);
    const { body } = await master.get<PageBody<object>>(`/parts/${part?.id}/passes?pageSize=10&page=3`);
    expect([body.total, body.items.length]).toEqual([30, 10]);
    expect(await workshop.connection.collection('parts').countDocuments({ passes: { $exists: true } })).toBe(0);
  });

  it('is refused what a part in this state cannot do, and told what it can', async () => {
    const { mine } = await shared();
    expect(refusal(await act(mine, 'finish')).params).toMatchObject({ state: 'waiting', allowed: ['start'] });
    await act(mine, 'start');
    expect(refusal(await act(mine, 'start')).code).toBe('part.transition');
    await act(mine, 'finish');
    for (const action of ['start', 'pause', 'finish']) expect((await act(mine, action)).status).toBe(409);
  });

  it('finishes once, however often the button is pressed', async () => {
    const { mine, order } = await shared();
    await act(mine, 'start');
    const answers = await Promise.all(Array.from({ length: 5 }, () => act(mine, 'finish')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await orderNow(order)).partsDone).toBe(1);
  });

  it('reports scrap with a reason, in the own name, and no nonsense', async () => {
    const { mine } = await shared();
    const { body } = await master.post<PartBody>(`/parts/${mine?.id}/scrap`, {
      quantity: 1,
      reason: 'material',
      note: 'скол',
    });
    expect(body.scraps).toEqual([
      expect.objectContaining({ quantity: 1, reason: 'material', note: 'скол', masterName: 'Иван' }),
    ]);
    expect(refusal(await master.post(`/parts/${mine?.id}/scrap`, { quantity: 1_000, reason: 'other' })).code).toBe(
      'part.quantity',
    );
    expect((await master.post(`/parts/${mine?.id}/scrap`, { quantity: 1, reason: 'fate' })).status).toBe(400);
  });

  it('writes a note, takes it away, and sees the conflict where it was written elsewhere too', async () => {
    const { mine } = await shared();
    const write = (body: object, by = master): Promise<Answer<PartBody>> =>
      by.post<PartBody>(`/parts/${mine?.id}/note`, body);
    const phone = await workshop.nobody.signIn(master.login, PASSWORD);
    expect((await write({ note: 'нужен резец' })).body.note).toBe('нужен резец');
    const seen = (await write({ note: 'тонкий' }, phone)).body.version - 1;
    expect(refusal(await write({ note: 'толстый', version: seen })).code).toBe('conflict.version');
    expect((await write({ note: '' })).body.note).toBeUndefined();
  });

  it('loses sight of a part given to another, who sees it', async () => {
    const { order, mine } = await shared();
    await amend(order, { items: [{ id: order.items[0]?.id, masterId: colleague.id }] });
    expect((await master.get(`/parts/${mine?.id}`)).status).toBe(404);
    expect((await act(mine, 'start')).status).toBe(404);
    expect((await act(mine, 'start', colleague)).body.state).toBe('in_progress');
  });
});

describe('the last part', () => {
  it('makes the order ready by itself, in the name of who finished it', async () => {
    const { order, mine, theirs } = await shared();
    await act(mine, 'start');
    await act(mine, 'finish');
    expect(await orderNow(order)).toMatchObject({ status: 'in_production', partsDone: 1, partsTotal: 2 });
    await act(theirs, 'start', colleague);
    await act(theirs, 'finish', colleague);
    expect(await orderNow(order)).toMatchObject({ status: 'ready', partsDone: 2 });
    const { body } = await manager.get<PageBody<HistoryBody>>(`/orders/${order.id}/history`);
    expect(body.items.find(({ changes }) => changes.some(({ path }) => path === 'status'))?.actor.name).toBe('Пётр');
  });

  it('makes it ready when two masters finish the last two at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { order, mine, theirs } = await shared();
      await Promise.all([act(mine, 'start'), act(theirs, 'start', colleague)]);
      const both = await Promise.all([act(mine, 'finish'), act(theirs, 'finish', colleague)]);
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      expect(await orderNow(order)).toMatchObject({ status: 'ready', partsDone: 2 });
    }
  });

  it('makes it ready when what was left to do is taken out of the order, on hold or not', async () => {
    for (const isHeld of [false, true]) {
      const { order, mine } = await shared();
      await act(mine, 'start');
      await act(mine, 'finish');
      if (isHeld) await step(order, 'on_hold');
      await amend(order, { items: [{ id: order.items[1]?.id, isRemoved: true }] });
      if (isHeld) await step(order, 'in_production');
      expect([isHeld, await orderNow(order)]).toEqual([
        isHeld,
        expect.objectContaining({ status: 'ready', partsTotal: 1 }),
      ]);
    }
  });
});

describe('what happens to the order', () => {
  it('reaches the part: an amendment', async () => {
    const { order, mine } = await shared();
    await amend(order, {
      dueAt: '2027-05-01T00:00:00Z',
      items: [{ id: order.items[0]?.id, wishes: 'шире', quantity: 7 }],
    });
    expect((await master.get<PartBody>(`/parts/${mine?.id}`)).body).toMatchObject({
      wishes: 'шире',
      quantity: 7,
      dueAt: '2027-05-01T00:00:00.000Z',
    });
  });

  it('reaches the part: more of what is done is wanted, and it goes on', async () => {
    const { order, mine } = await shared();
    await act(mine, 'start');
    await act(mine, 'finish');
    await amend(order, { items: [{ id: order.items[0]?.id, quantity: 50 }] });
    expect((await master.get<PartBody>(`/parts/${mine?.id}`)).body.state).toBe('paused');
    expect((await orderNow(order)).partsDone).toBe(0);
  });

  it('reaches the part: a new item needs a master and gets a part; a removed one loses it', async () => {
    const { order } = await shared();
    expect(refusal(await amend(order, { items: [line()] })).code).toBe('order.unassigned');
    expect((await amend(order, { items: [line({ masterId: master.id })] })).body.partsTotal).toBe(3);
    expect((await amend(order, { items: [{ id: order.items[0]?.id, isRemoved: true }] })).body.partsTotal).toBe(2);
  });

  it('reaches the part: nothing is to be made of an item after all, and what was begun of it is cancelled', async () => {
    const { order, mine, theirs } = await shared();
    await act(mine, 'start');
    const items = [{ id: order.items[0]?.id, needsNoWork: true }];
    expect((await amend(order, { items })).body).toMatchObject({ partsTotal: 1, partsDone: 0 });
    expect((await partsOf(manager, order.id)).map(({ state }) => state)).toEqual(['cancelled', 'waiting']);
    await act(theirs, 'start', colleague);
    await act(theirs, 'finish', colleague);
    expect((await orderNow(order)).status).toBe('ready');
    const fee = line({ title: 'Доставка', needsNoWork: true });
    expect((await amend(order, { items: [fee] })).body).toMatchObject({ status: 'ready', partsTotal: 1 });
  });

  it('reaches the part: on hold nobody works on it, and afterwards it goes on', async () => {
    const { order, mine } = await shared();
    await act(mine, 'start');
    await step(order, 'on_hold');
    expect((await partsOf(manager, order.id)).map(({ state, isHeld }) => [state, isHeld])).toEqual([
      ['paused', true],
      ['waiting', true],
    ]);
    expect(refusal(await act(mine, 'start')).params).toMatchObject({ isHeld: true, allowed: [] });
    await step(order, 'in_production');
    expect((await act(mine, 'start')).body.state).toBe('in_progress');
  });

  it('reaches the part: cancelled, it is off the queue', async () => {
    const { order, mine } = await shared();
    await act(mine, 'start');
    expect((await step(order, 'cancelled')).body).toMatchObject({ partsTotal: 0 });
    expect((await act(mine, 'finish')).status).toBe(409);
  });

  it('reaches the part: nobody waits for it any more, and what was lost or is to be known of it is still taken', async () => {
    const { order, mine, theirs } = await shared();
    for (const action of ['start', 'finish']) await act(mine, action);
    await act(theirs, 'start', colleague);
    const report = async (part: PartBody | undefined, by: Session): Promise<PartBody> => {
      await by.post(`/parts/${part?.id}/scrap`, { quantity: 1, reason: 'machine' });
      return (await by.post<PartBody>(`/parts/${part?.id}/note`, { note: 'скол' })).body;
    };
    await amend(order, { items: [{ id: order.items[1]?.id, isRemoved: true }] });
    expect(await report(theirs, colleague)).toMatchObject({
      state: 'cancelled',
      scraps: [{ quantity: 1 }],
      note: 'скол',
    });
    await step(order, 'cancelled');
    expect(await report(mine, master)).toMatchObject({ state: 'done', scraps: [{ quantity: 1 }], note: 'скол' });
    expect(await orderNow(order)).toMatchObject({ status: 'cancelled', partsTotal: 1, partsDone: 1 });
  });

  it('reaches the part: taken out before work began, it goes without trace unless something is known of it', async () => {
    const { order, theirs } = await shared();
    await colleague.post(`/parts/${theirs?.id}/note`, { note: 'нет заготовок' });
    const instead = line({ title: 'В', masterId: master.id });
    await amend(order, { items: [...order.items.map(({ id }) => ({ id, isRemoved: true })), instead] });
    expect((await partsOf(manager, order.id)).map(({ title, state, note }) => [title, state, note])).toEqual([
      ['Б', 'cancelled', 'нет заготовок'],
      ['В', 'waiting', undefined],
    ]);
  });

  it('reaches the part: all of its order was taken out, and what is ordered instead is made', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const instead = line({ title: 'Взамен', masterId: master.id });
    const { body } = await amend(order, { items: [{ id: order.items[0]?.id, isRemoved: true }, instead] });
    expect(body).toMatchObject({ status: 'in_production', partsTotal: 1 });
    expect((await partsOf(master, order.id)).map(({ title, state }) => [title, state])).toEqual([
      ['Взамен', 'waiting'],
    ]);
  });

  it('reaches the part: made more of while the order is on hold, it waits with it', async () => {
    const { order, mine } = await shared();
    for (const action of ['start', 'finish']) await act(mine, action);
    await step(order, 'on_hold');
    await amend(order, { items: [{ id: order.items[0]?.id, quantity: 9 }] });
    expect((await master.get<PartBody>(`/parts/${mine?.id}`)).body).toMatchObject({ state: 'paused', isHeld: true });
    expect((await act(mine, 'start')).status).toBe(409);
    await step(order, 'in_production');
    expect((await act(mine, 'start')).status).toBe(200);
  });

  it('reaches the part: a held ready order that goes back to work can be worked on', async () => {
    const { order, mine } = await shared();
    for (const status of ['ready', 'on_hold', 'ready', 'in_production'])
      expect((await step(order, status)).status).toBe(200);
    expect((await partsOf(manager, order.id)).map(({ state, isHeld }) => [state, isHeld])).toEqual([
      ['paused', false],
      ['paused', false],
    ]);
    expect((await act(mine, 'start')).status).toBe(200);
  });

  it('reaches the queue of the master live: a quantity that was changed', async () => {
    const { order, mine } = await shared();
    const shop = await Screen.open(master);
    await amend(order, { items: [{ id: order.items[0]?.id, quantity: 9 }] });
    expect(await shop.heard(({ entity, id }) => entity === 'Part' && id === mine?.id)).toBeDefined();
    shop.close();
    expect((await master.get<PartBody>(`/parts/${mine?.id}`)).body.quantity).toBe(9);
  });
});

describe('a ready order', () => {
  /** Both parts made by their masters. */
  async function made(): Promise<Awaited<ReturnType<typeof shared>>> {
    const all = await shared();
    for (const action of ['start', 'finish']) {
      await act(all.mine, action);
      await act(all.theirs, action, colleague);
    }
    return { ...all, order: await orderNow(all.order) };
  }
  const states = async ({ id }: OrderBody): Promise<string[][]> =>
    (await partsOf(manager, id)).map(({ title, state }) => [title, state]);
  const history = async ({ id }: OrderBody): Promise<HistoryBody[]> =>
    (await manager.get<PageBody<HistoryBody>>(`/orders/${id}/history`)).body.items;

  it('goes back to work by itself where more is ordered, and is ready again when that is made', async () => {
    const { order, mine } = await made();
    const more = { quantity: 9, id: order.items[0]?.id };
    expect((await amend(order, { items: [more] })).body).toMatchObject({ status: 'in_production', partsDone: 1 });
    expect(await states(order)).toEqual([
      ['А', 'paused'],
      ['Б', 'done'],
    ]);
    for (const action of ['start', 'finish']) await act(mine, action);
    expect(await orderNow(order)).toMatchObject({ status: 'ready', partsDone: 2 });

    const added = await amend(order, { items: [line({ title: 'В', masterId: master.id })] });
    expect(added.body).toMatchObject({ status: 'in_production', partsDone: 2, partsTotal: 3 });
    expect(refusal(await amend(order, { items: [line()] })).code).toBe('order.unassigned');
    expect(await states(order)).toEqual([
      ['А', 'done'],
      ['Б', 'done'],
      ['В', 'waiting'],
    ]);
    const [latest] = await history(order);
    expect(latest).toMatchObject({ action: 'progress', actor: { name: manager.name } });
    expect(latest?.changes).toEqual(
      expect.arrayContaining([
        { path: 'partsTotal', before: 2, after: 3 },
        { path: 'status', before: 'ready', after: 'in_production' },
      ]),
    );
  });

  it('shows live that it is back in work', async () => {
    const { order } = await made();
    const list = await Screen.open(await workshop.another('manager'));
    const { body } = await amend(order, { items: [line({ title: 'В', masterId: master.id })] });
    expect(
      await list.heard(({ entity, id, version }) => entity === 'Order' && id === order.id && version === body.version),
    ).toBeDefined();
    list.close();
  });

  it('stays ready where nothing more is to be made, and where it never was in production', async () => {
    const { order } = await made();
    const [first, second] = order.items.map(({ id }) => id);
    const { body } = await amend(order, {
      note: 'позвонить',
      items: [
        { id: first, quantity: 1, wishes: 'лента' },
        { id: second, isRemoved: true },
      ],
    });
    expect(body).toMatchObject({ status: 'ready', partsTotal: 1, partsDone: 1 });
    const byHand = await makeOrder(manager, { status: 'confirmed' });
    await step(byHand, 'ready');
    expect((await amend(byHand, { items: [line()] })).body).toMatchObject({ status: 'ready', partsTotal: 0 });
  });

  it('comes back from hold ready only where all is made', async () => {
    const { order, mine } = await made();
    await step(order, 'on_hold');
    expect((await step(order, 'ready')).body).toMatchObject({ status: 'ready', partsDone: 2 });
    await step(order, 'on_hold');
    await amend(order, { items: [line({ title: 'В', masterId: master.id }), { id: order.items[0]?.id, quantity: 9 }] });
    expect((await step(order, 'ready')).body).toMatchObject({ status: 'in_production', partsDone: 1, partsTotal: 3 });
    expect(await states(order)).toEqual([
      ['А', 'paused'],
      ['Б', 'done'],
      ['В', 'waiting'],
    ]);
    expect((await act(mine, 'start')).status).toBe(200);
  });

  it('opens all of its parts where somebody sends it back to work', async () => {
    const { order } = await made();
    expect((await step(order, 'in_production')).body).toMatchObject({ status: 'in_production', partsDone: 0 });
    expect((await states(order)).map(([, state]) => state)).toEqual(['paused', 'paused']);
  });
});

describe('a step taken back', () => {
  const undo = async (order: OrderBody): Promise<Answer<OrderBody>> =>
    manager.post<OrderBody>(`/orders/${order.id}/status/undo`, { version: (await orderNow(order)).version });
  /** Two parts, one made and one begun. */
  async function halfMade(): Promise<Awaited<ReturnType<typeof shared>>> {
    const all = await shared();
    for (const action of ['start', 'finish']) await act(all.mine, action);
    await act(all.theirs, 'start', colleague);
    return all;
  }
  const work = async (order: OrderBody): Promise<unknown[]> =>
    (await partsOf(manager, order.id)).map(
      ({ version: _, updatedAt: __, ...part }: PartBody & { updatedAt?: string }) => part,
    );

  it.each(['ready', 'on_hold', 'cancelled'])(
    'leaves the parts of an order made %s as they were before',
    async (status) => {
      const { order } = await halfMade();
      const before = await work(order);
      expect((await step(order, status)).status).toBe(200);
      expect(await work(order)).not.toEqual(before);
      expect((await undo(order)).body).toMatchObject({ status: 'in_production', partsDone: 1, partsTotal: 2 });
      expect(await work(order)).toEqual(before);
    },
  );

  it('makes done again what was sent back, and held what was held', async () => {
    const { order } = await halfMade();
    await step(order, 'on_hold');
    const held = await work(order);
    await step(order, 'in_production');
    expect((await undo(order)).body).toMatchObject({ status: 'on_hold', heldFrom: 'in_production' });
    expect(await work(order)).toEqual(held);
    for (const status of ['in_production', 'ready']) await step(order, status);
    const ready = await work(order);
    await step(order, 'in_production');
    expect((await undo(order)).body).toMatchObject({ status: 'ready', partsDone: 2 });
    expect(await work(order)).toEqual(ready);
  });

  it('lets the work go on that its hold ended', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const [part] = await partsOf(manager, order.id);
    await act(part, 'start');
    const { startedAt } = (await master.get<PartBody>(`/parts/${part?.id}`)).body;
    const { body: held } = await step(order, 'on_hold');
    expect((await passesOf(manager, part?.id ?? ''))[0]?.endedAt).toBeDefined();
    await manager.post(`/orders/${order.id}/status/undo`, { version: held.version });
    expect((await passesOf(manager, part?.id ?? ''))[0]?.endedAt).toBeUndefined();
    const now = (await master.get<PartBody>(`/parts/${part?.id}`)).body;
    expect([now.state, now.startedAt, now.workedMs]).toEqual(['in_progress', startedAt, 0]);
  });

  it('is on hold again where it came back from there to work by itself', async () => {
    const { order } = await halfMade();
    for (const status of ['ready', 'on_hold']) await step(order, status);
    await amend(order, { items: [{ id: order.items[0]?.id, quantity: 9 }] });
    const held = await work(order);
    expect((await step(order, 'ready')).body.status).toBe('in_production');
    expect((await undo(order)).body).toMatchObject({ status: 'on_hold', heldFrom: 'ready' });
    expect(await work(order)).toEqual(held);
  });

  it('keeps what was reported meanwhile', async () => {
    const { order, theirs } = await halfMade();
    await step(order, 'ready');
    await colleague.post(`/parts/${theirs?.id}/scrap`, { quantity: 1, reason: 'machine' });
    await undo(order);
    expect((await colleague.get<PartBody>(`/parts/${theirs?.id}`)).body).toMatchObject({
      state: 'in_progress',
      scraps: [{ quantity: 1 }],
    });
  });

  it('is refused where a master has gone on with the work, or the order was amended with it', async () => {
    const fresh = await makeOrderInWork(manager, master.id);
    await act((await partsOf(master, fresh.id))[0], 'start');
    expect(refusal(await undo(fresh)).code).toBe('order.undo_expired');
    const { order } = await halfMade();
    await step(order, 'ready');
    await amend(order, { items: [line({ title: 'В', masterId: master.id })] });
    expect(refusal(await undo(order)).code).toBe('order.undo_expired');
    await step(order, 'on_hold');
    expect((await undo(order)).status).toBe(200);
    expect(refusal(await undo(order)).code).toBe('order.undo_expired');
  });
});
