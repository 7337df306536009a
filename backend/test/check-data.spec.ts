import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startServer } from '@verstak/embedded-mongo';
import { MongoClient, type Db } from 'mongodb';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formerFolder, type FormerVersion } from './former-data.js';

jest.setTimeout(120_000);

const PROGRAM = fileURLToPath(new URL('../dist/commands/check-data.js', import.meta.url));
let folder: string;

beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'verstak-check-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Puts the data of a former version in the place of what is there. */
async function bring(version: FormerVersion): Promise<void> {
  await rm(join(folder, 'data'), { recursive: true, force: true });
  await cp(formerFolder(version), join(folder, 'data'), { recursive: true });
}

function check(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data') },
  });
  return { status, output: stdout + stderr };
}

/** Looks into the data while no product has it open. */
async function inData<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const server = await startServer({ dataDir: join(folder, 'data/database') });
  const client = new MongoClient(server.uri);
  try {
    return await work(client.db('verstak'));
  } finally {
    await client.close();
    await server.close();
  }
}

describe.each([
  ['0.1.0', 11],
  ['0.2.0', 13],
] as const)('the data of %s, once upgraded', (version, orders) => {
  beforeAll(() => bring(version));

  it('holds together', () => {
    const { status, output } = check();
    expect(output).toMatch(new RegExp(`^Order, what they add up \\(.*paid.*\\): ${orders} read, 0 wrong$`, 'm'));
    expect([status, output.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      expect.stringMatching(/^\d\d passed, 0 failed$/),
    ]);
  });
});

describe('data that was changed behind the product’s back', () => {
  beforeAll(async () => {
    await bring('0.1.0');
    // Which upgrades it.
    check();
  });

  it('is found, each kind by the document and the values, and nothing is touched', async () => {
    await inData(async (db) => {
      await db.collection('orders').updateOne({ number: 1 }, { $set: { paid: 7, total: 8 } });
      await db.collection('orders').updateOne({ number: 3 }, { $set: { partsDone: 3, clientName: 'Чужое имя' } });
      await db.collection('clients').updateOne({ number: 2 }, { $inc: { balance: 100 } });
      await db.collection('parts').updateOne({ passesTotal: 2 }, { $set: { passesTotal: 9, startedAt: new Date() } });
      await db
        .collection('clients')
        .updateOne({ number: 5 }, { $set: { words: [], dialled: '1' }, $unset: { sortKeys: '' } });
    });
    const { status, output } = check();
    expect(status).toBe(1);
    for (const told of [
      'Order 1: paid is 7, should be 100000',
      'Order 1: total is 8, should be 450000',
      'Order 3: partsDone is 3, should be 0',
      'Order 3: clientName is "Чужое имя", should be "Blue Café & Sons Ltd"',
      /Client 2: balance is (-?\d+), should be -?\d+/,
      /Part \d+: passesTotal is 9, should be 2/,
      /Part \d+: startedAt is "[^"]+", should be undefined/,
      'Client 5\n',
    ])
      expect(output).toMatch(told);
    expect(check().output).toBe(output);
  });

  it('is put right, with an entry in the journal for what can be read', async () => {
    const { status, output } = check('--mend');
    expect(output).toMatch(/^[1-9]\d* put right$/m);
    expect([status, check().output.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      expect.stringMatching(/^\d\d passed, 0 failed$/),
    ]);
    await inData(async (db) => {
      const order = await db.collection('orders').findOne({ number: 1 });
      const entries = await db.collection('journal').find({ requestId: 'check of the data' }).toArray();
      const ofOrder = entries.filter(({ entityId }) => String(entityId) === String(order?._id));
      expect(ofOrder.flatMap(({ changes }) => changes as object[])).toEqual(
        expect.arrayContaining([
          { path: 'paid', before: 7, after: 100_000 },
          { path: 'total', before: 8, after: 450_000 },
        ]),
      );
      expect(order?.['version']).toBe(1 + ofOrder.length);
    });
  });
});
