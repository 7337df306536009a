import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import { makeOrderInWork, partsOf } from './factories.js';
import { TestWorkshop } from './harness.js';

interface FloorBody {
  at: string;
  counts: Record<string, number>;
  workCentres: { name?: string; parts: number; waiting: number }[];
  routes: { name?: string; parts: number }[];
  people: { name: string; working: { id: string; startedAt: string }[]; paused: number }[];
  orders: { id: string; open: number; isLate: boolean; partsTotal: number; earnedSeconds: number }[];
  blocked: { id: string; problem: string }[];
  late: { id: string }[];
  idle: { id: string }[];
}

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
});
afterAll(async () => workshop.close());

async function floor(query = '', by = manager): Promise<FloorBody> {
  const { status, text, body } = await by.get<FloorBody>(`/floor${query}`);
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return body;
}

describe('the shop floor', () => {
  it('shows what is made where and by whom, at once after each step', async () => {
    const stages = ['Пила', 'Шлифовка'].map((workCentre) => ({
      name: workCentre,
      workCentre,
      setUpMinutes: 0,
      minutesPerUnit: 1,
      masterIds: [],
    }));
    const { body: route } = await admin.post<{ id: string }>('/routes', { name: 'Полка', stages });
    const { body: part } = await manager.post<{ id: string }>('/parts', {
      title: 'Полка',
      quantity: 2,
      unit: 'шт',
      routeId: route.id,
    });
    expect(await floor()).toMatchObject({
      counts: { parts: 1, waiting: 1, plannedSeconds: 240, earnedSeconds: 0 },
      workCentres: [{ name: 'Пила', parts: 1 }],
      routes: [{ name: 'Полка', parts: 1 }],
      people: [],
      idle: [],
    });
    await master.post(`/parts/${part.id}/step`, { action: 'start' });
    const begun = await floor();
    expect(begun.counts).toMatchObject({ waiting: 0, inProgress: 1 });
    expect(begun.people).toEqual([
      expect.objectContaining({ working: [expect.objectContaining({ id: part.id, startedAt: expect.any(String) })] }),
    ]);
    await master.post(`/parts/${part.id}/step`, { action: 'finish' });
    expect(await floor()).toMatchObject({
      counts: { waiting: 1, inProgress: 0, earnedSeconds: 120 },
      workCentres: [{ name: 'Шлифовка', parts: 1 }],
      people: [],
      idle: [{ id: part.id }],
    });
    await master.post(`/parts/${part.id}/problem`, { text: 'Кончилась шкурка' });
    expect((await floor('?workCentre=Шлифовка')).blocked).toMatchObject([{ id: part.id, problem: 'Кончилась шкурка' }]);
    expect((await floor('?workCentre=Пила')).counts).toMatchObject({ parts: 0, blocked: 0 });
    await master.post(`/parts/${part.id}/resolve`, {});
    for (const action of ['start', 'finish']) await master.post(`/parts/${part.id}/step`, { action });
    expect((await floor()).counts).toMatchObject({ parts: 0, plannedSeconds: 0 });
  });

  it('shows orders with how far all their parts have come, and which are late', async () => {
    const order = await makeOrderInWork(manager, master.id);
    const { version } = (await manager.get<{ version: number }>(`/orders/${order.id}`)).body;
    await manager.patch(`/orders/${order.id}`, { version, dueAt: '2020-01-15T12:00:00Z' });
    const [part] = await partsOf(manager, order.id);
    const told = await floor(`?orderId=${order.id}`);
    expect(told.orders).toMatchObject([{ id: order.id, open: 1, isLate: true, partsTotal: 1, earnedSeconds: 0 }]);
    expect(told.late).toMatchObject([{ id: part?.id }]);
    expect((await floor(`?workerId=${master.id}`)).counts['parts']).toBe(0);
  });

  it('is counted once for many who ask at once, and shows nobody what was before they asked', async () => {
    const { counts } = await floor();
    await manager.post('/parts', { title: 'Ящик', quantity: 1, unit: 'шт' });
    const told = await Promise.all(Array.from({ length: 20 }, () => floor()));
    expect(new Set(told.map(({ at }) => at)).size).toBeLessThan(4);
    for (const one of told) expect(one.counts['parts']).toBe(Number(counts['parts']) + 1);
  });

  it('is for those who see all parts, and refuses what is no filter', async () => {
    expect((await master.get('/floor')).status).toBe(403);
    const wrong = await manager.get('/floor?routeId=1');
    expect([wrong.status, refusal(wrong).errors?.[0]?.field]).toEqual([400, 'routeId']);
  });
});
