import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startServerHere } from '@verstak/embedded-mongo';
import mongoose, { Schema, Types, type Connection, type Model } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './database.module.js';
import { Transactions } from './transactions.js';

interface Box {
  _id: Types.ObjectId;
  name: string;
  count: number;
  total: number;
}

const folder = mkdtempSync(join(tmpdir(), 'transactions-'));
let server: Awaited<ReturnType<typeof startServerHere>>;
let connection: Connection;
let boxes: Model<Box>;
let transactions: Transactions;
let commits: number;

beforeAll(async () => {
  server = await startServerHere({ dataDir: folder });
  connection = await mongoose.createConnection(server.uri, { dbName: 'test' }).asPromise();
  const schema = new Schema<Box>({ name: String, count: Number, total: Number }, { versionKey: false });
  schema.index({ name: 1 }, { unique: true });
  boxes = connection.model<Box>('Box', schema, 'boxes');
  await boxes.init();
});

afterAll(async () => {
  await connection.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  await boxes.deleteMany({});
  transactions = new Transactions(connection);
  commits = 0;
  transactions.afterCommit(() => (commits += 1));
});

async function boxesOf(amount: number): Promise<string[]> {
  const made = await boxes.insertMany(
    Array.from({ length: amount }, (_, index) => ({ name: `box ${index}`, count: 0, total: 0 })),
  );
  return made.map(({ _id }) => _id.toHexString());
}

async function read(id: string): Promise<Box> {
  const box = await transactions.read('box', id, (ids, session) =>
    boxes.find({ _id: { $in: ids } }, null, session ? { session } : {}).lean<Box[]>(),
  );
  if (!box) throw new Error(`No box ${id}`);
  return box;
}

function write(id: string, update: Record<string, object>): void {
  transactions.write('boxes', { filter: { _id: new Types.ObjectId(id) }, update });
}

/** Reads a box and stores one more than it has: two at once that both count would show. */
async function countOne(id: string): Promise<number> {
  const { count } = await read(id);
  write(id, { $set: { count: count + 1 } });
  return count + 1;
}

const countsOf = async (): Promise<number[]> => (await boxes.find().sort({ _id: 1 }).lean<Box[]>()).map((b) => b.count);

describe('work that comes at once', () => {
  it('shares transactions where it touches different documents', async () => {
    const ids = await boxesOf(40);
    expect(await Promise.all(ids.map((id) => transactions.run(() => countOne(id))))).toEqual(ids.map(() => 1));
    expect(await countsOf()).toEqual(ids.map(() => 1));
    expect(commits).toBeLessThan(10);
  });

  it('loses no change where it touches the same document', async () => {
    const [id = ''] = await boxesOf(1);
    const results = await Promise.all(Array.from({ length: 40 }, () => transactions.run(() => countOne(id))));
    expect(results.sort((a, b) => a - b)).toEqual(results.map((_, index) => index + 1));
    expect(await countsOf()).toEqual([40]);
  });

  it('shares a transaction also where it only adds to the same document', async () => {
    const [shared = '', ...ids] = await boxesOf(31);
    const work = async (id: string): Promise<void> => {
      await countOne(id);
      write(shared, { $inc: { total: 2 } });
    };
    await Promise.all(ids.map((id) => transactions.run(() => work(id))));
    expect((await boxes.findById(shared).lean<Box>())?.total).toBe(60);
    expect(commits).toBeLessThan(15);
  });

  it('sees one state of the data and nothing of the others', async () => {
    const [one = '', other = ''] = await boxesOf(2);
    const move = async (): Promise<number> => {
      const [from, to] = [await read(one), await read(other)];
      write(one, { $set: { count: from.count - 1 } });
      write(other, { $set: { count: to.count + 1 } });
      return from.count + to.count;
    };
    const sums = await Promise.all(Array.from({ length: 20 }, () => transactions.run(move)));
    expect(new Set(sums)).toEqual(new Set([0]));
    expect(await countsOf()).toEqual([-20, 20]);
  });

  it('fails alone, and leaves nothing behind', async () => {
    const ids = await boxesOf(20);
    const failing = new Set(ids.filter((_, index) => index % 5 === 0));
    const results = await Promise.allSettled(
      ids.map((id) =>
        transactions.run(async () => {
          await countOne(id);
          if (failing.has(id)) throw new Error(`refused ${id}`);
        }),
      ),
    );
    expect(results.map(({ status }) => status === 'rejected')).toEqual(ids.map((id) => failing.has(id)));
    expect(await countsOf()).toEqual(ids.map((id) => (failing.has(id) ? 0 : 1)));
  });

  it('fails alone also where the database refuses its writes', async () => {
    const ids = await boxesOf(12);
    const results = await Promise.allSettled(
      ids.map((id, index) =>
        transactions.run(async () => {
          await countOne(id);
          const name = index === 3 ? 'box 7' : `new ${index}`;
          transactions.write('boxes', { insert: { _id: new Types.ObjectId(), name, count: 1, total: 0 } });
        }),
      ),
    );
    const failures = results.map((result) => (result.status === 'rejected' ? (result.reason as Error) : undefined));
    expect(failures[3]).toMatchObject({ code: 11_000 });
    expect(failures.filter(Boolean)).toHaveLength(1);
    expect(await boxes.countDocuments({ name: /^new/ })).toBe(11);
    expect((await countsOf()).slice(0, 12)).toEqual(ids.map((_, index) => (index === 3 ? 0 : 1)));
  });

  it('keeps who is calling', async () => {
    const ids = await boxesOf(10);
    const callers = new AsyncLocalStorage<string>();
    const call = (id: string): Promise<string | undefined> =>
      callers.run(id, () =>
        transactions.run(async () => {
          await countOne(id);
          return callers.getStore();
        }),
      );
    expect(await Promise.all(ids.map(call))).toEqual(ids);
  });
});

describe('work that asks for more than documents by id', () => {
  it('sees what it has written, whether it searches or reads by id', async () => {
    const ids = await boxesOf(6);
    const searching = async (id: string): Promise<number> => {
      await countOne(id);
      return (await boxes.findOne({ _id: id, count: 1 }).lean<Box>())?.count ?? 0;
    };
    const reading = async (id: string): Promise<number> => {
      await countOne(id);
      return countOne(id);
    };
    const [searched, reread] = await Promise.all([
      Promise.all(ids.slice(0, 3).map((id) => transactions.run(() => searching(id)))),
      Promise.all(ids.slice(3).map((id) => transactions.run(() => reading(id)))),
    ]);
    expect(searched).toEqual([1, 1, 1]);
    expect(reread).toEqual([2, 2, 2]);
    expect(await countsOf()).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('runs in a transaction of its own even where it takes the refusal for an answer', async () => {
    const [id = ''] = await boxesOf(1);
    const seen = await transactions.run(async () => {
      const count = await boxes.countDocuments({}).catch(() => -1);
      write(id, { $set: { count } });
      return count;
    });
    expect(seen).toBe(1);
    expect(await countsOf()).toEqual([1]);
  });
});
