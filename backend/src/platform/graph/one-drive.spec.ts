import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OneDriveFault } from '@verstak/domain';
import { GraphServer, hangUp, refusing } from '../../../test/graph-server.js';
import { readEnvironment } from '../config/environment.js';
import { graphSettings } from '../config/graph-settings.js';
import { Failure } from '../failure/failure.js';
import { MOST_ENTRIES, OneDrive } from './one-drive.js';
import { PACE, type Pace } from './repeats.js';
import { FRAGMENT_UNIT } from './upload-session.js';

const SECRET = 'aB38Q~the-secret-of-the-tests';
const MOST = 1_000_000;
/** Three fragments, the last of them short. */
const BIG = Buffer.alloc(32 * FRAGMENT_UNIT + 12_345, 'кирпич');

let server: GraphServer;
let waits: number[];

beforeEach(async () => {
  server = await GraphServer.start();
  waits = [];
});
afterEach(() => server.stop());

/** The client of an operator with these variables, whose waits are only noted. */
function drive(settings: Record<string, string> = {}, pace: Partial<Pace> = {}): OneDrive {
  const graph = graphSettings(readEnvironment({ ...server.settings, ...settings }));
  const pause = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
  return new OneDrive({ graph }, { ...PACE, pause, random: () => 0, ...pace });
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`No failure but ${String(error)}`, { cause: error });
  return error;
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  return (await failureOf(work)).code;
}

describe('a OneDrive', () => {
  it('that is not set up says so', async () => {
    const none = new OneDrive({ graph: undefined });
    expect(none.isSetUp).toBe(false);
    expect(await faultOf(none.check())).toBe('onedrive.not_set_up');
    expect(drive().isSetUp).toBe(true);
  });

  it('that is in order says whose it is, and an upload that was tried leaves nothing', async () => {
    expect(await drive().check()).toEqual({ owner: 'Анна Петрова', remaining: 5e9 });
    expect([server.openSessions, (await drive().list()).items]).toEqual([0, []]);
  });

  it.each<[OneDriveFault, Record<string, string>]>([
    ['onedrive.tenant', { MS_TENANT_ID: 'nobody.example.org' }],
    ['onedrive.client', { MS_CLIENT_ID: '11111111-1111-4111-8111-111111111111' }],
    ['onedrive.secret', { MS_CLIENT_SECRET: 'wrong~secret' }],
    ['onedrive.no_drive', { MS_ONEDRIVE_USER_ID: 'nobody@romashka.onmicrosoft.com' }],
    ['onedrive.unreachable', { MS_GRAPH_URL: 'http://127.0.0.1:1' }],
    ['onedrive.unreachable', { MS_LOGIN_URL: 'http://127.0.0.1:1' }],
  ])('is found to be %s with %j', async (fault, settings) => {
    expect(await faultOf(drive(settings).check())).toBe(fault);
  });

  it.each<[OneDriveFault, number, string]>([
    ['onedrive.secret_expired', 401, 'AADSTS7000222: The provided client secret keys are expired.'],
    ['onedrive.unauthorised', 400, 'AADSTS7000112: Application is disabled.'],
  ])('is found to be %s', async (fault, status, error_description) => {
    server.fail(
      /token$/,
      (_request, answer) => void answer.writeHead(status).end(JSON.stringify({ error_description })),
    );
    const { code, details } = await failureOf(drive().check());
    expect([code, details.params]).toEqual([fault, { answer: error_description }]);
  });

  it('whose application nobody consented to is found out, for reading and for writing', async () => {
    server.fail(/createUploadSession$/, refusing(403, 'accessDenied'));
    expect(await faultOf(drive().check())).toBe('onedrive.forbidden');
    server.isConsented = false;
    expect(await faultOf(drive().check())).toBe('onedrive.forbidden');
  });

  it('tells the secret to nobody, even where the server says it back', async () => {
    const failure = await failureOf(drive({ MS_CLIENT_SECRET: 'hidden~word' }).check());
    expect(failure.details.params?.['answer']).toContain('Invalid client secret provided: ….');
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain('hidden~word');
    await drive().list();
    const elsewhere = server.seen.filter(({ line }) => !line.endsWith('/token'));
    expect(elsewhere.some(({ body, line }) => (body.toString() + line).includes(SECRET))).toBe(false);
  });
});

describe('a token', () => {
  it('is fetched once for all who need it at a time, and used until shortly before its end', async () => {
    const one = drive();
    await Promise.all(Array.from({ length: 8 }, () => one.list()));
    await one.list();
    expect(server.tokens.length).toBe(1);
  });

  it('that is about to end is not begun with', async () => {
    server.tokenSeconds = 0;
    const one = drive();
    await one.list();
    await one.list();
    expect(server.tokens.length).toBe(2);
  });

  it('that is refused is replaced once, however many used it', async () => {
    const one = drive();
    await one.list();
    server.tokens = ['another'];
    await Promise.all([one.list(), one.list(), one.list()]);
    expect(server.tokens.length).toBe(2);
    server.fail(/children$/, refusing(401), 2);
    const before = server.count(/children$/);
    expect(await faultOf(one.list())).toBe('onedrive.unauthorised');
    expect(server.count(/children$/) - before).toBe(2);
  });

  it('that the server is too busy to give is asked for again', async () => {
    server.fail(/token$/, refusing(503, 'busy', { 'retry-after': '3' }));
    await drive().list();
    expect(waits).toEqual([3_000]);
  });
});

describe('a folder', () => {
  it('is read page by page', async () => {
    server.pageSize = 3;
    for (let n = 0; n < 8; n += 1) server.put(`Прайсы/Лист ${n}.xlsx`, 'x'.repeat(n));
    server.put('Прайсы/Архив/старый.xlsx', '');
    const { items, isWhole } = await drive().list({ path: 'Прайсы' });
    expect(items.map(({ name, isFolder, size }) => [name, isFolder, size])).toEqual([
      ['Архив', true, 0],
      ...Array.from({ length: 8 }, (_, n) => [`Лист ${n}.xlsx`, false, n]),
    ]);
    expect([isWhole, server.count(/children$/)]).toEqual([true, 3]);
    expect((await drive().list({ id: items[0]?.id ?? '' })).items.map(({ name }) => name)).toEqual(['старый.xlsx']);
  });

  it('is read to a bound', async () => {
    for (let n = 0; n <= MOST_ENTRIES; n += 1) server.put(`${n}`, '');
    const { items, isWhole } = await drive().list();
    expect([items.length, isWhole]).toEqual([MOST_ENTRIES, false]);
  });

  it('whose next page is said to lie with somebody else is read no further, and nobody else is signed in to', async () => {
    const body = {
      value: [],
      '@odata.nextLink': `${server.settings.MS_GRAPH_URL.replace('127.0.0.1', 'localhost')}/next`,
    };
    server.fail(/children$/, (_request, answer) => void answer.end(JSON.stringify(body)));
    expect(await faultOf(drive().list())).toBe('onedrive.refused');
    expect(server.count(/next$/)).toBe(0);
  });

  it('that is not there is missing; dots lead nowhere else', async () => {
    expect(await faultOf(drive().list({ path: 'Нет такой' }))).toBe('onedrive.missing');
    for (const path of ['..', 'a/../../../other/drive', '.'])
      expect(await faultOf(drive().list({ path }))).toBe('onedrive.missing');
    expect(await faultOf(drive().list({ id: '..' }))).toBe('onedrive.missing');
    expect(server.seen.filter(({ line }) => /other|drive\/\.\.$/.test(line))).toEqual([]);
  });
});

describe('a busy server', () => {
  it.each<[number, Record<string, string>, number]>([
    [429, { 'retry-after': '7' }, 7_000],
    [503, { 'retry-after': '1' }, 1_000],
    [504, {}, 250],
    [500, {}, 250],
  ])('that answers %d %j is asked again, not sooner than it wants', async (status, headers, wait) => {
    server.fail(/children$/, refusing(status, 'busy', headers));
    expect((await drive().list()).items).toEqual([]);
    expect(waits).toEqual([wait]);
  });

  it('that names an instant is asked again then', async () => {
    server.fail(/children$/, refusing(429, 'busy', { 'retry-after': new Date(Date.now() + 5_000).toUTCString() }));
    await drive().list();
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(3_000);
    expect(waits[0]).toBeLessThanOrEqual(5_000);
  });

  it('that wants longer than anybody waits is told of, with the seconds', async () => {
    server.fail(/children$/, refusing(429, 'activityLimitReached', { 'retry-after': '315' }));
    const { code, details } = await failureOf(drive().list());
    expect([code, details.params]).toEqual([
      'onedrive.throttled',
      { answer: 'Refused: activityLimitReached', seconds: 315 },
    ]);
    expect(waits).toEqual([]);
  });

  it('that stays busy is left alone after some times, each wait longer', async () => {
    server.fail(/children$/, refusing(503), 9);
    expect(await faultOf(drive().list())).toBe('onedrive.throttled');
    expect(waits).toEqual([250, 500, 1_000, 2_000]);
  });

  it('that hangs up is asked again', async () => {
    server.fail(/children$/, (request) => request.destroy());
    expect((await drive().list()).items).toEqual([]);
    server.fail(/children$/, (request) => request.destroy(), 9);
    expect(await faultOf(drive().list())).toBe('onedrive.unreachable');
  });

  it('that says nothing, or goes on saying it, is waited for no longer than it may take', async () => {
    const soon = { answerMs: 100, attempts: 2 };
    server.fail(/children$/, () => undefined, 2);
    expect(await faultOf(drive({}, soon).list())).toBe('onedrive.silent');
    server.fail(/children$/, (_request, answer) => void answer.write('{'), 2);
    expect(await faultOf(drive({}, soon).list())).toBe('onedrive.silent');
  });

  it('that pours without an end is not listened to', async () => {
    server.fail(/children$/, (_request, answer) => void answer.end(Buffer.alloc(9_000_000, ' ')));
    expect(await faultOf(drive().list())).toBe('onedrive.too_large');
  });

  it('that says nothing is waited for until the caller ends it', async () => {
    const ending = new AbortController();
    server.fail(/children$/, () => ending.abort(new Error('enough')));
    await expect(drive().list(undefined, ending.signal)).rejects.toThrow('enough');
  });

  it('is not waited for once the caller has ended it', async () => {
    const graph = graphSettings(readEnvironment(server.settings));
    server.fail(/children$/, refusing(429, 'busy', { 'retry-after': '5' }));
    const ending = AbortSignal.timeout(200);
    await expect(new OneDrive({ graph }).list(undefined, ending)).rejects.toThrow(/timeout/);
  });
});

describe('a file', () => {
  it.each([
    'прайс.xlsx',
    'a #1 100% it’s.xlsx',
    "O'Brien & Co; a=b+c, (1)!.xlsx",
    'ёлка é.xlsx',
    '%2e%2e',
    '[1] {2} ~.xlsx',
  ])('called %j is written and read by its path and by its id', async (name) => {
    const one = drive();
    const { id, name: called } = await one.upload({ folder: { path: 'Заказы №1/#2' }, name, bytes: Buffer.from(name) });
    expect(called).toBe(name);
    expect(server.content(`Заказы №1/#2/${name}`)?.toString()).toBe(name);
    for (const ref of [{ id }, { path: `/Заказы №1/#2/${name}` }])
      expect((await one.read(ref, { mostBytes: MOST })).bytes?.toString()).toBe(name);
    expect((await one.find({ id })).name).toBe(name);
  });

  it('is read without anybody being signed in at the address where it lies', async () => {
    const id = server.put('a.xlsx', 'content');
    const { item, bytes } = await drive().read({ id }, { mostBytes: MOST });
    expect([item.name, bytes?.toString()]).toEqual(['a.xlsx', 'content']);
    expect(server.seen.filter(({ line }) => line.startsWith('GET /down')).map((one) => one.authorization)).toEqual([
      undefined,
    ]);
  });

  it('that is known is not read again until it is another', async () => {
    const id = server.put('a.xlsx', 'one');
    const one = drive();
    const { eTag } = (await one.read({ id }, { mostBytes: MOST })).item;
    expect((await one.read({ id }, { mostBytes: MOST, eTag })).bytes).toBeUndefined();
    expect(server.count(/GET \/down/)).toBe(1);
    server.put('a.xlsx', 'two');
    expect((await one.read({ id }, { mostBytes: MOST, eTag })).bytes?.toString()).toBe('two');
  });

  it('that is missing, a folder or too large is not read', async () => {
    const id = server.put('Папка/a.xlsx', '12345');
    expect(await faultOf(drive().read({ path: 'b.xlsx' }, { mostBytes: MOST }))).toBe('onedrive.missing');
    expect(await faultOf(drive().read({ path: 'Папка' }, { mostBytes: MOST }))).toBe('onedrive.missing');
    const { code, details } = await failureOf(drive().read({ id }, { mostBytes: 4 }));
    expect([code, details.params]).toMatchObject(['onedrive.too_large', { name: 'a.xlsx', size: 5, most: 4 }]);
    expect(server.count(/GET \/down/)).toBe(0);
    // Its size was told wrong.
    server.fail(/GET \/down/, (_request, answer) => void answer.end('123456'));
    expect(await faultOf(drive().read({ id }, { mostBytes: 5 }))).toBe('onedrive.too_large');
  });

  it('of which half came, or whose address has ended, is read anew', async () => {
    const id = server.put('a.xlsx', 'content');
    server.fail(/GET \/down/, (_request, answer) => {
      answer.writeHead(200, { 'content-length': 7 });
      answer.write('con', () => answer.socket?.destroy());
    });
    server.fail(/GET \/down/, refusing(404));
    server.fail(/GET \/down/, refusing(503, 'busy', { 'retry-after': '2' }));
    expect((await drive().read({ id }, { mostBytes: MOST })).bytes?.toString()).toBe('content');
    expect(waits).toEqual([250, 500, 2_000]);
  });

  it('is not looked for in the network of the server', async () => {
    const id = server.put('a.xlsx', 'content');
    for (const address of ['http://localhost:1/', 'http://127.0.0.2:1/', 'http://169.254.169.254/']) {
      const body = { id, name: 'a.xlsx', file: {}, size: 1, '@microsoft.graph.downloadUrl': address };
      server.fail(/items/, (_request, answer) => void answer.end(JSON.stringify(body)));
      expect(await faultOf(drive().read({ id }, { mostBytes: MOST }))).toBe('onedrive.private_network');
    }
    server.fail(
      /GET \/down/,
      (_request, answer) => void answer.writeHead(302, { location: 'http://127.0.0.2:1/' }).end(),
    );
    expect(await faultOf(drive().read({ id }, { mostBytes: MOST }))).toBe('onedrive.private_network');
  });
});

describe('an upload', () => {
  const folder = { path: 'Договоры' };
  const upload = (more: Partial<Parameters<OneDrive['upload']>[0]> = {}): ReturnType<OneDrive['upload']> =>
    drive().upload({ folder, name: 'a.docx', bytes: BIG, ...more });
  const isThere = (name = 'a.docx'): boolean => !!server.content(`Договоры/${name}`)?.equals(BIG);

  it('goes at once where it is small, and in fragments where it is not', async () => {
    const told: number[] = [];
    const item = await upload({ onProgress: (sent) => told.push(sent) });
    expect([item.name, item.size, isThere()]).toEqual(['a.docx', BIG.length, true]);
    expect(told).toEqual([16 * FRAGMENT_UNIT, 32 * FRAGMENT_UNIT, BIG.length]);
    expect(server.seen.filter(({ line }) => line.startsWith('PUT /up')).map((one) => one.authorization)).toEqual(
      Array(3).fill(undefined),
    );
    await upload({ name: 'b.docx', bytes: Buffer.alloc(0), onProgress: (...all) => told.push(...all) });
    expect([server.content('Договоры/b.docx')?.length, told.slice(3), server.count(/PUT \/up/)]).toEqual([
      0,
      [0, 0],
      3,
    ]);
  });

  it.each([Buffer.from('small'), BIG])('stands beside what is there, replaces it, or is refused', async (bytes) => {
    server.put('Договоры/a.docx', 'there');
    expect((await upload({ bytes })).name).toBe('a 1.docx');
    expect(await faultOf(upload({ bytes, onConflict: 'fail' }))).toBe('onedrive.name_taken');
    expect(server.content('Договоры/a.docx')?.toString()).toBe('there');
    expect((await upload({ bytes, onConflict: 'replace' })).name).toBe('a.docx');
    expect(server.content('Договоры/a.docx')?.equals(bytes)).toBe(true);
    expect(server.openSessions).toBe(0);
  });

  it.each([
    ['Договор "Ромашка": 1/2*.docx', 'Договор _Ромашка_ 1_2_.docx'],
    ['  ~$черновик. . ', '$черновик'],
    ['..', '_'],
    [`${'я'.repeat(300)}.docx`, `${'я'.repeat(195)}.docx`],
  ])('called %j is called %j there', async (name, called) => {
    expect((await upload({ name, bytes: Buffer.from('x') })).name).toBe(called);
  });

  it('goes on where the server got to, after it hung up in the middle of a fragment', async () => {
    server.fail(/PUT \/up/, (request, answer) => void server.handle(request, answer));
    server.fail(/PUT \/up/, hangUp);
    await upload();
    expect([isThere(), server.count(/PUT \/up/), server.count(/GET \/up/), waits]).toEqual([true, 4 + 1, 1, [250]]);
  });

  it.each<[number, Record<string, string>, number]>([
    [429, { 'retry-after': '4' }, 4_000],
    [503, {}, 250],
    [504, {}, 250],
  ])('goes on after %d %j', async (status, headers, wait) => {
    server.fail(/PUT \/up/, refusing(status, 'busy', headers));
    await upload();
    expect([isThere(), waits]).toEqual([true, [wait]]);
  });

  it('goes on where the server has more than it said', async () => {
    // It takes the fragment, and its answer is lost.
    server.fail(/PUT \/up/, (request, answer) => {
      server.fail(/GET \/up/, (_request, said) => void said.end(JSON.stringify({ nextExpectedRanges: ['0-'] })));
      answer.end = () => answer.destroy() as never;
      void server.handle(request, answer);
    });
    await upload();
    expect([isThere(), waits]).toEqual([true, [250, 0]]);
  });

  it('that comes to nothing is cancelled', async () => {
    server.fail(/PUT \/up/, refusing(507, 'quotaLimitReached'));
    expect(await faultOf(upload())).toBe('onedrive.full');
    server.fail(/PUT \/up/, refusing(503), 9);
    expect(await faultOf(upload())).toBe('onedrive.throttled');
    server.faults.length = 0;
    expect([server.openSessions, server.count(/DELETE \/up/), server.content('Договоры/a.docx')]).toEqual([
      0,
      2,
      undefined,
    ]);
  });

  it('that the caller ends is cancelled', async () => {
    const ending = new AbortController();
    const onProgress = (): void => ending.abort(new Error('enough'));
    await expect(upload({ onProgress, signal: ending.signal })).rejects.toThrow('enough');
    expect([server.openSessions, server.count(/PUT \/up/)]).toEqual([0, 1]);
  });

  it('whose session has ended, or that gets nowhere, is broken off', async () => {
    server.fail(/PUT \/up/, refusing(404, 'itemNotFound'));
    expect(await faultOf(upload())).toBe('onedrive.interrupted');
    server.fail(/PUT \/up/, refusing(416, 'invalidRange'), 9);
    expect(await faultOf(upload())).toBe('onedrive.interrupted');
    expect(server.count(/GET \/up/)).toBe(4);
  });

  it('that would make a second file is not repeated where nobody knows what became of the first', async () => {
    const bytes = Buffer.from('small');
    server.fail(/PUT .*content$/, refusing(504));
    expect(await faultOf(upload({ bytes }))).toBe('onedrive.throttled');
    server.fail(/PUT .*content$/, (request) => request.destroy());
    expect(await faultOf(upload({ bytes }))).toBe('onedrive.unreachable');
    expect(waits).toEqual([]);
    server.fail(/PUT .*content$/, refusing(429));
    server.fail(/PUT .*content$/, refusing(504));
    await upload({ bytes, onConflict: 'replace' });
    expect(waits).toEqual([250, 500]);
  });

  it('of a file that somebody has open says so', async () => {
    server.fail(/PUT .*content$/, refusing(423, 'resourceLocked'));
    expect(await faultOf(upload({ bytes: Buffer.from('x') }))).toBe('onedrive.locked');
  });
});
