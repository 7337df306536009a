import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import JSZip from 'jszip';
import { Types } from 'mongoose';
import type { Session } from './caller.js';
import { readDocx } from './docx.js';
import { makeOrder, type HistoryBody, type OrderBody, type PageBody } from './factories.js';
import { GraphServer, refusing } from './graph-server.js';
import { TestWorkshop } from './harness.js';
import { until } from './until.js';
import { fetchBytes } from './uploads.js';

interface RunBody {
  id: string;
  state: 'making' | 'done';
  total: number;
  done: number;
  refused: number;
}

interface RowBody {
  position: number;
  subjectId: string;
  state: string;
  fileName?: string;
  webUrl?: string;
  code?: string;
  params?: Record<string, unknown>;
}

/** The work order in Russian that comes with the product. */
const WORK_ORDER = '3'.padStart(24, '0');

let graph: GraphServer;
let workshop: TestWorkshop;
let manager: Session;
let orders: OrderBody[];

beforeAll(async () => {
  graph = await GraphServer.start();
  workshop = await TestWorkshop.open(graph.settings);
  manager = await workshop.as('manager');
  orders = [await makeOrder(manager), await makeOrder(manager), await makeOrder(manager)];
});

afterAll(async () => {
  await workshop.close();
  await graph.stop();
});

/** A run once nothing of it waits any more. */
async function run(ids: readonly string[], fields: object = {}): Promise<{ run: RunBody; rows: RowBody[] }> {
  const body = { templateId: WORK_ORDER, target: 'download', ids, ...fields };
  const begun = await manager.post<RunBody>('/document-runs', body);
  expect([begun.status, begun.body.total]).toEqual([201, ids.length]);
  return settled(begun.body.id);
}

async function settled(id: string): Promise<{ run: RunBody; rows: RowBody[] }> {
  await until(async () => (await manager.get<RunBody>(`/document-runs/${id}`)).body.state === 'done');
  const rows = await manager.get<PageBody<RowBody>>(`/document-runs/${id}/rows`);
  return { run: (await manager.get<RunBody>(`/document-runs/${id}`)).body, rows: rows.body.items };
}

describe('a run of documents', () => {
  it('makes each in the order asked for, tells which was refused and why, and is fetched as one file', async () => {
    const [first, second] = orders as [OrderBody, OrderBody];
    const missing = new Types.ObjectId().toHexString();
    const { run: made, rows } = await run([second.id, missing, first.id]);
    expect(made).toMatchObject({ total: 3, done: 2, refused: 1 });
    expect(rows.map(({ position, state, fileName, code }) => [position, state, fileName ?? code])).toEqual([
      [1, 'done', `Наряд ${second.number}.docx`],
      [2, 'refused', 'not_found'],
      [3, 'done', `Наряд ${first.number}.docx`],
    ]);
    const { status, bytes, headers } = await fetchBytes(manager, `/document-runs/${made.id}/file`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/zip']);
    const zip = await JSZip.loadAsync(bytes);
    expect(Object.keys(zip.files)).toEqual([`Наряд ${second.number}.docx`, `Наряд ${first.number}.docx`]);
    const inner = (await zip.file(`Наряд ${first.number}.docx`)?.async('nodebuffer')) as Buffer;
    expect((await readDocx(inner)).text).toContain(`Наряд. Заказ № ${first.number}`);
  });

  it('is told of by the journal once, with how many were made', async () => {
    const { run: made } = await run(orders.map(({ id }) => id));
    const admin = await workshop.asAdmin();
    const { body } = await admin.get<PageBody<HistoryBody>>(`/journal?entityId=${made.id}`);
    expect(body.items.map(({ action, params }) => [action, params])).toEqual([
      ['printed', { file: 'Наряд', count: 3 }],
      ['created', undefined],
    ]);
  });

  it('is nobody’s but who began it, and ends with their rights', async () => {
    const { run: made } = await run([orders[0]?.id ?? '']);
    const other = await workshop.another('manager');
    for (const path of ['', '/rows', '/file'])
      expect((await other.get(`/document-runs/${made.id}${path}`)).status).toBe(404);
    expect((await manager.delete(`/document-runs/${made.id}`)).status).toBe(204);
    expect((await manager.get(`/document-runs/${made.id}`)).status).toBe(404);
    const master = await workshop.as('master');
    const refused = await master.post('/document-runs', { templateId: WORK_ORDER, target: 'download', ids: [made.id] });
    expect(refused.status).toBe(403);
  });

  it('is gone on with where a process was killed in the middle of it, and makes nothing twice', async () => {
    const { run: made, rows } = await run(orders.map(({ id }) => id));
    const id = new Types.ObjectId(made.id);
    const [, , last] = rows;
    const documents = workshop.connection.collection('documentRows');
    const before = await documents.find({ runId: id, position: { $lt: 3 } }).toArray();
    // As a process leaves it that was killed while it made the last one.
    await documents.updateOne(
      { runId: id, position: last?.position ?? 3 },
      { $set: { state: 'waiting', attempts: 1 }, $unset: { contentId: '', fileName: '' } },
    );
    await workshop.connection.collection('documentRuns').updateOne({ _id: id }, { $set: { state: 'making' } });
    const again = await settled(made.id);
    expect(again.run).toMatchObject({ done: 3, refused: 0 });
    expect(await documents.find({ runId: id, position: { $lt: 3 } }).toArray()).toEqual(before);
  });
});

describe('a run into OneDrive', () => {
  it('puts each document into the folder, and tells where it lies', async () => {
    const [first, second] = orders as [OrderBody, OrderBody];
    const ids = [first.id, second.id];
    const { run: made, rows } = await run(ids, { target: 'onedrive', folder: 'Документы/Наряды' });
    expect(made).toMatchObject({ done: 2, refused: 0 });
    const stored = graph.content(`Документы/Наряды/Наряд ${first.number}.docx`) as Buffer;
    expect((await readDocx(stored)).text).toContain(`Наряд. Заказ № ${first.number}`);
    expect(rows.map(({ webUrl }) => webUrl)).toEqual([expect.stringContaining('https://'), expect.any(String)]);
    expect((await manager.get(`/document-runs/${made.id}/file`)).status).toBe(404);
  });

  it('tells of each document why OneDrive did not take it', async () => {
    graph.fail(/content$/, refusing(507, 'quotaLimitReached'));
    const { rows } = await run([orders[0]?.id ?? '', orders[1]?.id ?? ''], { target: 'onedrive' });
    expect(rows.map(({ state, code }) => [state, code])).toEqual([
      ['refused', 'onedrive.full'],
      ['done', undefined],
    ]);
    expect(rows[0]?.params).toMatchObject({ answer: 'Refused: quotaLimitReached' });
  });

  it('is refused where no OneDrive is set up', async () => {
    const other = await TestWorkshop.open();
    const caller = await other.as('manager');
    const order = await makeOrder(caller);
    const body = { templateId: WORK_ORDER, target: 'onedrive', ids: [order.id] };
    const refused = await caller.post<Problem>('/document-runs', body);
    expect([refused.status, refused.body.code]).toEqual([422, 'onedrive.not_set_up']);
    await other.close();
  });
});
