import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedFault } from '@verstak/domain';
import excel from 'exceljs';
import { Types } from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';
import { refusal, type Session } from './caller.js';
import type { HistoryBody, PageBody } from './factories.js';
import { saying, startFeedServer, type FeedServer } from './feed-server.js';
import { TestWorkshop } from './harness.js';

interface RunBody {
  startedAt: string;
  finishedAt: string;
  fault?: FeedFault;
  status?: number;
  headings?: string;
  rows: number;
  changed: number;
  unknown: number;
  faulty: number;
  rowFault?: { row: number; column?: string; value?: string };
}

interface FeedBody {
  id: string;
  version: number;
  url: string;
  everyMinutes: number;
  isOn: boolean;
  nextAt?: string;
  busyUntil?: string;
  lastRun?: RunBody;
}

interface OfferBody {
  id: string;
  version: number;
  price?: number;
  inStock?: number;
  leadDays?: number;
  checkedAt: string;
}

const TABLE = 'Артикул;Товар;Цена;В наличии\nKR-1;Кружка;140,50;12\nKR-2;Блюдце;80;0\nKR-9;Чайник;900;1\n';

let workshop: TestWorkshop;
let manager: Session;
let server: FeedServer;
let supplierId: string;
let cup: OfferBody;
let saucer: OfferBody;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ FEED_PRIVATE_NETWORKS: 'allow' });
  manager = await workshop.as('manager');
  server = await startFeedServer();
});
afterAll(async () => {
  await server.stop();
  await workshop.close();
});

beforeEach(async () => {
  supplierId = (await manager.post<{ id: string }>('/suppliers', { name: 'Керамика' })).body.id;
  cup = await offer({ article: 'KR-1', price: 12_500, inStock: 40, leadDays: 3 });
  saucer = await offer({ article: 'KR-2', price: 8_000, inStock: 5 });
  server.answer = saying(TABLE);
});

async function offer(fields: object): Promise<OfferBody> {
  const body = { name: 'Товар', unit: 'шт', supplierId, ...fields };
  return (await manager.post<OfferBody>('/offers', body)).body;
}

const read = async ({ id }: OfferBody): Promise<OfferBody> => (await manager.get<OfferBody>(`/offers/${id}`)).body;
const feedPath = (): string => `/suppliers/${supplierId}/feed`;

async function set(fields: object = {}): Promise<FeedBody> {
  const answer = await manager.send<FeedBody>('PUT', feedPath(), {
    url: server.url,
    everyMinutes: 60,
    isOn: false,
    ...fields,
  });
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return answer.body;
}

async function check(): Promise<RunBody> {
  const { body } = await manager.post<FeedBody>(`${feedPath()}/check`, {});
  expect(body).not.toHaveProperty('busyUntil');
  return body.lastRun as RunBody;
}

async function until(holds: (feed: FeedBody) => boolean): Promise<FeedBody> {
  for (;;) {
    const { body } = await manager.get<FeedBody>(feedPath());
    if (holds(body)) return body;
    await pause(50);
  }
}

async function workbook(): Promise<Buffer> {
  const book = new excel.Workbook();
  const sheet = book.addWorksheet('Прайс');
  sheet.addRows([['Прайс-лист'], ['Артикул', 'Цена', 'Остаток'], ['KR-1', 140.5, 12], ['KR-2', 80, 0], ['KR-9', 1, 1]]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('a stock check', () => {
  it('says price and stock of what the supplier sells anew, and adds nothing', async () => {
    await set();
    expect(await check()).toMatchObject({ rows: 3, changed: 2, unknown: 1, faulty: 0 });
    expect(await read(cup)).toMatchObject({ price: 14_050, inStock: 12, leadDays: 3, version: 2 });
    expect(await read(saucer)).toMatchObject({ price: 8_000, inStock: 0, version: 2 });
    const offers = await manager.get<PageBody<OfferBody>>(`/offers?supplierId=${supplierId}`);
    expect(offers.body.total).toBe(2);
    const [entry] = (await manager.get<PageBody<HistoryBody>>(`/offers/${cup.id}/history`)).body.items;
    expect(entry?.changes.map(({ path }) => path).sort()).toEqual(['inStock', 'price']);
  });

  it('renews the age of what has not changed without a version or an entry', async () => {
    await set();
    await check();
    const [before, entries] = [await read(cup), await workshop.connection.collection('journal').countDocuments()];
    expect(await check()).toMatchObject({ rows: 3, changed: 0 });
    const after = await read(cup);
    expect({ ...after, checkedAt: before.checkedAt }).toEqual(before);
    expect(after.checkedAt > before.checkedAt).toBe(true);
    expect(await workshop.connection.collection('journal').countDocuments()).toBe(entries);
  });

  it('runs by schedule, at once when it is set up, and when it is due', async () => {
    const { nextAt } = await set({ isOn: true });
    expect(new Date(nextAt ?? '').getTime()).toBeLessThanOrEqual(Date.now());
    const first = await until(({ lastRun }) => !!lastRun);
    expect(first.lastRun).toMatchObject({ changed: 2 });
    const minutes =
      (new Date(first.nextAt ?? '').getTime() - new Date(first.lastRun?.finishedAt ?? '').getTime()) / 60_000;
    expect(minutes).toBe(60);
    server.answer = saying(TABLE.replace('140,50', '150'));
    const feeds = workshop.connection.collection('stockFeeds');
    await feeds.updateOne({ _id: new Types.ObjectId(first.id) }, { $set: { nextAt: new Date() } });
    await until(({ lastRun }) => lastRun?.startedAt !== first.lastRun?.startedAt);
    expect(await read(cup)).toMatchObject({ price: 15_000 });
    expect(await set({ isOn: false })).not.toHaveProperty('nextAt');
  });

  it('reads a workbook, JSON and Windows-1251 alike', async () => {
    await set();
    const rows = [
      { sku: 'KR-1', price: 140.5, stock: 12, tags: ['a'] },
      { sku: 'KR-2', price: '80', stock: 0 },
      { sku: 'KR-9', price: null, stock: 1 },
    ];
    const windows = Buffer.from(
      [...TABLE].map((letter) => {
        const code = letter.charCodeAt(0);
        return code < 128 ? code : code - 0x410 + 0xc0;
      }),
    );
    for (const body of [await workbook(), JSON.stringify(rows), JSON.stringify({ total: 3, items: rows }), windows]) {
      await manager.patch(`/offers/${cup.id}`, { price: 1, inStock: 1 });
      server.answer = saying(body);
      expect(await check()).toMatchObject({ rows: 3, unknown: 1, faulty: 0 });
      expect(await read(cup)).toMatchObject({ price: 14_050, inStock: 12 });
    }
  });

  it('leaves out rows that are not understood, and tells the first of them', async () => {
    await set();
    server.answer = saying(`${TABLE.replace('140,50', 'по запросу')}KR-2;Блюдце;85;3\n`);
    expect(await check()).toMatchObject({
      rows: 4,
      changed: 0,
      unknown: 1,
      faulty: 3,
      rowFault: { row: 2, column: 'Цена', value: 'по запросу' },
    });
    expect([(await read(cup)).version, (await read(saucer)).version]).toEqual([1, 1]);
  });

  const broken: [FeedFault, string, () => Promise<string | Buffer> | string | Buffer][] = [
    ['not_a_table', 'a page', () => '\ufeff <!doctype html><table><tr><td>KR-1</td><td>1</td></tr></table>'],
    ['damaged', 'half of JSON', () => '[{"sku":"KR-1","price":1},{"sku":"KR-2","pri'],
    ['damaged', 'half of a workbook', async () => (await workbook()).subarray(0, 3_000)],
    ['empty', 'nothing', () => ''],
    ['empty', 'headings alone', () => 'Артикул;Цена\n'],
    ['empty', 'no rows in JSON', () => '{"items":[]}'],
    ['columns', 'other columns', () => 'Имя;Возраст\nАнна;30\n'],
    ['columns', 'no figures', () => 'Артикул;Товар\nKR-1;Кружка\n'],
    ['values', 'nothing that is understood', () => 'Артикул;Цена\nKR-1;дорого\nKR-2;дёшево\n'],
    ['no_text', 'a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0x0d, 1, 2, 3, 4])],
    ['too_many_rows', 'more than is taken', () => `Артикул;Цена\n${'KR-1;1\n'.repeat(20_001)}`],
    ['too_large', '100 MB', () => 'KR-1;1\n'.repeat(15_000_000)],
  ];
  it.each(broken)('tells %s of %s, and changes nothing', async (fault, _what, body) => {
    await set();
    server.answer = saying(await body());
    expect(await check()).toMatchObject({ fault, changed: 0 });
    for (const one of [cup, saucer]) expect(await read(one)).toEqual(one);
  });

  it('tells of a text whose end nobody announced and that ends within a row', async () => {
    await set();
    const hangingUp = (body: string): void => {
      server.answer = (_request, answer) =>
        void answer.socket?.end(`HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n\r\n${body}`);
    };
    hangingUp('Артикул;Цена\nKR-1;14');
    expect(await check()).toMatchObject({ fault: 'cut_off', changed: 0 });
    hangingUp('Артикул;Цена\nKR-1;140\n');
    expect(await check()).toMatchObject({ changed: 1 });
  });

  it('tells what a server answered, and what the columns are headed by', async () => {
    await set();
    server.answer = saying('no', 403);
    expect(await check()).toMatchObject({ fault: 'status', status: 403 });
    server.answer = saying('Имя;Возраст\nАнна;30\n');
    expect(await check()).toMatchObject({ headings: 'Имя, Возраст' });
  });

  it('comes to nothing for a supplier that is archived, which cannot be deleted meanwhile', async () => {
    await set();
    expect(refusal(await manager.delete(`/suppliers/${supplierId}`)).code).toBe('supplier.in_use');
    await manager.post(`/suppliers/${supplierId}/archive`, { isArchived: true });
    const asked = server.asked;
    expect(await check()).toMatchObject({ fault: 'supplier_archived' });
    expect(server.asked).toBe(asked);
  });

  it('tells that it is under way where it takes long, is not begun twice, and goes on no more once it is set up anew', async () => {
    await set();
    const release = Promise.withResolvers<void>();
    server.answer = (_request, answer) => void release.promise.then(() => answer.end(TABLE));
    const asked = server.asked;
    const [one, other] = [manager.post<FeedBody>(`${feedPath()}/check`, {}), until(({ busyUntil }) => !!busyUntil)];
    await other;
    expect((await manager.post<FeedBody>(`${feedPath()}/check`, {})).body).toHaveProperty('busyUntil');
    expect(server.asked).toBe(asked + 1);
    expect(await set({ everyMinutes: 30 })).not.toHaveProperty('busyUntil');
    release.resolve();
    expect((await one).body).not.toHaveProperty('lastRun');
    expect(await read(cup)).toEqual(cup);
  });

  it('is kept, refused and deleted as it should be', async () => {
    expect((await manager.get(feedPath())).status).toBe(404);
    for (const url of [
      'ftp://example.org/a.csv',
      'example.org',
      'http://',
      'http://a b',
      'http://%zz:a@b.example',
      'javascript:1',
    ])
      expect(
        refusal(await manager.send('PUT', feedPath(), { url, everyMinutes: 60, isOn: true })).errors?.[0]?.field,
      ).toBe('url');
    expect(
      refusal(await manager.send('PUT', feedPath(), { url: server.url, everyMinutes: 4, isOn: true })).status,
    ).toBe(400);
    await set();
    expect((await manager.delete(feedPath())).status).toBe(204);
    expect((await manager.get(feedPath())).status).toBe(404);
  });
});

describe('where stock is read from', () => {
  it('stands in no entry of the journal and is told to nobody but who may write it', async () => {
    const secret = server.url.replace('//', '//anna:geheim@') + '?key=geheim';
    const feed = await set({ url: secret });
    await set({ url: `${secret}2` });
    expect((await manager.get<FeedBody>(feedPath())).body.url).toBe(`${secret}2`);
    await check();
    const entries = await workshop.connection.collection('journal').find().sort({ _id: 1 }).toArray();
    expect(JSON.stringify(entries)).not.toContain('geheim');
    const own = entries.filter(({ entityId }) => String(entityId) === feed.id);
    expect(own.map(({ action }) => action as string)).toEqual(['created', 'changed', 'checked']);
    expect(own[1]?.['changes']).toEqual([{ path: 'url' }]);
    expect(own[2]?.['params']).toEqual({ count: 2 });
    for (const role of ['master', 'supplier', 'customer'])
      expect((await (await workshop.as(role)).get(feedPath())).status).toBe(403);
  });

  it('is told of in the journal where it fails and where it works again, once each', async () => {
    const { id } = await set();
    await check();
    for (const body of ['', '', TABLE, TABLE]) {
      server.answer = saying(body);
      await check();
    }
    const entries = await workshop.connection
      .collection('journal')
      .find({ action: 'checked' })
      .sort({ _id: 1 })
      .toArray();
    const own = entries.filter(({ entityId }) => String(entityId) === id);
    expect(own.map(({ params, changes }) => ({ ...params, changes: changes as object }))).toEqual([
      { count: 2, changes: [] },
      { count: 0, changes: [{ path: 'lastRun.fault', after: 'empty' }] },
      { count: 0, changes: [{ path: 'lastRun.fault', before: 'empty' }] },
    ]);
  });

  it('is no address of a private network unless that is allowed', async () => {
    const closed = await TestWorkshop.open();
    try {
      const admin = await closed.asAdmin();
      const { body } = await admin.post<{ id: string }>('/suppliers', { name: 'А' });
      const asked = server.asked;
      await admin.send('PUT', `/suppliers/${body.id}/feed`, { url: server.url, everyMinutes: 60, isOn: false });
      const answer = await admin.post<FeedBody>(`/suppliers/${body.id}/feed/check`, {});
      expect(answer.body.lastRun).toMatchObject({ fault: 'private_network' });
      expect(server.asked).toBe(asked);
    } finally {
      await closed.close();
    }
  });
});
