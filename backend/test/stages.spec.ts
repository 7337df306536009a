import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { progressOf } from '@verstak/domain';
import sharp from 'sharp';
import { refusal, type Session } from './caller.js';
import { line, makeOrder, partsOf, passesOf, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { addFile } from './uploads.js';

interface StagedPart extends PartBody {
  stages: { id: string; name?: string; good: number; doneAt?: string }[];
  stagesDone: number;
  stageName?: string;
  parentId?: string;
  remakeOf?: string;
  routeName?: string;
  routeRevision?: number;
  workerId?: string;
  idleSince?: string;
  childrenTotal: number;
  childrenDone: number;
  plannedSeconds: number;
  earnedSeconds: number;
  plannedBelow: number;
  earnedBelow: number;
  problem?: { text: string; byName: string };
}

interface RouteBody {
  id: string;
  version: number;
  revision: number;
  stages: { id: string; name: string; masterIds: string[] }[];
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let cutter: Session;
let grinder: Session;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  [cutter, grinder] = [await workshop.another('master'), await workshop.another('master')];
});
afterAll(async () => workshop.close());

/** A route of cutting (10 min and 1 a piece) by the cutter, and grinding (2 a piece) by the grinder. */
async function makeRoute(): Promise<RouteBody> {
  const stages = [
    { name: 'Распил', workCentre: 'Пила', setUpMinutes: 10, minutesPerUnit: 1, masterIds: [cutter.id] },
    { name: 'Шлифовка', setUpMinutes: 0, minutesPerUnit: 2, masterIds: [grinder.id] },
  ];
  const { status, body } = await admin.post<RouteBody>('/routes', { name: `Полка ${(made += 1)}`, stages });
  expect(status).toBe(201);
  return body;
}

async function makePart(fields: object = {}): Promise<StagedPart> {
  const body = { title: 'Полка', quantity: 5, unit: 'шт', ...fields };
  const answer = await manager.post<StagedPart>('/parts', body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

async function partOf(id: string): Promise<StagedPart> {
  return (await manager.get<StagedPart>(`/parts/${id}`)).body;
}

async function take(by: Session, id: string, ...steps: object[]): Promise<StagedPart> {
  let part: StagedPart | undefined;
  for (const step of steps) {
    const answer = await by.post<StagedPart>(`/parts/${id}/step`, step);
    expect({ step, status: answer.status, text: answer.text }).toMatchObject({ step, status: 200 });
    part = answer.body;
  }
  if (!part) throw new Error('No step was taken');
  return part;
}

const START = { action: 'start' };
const FINISH = { action: 'finish' };

describe('a part on a route', () => {
  it('goes from stage to stage, each for who may do it, and counts its progress by planned time', async () => {
    const part = await makePart({ routeId: (await makeRoute()).id });
    expect(part).toMatchObject({ stageName: 'Распил', stagesDone: 0, plannedSeconds: 25 * 60, earnedSeconds: 0 });
    const refused = await grinder.post(`/parts/${part.id}/step`, START);
    expect([refused.status, refusal(refused).code]).toEqual([403, 'part.performer']);
    const cut = await take(cutter, part.id, START, FINISH);
    expect(cut).toMatchObject({ state: 'waiting', stageName: 'Шлифовка', stagesDone: 1, earnedSeconds: 15 * 60 });
    const ground = await take(grinder, part.id, START, FINISH);
    expect(ground).toMatchObject({ state: 'done', stagesDone: 2, earnedSeconds: 25 * 60 });
    expect(ground.stageName).toBeUndefined();
    expect(progressOf(ground)).toBe(1);
  });

  it('stands in the queue of whoever may do its present stage, and says who works on it', async () => {
    const part = await makePart({ routeId: (await makeRoute()).id });
    const open = await makePart({ title: 'Ящик' });
    const queueOf = async (by: Session): Promise<string[]> => {
      const answers = [`stagePerformerIds=${by.id}`, 'isStageForAnybody=true'].map((filter) =>
        by.get<{ items: StagedPart[] }>(`/parts?state=waiting&pageSize=200&${filter}`),
      );
      const ids = (await Promise.all(answers)).flatMap(({ body }) => body.items.map(({ id }) => id));
      return [part.id, open.id].filter((id) => ids.includes(id));
    };
    expect([await queueOf(cutter), await queueOf(grinder)]).toEqual([[part.id, open.id], [open.id]]);
    expect((await take(cutter, part.id, START)).idleSince).toBeUndefined();
    const cut = await take(cutter, part.id, FINISH);
    expect(cut).toMatchObject({ workerId: cutter.id, idleSince: cut.stages[0]?.doneAt });
    expect([await queueOf(cutter), await queueOf(grinder)]).toEqual([[open.id], [part.id, open.id]]);
    const done = await take(grinder, part.id, START, FINISH);
    expect([done.workerId, done.idleSince]).toEqual([grinder.id, undefined]);
    const finished = await grinder.get<{ items: StagedPart[] }>(
      `/parts?state=done&workerId=${grinder.id}&pageSize=200`,
    );
    expect(finished.body.items.map(({ id }) => id)).toContain(part.id);
  });

  it('is reported in portions, and no more than there is', async () => {
    const { id } = await makePart({ routeId: (await makeRoute()).id });
    const portion = await take(cutter, id, START, { ...FINISH, good: 2 });
    expect(portion).toMatchObject({ state: 'in_progress', stagesDone: 0, earnedSeconds: 6 * 60 });
    const tooMany = await cutter.post(`/parts/${id}/step`, { ...FINISH, good: 4 });
    expect([tooMany.status, refusal(tooMany).code, refusal(tooMany).params]).toEqual([
      422,
      'part.quantity',
      { quantity: 3 },
    ]);
    expect(await take(cutter, id, { ...FINISH, good: 3 })).toMatchObject({ state: 'waiting', stagesDone: 1 });
    expect(await passesOf(manager, id)).toMatchObject([{ stageName: 'Распил', good: 5, scrapped: 0 }]);
  });

  it('that is lost after a stage is made anew from the first one on, as a part of its own', async () => {
    const { id } = await makePart({ routeId: (await makeRoute()).id });
    await take(cutter, id, START, FINISH);
    await take(grinder, id, START);
    const scrap = { quantity: 2, reason: 'mistake' };
    const { status, body } = await grinder.post<StagedPart>(`/parts/${id}/scrap`, scrap);
    expect([status, body.quantity, body.stagesDone]).toEqual([200, 3, 1]);
    const { items } = (await manager.get<{ items: StagedPart[] }>('/parts?pageSize=200')).body;
    const remake = items.find(({ remakeOf }) => remakeOf === id);
    expect(remake).toMatchObject({ quantity: 2, stagesDone: 0, state: 'waiting', stageName: 'Распил' });
    // By the ids of its stages it finds the pictures of their instructions.
    expect(remake?.stages.map((stage) => stage.id)).toEqual(body.stages.map((stage) => stage.id));
    expect(await take(grinder, id, FINISH)).toMatchObject({ state: 'done' });
  });

  it('goes one stage back, and not before the first', async () => {
    const { id } = await makePart({ routeId: (await makeRoute()).id });
    expect((await cutter.post(`/parts/${id}/back`, {})).status).toBe(409);
    await take(cutter, id, START, FINISH);
    const { status, body } = await cutter.post<StagedPart>(`/parts/${id}/back`, {});
    expect([status, body.stagesDone, body.earnedSeconds, body.stages[0]?.good]).toEqual([200, 0, 0, 0]);
    expect(body.stages[0]?.doneAt).toBeUndefined();
  });

  it('with a problem waits until somebody resolves it', async () => {
    const { id } = await makePart({ routeId: (await makeRoute()).id });
    await take(cutter, id, START);
    const told = await cutter.post<StagedPart>(`/parts/${id}/problem`, { text: 'Сломался диск' });
    expect(told.body).toMatchObject({ state: 'paused', problem: { text: 'Сломался диск' } });
    const refused = await cutter.post(`/parts/${id}/step`, START);
    expect([refused.status, refusal(refused).code]).toEqual([409, 'part.blocked']);
    const { body } = await manager.get<{ items: StagedPart[] }>('/parts?isBlocked=true');
    expect(body.items.map((part) => part.id)).toEqual([id]);
    expect((await manager.post(`/parts/${id}/resolve`, {})).status).toBe(200);
    expect(await take(cutter, id, START)).toMatchObject({ state: 'in_progress' });
  });

  it('is not finished without the photo that its stage asks for: one of this stage', async () => {
    const stages = ['Печать', 'Обрезка'].map((name) => {
      return { name, setUpMinutes: 0, minutesPerUnit: 1, masterIds: [], needsPhoto: true };
    });
    const { body: route } = await admin.post<RouteBody>('/routes', { name: 'С фото', stages });
    const order = await makeOrder(manager, { items: [line({ quantity: 2 })], status: 'confirmed' });
    const assignments = [{ itemId: order.items[0]?.id, routeId: route.id }];
    await manager.post(`/orders/${order.id}/status`, { status: 'in_production', assignments });
    const [part] = await partsOf(manager, order.id);
    const id = part?.id ?? '';
    const where = { subject: 'Order', subjectId: order.id, itemId: order.items[0]?.id ?? '', partId: id };
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#333' } })
      .jpeg()
      .toBuffer();
    await take(cutter, id, START, { action: 'finish', good: 1 });
    const refused = async (): Promise<string> => refusal(await cutter.post(`/parts/${id}/step`, FINISH)).code;
    expect(await refused()).toBe('part.photo');
    await addFile(cutter, { ...where, name: 'опись.txt' });
    expect(await refused()).toBe('part.photo');
    await addFile(cutter, { ...where, name: 'готово.jpg' }, photo);
    expect(await take(cutter, id, FINISH, START)).toMatchObject({ stagesDone: 1, stageName: 'Обрезка' });
    expect(await refused()).toBe('part.photo');
    await addFile(cutter, { ...where, name: 'обрезано.jpg' }, photo);
    expect(await take(cutter, id, FINISH)).toMatchObject({ state: 'done' });
  });

  it('under way keeps its stages when the route is changed', async () => {
    const route = await makeRoute();
    const part = await makePart({ routeId: route.id });
    const stages = [...route.stages, { name: 'Лак', setUpMinutes: 0, minutesPerUnit: 3, masterIds: [] }];
    const changed = await admin.patch<RouteBody>(`/routes/${route.id}`, { version: route.version, stages });
    expect([changed.status, changed.body.revision]).toEqual([200, 2]);
    expect((await partOf(part.id)).stages.map(({ name }) => name)).toEqual(['Распил', 'Шлифовка']);
    const next = await makePart({ routeId: route.id });
    expect([next.stages.length, next.routeRevision]).toEqual([3, 2]);
    await admin.post(`/routes/${route.id}/archive`, { isArchived: true });
    const refused = await manager.post('/parts', { title: 'Полка', quantity: 1, unit: 'шт', routeId: route.id });
    expect([refused.status, refusal(refused).code]).toEqual([422, 'route.archived']);
  });
});

describe('an assembly', () => {
  it('waits for what goes into it, knows how much of that is done, and yields to a permission with a reason', async () => {
    const routeId = (await makeRoute()).id;
    const root = await makePart({ title: 'Стеллаж', quantity: 1, routeId });
    const branch = await makePart({ title: 'Секция', quantity: 1, parentId: root.id });
    const leaf = await makePart({ quantity: 5, routeId, parentId: branch.id });
    const before = await partOf(root.id);
    expect(before).toMatchObject({ childrenTotal: 1, childrenDone: 0, plannedBelow: 60 + 25 * 60, earnedBelow: 0 });
    const refused = await cutter.post(`/parts/${root.id}/step`, START);
    expect([refused.status, refusal(refused).code, refusal(refused).params]).toEqual([
      409,
      'part.children',
      { total: 1, done: 0 },
    ]);
    expect((await cutter.post(`/parts/${root.id}/step`, { ...START, reason: 'Срочно' })).status).toBe(403);
    await take(cutter, leaf.id, START, FINISH);
    expect(await partOf(root.id)).toMatchObject({ earnedBelow: 15 * 60 });
    await take(grinder, leaf.id, START, FINISH);
    expect(await partOf(branch.id)).toMatchObject({ childrenDone: 1, earnedBelow: 25 * 60, state: 'waiting' });
    await take(grinder, branch.id, START, FINISH);
    expect(await partOf(root.id)).toMatchObject({ childrenDone: 1, earnedBelow: 60 + 25 * 60 });
    const other = await makePart({ title: 'Дверца', quantity: 1, parentId: root.id });
    expect(await partOf(root.id)).toMatchObject({ childrenTotal: 2, childrenDone: 1 });
    expect(await take(admin, root.id, { ...START, reason: 'Дверцу поставят потом' })).toMatchObject({
      state: 'in_progress',
    });
    expect((await manager.delete(`/parts/${root.id}`)).status).toBe(409);
    expect((await manager.delete(`/parts/${other.id}`)).status).toBe(204);
    expect(await partOf(root.id)).toMatchObject({ childrenTotal: 1, plannedBelow: 60 + 25 * 60 });
  });
});

describe('an item that goes by a route', () => {
  it('needs no master, and its order counts what of the plan is done', async () => {
    const routeId = (await makeRoute()).id;
    const order = await makeOrder(manager, { status: 'confirmed', items: [line({ quantity: 5, routeId })] });
    const started = await manager.post<{ plannedSeconds: number }>(`/orders/${order.id}/status`, {
      status: 'in_production',
    });
    expect([started.status, started.body.plannedSeconds]).toEqual([200, 25 * 60]);
    const [part] = (await partsOf(manager, order.id)) as StagedPart[];
    await take(cutter, part?.id ?? '', START, FINISH);
    const { body } = await manager.get<object>(`/orders/${order.id}`);
    expect(body).toMatchObject({ status: 'in_production', earnedSeconds: 15 * 60, partsDone: 0 });
  });

  it('is ready by a step of the order without anybody having made its pieces', async () => {
    const routeId = (await makeRoute()).id;
    const order = await makeOrder(manager, { status: 'confirmed', items: [line({ quantity: 5, routeId })] });
    await manager.post(`/orders/${order.id}/status`, { status: 'in_production' });
    const [part] = await partsOf(manager, order.id);
    await take(cutter, part?.id ?? '', START, { ...FINISH, good: 2 });
    expect((await manager.post(`/orders/${order.id}/status`, { status: 'ready' })).status).toBe(200);
    expect((await partOf(part?.id ?? '')).state).toBe('done');
    expect(await passesOf(manager, part?.id ?? '')).toMatchObject([{ good: 2, endedAt: expect.any(String) }]);
  });

  it('whose quantity changes keeps as much under way as is wanted: pieces that come late make a part of their own', async () => {
    const routeId = (await makeRoute()).id;
    const order = await makeOrder(manager, { status: 'confirmed', items: [line({ quantity: 5, routeId })] });
    await manager.post(`/orders/${order.id}/status`, { status: 'in_production' });
    const [part] = await partsOf(manager, order.id);
    await take(cutter, part?.id ?? '', START, FINISH);
    await take(grinder, part?.id ?? '', START);
    await grinder.post(`/parts/${part?.id}/scrap`, { quantity: 1, reason: 'material' });
    const amounts = async (): Promise<number[]> =>
      (await partsOf(manager, order.id)).filter(({ state }) => state !== 'cancelled').map(({ quantity }) => quantity);
    expect(await amounts()).toEqual([4, 1]);
    const put = async (quantity: number): Promise<void> => {
      const items = [{ id: order.items[0]?.id, quantity }];
      expect((await manager.patch(`/orders/${order.id}`, { items })).status).toBe(200);
    };
    await put(7);
    expect(await amounts()).toEqual([4, 3]);
    await put(3);
    expect(await amounts()).toEqual([3]);
  });
});

it('all of it leaves a journal that verifies', async () => {
  await workshop.followed();
  expect((await admin.get('/journal/check')).body).toMatchObject({ isIntact: true });
});
