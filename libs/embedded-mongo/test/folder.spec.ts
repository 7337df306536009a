import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { isDataFileWhole } from '../src/storage/file-check.js';
import { startServerHere, type RunningServer } from '../src/server.js';

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

  it('of a newer format, or of something else, is refused and left as it is', async () => {
    const server = await start();
    await server.close();
    const file = join(folder, 'data/FORMAT');
    const bytes = readFileSync(join(folder, 'data/data.mdb'));
    writeFileSync(file, 'embedded-mongo 99\n');
    await expect(startServerHere({ dataDir: join(folder, 'data') })).rejects.toThrow(
      /newer embedded-mongo \(format 99/,
    );
    writeFileSync(file, 'my diary');
    await expect(startServerHere({ dataDir: join(folder, 'data') })).rejects.toThrow(/not a data folder/);
    expect(readFileSync(join(folder, 'data/data.mdb')).equals(bytes)).toBe(true);
  });

  it('of the format before is taken over, and then refused by what knows only that', async () => {
    await (await start()).close();
    const file = join(folder, 'data/FORMAT');
    writeFileSync(file, 'embedded-mongo 1\n');
    await start();
    expect(readFileSync(file, 'utf8')).toBe('embedded-mongo 2\n');
  });

  it('whose file is truncated or overwritten is refused, and left as it is', async () => {
    const server = await start();
    await withClient(server, (client) =>
      client
        .db('shop')
        .collection('orders')
        .insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, text: 'x'.repeat(n % 100 === 0 ? 20_000 : 200) }))),
    );
    await server.close();
    const file = join(folder, 'data/data.mdb');
    const { size } = statSync(file);
    const whole = readFileSync(file);
    expect(isDataFileWhole(file)).toBe(true);
    for (const length of [size - 4096 * 20, Math.floor(size / 2 / 4096) * 4096, 4096 * 3]) {
      truncateSync(file, length);
      await expect(startServerHere({ dataDir: join(folder, 'data') })).rejects.toThrow(/damaged/);
      expect(readFileSync(file).equals(whole.subarray(0, length))).toBe(true);
      writeFileSync(file, whole);
    }
    writeFileSync(file, Buffer.alloc(8192, 1));
    await expect(startServerHere({ dataDir: join(folder, 'data') })).rejects.toThrow(/damaged/);
    writeFileSync(file, whole);
    const again = await start();
    await withClient(again, async (client) =>
      expect(await client.db('shop').collection('orders').countDocuments()).toBe(2000),
    );
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
