import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { DateTime } from 'luxon';
import { mongo, Types } from 'mongoose';
import sharp from 'sharp';
import { Contents } from '../src/files/contents.js';
import { DiskSpace } from '../src/platform/database/disk-space.js';
import { FileSweeper } from '../src/files/file-sweeper.js';
import { asSystem } from '../src/platform/access/caller.js';
import { refusal, type Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  makeOrderInWork,
  partsOf,
  type HistoryBody,
  type OrderBody,
  type PartBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';
import { until } from './until.js';
import { addFile, beginUpload, BYTES, fetchBytes, upload, uploadPath, type FileBody, type Where } from './uploads.js';

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>';
const HTML = '<!doctype html><html><body><script>alert(document.cookie)</script></body></html>';

let workshop: TestWorkshop;
let manager: Session;
let order: OrderBody;
let where: { subject: string; subjectId: string };
let photo: Buffer;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  order = await makeOrder(manager);
  where = { subject: 'Order', subjectId: order.id };
  // As a phone on its side takes it: turned by its orientation, with the place it was taken at.
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#884422' } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Model: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '56/1 51/1 30/1' } })
    .jpeg()
    .toBuffer();
});
afterEach(() => void jest.restoreAllMocks());
afterAll(async () => workshop.close());

/** How many contents, chunks of them and files there are. */
const storedBytes = async (): Promise<[number, number, number]> => [
  await stored('contents.files'),
  await stored('contents.chunks'),
  await stored('files'),
];

const stored = async (name: string): Promise<number> => workshop.connection.collection(name).countDocuments({});

async function listed(by: Session, query: object): Promise<FileBody[]> {
  const { body } = await by.get<FileBody[]>(`/files?${new URLSearchParams(query as Record<string, string>)}`);
  return body;
}

describe('a file', () => {
  it('is listed where it was added, and comes back byte by byte under its own name', async () => {
    const bytes = Buffer.from([...Array(1_000_000).keys()].map((byte) => byte % 251));
    const file = await addFile(manager, { ...where, name: 'Макет «Ромашка» № 5.bin' }, bytes);
    expect(file).toMatchObject({
      name: 'Макет «Ромашка» № 5.bin',
      size: 1_000_000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType: 'application/octet-stream',
      hasPreview: false,
      uploaderName: manager.name,
    });
    expect(await listed(manager, where)).toEqual([file]);
    const { headers, ...saved } = await fetchBytes(manager, `/files/${file.id}/content`);
    expect([saved.status, saved.bytes.equals(bytes)]).toEqual([200, true]);
    const name = `filename*=UTF-8''${encodeURIComponent('Макет «Ромашка» № 5.bin')}`;
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(headers.get('content-disposition')).toContain(name);
    expect(headers.get('content-length')).toBe('1000000');
  });

  it('is told by its content, whatever its name says', async () => {
    const png = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    for (const [name, bytes, mediaType] of [
      ['фото.txt', photo, 'image/jpeg'],
      ['знак.pdf', png, 'image/png'],
      ['счёт.jpg', PDF, 'application/pdf'],
      ['картинка.png', HTML, 'text/plain'],
      ['вектор.png', SVG, 'text/plain'],
      ['вектор.svg', `<?xml version="1.0"?>${SVG}`, 'application/xml'],
      ['письмо.txt', 'Привет', 'text/plain'],
      ['мусор.txt', Buffer.from([1, 2, 3, 0xff, 0]), 'application/octet-stream'],
    ] as const) {
      expect([name, (await addFile(manager, { ...where, name }, bytes)).mediaType]).toEqual([name, mediaType]);
    }
  });

  it('with something to run in it is never shown by a browser, only saved', async () => {
    for (const [name, bytes] of [
      ['страница.html', HTML],
      ['страница.png', HTML],
      ['вектор.svg', SVG],
      ['вектор.svg', `<?xml version="1.0"?>${SVG}`],
    ] as const) {
      const { id } = await addFile(manager, { ...where, name }, bytes);
      const { headers } = await fetchBytes(manager, `/files/${id}/content?isInline=true`);
      expect(headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(headers.get('content-type')).toMatch(/^(text\/plain; charset=utf-8|application\/octet-stream)$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox$/);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect((await manager.get(`/files/${id}/preview`)).status).toBe(404);
    }
  });

  it('of a picture or PDF is shown where that is asked for', async () => {
    const [picture, pdf] = [await addFile(manager, where, photo), await addFile(manager, where, PDF)];
    for (const [{ id }, type] of [
      [picture, 'image/jpeg'],
      [pdf, 'application/pdf'],
    ] as const) {
      const { headers } = await fetchBytes(manager, `/files/${id}/content?isInline=true`);
      expect([headers.get('content-disposition')?.split(';')[0], headers.get('content-type')]).toEqual([
        'inline',
        type,
      ]);
      expect((await fetchBytes(manager, `/files/${id}/content`)).headers.get('content-disposition')).toMatch(/^attach/);
    }
  });

  it('is given in parts, and not again to who has it', async () => {
    const { id, sha256 } = await addFile(manager, where, '0123456789');
    const part = async (range: string, more = {}): Promise<unknown[]> => {
      const { status, headers, bytes } = await fetchBytes(manager, `/files/${id}/content`, { range, ...more });
      return [status, headers.get('content-range'), bytes.toString()];
    };
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=5-99')).toEqual([206, 'bytes 5-9/10', '56789']);
    expect(await part('bytes=10-')).toEqual([416, 'bytes */10', '']);
    for (const whole of ['bytes=4-2', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-'])
      expect(await part(whole)).toEqual([200, null, '0123456789']);
    expect(await part('bytes=2-4', { 'if-range': '"another"' })).toEqual([200, null, '0123456789']);
    const known = await fetchBytes(manager, `/files/${id}/content`, { 'if-none-match': `"${sha256}"` });
    expect([known.status, known.bytes.length]).toEqual([304, 0]);
  });
});

describe('a picture', () => {
  it('keeps its original untouched, and is previewed upright and without what the camera noted', async () => {
    expect(photo.includes('SecretPhone')).toBe(true);
    const file = await addFile(manager, { ...where, name: 'фото.jpg' }, photo);
    expect(file).toMatchObject({ hasPreview: true, width: 300, height: 400 });
    const original = await fetchBytes(manager, `/files/${file.id}/content`);
    expect(original.bytes.equals(photo)).toBe(true);
    for (const [size, width] of [
      ['large', 300],
      ['small', 240],
    ] as const) {
      const { headers, bytes } = await fetchBytes(manager, `/files/${file.id}/preview?size=${size}`);
      const seen = await sharp(bytes).metadata();
      expect([headers.get('content-type'), seen.format, seen.width, seen.exif]).toEqual([
        'image/webp',
        'webp',
        width,
        undefined,
      ]);
      expect(bytes.includes('SecretPhone')).toBe(false);
    }
  });

  it('that is a bomb, or broken, is kept and has no preview', async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const broken = photo.subarray(0, 40);
    for (const bytes of [bomb, broken]) {
      const file = await addFile(manager, { ...where, name: 'картинка.png' }, bytes);
      expect([file.hasPreview, file.size]).toEqual([false, bytes.length]);
      expect((await manager.get(`/files/${file.id}/preview`)).status).toBe(404);
    }
  });
});

describe('the rows of files', () => {
  let inWork: OrderBody;
  let part: PartBody;
  let master: Session;
  let stranger: Session;

  beforeAll(async () => {
    [master, stranger] = [await workshop.as('master'), await workshop.another('master')];
    inWork = await makeOrderInWork(manager, master.id, [line(), line({ title: 'Другая вещь' })]);
    part = (await partsOf(manager, inWork.id))[0] as PartBody;
  });

  it('are those of the order: a master reads what is about the own item, and nothing else', async () => {
    const at = { subject: 'Order', subjectId: inWork.id };
    const about = { ...at, itemId: part.itemId };
    const [ofOrder, ofItem] = [await addFile(manager, at), await addFile(manager, about)];
    expect((await listed(master, about)).map(({ id }) => id)).toEqual([ofItem.id]);
    for (const path of ['', '/content', '/history']) {
      expect([path, (await master.get(`/files/${ofItem.id}${path}`)).status]).toEqual([path, 200]);
      expect([path, (await master.get(`/files/${ofOrder.id}${path}`)).status]).toEqual([path, 404]);
      expect([path, (await stranger.get(`/files/${ofItem.id}${path}`)).status]).toEqual([path, 404]);
    }
    expect((await master.get(`/files?${new URLSearchParams(at)}`)).status).toBe(404);
    expect((await stranger.get(`/files?${new URLSearchParams(about)}`)).status).toBe(404);
    expect((await listed(manager, at)).map(({ id }) => id)).toEqual([ofOrder.id, ofItem.id]);
  });

  it('let a master add to the own part and take back, but touch nothing of the office', async () => {
    const about = { subject: 'Order', subjectId: inWork.id, itemId: part.itemId };
    const atPart = { ...about, partId: part.id };
    const file = await addFile(master, { ...atPart, name: 'готово.jpg' }, photo);
    expect(file).toMatchObject({ partId: part.id, itemId: part.itemId, uploaderName: master.name });
    expect((await listed(manager, about)).map(({ id }) => id)).toContain(file.id);
    expect((await master.delete(`/files/${file.id}`)).status).toBe(204);
    expect((await master.post(`/files/${file.id}/restore`)).status).toBe(200);
    const [office] = await listed(manager, about);
    expect([(await master.delete(`/files/${office?.id}`)).status, (await upload(master, about, 'x')).status]).toEqual([
      403, 403,
    ]);
    expect([(await stranger.delete(`/files/${file.id}`)).status, (await upload(stranger, atPart, 'x')).status]).toEqual(
      [404, 404],
    );
  });

  it('of a part that is made for no order are read by who works on it, and changed by the office alone', async () => {
    const body = { title: 'Вал', quantity: 1, unit: 'шт', masterId: master.id };
    const { body: own } = await manager.post<PartBody>('/parts', body);
    const at = { subject: 'Part', subjectId: own.id };
    const drawing = await addFile(manager, { ...at, name: 'чертёж.pdf' }, PDF);
    const taken = await addFile(master, { ...at, partId: own.id, name: 'готово.jpg' }, photo);
    expect((await listed(master, at)).map(({ id }) => id)).toEqual([drawing.id, taken.id]);
    expect([(await master.delete(`/files/${drawing.id}`)).status, (await upload(master, at, 'x')).status]).toEqual([
      403, 403,
    ]);
    expect((await master.delete(`/files/${taken.id}`)).status).toBe(204);
    expect((await upload(manager, { ...at, partId: part.id }, 'x')).status).toBe(404);
    expect((await stranger.get(`/files/${drawing.id}`)).status).toBe(404);
    const history = await manager.get<PageBody<HistoryBody>>(`/parts/${own.id}/history`);
    expect(history.body.items.map(({ entity, action }) => `${entity} ${action}`)).toEqual([
      'File removed',
      'File added',
      'File added',
      'Part created',
    ]);
    expect((await manager.delete(`/parts/${own.id}`)).status).toBe(204);
    expect((await manager.get(`/files/${drawing.id}`)).status).toBe(404);
  });

  it('of a client and of a whole order are for who may read contacts and prices', async () => {
    await workshop.addRole('clerk', ['clients:read', 'clients:write', 'orders:read']);
    const clerk = await workshop.as('clerk');
    const at = { subject: 'Client', subjectId: (await makeClient(manager)).id };
    const file = await addFile(manager, { ...at, name: 'договор.pdf' }, PDF);
    expect(await listed(manager, at)).toEqual([file]);
    for (const caller of [clerk, master]) {
      expect((await caller.get(`/files/${file.id}/content`)).status).toBe(404);
      expect((await caller.get(`/files?${new URLSearchParams(at)}`)).status).toBe(404);
      expect((await upload(caller, at, 'x')).status).toBe(404);
    }
    const ofOrder = await addFile(manager, { ...where, name: 'счёт.pdf' }, PDF);
    const about = { ...where, itemId: order.items[0]?.id ?? '' };
    const ofItem = await addFile(manager, { ...about, name: 'макет.pdf' }, PDF);
    expect((await clerk.get(`/files/${ofOrder.id}`)).status).toBe(404);
    expect(await listed(clerk, about)).toEqual([ofItem]);
    const reader = await upload(clerk, about, 'x');
    expect([reader.status, refusal(reader).code]).toEqual([403, 'auth.forbidden']);
  });

  it('of a stage of a route are read by whoever works, changed by who may change the route, and end with it', async () => {
    const admin = await workshop.asAdmin();
    const stage = { name: 'Распил', setUpMinutes: 0, minutesPerUnit: 1, masterIds: [], instruction: 'По риске' };
    const { body: route } = await admin.post<{ id: string; stages: { id: string }[] }>('/routes', {
      name: 'С картинками',
      stages: [stage, { ...stage, name: 'Шлифовка' }],
    });
    const at = { subject: 'Route', subjectId: route.id };
    const stageId = route.stages[1]?.id ?? '';
    const shown = await addFile(admin, { ...at, stageId, name: 'упор.jpg' }, photo);
    expect(await listed(stranger, at)).toMatchObject([{ id: shown.id, stageId, hasPreview: true }]);
    expect((await fetchBytes(stranger, `/files/${shown.id}/preview`)).status).toBe(200);
    for (const caller of [master, manager]) {
      const added = await upload(caller, { ...at, stageId }, 'x');
      expect([added.status, refusal(added).code]).toEqual([403, 'auth.forbidden']);
      expect((await caller.delete(`/files/${shown.id}`)).status).toBe(403);
    }
    for (const [where, status, fault] of [
      [{ ...at, stageId: part.id }, 404, { field: 'stageId', rule: 'exists', value: part.id }],
      [{ ...at, stageId, itemId: stageId }, 404, { field: 'itemId', rule: 'exists', value: stageId }],
      [{ ...at, stageId: 'вторая' }, 400, { field: 'stageId', rule: 'isMongoId' }],
      [at, 400, { field: 'stageId', rule: 'isDefined' }],
      [{ subject: 'Order', subjectId: inWork.id, stageId }, 404, { field: 'stageId', rule: 'exists' }],
    ] as const) {
      const refused = await upload(admin, where, 'x');
      expect([refused.status, refusal(refused).errors]).toMatchObject([status, [fault]]);
    }
    const history = await admin.get<PageBody<HistoryBody>>(`/routes/${route.id}/history`);
    expect(history.body.items.map(({ entity, action }) => `${entity} ${action}`)).toEqual([
      'File added',
      'Route created',
    ]);
    expect((await admin.delete(`/routes/${route.id}`)).status).toBe(204);
    expect((await master.get(`/files/${shown.id}/preview`)).status).toBe(404);
    await until(async () => {
      const file = await workshop.connection.collection('files').findOne({ _id: new Types.ObjectId(shown.id) });
      return file?.['removedAt'] !== undefined;
    });
  });

  it('end with what the files belong to', async () => {
    const gone = await makeOrder(manager);
    const file = await addFile(manager, { subject: 'Order', subjectId: gone.id });
    await manager.delete(`/orders/${gone.id}`);
    expect((await manager.get(`/files/${file.id}`)).status).toBe(404);
  });

  it('are asked again where a repeat would give the first answer', async () => {
    const atPart = { subject: 'Order', subjectId: inWork.id, itemId: part.itemId, partId: part.id };
    const key = { 'idempotency-key': 'master-lost-it' };
    expect((await upload(master, atPart, 'x', key)).status).toBe(201);
    const { body } = await manager.get<OrderBody>(`/orders/${inWork.id}`);
    const items = body.items.map(({ id }) => ({ id, masterId: stranger.id }));
    expect((await manager.patch(`/orders/${inWork.id}`, { items, version: body.version })).status).toBe(200);
    expect((await upload(master, atPart, 'x', key)).status).toBe(404);
  });

  it('are those of the session that a browser brings by its cookie, as long as it lasts', async () => {
    const { id } = await addFile(manager, where, photo);
    const body = { login: manager.login, password: 'correct horse battery' };
    const signedIn = await workshop.nobody.post('/auth/sign-in', body);
    const cookies = signedIn.headers.getSetCookie();
    const reading = cookies.find((cookie) => cookie.startsWith('verstak_files='));
    expect(reading).toMatch(/; Path=\/api\/v1\/files; .*HttpOnly; SameSite=Strict/);
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    const ask = async (path: string, headers: Record<string, string> = { cookie }): Promise<number> =>
      (await workshop.nobody.get(path, headers)).status;
    expect([await ask(`/files/${id}/content`), await ask(`/files/${id}/preview`)]).toEqual([200, 200]);
    // It opens nothing but bytes, and is no access token.
    expect([await ask(`/files/${id}`), await ask(`/orders/${order.id}`)]).toEqual([401, 401]);
    const token = /verstak_files=([^;]+)/.exec(cookie)?.[1] ?? '';
    expect(await ask(`/files/${id}/content`, { authorization: `Bearer ${token}` })).toBe(401);
    const answer = await workshop.nobody.post('/auth/sign-out', undefined, { cookie });
    expect(answer.headers.getSetCookie().join()).toContain('verstak_files=;');
    expect(await ask(`/files/${id}/content`)).toBe(401);
  });
});

describe('a removed file', () => {
  it('is out of sight, can be restored, and tells who did what', async () => {
    const at = { subject: 'Order', subjectId: (await makeOrder(manager)).id };
    const file = await addFile(manager, at);
    expect((await manager.delete(`/files/${file.id}`)).status).toBe(204);
    expect((await manager.delete(`/files/${file.id}`)).status).toBe(204);
    expect(await listed(manager, at)).toEqual([]);
    expect(await listed(manager, { ...at, isRemoved: 'true' })).toMatchObject([
      { id: file.id, version: 2, removedBy: manager.name },
    ]);
    const restored = await manager.post<FileBody>(`/files/${file.id}/restore`);
    expect([restored.status, restored.body.removedAt, restored.body.version]).toEqual([200, undefined, 3]);
    expect((await listed(manager, at)).map(({ id }) => id)).toEqual([file.id]);
    const history = (await manager.get<PageBody<HistoryBody>>(`/files/${file.id}/history`)).body.items;
    expect(history.map(({ action, actor }) => [action, actor.name])).toEqual(
      ['restored', 'removed', 'added'].map((action) => [action, manager.name]),
    );
  });
});

describe('the history of what files belong to', () => {
  /** What was done, newest first, by pages of two. */
  async function told(by: Session, path: string): Promise<unknown[]> {
    const entries: HistoryBody[] = [];
    for (let page = 1, total = 1; entries.length < total; page++) {
      const { body } = await by.get<PageBody<HistoryBody>>(`${path}/history?page=${page}&pageSize=2`);
      total = body.total;
      entries.push(...body.items);
    }
    return entries.map(({ entity, action, params }) => [entity, action, params?.file]);
  }

  it('tells of an order what was done to it and to its files, among each other, and goes on when a file is gone', async () => {
    const { id, version } = await makeOrder(manager);
    const { id: itemId = '' } = (await manager.get<OrderBody>(`/orders/${id}`)).body.items[0] ?? {};
    const at = { subject: 'Order', subjectId: id };
    const file = await addFile(manager, { ...at, name: 'макет.pdf' }, PDF);
    await manager.patch(`/orders/${id}`, { note: 'Позвонить', version });
    await manager.delete(`/files/${file.id}`);
    await addFile(manager, { ...at, itemId, name: 'эскиз.pdf' }, PDF);
    const history = [
      ['File', 'added', 'эскиз.pdf'],
      ['File', 'removed', 'макет.pdf'],
      ['Order', 'changed', undefined],
      ['File', 'added', 'макет.pdf'],
      ['Order', 'created', undefined],
    ];
    expect(await told(manager, `/orders/${id}`)).toEqual(history);
    await asSystem('first start', () =>
      workshop.app.get(FileSweeper, { strict: false }).sweep(DateTime.now().plus({ days: 31 })),
    );
    expect(await told(manager, `/orders/${id}`)).toEqual([['File', 'deleted', 'макет.pdf'], ...history]);
  });

  it('tells it of a client, and nobody who may not read those files', async () => {
    const { id } = await makeClient(manager);
    const order = await makeOrder(manager, { clientId: id });
    await addFile(manager, { subject: 'Client', subjectId: id, name: 'договор.pdf' }, PDF);
    await addFile(manager, { subject: 'Order', subjectId: order.id, name: 'счёт.pdf' }, PDF);
    expect(await told(manager, `/clients/${id}`)).toEqual([
      ['File', 'added', 'договор.pdf'],
      ['Client', 'created', undefined],
    ]);
    await workshop.addRole('cashier', ['orders:read', 'orders:prices']);
    const created = ['Order', 'created', undefined];
    expect(await told(manager, `/orders/${order.id}`)).toEqual([['File', 'added', 'счёт.pdf'], created]);
    expect(await told(await workshop.as('cashier'), `/orders/${order.id}`)).toEqual([created]);
  });
});

describe('the sweeper', () => {
  const sweep = async (days: number): Promise<void> => {
    const sweeper = workshop.app.get(FileSweeper, { strict: false });
    await asSystem('first start', () => sweeper.sweep(DateTime.now().plus({ days })));
  };

  it('deletes removed files with their bytes and previews after 30 days, and says so in the journal', async () => {
    const at = { subject: 'Order', subjectId: (await makeOrder(manager)).id };
    const kept = await storedBytes();
    const file = await addFile(manager, at, photo);
    await manager.delete(`/files/${file.id}`);
    await sweep(29);
    expect((await manager.get(`/files/${file.id}/preview`)).status).toBe(200);
    await sweep(31);
    expect((await manager.get(`/files/${file.id}`)).status).toBe(404);
    expect((await storedBytes())[2]).toBeLessThanOrEqual(kept[2]);
    const journal = workshop.connection.collection('journal');
    const entries = await journal.find({ entityId: new Types.ObjectId(file.id) }).toArray();
    expect(entries.map(({ action }) => action as string)).toEqual(['added', 'removed', 'deleted']);
  });

  it('deletes what a crash left of an upload after a day, and never what belongs to a file', async () => {
    const file = await addFile(manager, where, 'нужное');
    const contents = workshop.app.get(Contents, { strict: false });
    const left = await contents.receive(Readable.from([Buffer.from('ничьё')]));
    const isThere = async (): Promise<boolean> =>
      !!(await workshop.connection.collection('contents.files').findOne({ _id: left.id }));
    await sweep(0.9);
    expect(await isThere()).toBe(true);
    await sweep(1.1);
    expect(await isThere()).toBe(false);
    expect((await manager.get(`/files/${file.id}/content`)).text).toBe('нужное');
  });

  it('finds the files of a deleted order removed', async () => {
    const order = await makeOrder(manager);
    const file = await addFile(manager, { subject: 'Order', subjectId: order.id });
    await manager.delete(`/orders/${order.id}`);
    const files = workshop.connection.collection('files');
    const stored = async () => files.findOne({ _id: new Types.ObjectId(file.id) });
    await until(async () => !!(await stored())?.['removedAt']);
    await sweep(31);
    expect(await stored()).toBeNull();
  });
});

describe('an upload', () => {
  it('with a key is done once: the same bytes get the first answer, others 422', async () => {
    const at = { subject: 'Order', subjectId: (await makeOrder(manager)).id };
    const key = { 'idempotency-key': 'the-same-picture' };
    const first = await upload(manager, at, photo, key);
    const bytes = await stored('contents.files');
    const again = await upload(manager, at, photo, key);
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([201, first.text, 'true']);
    const other = await upload(manager, at, photo.subarray(1), key);
    expect([other.status, refusal(other).code]).toEqual([422, 'idempotency.reused']);
    expect([(await listed(manager, at)).length, await stored('contents.files')]).toEqual([1, bytes]);
  });

  it('that is empty, too large, wrongly sent or named is refused, and leaves nothing', async () => {
    const kept = await storedBytes();
    const wrong = async (name: string): Promise<unknown[]> => {
      const answer = await upload(manager, { ...where, name }, 'x');
      return [answer.status, refusal(answer).errors?.[0]?.field];
    };
    for (const name of ['', ' ', 'a/b.txt', 'a\\b.txt', 'x'.repeat(201), 'gpj.\u202eexe', 'a\u0000b'])
      expect([name, ...(await wrong(name))]).toEqual([name, 400, 'name']);
    const empty = await upload(manager, where, '');
    expect([empty.status, refusal(empty).errors?.[0]?.field]).toEqual([400, 'body']);
    const json = await manager.post(uploadPath(where), { a: 1 });
    expect([json.status, refusal(json).code]).toEqual([415, 'request.unsupported_media_type']);
    expect((await manager.post(uploadPath(where))).status).toBe(415);
    expect((await upload(manager, { ...where, subject: 'User' }, 'x')).status).toBe(400);
    expect((await upload(manager, { ...where, subjectId: 'f'.repeat(24) }, 'x')).status).toBe(404);
    expect((await upload(manager, { ...where, itemId: 'f'.repeat(24) }, 'x')).status).toBe(404);
    expect((await upload(manager, { ...where, partId: 'f'.repeat(24) }, 'x')).status).toBe(404);
    expect(await storedBytes()).toEqual(kept);
  });

  it('larger than 100 MiB is refused before it is sent, and where its size was not told', async () => {
    const announced = beginUpload(manager, where, 100 * 1024 * 1024 + 1, '');
    const [head] = (await once(announced, 'data')) as [Buffer];
    announced.destroy();
    expect(head.toString()).toMatch(/^HTTP\/1.1 413 .*"request.too_large"/s);
    jest.replaceProperty(workshop.app.get(Contents, { strict: false }), 'largest', 1_000_000);
    const kept = await storedBytes();
    const body = Readable.toWeb(Readable.from(Array<Buffer>(20).fill(Buffer.alloc(100_000, 7))));
    const answer = await fetch(`${workshop.url}/api/v1${uploadPath(where)}`, {
      method: 'POST',
      headers: { ...BYTES, authorization: `Bearer ${manager.accessToken}` },
      body,
      duplex: 'half',
    } as RequestInit);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'request.too_large']);
    expect(await storedBytes()).toEqual(kept);
  });

  it('that breaks off leaves nothing', async () => {
    const kept = await storedBytes();
    const socket = beginUpload(manager, where, 5_000_000, Buffer.alloc(2_000_000, 1));
    await until(async () => (await stored('contents.chunks')) > kept[1]);
    socket.destroy();
    await until(async () => (await stored('contents.chunks')) === kept[1]);
    expect(await storedBytes()).toEqual(kept);
  });

  it('where the disk has no room is refused, whether that is known before or met while writing', async () => {
    const kept = await storedBytes();
    jest.spyOn(workshop.app.get(DiskSpace, { strict: false }), 'free').mockResolvedValueOnce(1_000);
    const early = await upload(manager, where, 'x');
    expect([early.status, refusal(early).code]).toEqual([507, 'file.no_space']);
    const full = Object.assign(new Error('the write could not be stored'), { code: 14_031 });
    jest.spyOn(mongo.Collection.prototype, 'insertOne').mockImplementation(function (
      this: mongo.Collection,
      ...[document]: Parameters<mongo.Collection['insertOne']>
    ) {
      return this.collectionName === 'contents.chunks' ? Promise.reject(full) : this.insertMany([document]);
    } as never);
    const late = await upload(manager, where, Buffer.alloc(300_000, 1));
    expect([late.status, refusal(late).code]).toEqual([507, 'file.no_space']);
    expect(await storedBytes()).toEqual(kept);
  });

  it('beside many others of the same person is to be sent again a little later', async () => {
    const at = { subject: 'Order', subjectId: (await makeOrder(manager)).id };
    const others: Socket[] = [];
    const status = async (): Promise<number> => (await upload(manager, at, 'x')).status;
    // One of these may be refused itself, where it comes while the whole one is served.
    await until(async () => {
      others.push(beginUpload(manager, at, 10, 'half'));
      return (await status()) === 429;
    });
    const answer = await upload(manager, at, 'x');
    expect([answer.status, refusal(answer).code, answer.headers.get('retry-after')]).toEqual([
      429,
      'request.too_many',
      '5',
    ]);
    for (const socket of others) socket.destroy();
    await until(async () => (await status()) === 201);
  });

  /** An order that has so many files: one that was added, and others that are stored as it is. */
  async function orderWithFiles(count: number): Promise<{ at: Where; first: FileBody }> {
    const at = { subject: 'Order', subjectId: (await makeOrder(manager)).id };
    const first = await addFile(manager, at);
    const files = workshop.connection.collection('files');
    const { _id, ...fields } = (await files.findOne({ _id: new Types.ObjectId(first.id) }))!;
    if (count > 1) await files.insertMany([...Array(count - 1)].map(() => ({ ...fields })));
    return { at, first };
  }

  it('beyond 200 files at one order is refused', async () => {
    const { at, first } = await orderWithFiles(200);
    const more = await upload(manager, at, 'x');
    expect([more.status, refusal(more).code]).toEqual([422, 'file.too_many']);
    await manager.delete(`/files/${first.id}`);
    await addFile(manager, at);
    expect(refusal(await manager.post(`/files/${first.id}/restore`)).code).toBe('file.too_many');
  });

  it('at once at one order are 200 together, and of those beyond no bytes stay', async () => {
    const { at, first } = await orderWithFiles(199);
    const [, contents] = [await manager.delete(`/files/${first.id}`), await stored('contents.files')];
    const answers = await Promise.all([
      ...[...Array(4)].map((_, index) => upload(manager, at, `x${index}`)),
      manager.post(`/files/${first.id}/restore`),
    ]);
    const added = answers.filter(({ status }) => status < 300);
    expect(answers.filter(({ status }) => status >= 300).map((answer) => refusal(answer).code)).toEqual([
      'file.too_many',
      'file.too_many',
      'file.too_many',
    ]);
    expect(
      await workshop.connection.collection('files').countDocuments({
        subjectId: new Types.ObjectId(at.subjectId),
        removedAt: null,
      }),
    ).toBe(200);
    const uploads = added.filter(({ status }) => status === 201).length;
    await until(async () => (await stored('contents.files')) === contents + uploads);
  });
});
