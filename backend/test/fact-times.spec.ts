import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Types } from 'mongoose';
import { refusal, type Answer, type Session } from './caller.js';
import { makeOrderInWork, partsOf, passesOf, type HistoryBody, type PageBody, type PartBody } from './factories.js';
import { TestWorkshop } from './harness.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let workshop: TestWorkshop;
let admin: Session;
let manager: Session;
let master: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [admin, manager] = [await workshop.asAdmin(), await workshop.as('manager')];
  master = await workshop.another('master', 'Иван');
});
afterAll(async () => workshop.close());

/** A part that lies in the workshop since some days. */
async function oldPart(days = 30): Promise<PartBody> {
  const order = await makeOrderInWork(manager, master.id);
  const [part] = await partsOf(manager, order.id);
  if (!part) throw new Error('No part');
  const createdAt = new Date(Date.now() - days * DAY);
  await workshop.connection
    .collection('parts')
    .updateOne({ _id: new Types.ObjectId(part.id) }, { $set: { createdAt } });
  return part;
}

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const act = (part: PartBody, action: string, at?: string, key?: string): Promise<Answer<PartBody>> =>
  master.post<PartBody>(`/parts/${part.id}/step`, { action, at }, key ? { 'idempotency-key': key } : {});
const history = async ({ id }: PartBody): Promise<HistoryBody[]> =>
  (await admin.get<PageBody<HistoryBody>>(`/journal?entityId=${id}&pageSize=100`)).body.items;

describe('what a master did without a network', () => {
  it('counts with its own minutes, and the history tells when it was done', async () => {
    const part = await oldPart();
    const [begun, paused, resumed, done] = [ago(200 * MINUTE), ago(170 * MINUTE), ago(60 * MINUTE), ago(45 * MINUTE)];
    await act(part, 'start', begun);
    await act(part, 'pause', paused);
    await act(part, 'start', resumed);
    const { body } = await act(part, 'finish', done);
    const minutes = (Date.parse(paused) - Date.parse(begun) + Date.parse(done) - Date.parse(resumed)) / MINUTE;
    expect(body).toMatchObject({ state: 'done', workedMs: minutes * MINUTE, passesTotal: 2, doneAt: done });
    expect((await passesOf(master, part.id)).map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
      [begun, paused],
      [resumed, done],
    ]);
    const told = (await history(part)).filter(({ params }) => params).map(({ action, params }) => [action, params]);
    expect(told).toEqual([
      ['finish', { doneAt: done }],
      ['start', { doneAt: resumed }],
      ['pause', { doneAt: paused }],
      ['start', { doneAt: begun }],
    ]);
    expect(body).not.toHaveProperty('isTimeCorrected');
  });

  it('is dated where pieces were lost, and where something was noted', async () => {
    const part = await oldPart();
    const [lost, noted] = [ago(90 * MINUTE), ago(80 * MINUTE)];
    const scrap = { quantity: 1, reason: 'material', at: lost };
    const { body } = await master.post<PartBody>(`/parts/${part.id}/scrap`, scrap);
    expect(body.scraps).toMatchObject([{ at: lost }]);
    await master.post(`/parts/${part.id}/note`, { note: 'скол', at: noted });
    const params = (await history(part)).slice(0, 2).map((entry) => entry.params);
    expect(params).toEqual([{ doneAt: noted }, { doneAt: lost }]);
  });

  it('counts once, also where its answer was lost', async () => {
    const part = await oldPart();
    const begun = ago(30 * MINUTE);
    const first = await act(part, 'start', begun, 'a-fact');
    const again = await act(part, 'start', begun, 'a-fact');
    expect(again.body).toEqual(first.body);
    expect(await passesOf(master, part.id)).toHaveLength(1);
  });

  it('cannot have been done while its order took it out of work', async () => {
    const part = await oldPart();
    await act(part, 'start', ago(30 * MINUTE));
    await manager.post(`/orders/${part.orderId}/status`, { status: 'on_hold' });
    await manager.post(`/orders/${part.orderId}/status`, { status: 'in_production' });
    const held = (await passesOf(master, part.id))[0]?.endedAt ?? '';
    const { body } = await act(part, 'start', ago(20 * MINUTE));
    expect(body.isTimeCorrected).toBe(true);
    expect(Date.parse(body.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(held));
  });
});

describe('a time that cannot be right', () => {
  it.each([
    ['in the future', () => ago(-2 * DAY)],
    ['more than 7 days back', () => ago(8 * DAY)],
    ['before the part was there', () => ago(3 * DAY)],
  ])('such as one %s gives way to that of the server, which says so', async (why, told) => {
    const part = await oldPart(why === 'before the part was there' ? 2 : 30);
    const [before, at] = [Date.now(), told()];
    const { body } = await act(part, 'start', at);
    expect(Date.parse(body.startedAt ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(body.startedAt ?? '')).toBeLessThanOrEqual(Date.now());
    expect(body.isTimeCorrected).toBe(true);
    expect((await history(part))[0]?.params).toEqual({ timeCorrected: at });
  });

  it('before the former fact of the part gives no minutes below zero', async () => {
    const part = await oldPart();
    await act(part, 'start', ago(60 * MINUTE));
    const { body } = await act(part, 'pause', ago(90 * MINUTE));
    expect(body.workedMs).toBeGreaterThanOrEqual(60 * MINUTE);
    expect(body.isTimeCorrected).toBe(true);
  });

  it.each(['gestern', '2026-11-25', '2026-02-30T10:00:00Z', 12, '1066-10-14T09:00:00Z'])(
    'and is no time at all (%p) is refused by its name',
    async (at) => {
      const part = await oldPart();
      for (const [route, body] of [
        ['step', { action: 'start' }],
        ['scrap', { quantity: 1, reason: 'material' }],
        ['note', { note: 'скол' }],
      ] as const) {
        const { code, errors } = refusal(await master.post(`/parts/${part.id}/${route}`, { ...body, at }));
        expect([code, errors?.map(({ field }) => field)]).toEqual(['request.validation', ['at']]);
      }
    },
  );
});
