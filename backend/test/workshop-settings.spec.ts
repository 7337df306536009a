import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../src/platform/config/environment.js';
import { StoredData } from '../src/platform/records/stored-data.js';
import { JournalKey } from '../src/platform/journal/journal-key.js';
import { applyUpgrades } from '../src/upgrades/apply-upgrades.js';
import { moveTimeZone, setCurrency } from '../src/workshop/change-settings.js';
import { settingsOf, settleWorkshop, type WorkshopSettings } from '../src/workshop/workshop-settings.js';
import { FormerData } from './former-data.js';
import { JOURNAL_KEY, TestWorkshop } from './harness.js';

const KEY = new JournalKey({ journalKey: JOURNAL_KEY });

let former: FormerData;
const told: string[] = [];

beforeEach(async () => {
  former = await FormerData.open('0.1.0');
  told.length = 0;
});
afterEach(async () => former.close());

const settle = (source: Record<string, string> = {}): Promise<WorkshopSettings> =>
  settleWorkshop(former.uri, readEnvironment(source));
const faultOf = (source: Record<string, string>): Promise<string> =>
  settle(source).then(
    () => '',
    (error: Error) => error.message,
  );
const dataIn = (beforeBatch?: () => Promise<void>): StoredData =>
  new StoredData(former.client, former.db, 'settings of the workshop', {
    batch: 3,
    key: KEY,
    ...(beforeBatch && { beforeBatch }),
  });
const move = (to: string, beforeBatch?: () => Promise<void>): Promise<void> =>
  moveTimeZone(dataIn(beforeBatch), to, (line) => void told.push(line));

describe('what a workshop counts in', () => {
  it('is what the environment says at the first start, and the data’s afterwards', async () => {
    const both = await Promise.all([
      settle({ TIME_ZONE: 'Asia/Tokyo', CURRENCY: 'JPY' }),
      settle({ TIME_ZONE: 'Asia/Tokyo', CURRENCY: 'JPY' }),
    ]);
    expect(both).toEqual([
      // Sums that there are were counted in hundredths.
      { timeZone: 'Asia/Tokyo', currency: 'JPY', currencyDigits: 2 },
      { timeZone: 'Asia/Tokyo', currency: 'JPY', currencyDigits: 2 },
    ]);
    expect(await settle()).toMatchObject({ timeZone: 'Asia/Tokyo', currency: 'JPY' });
  });

  it('is Moscow and roubles where nothing was said', async () => {
    expect(await settle()).toEqual({ timeZone: 'Europe/Moscow', currency: 'RUB', currencyDigits: 2 });
  });

  it('is refused where the environment says something else later, in one line with the command', async () => {
    await settle({ TIME_ZONE: 'Europe/Moscow' });
    expect(await faultOf({ TIME_ZONE: 'Europe/Paris' })).toBe(
      'TIME_ZONE: "Europe/Paris" is not where this workshop counts its days, Europe/Moscow: leave the variable out, or run npm run workshop -- --time-zone Europe/Paris, which moves them; example: TIME_ZONE=Europe/Moscow',
    );
    expect(await faultOf({ CURRENCY: 'USD' })).toMatch(
      /^CURRENCY: "USD" is not what the sums of this workshop are in, RUB: .*npm run workshop -- --currency USD.*; example: CURRENCY=RUB$/,
    );
    expect(await faultOf({ TIME_ZONE: 'Europe/Moscow', CURRENCY: 'RUB' })).toBe('');
  });
});

describe('what a workshop is called', () => {
  it('is what the environment says when it is first started, of a former version too, and the data’s afterwards', async () => {
    for (const { told, change, name } of [
      { told: 'Мастерская «Ёж»', change: undefined, name: 'Мастерская «Ёж»' },
      { told: 'Иначе', change: 'Ёж и партнёры', name: 'Мастерская «Ёж»' },
      { told: 'Иначе', change: undefined, name: 'Ёж и партнёры' },
    ]) {
      const workshop = await TestWorkshop.on(former.uri, { WORKSHOP_NAME: told });
      const admin = await workshop.asAdmin();
      expect((await admin.get('/workshop')).body).toMatchObject({ name });
      if (change) expect((await admin.patch('/workshop', { name: change })).status).toBe(200);
      await workshop.close();
    }
    expect(await former.db.collection('workshopProfile').countDocuments()).toBe(1);
  });
});

describe('another time zone', () => {
  it('moves the days of orders, and what is due on a day stays due on it', async () => {
    await applyUpgrades(former.uri, { journalKey: JOURNAL_KEY });
    await settle();
    const orders = former.db.collection('orders');
    // Ten at night in Moscow is the morning after in Auckland.
    const dueAt = new Date('2026-11-24T21:00:00Z');
    const orderedAt = new Date('2026-11-20T19:00:00Z');
    await orders.updateOne({ number: 2 }, { $set: { dueAt, orderedAt, orderedDay: '2026-11-20' } });
    await move('Pacific/Auckland');
    const moved = await orders.findOne({ number: 2 });
    expect([moved?.['orderedDay'], moved?.['dueAt']]).toEqual(['2026-11-21', new Date('2026-11-24T11:00:00Z')]);
    expect(told).toEqual([
      'orders: 11 of 11',
      expect.stringMatching(/^parts: (\d+) of \1$/),
      'The days are in Pacific/Auckland',
    ]);
    expect(await settle()).toMatchObject({ timeZone: 'Pacific/Auckland' });
    const workshop = await TestWorkshop.on(former.uri, { TIME_ZONE: 'Pacific/Auckland' });
    const admin = await workshop.asAdmin();
    expect((await admin.get('/workshop')).body).toMatchObject({ timeZone: 'Pacific/Auckland' });
    await workshop.close();
  });

  it('goes on where it was stopped, and until then nothing starts', async () => {
    await applyUpgrades(former.uri, { journalKey: JOURNAL_KEY });
    await settle();
    const once = await FormerData.open('0.1.0');
    try {
      await applyUpgrades(once.uri, { journalKey: JOURNAL_KEY });
      await settleWorkshop(once.uri, readEnvironment({}));
      await moveTimeZone(
        new StoredData(once.client, once.db, 'test', { key: KEY }),
        'America/New_York',
        () => undefined,
      );
      for (let limit = 1; limit <= 3; limit += 1) {
        let batches = 0;
        const stopping = (): Promise<void> =>
          (batches += 1) > limit ? Promise.reject(new Error('killed')) : Promise.resolve();
        await expect(move('America/New_York', stopping)).rejects.toThrow('killed');
        expect(await faultOf({})).toMatch(
          /^TIME_ZONE: moving the days to America\/New_York was stopped midway: run npm run workshop -- --time-zone America\/New_York again; /,
        );
        await expect(move('Europe/Paris')).rejects.toThrow('move them there first');
      }
      await move('America/New_York');
      const days = async ({ db }: FormerData): Promise<unknown> =>
        db
          .collection('orders')
          .find({}, { projection: { _id: 0, number: 1, orderedDay: 1, dueAt: 1, version: 1 } })
          .sort({ number: 1 })
          .toArray();
      expect(await days(former)).toEqual(await days(once));
      const workshop = await TestWorkshop.on(former.uri);
      const { body } = await (await workshop.asAdmin()).get('/journal/check');
      await workshop.close();
      expect(body).toMatchObject({ isIntact: true });
    } finally {
      await once.close();
    }
  });
});

describe('another currency', () => {
  it('never renames sums that there are', async () => {
    await settle();
    await expect(setCurrency(dataIn(), 'USD', () => undefined)).rejects.toThrow('There are orders');
    await former.db.collection('orders').deleteMany({});
    await former.db.collection('payments').deleteMany({});
    await setCurrency(dataIn(), 'USD', () => undefined);
    expect(await settle({ CURRENCY: 'USD' })).toMatchObject({ currency: 'USD', currencyDigits: 2 });
    await setCurrency(dataIn(), 'KWD', () => undefined);
    expect(await settle()).toMatchObject({ currency: 'KWD', currencyDigits: 3 });
    expect(await settingsOf(former.db).countDocuments()).toBe(1);
  });
});

describe('the command', () => {
  it('moves the data of its folder, and says in one line what it cannot do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-workshop-'));
    await cp(fileURLToPath(new URL('folders/0.1.0', import.meta.url)), join(folder, 'data'), { recursive: true });
    const program = fileURLToPath(new URL('../dist/commands/workshop.js', import.meta.url));
    const run = (...args: string[]): string => {
      const env = { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data') };
      const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: folder,
        encoding: 'utf8',
        env,
      });
      return stdout + stderr;
    };
    expect(run()).toMatch(/^Nothing was changed\. What is to change\? Example: npm run workshop /);
    expect(run('--time-zone', 'Mars')).toBe('Nothing was changed. is no time zone of the IANA database\n');
    expect(run('--time-zone', 'Asia/Tokyo')).toMatch(/The days are in Asia\/Tokyo\n$/);
    expect(run('--currency', 'USD')).toMatch(/^Nothing was changed\. There are orders/);
    await rm(folder, { recursive: true, force: true });
  });
});
