import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LABEL_PRESETS } from '@verstak/domain';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import type { Caller, Session } from './caller.js';
import { line, makeOrderInWork, partsOf } from './factories.js';
import { TestWorkshop } from './harness.js';
import { until } from './until.js';
import { addFile, BYTES } from './uploads.js';

interface StepBody {
  task: string;
  isDone: boolean;
  partId?: string;
}

let workshop: TestWorkshop;
let admin: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
});
afterAll(async () => workshop.close());

const stepsOf = async (by: Caller = admin): Promise<StepBody[]> => (await by.get<StepBody[]>('/today/first-hour')).body;

/** What is done; that the data lies on a server, which has backups of its own, is no matter here. */
const done = async (by: Caller = admin): Promise<string[]> =>
  (await stepsOf(by)).flatMap(({ task, isDone }) => (isDone && task !== 'backup' ? [task] : []));

async function accepted<T = { id: string }>(path: string, body: object, method = 'POST'): Promise<T> {
  const answer = await admin.send<T>(method, path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.body;
}

async function demoIs(state: string | undefined): Promise<void> {
  for (;;) {
    const { demo } = (await admin.get<{ demo?: { state: string } }>('/workshop')).body;
    if (demo?.state === state) return;
    await pause(100);
  }
}

/** The newest part as a label. */
const printLabel = async (): Promise<void> => {
  const partId = (await stepsOf()).find(({ task }) => task === 'label')?.partId;
  const { layout } = LABEL_PRESETS[0];
  await accepted('/parts/labels', { ids: [partId], layout, first: 1, copies: 1, lang: 'ru' });
};

describe('the first hour', () => {
  it('has all before it in a new workshop, with what each may do', async () => {
    expect((await stepsOf()).map(({ task }) => task)).toEqual([
      'identity',
      'reckoning',
      'people',
      'route',
      'product',
      'order',
      'label',
      'scan',
      'import',
      'backup',
    ]);
    expect(await done()).toEqual([]);
    expect((await stepsOf()).find(({ task }) => task === 'label')).not.toHaveProperty('partId');
  });

  it('counts nothing that a demo brought, there and taken out again, and what is tried with it', async () => {
    await accepted('/workshop/demo', { trade: 'cakes', language: 'ru' }, 'PUT');
    await demoIs('loaded');
    expect(await done()).toEqual([]);
    await printLabel();
    expect(await done()).toEqual(['label']);
    await accepted('/workshop/demo', {}, 'DELETE');
    await demoIs(undefined);
    expect(await done()).toEqual(['label']);
  }, 180_000);

  it('ticks each as the data says, and takes that back where it is there no more', async () => {
    const { id: subjectId } = await accepted('/workshop', { name: 'Ромашка' }, 'PATCH');
    expect(await done()).toEqual(['label']);
    const blank = { create: { width: 60, height: 20, channels: 3, background: '#a04020' } } as const;
    const bytes = await sharp(blank).png().toBuffer();
    const { id: logoId } = await addFile(admin, { subject: 'Workshop', subjectId, name: 'logo.png' }, bytes);
    await accepted('/workshop', { logoId }, 'PATCH');
    expect(await done()).toEqual(['identity', 'label']);

    const master = await workshop.as('master');
    expect(await done()).toEqual(['identity', 'people', 'label']);
    const stages = [{ name: 'Обжиг', workCentre: 'Печь', setUpMinutes: 0, minutesPerUnit: 5, masterIds: [] }];
    const { id: routeId } = await accepted('/routes', { name: 'Керамика', stages });
    expect(await done()).toEqual(['identity', 'people', 'route', 'label']);
    const cup = { name: 'Кружка', unit: 'шт', price: 90_000, isShown: true, options: [], questions: [] };
    const { id: productId } = await accepted('/products', cup);
    expect(await done()).not.toContain('product');
    await accepted(`/products/${productId}`, { routeId }, 'PATCH');
    expect(await done()).toContain('product');

    const order = await makeOrderInWork(admin, master.id, [line()]);
    const [part] = await partsOf(admin, order.id);
    expect(await done()).toEqual(['identity', 'reckoning', 'people', 'route', 'product', 'order', 'label']);
    expect((await stepsOf()).find(({ task }) => task === 'label')?.partId).toBe(part?.id);
    expect((await master.post(`/parts/${part?.id}/step`, { action: 'start' })).status).toBe(200);
    expect(await done()).toContain('scan');

    const query = new URLSearchParams({ kind: 'clients', name: 'клиенты.csv' });
    const { body } = await admin.send<{ id: string }>('POST', `/imports?${query}`, 'Организация\r\nВасилёк\r\n', BYTES);
    const stateOf = async (): Promise<string> => (await admin.get<{ state: string }>(`/imports/${body.id}`)).body.state;
    await until(async () => (await stateOf()) === 'ready');
    expect(await done()).not.toContain('import');
    await accepted(`/imports/${body.id}/commit`, {});
    await until(async () => (await stateOf()) === 'done');
    expect(await done()).toEqual((await stepsOf()).map(({ task }) => task).filter((task) => task !== 'backup'));

    await accepted(`/products/${productId}`, {}, 'DELETE');
    expect(await done()).not.toContain('product');
  });

  it('is for whoever sets up the workshop, with the tasks that are theirs', async () => {
    for (const role of ['manager', 'master'])
      expect((await (await workshop.as(role)).get('/today/first-hour')).status).toBe(403);
    await workshop.addRole('keeper', ['workshop:change', 'catalog:write']);
    const tasks = (await stepsOf(await workshop.another('keeper'))).map(({ task }) => task);
    expect(tasks).toEqual(['identity', 'reckoning', 'product', 'backup']);
  });

  it('needs no look at what was said at the start', async () => {
    const told = await TestWorkshop.open({ TIME_ZONE: 'Europe/Moscow', CURRENCY: 'RUB' });
    expect(await done(await told.asAdmin())).toEqual(['reckoning']);
    await told.close();
  });
});
