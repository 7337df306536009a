import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { isDataFileWhole } from '../src/storage/file-check.js';
import { openLmdb } from '../src/storage/lmdb.js';
import { Store } from '../src/storage/store.js';
import { startServerHere, type RunningServer } from '../src/server.js';

const PAGE = 4096;
/** Of LMDB's meta: the number of the last page. */
const LAST_PAGE_AT = 24 + 120;

let folder: string;
let open: RunningServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'em-folder-'));
});
afterEach(async () => {
  for (const server of open) await server.close();
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataDir = join(folder, 'data')): Promise<RunningServer> {
  const server = await startServerHere({ dataDir });
  open.push(server);
  return server;
}

async function withClient<T>(server: RunningServer, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await new MongoClient(server.uri).connect();
  return use(client).finally(() => client.close());
}

const inData = (...names: string[]): string => join(folder, 'data', ...names);

/** The folder as a kill would leave it now. */
function copyOfData(name: string): string {
  cpSync(inData(), join(folder, name), { recursive: true, filter: (path) => !path.endsWith('.sock') });
  return join(folder, name);
}

/** The files of a folder with their sizes and digests, but for LMDB's table of who has it open. */
const filesOf = (data: string): string[] =>
  readdirSync(data)
    .filter((name) => name !== 'lock.mdb')
    .map((name) => {
      const bytes = readFileSync(join(data, name));
      return `${name} ${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`;
    });

/** A start must fail for this reason and change nothing. */
async function expectRefusal(reason: RegExp, data = inData()): Promise<void> {
  const before = filesOf(data);
  await expect(startServerHere({ dataDir: data })).rejects.toThrow(reason);
  expect(filesOf(data)).toEqual(before);
}

async function expectOrders(count: number, data = inData()): Promise<void> {
  const server = await start(data);
  await withClient(server, async (client) =>
    expect(await client.db('shop').collection('orders').countDocuments()).toBe(count),
  );
  await server.close();
}

/** What LMDB makes of a folder before anything is stored. */
async function emptyDataFile(): Promise<Buffer> {
  const made = join(folder, 'made');
  await openLmdb(made).close();
  return readFileSync(join(made, 'data.mdb'));
}

describe('a data folder', () => {
  it('keeps documents, indexes, counts and collections when the server is started again', async () => {
    const first = await start();
    await withClient(first, async (client) => {
      const c = client.db('shop').collection('orders');
      await c.createIndex({ number: 1 }, { unique: true, name: 'by number' });
      await c.insertMany(Array.from({ length: 250 }, (_, number) => ({ number, tags: ['a', 'b'] })));
      await c.deleteMany({ number: { $gte: 200 } });
      await client.db('shop').createCollection('log', { capped: true, size: 4096 });
    });
    await first.close();
    const again = await start();
    await withClient(again, async (client) => {
      const c = client.db('shop').collection('orders');
      expect(await c.estimatedDocumentCount()).toBe(200);
      expect((await c.indexes()).map((index) => index.name)).toEqual(['_id_', 'by number']);
      await expect(c.insertOne({ number: 7 })).rejects.toMatchObject({ code: 11000 });
      await c.insertOne({ number: 1000 });
      expect((await c.find().toArray()).at(-1)!.number).toBe(1000);
      expect(
        (await client.db('shop').listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort(),
      ).toEqual(['log', 'orders']);
      expect((await client.db('shop').command({ validate: 'orders' })).errors).toEqual([]);
    });
  });

  it("is the owner's alone, and so is the socket in it", async () => {
    const server = await start();
    const data = join(folder, 'data');
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'mongo.sock')).mode & 0o777).toBe(0o600);
    await server.close();
    expect(existsSync(join(data, 'mongo.sock'))).toBe(false);
    expect(existsSync(join(data, 'data.mdb'))).toBe(true);
  });

  it('serves one server at a time', async () => {
    const server = await start();
    await expect(startServerHere({ dataDir: join(folder, 'data') })).rejects.toThrow(/in use by another/);
    await server.close();
    await start();
  });

  const isolating = ['--net', '--pid', '--fork', '--kill-child=SIGKILL'];
  const canIsolate = spawnSync('unshare', [...isolating, 'true']).status === 0;

  /** A server that is process number 1, as in a container that shares nothing but the folder; `undefined` once refused. */
  async function startContained(): Promise<ChildProcess | undefined> {
    const cli = join(import.meta.dirname, '../dist/cli.js');
    const run = [...isolating, process.execPath, cli, '--data', join(folder, 'data')];
    const child = spawn('unshare', run, { stdio: ['ignore', 'pipe', 'pipe'] });
    const told = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')]);
    if (!String(told[0]).includes('in use by another')) return child;
    await once(child, 'exit');
    return undefined;
  }

  /** The container's own process ends a moment after the one that was killed; the system frees the folder then. */
  async function startOnceFree(): Promise<RunningServer> {
    for (;;) {
      const server = await start().catch((error: Error) => error);
      if (!(server instanceof Error)) return server;
      expect(server.message).toMatch(/in use by another/);
      await delay(50);
    }
  }

  const itWhereIsolated = canIsolate ? it : it.skip;

  itWhereIsolated(
    'serves one of several containers at a time, and the next when that was killed',
    async () => {
      const first = await startContained();
      try {
        expect(first).toBeDefined();
        expect(await startContained()).toBeUndefined();
        await expect(startServerHere({ dataDir: inData() })).rejects.toThrow(/in use by another/);
      } finally {
        first?.kill('SIGKILL');
      }
      const server = await startOnceFree();
      expect(await startContained()).toBeUndefined();
      await server.close();
      expect(readdirSync(inData())).not.toContain('lock.sock');
    },
    60_000,
  );

  it('of a newer format, or of something else, is refused and left as it is', async () => {
    await (await start()).close();
    for (const [format, refusal] of [
      ['embedded-mongo 99\n', /newer embedded-mongo \(format 99/],
      ['my diary', /not a data folder/],
    ] as const) {
      writeFileSync(inData('FORMAT'), format);
      await expectRefusal(refusal);
    }
  });

  it('whose data file is truncated, overwritten, empty or lost is refused', async () => {
    const server = await start();
    await withClient(server, (client) =>
      client
        .db('shop')
        .collection('orders')
        .insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, text: 'x'.repeat(n % 100 === 0 ? 20_000 : 200) }))),
    );
    await server.close();
    const file = inData('data.mdb');
    const whole = readFileSync(file);
    expect(isDataFileWhole(file)).toBe(true);
    const pages = whole.length / PAGE;
    for (const length of [pages - 20, Math.floor(pages / 2), 3, 2, 1].map((count) => count * PAGE)) {
      truncateSync(file, length);
      await expectRefusal(/data\.mdb is damaged: it is truncated to \d+ of \d+ bytes\. Restore a backup/);
      writeFileSync(file, whole);
    }
    writeFileSync(file, Buffer.concat([Buffer.alloc(PAGE, 1), whole.subarray(PAGE)]));
    await expectRefusal(/data\.mdb is damaged: it does not begin as a database does\. Restore a backup/);
    writeFileSync(file, '');
    await expectRefusal(/data\.mdb is damaged: it is empty\. Restore a backup/);
    rmSync(file);
    await expectRefusal(/data\.mdb is damaged: it is missing\. Restore a backup/);
    writeFileSync(file, await emptyDataFile());
    await expectRefusal(/data\.mdb is damaged: it has lost what was stored\. Restore a backup/);
    writeFileSync(file, whole);
    await expectOrders(2000);
  });

  it('whose journal is lost is refused, closed in order or not', async () => {
    const server = await start();
    await withClient(server, (client) => client.db('shop').collection('orders').insertOne({ n: 1 }));
    for (const data of [copyOfData('killed'), (await server.close(), inData())])
      for (const name of ['journal.0', 'journal.1']) {
        const whole = readFileSync(join(data, name));
        rmSync(join(data, name));
        await expectRefusal(/journal\.\d is damaged: it is missing\. Restore a backup/, data);
        for (const rest of ['', whole.subarray(0, 20), Buffer.alloc(whole.length, 1)]) {
          writeFileSync(join(data, name), rest);
          await expectRefusal(/journal\.\d is damaged: it does not begin as a journal does\. Restore a backup/, data);
        }
        writeFileSync(join(data, name), whole);
        await expectOrders(1, data);
      }
    // Also where the data file is short of a page that was never used, and would be made longer.
    const bytes = readFileSync(inData('data.mdb'));
    for (const meta of [0, PAGE / 2, PAGE]) bytes.writeBigUInt64LE(BigInt(bytes.length / PAGE), meta + LAST_PAGE_AT);
    writeFileSync(inData('data.mdb'), bytes);
    rmSync(inData('journal.0'));
    await expectRefusal(/journal\.0 is damaged: it is missing/);
    writeFileSync(inData('journal.0'), readFileSync(inData('journal.1')));
    await expectOrders(1);
    expect(statSync(inData('data.mdb')).size).toBeGreaterThan(bytes.length);
  });

  it('whose journal is broken before what was acknowledged later is refused; a torn end of it is cut off and told', async () => {
    const server = await start();
    // LMDB is given nothing from here on, however slow the machine: all stays in one file.
    const save = jest.spyOn(Store.prototype as unknown as { saveSoon(): void }, 'saveSoon');
    save.mockImplementation(() => undefined);
    await withClient(server, async (client) => {
      for (let n = 0; n < 20; n++) await client.db('shop').collection('orders').insertOne({ n });
    });
    const killed = copyOfData('killed');
    save.mockRestore();
    const [name, whole] = ['journal.0', 'journal.1']
      .map((file) => [file, readFileSync(join(killed, file))] as const)
      .reduce((a, b) => (a[1].length > b[1].length ? a : b));
    const broken = Buffer.from(whole);
    broken[whole.length >> 1]! ^= 1;
    writeFileSync(join(killed, name), broken);
    await expectRefusal(
      /journal\.\d is damaged: bytes \d+ to \d+ are no whole batch, and writes .* Restore a backup/,
      killed,
    );
    writeFileSync(join(killed, name), whole.subarray(0, -10));
    const told: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    await expectOrders(19, killed);
    await expectOrders(19, killed);
    write.mockRestore();
    expect(told).toEqual([
      expect.stringMatching(/^embedded-mongo: .*journal\.\d: \d+ bytes from byte \d+ on are left out: /),
    ]);
  });

  it('without its data file has all that was acknowledged where the first start was stopped before LMDB had it', async () => {
    const server = await start();
    await withClient(server, (client) => client.db('shop').collection('orders').insertOne({ n: 1 }));
    const killed = copyOfData('killed');
    rmSync(join(killed, 'FORMAT'));
    writeFileSync(join(killed, 'data.mdb'), '');
    await expectOrders(1, killed);
  });

  it('opens wherever its first start was stopped', async () => {
    await (await start()).close();
    const names = ['FORMAT', 'journal.1', 'journal.0', 'data.mdb'];
    for (let lost = 1; lost <= names.length; lost++) {
      const data = copyOfData(`stopped-${lost}`);
      for (const name of names.slice(0, lost)) rmSync(join(data, name));
      await expectOrders(0, data);
      expect(readFileSync(join(data, 'FORMAT'), 'utf8')).toBe('embedded-mongo 3\n');
    }
    const data = copyOfData('stopped');
    for (const name of names) writeFileSync(join(data, name), '');
    rmSync(join(data, 'FORMAT'));
    await expectOrders(0, data);
  });

  it('of a format before is taken over with what its journal holds, and then refused by what knows only that', async () => {
    const server = await start();
    await withClient(server, (client) => client.db('shop').collection('orders').insertOne({ n: 1 }));
    const killed = copyOfData('killed');
    await server.close();
    // A journal of format 2 began with its first batch, and was removed at the end.
    for (const name of ['journal.0', 'journal.1'])
      writeFileSync(join(killed, name), readFileSync(join(killed, name)).subarray(36));
    for (const [data, format, names] of [
      [killed, 2, []],
      [copyOfData('second'), 2, ['journal.0', 'journal.1']],
      [copyOfData('first'), 1, ['journal.0', 'journal.1']],
    ] as const) {
      writeFileSync(join(data, 'FORMAT'), `embedded-mongo ${format}\n`);
      for (const name of names) rmSync(join(data, name));
      await expectOrders(1, data);
      expect(readFileSync(join(data, 'FORMAT'), 'utf8')).toBe('embedded-mongo 3\n');
      rmSync(join(data, 'data.mdb'));
      await expectRefusal(/data\.mdb is damaged: it is missing/, data);
    }
    const begun = join(folder, 'begun');
    mkdirSync(begun);
    writeFileSync(join(begun, 'FORMAT'), 'embedded-mongo 2\n');
    writeFileSync(join(begun, 'data.mdb'), '');
    await expectOrders(0, begun);
  });

  it('is copied while it is written to, and the copy opens', async () => {
    const server = await start();
    const copy = join(folder, 'copy');
    await withClient(server, async (client) => {
      const c = client.db('shop').collection('orders');
      await c.createIndex({ n: 1 });
      await c.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
      let isOver = false;
      const writing = (async () => {
        for (let n = 1000; !isOver; n++) await c.insertOne({ n });
      })();
      await client.db('admin').command({ backup: 1, folder: copy });
      isOver = true;
      await writing;
    });
    const restored = await start(copy);
    await withClient(restored, async (client) => {
      expect(
        await client
          .db('shop')
          .collection('orders')
          .countDocuments({ n: { $lt: 500 } }),
      ).toBe(500);
      expect((await client.db('shop').command({ validate: 'orders' })).errors).toEqual([]);
    });
  });

  it('is closed only when what is being answered has been', async () => {
    const told: string[] = [];
    const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    const server = await start();
    const client = await new MongoClient(server.uri).connect();
    const c = client.db('shop').collection('orders');
    await c.insertMany(Array.from({ length: 20_000 }, (_, number) => ({ number, text: 'x'.repeat(100) })));
    const reading = c
      .aggregate([{ $group: { _id: '$number', texts: { $push: '$text' } } }, { $sort: { texts: 1 } }])
      .toArray()
      .catch(() => []);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await server.close();
    await Promise.all([reading, client.close()]);
    write.mockRestore();
    expect(told).toEqual([]);
  });

  it('may have a dot in its name', async () => {
    await start(join(folder, 'data.v2'));
    expect(existsSync(join(folder, 'data.v2/data.mdb'))).toBe(true);
  });

  it("may lie deeper than a socket's path may be long", async () => {
    const server = await start(join(folder, 'a'.repeat(60), 'b'.repeat(60)));
    await withClient(server, async (client) => {
      expect((await client.db('x').collection('y').insertOne({ a: 1 })).acknowledged).toBe(true);
    });
  });
});
