import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dayIn } from '@verstak/domain';
import excel from 'exceljs';
import { Types } from 'mongoose';
import { refusal, type Session } from './caller.js';
import type { PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface Work {
  good: number;
  scrapped: number;
  clockedSeconds: number;
  clockedByPlanSeconds: number;
  earnedSeconds: number;
  earnedShare?: number;
}

interface Report {
  totals: Work;
  masters: (Work & { masterId: string; name: string; parts: number })[];
  stages: (Work & { stageId?: string; name?: string; routeId?: string; parts: number; medianSeconds?: number })[];
  stagesTotal: number;
  scraps: { reason: string; pieces: number; reports: number; share: number }[];
}

interface Stretch {
  masterId: string;
  stageId?: string;
  partTitle?: string;
  startedAt: string;
  endedAt?: string;
  good: number;
  scrapped: number;
}

const TIME_ZONE = 'Asia/Vladivostok';
const MINUTE = 60_000;
const START = Date.now() - 2 * 24 * 60 * MINUTE;

let workshop: TestWorkshop;
let manager: Session;
let foreman: Session;
let cutter: Session;
let grinder: Session;
let route: { id: string; stages: { id: string }[] };

/** So many minutes after the work began. */
const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString();
const dayAt = (minutes: number): string => dayIn(TIME_ZONE, new Date(at(minutes)));

/** A part that was made an hour before the work began. */
async function makePart(title: string, quantity: number, routeId?: string): Promise<string> {
  const { body, text } = await manager.post<{ id: string }>('/parts', { title, quantity, unit: 'шт', routeId });
  if (!body.id) throw new Error(text);
  await workshop.connection
    .collection('parts')
    .updateOne({ _id: new Types.ObjectId(body.id) }, { $set: { createdAt: new Date(at(-60)) } });
  return body.id;
}

async function work(by: Session, part: string, action: string, minutes: number, good?: number): Promise<void> {
  const { status, text } = await by.post(`/parts/${part}/step`, { action, at: at(minutes), good });
  if (status !== 200) throw new Error(text);
}

async function lose(by: Session, part: string, reason: string, quantity: number, minutes: number): Promise<void> {
  const { status, text } = await by.post(`/parts/${part}/scrap`, { reason, quantity, at: at(minutes) });
  if (status !== 200) throw new Error(text);
}

const PERIOD = `from=${dayAt(-60)}&to=${dayAt(2 * 24 * 60)}`;
const report = async (more = '', by = manager): Promise<Report> => {
  const answer = await by.get<Report>(`/reports/floor?${PERIOD}${more}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};
const list = async <T>(path: string): Promise<T[]> => {
  const answer = await manager.get<PageBody<T>>(path);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body.items;
};

beforeAll(async () => {
  workshop = await TestWorkshop.open({ TIME_ZONE });
  const admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  [cutter, grinder] = [await workshop.another('master', 'Пётр'), await workshop.another('master', 'Анна')];
  await workshop.addRole('foreman', ['parts:read']);
  foreman = await workshop.another('foreman');
  const stages = [
    { name: 'Распил', setUpMinutes: 10, minutesPerUnit: 1, masterIds: [] },
    { name: 'Шлифовка', setUpMinutes: 0, minutesPerUnit: 2, masterIds: [] },
  ];
  route = (await admin.post<typeof route>('/routes', { name: '=Полка', stages })).body;
  const shelf = await makePart('Полка', 4, route.id);
  await work(cutter, shelf, 'start', 0);
  await work(cutter, shelf, 'finish', 10, 1);
  await work(cutter, shelf, 'pause', 20);
  await work(cutter, shelf, 'start', 30);
  await lose(cutter, shelf, 'machine', 1, 35);
  await work(cutter, shelf, 'finish', 50);
  await work(grinder, shelf, 'start', 110);
  await work(grinder, shelf, 'finish', 118);
  const box = await makePart('Ящик', 2);
  await work(cutter, box, 'start', 200);
  await lose(cutter, box, 'machine', 0.5, 204);
  await lose(cutter, box, 'material', 2, 206);
  await work(cutter, box, 'finish', 215);
  // What goes on counts once it has ended.
  await work(grinder, await makePart('Полка', 1, route.id), 'start', 120);
});
afterAll(async () => workshop.close());

describe('the report of the shop floor', () => {
  it('tells of each person what they made, how long they worked, and what of the plan that comes to', async () => {
    const { masters, totals } = await report();
    expect(masters).toEqual([
      {
        masterId: cutter.id,
        name: 'Пётр',
        parts: 2,
        good: 6,
        scrapped: 3.5,
        // 20 and 20 minutes by plan, and 15 by hand
        clockedSeconds: 55 * 60,
        clockedByPlanSeconds: 40 * 60,
        // 10 to set up, and one for each of four
        earnedSeconds: 14 * 60,
        earnedShare: 35,
      },
      {
        masterId: grinder.id,
        name: 'Анна',
        parts: 1,
        good: 4,
        scrapped: 0,
        clockedSeconds: 8 * 60,
        clockedByPlanSeconds: 8 * 60,
        earnedSeconds: 8 * 60,
        earnedShare: 100,
      },
    ]);
    expect(totals).toMatchObject({ good: 10, scrapped: 3.5, clockedSeconds: 63 * 60, earnedSeconds: 22 * 60 });
  });

  it('tells how long each stage takes, is planned to take, and waits; what is made by hand in one row', async () => {
    const { stages, stagesTotal } = await report();
    const [cutting, grinding] = route.stages;
    expect(stages).toMatchObject([
      {
        stageId: cutting?.id,
        name: 'Распил',
        routeId: route.id,
        routeName: '=Полка',
        parts: 1,
        medianSeconds: 40 * 60,
        ninetiethSeconds: 40 * 60,
        plannedSeconds: 14 * 60,
        waitingSeconds: 60 * 60,
        scrapped: 1,
      },
      { parts: 1, medianSeconds: 15 * 60, waitingSeconds: 260 * 60, clockedByPlanSeconds: 0 },
      { stageId: grinding?.id, parts: 1, medianSeconds: 8 * 60, plannedSeconds: 8 * 60, waitingSeconds: 60 * 60 },
    ]);
    expect(Object.keys(stages[1] ?? {})).toEqual(expect.not.arrayContaining(['stageId', 'routeId', 'plannedSeconds']));
    expect(stagesTotal).toBe(3);
  });

  it('counts what was lost by reason', async () => {
    const { scraps } = await report();
    expect(scraps).toEqual([
      { reason: 'material', pieces: 2, reports: 1, share: 57.14 },
      { reason: 'machine', pieces: 1.5, reports: 2, share: 42.86 },
    ]);
  });

  it('is limited to a route', async () => {
    const { totals, stages, scraps } = await report(`&routeId=${route.id}`);
    expect(totals).toMatchObject({ good: 8, scrapped: 1, clockedSeconds: 48 * 60 });
    expect(stages).toHaveLength(2);
    expect(scraps).toMatchObject([{ reason: 'machine', pieces: 1, share: 100 }]);
  });

  it('follows what is done at once, and is empty before there was work', async () => {
    const before = await report();
    const part = await makePart('Крышка', 3);
    await work(grinder, part, 'start', 300);
    await work(grinder, part, 'finish', 330);
    const { totals } = await report();
    expect(totals.good).toBe(before.totals.good + 3);
    expect(totals.clockedSeconds).toBe(before.totals.clockedSeconds + 30 * 60);
    const { body } = await manager.get<Report>('/reports/floor?from=2001-01-01&to=2001-12-31');
    expect(body).toMatchObject({ totals: { good: 0, clockedSeconds: 0 }, masters: [], stages: [], scraps: [] });
    expect(body.totals).not.toHaveProperty('earnedShare');
  });

  it('is for whoever sees all parts, with or without prices, and not for masters', async () => {
    expect((await report('', foreman)).masters.length).toBe(2);
    expect((await foreman.get(`/reports/sales?${PERIOD}`)).status).toBe(403);
    for (const path of ['reports/floor', 'reports/floor.csv', 'reports/floor.xlsx', 'work'])
      expect((await cutter.get(`/${path}?${path === 'work' ? '' : PERIOD}`)).status).toBe(403);
  });

  it.each([
    ['from=2025-03-01', 'to'],
    ['from=2025-02-30&to=2025-03-31', 'from'],
    ['from=2025-03-31&to=2025-03-01', 'to'],
    ['from=2005-01-01&to=2025-12-31', 'to'],
    ['from=2025-03-01&to=2025-03-31&routeId=7', 'routeId'],
    ['from=2025-03-01&to=2025-03-31&step=day', 'step'],
  ])('refuses %s, naming the field', async (query, field) => {
    const { status, errors } = refusal(await manager.get(`/reports/floor?${query}`));
    expect([status, errors?.[0]?.field]).toEqual([400, field]);
  });
});

describe('the rows behind its figures', () => {
  const ENDED = `endedFrom=${at(-60)}&endedTo=${at(250)}`;
  const sum = (rows: Stretch[], amount: (row: Stretch) => number): number =>
    rows.reduce((total, row) => total + amount(row), 0);

  it('are stretches of work by person, by stage and by when they ended', async () => {
    const own = await list<Stretch>(`/work?masterId=${cutter.id}&${ENDED}`);
    expect(own.map(({ partTitle }) => partTitle)).toEqual(['Ящик', 'Полка', 'Полка']);
    expect(sum(own, ({ startedAt, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(startedAt))).toBe(55 * MINUTE);
    expect([sum(own, ({ good }) => good), sum(own, ({ scrapped }) => scrapped)]).toEqual([6, 3.5]);
    const cutting = await list<Stretch>(`/work?stageId=${route.stages[0]?.id}&${ENDED}`);
    expect(cutting.map(({ good }) => good)).toEqual([3, 1]);
    expect(await list(`/work?masterId=${cutter.id}&endedFrom=${at(250)}`)).toEqual([]);
    expect(await list(`/work?endedMissing=true`)).toMatchObject([{ masterId: grinder.id }]);
  });

  it('are parts of which pieces were lost for a reason within the period, both in one report', async () => {
    const lost = async (query: string): Promise<string[]> =>
      (await list<{ title: string }>(`/parts?sort=title&${query}`)).map(({ title }) => title);
    expect(await lost(`scrapReason=machine&scrappedFrom=${at(0)}&scrappedTo=${at(210)}`)).toEqual(['Полка', 'Ящик']);
    expect(await lost(`scrapReason=machine&scrappedFrom=${at(205)}`)).toEqual([]);
    expect(await lost(`scrapReason=machine,material&scrappedFrom=${at(205)}`)).toEqual(['Ящик']);
    expect(await lost(`scrappedTo=${at(100)}`)).toEqual(['Полка']);
    const wrong = refusal(await manager.get('/parts?scrapReason=fire'));
    expect([wrong.status, wrong.errors?.[0]?.field]).toEqual([400, 'scrapReason']);
  });
});

describe('its export', () => {
  const download = async (path: string): Promise<{ bytes: Buffer; headers: Headers }> => {
    const headers = { authorization: `Bearer ${foreman.accessToken}` };
    const response = await fetch(`${workshop.url}/api/v1/reports/${path}`, { headers });
    expect(response.status).toBe(200);
    return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  };

  it('as a workbook has a sheet for each table, numbers as numbers', async () => {
    const { bytes } = await download(`floor.xlsx?${PERIOD}&routeId=${route.id}&lang=ru`);
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Выработка', 'Этапы', 'Брак']);
    const [output, stages] = workbook.worksheets;
    expect((output?.getRow(2).values as unknown[]).slice(1)).toEqual(['Пётр', 1, 4, 1, 0.67, 0.67, 0.23, 35]);
    expect(stages?.getCell('A2').value).toBe('=Полка');
  });

  it('as CSV opens in spreadsheets of the language and holds no formulas', async () => {
    const { bytes, headers } = await download(`floor.csv?${PERIOD}&table=stages&routeId=${route.id}&lang=ru`);
    expect(headers.get('content-disposition')).toMatch(/filename="stages_.*\.csv"/);
    const [, cutting] = bytes.toString().split('\r\n');
    expect(cutting).toBe("'=Полка;Распил;1;40;40;14;60;0,67;4;1");
    const scrap = await download(`floor.csv?${PERIOD}&table=scrap&lang=en`);
    expect(scrap.bytes.toString().split('\r\n')[1]).toBe('Material,2,1,57.14');
  });
});
