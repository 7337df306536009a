import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { startServerHere } from '@verstak/embedded-mongo';
import mongoose, { Schema, Types, type Connection, type Model } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { callIfAny, runCall, VISITOR, type Call } from '../access/caller.js';
import './database.module.js';
import { Counters } from './counters.js';
import { SharedReads } from './shared-reads.js';
import { Transactions } from './transactions.js';
import { newCode, newId, requireNoTransaction } from './unit.js';

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
  const box = await boxes.findById(id).lean<Box>();
  if (!box) throw new Error(`No box ${id}`);
  return box;
}

function write(id: string, update: Record<string, object>): void {
  transactions.write(boxes, { filter: { _id: new Types.ObjectId(id) }, update });
}

function insert(name: string): void {
  transactions.write(boxes, { insert: { _id: newId(), name, count: 1, total: 0 } });
}

/** Reads a box and stores one more than it has: two at once that both count would show. */
async function countOne(id: string): Promise<number> {
  const { count } = await read(id);
  write(id, { $set: { count: count + 1 } });
  return count + 1;
}

const countsOf = async (): Promise<number[]> => (await boxes.find().sort({ _id: 1 }).lean<Box[]>()).map((b) => b.count);

/** Work whose first attempts meet a write of somebody else. */
function meeting<T>(
  id: string,
  times: number,
  work: () => Promise<T>,
): { work: () => Promise<T>; attempts: () => number } {
  let attempts = 0;
  const met = async (): Promise<T> => {
    const value = await work();
    await read(id);
    if ((attempts += 1) <= times) {
      await transactions.outside(() => boxes.updateOne({ _id: id }, { $inc: { total: 1 } }).exec());
      write(id, { $inc: { total: 1 } });
    }
    return value;
  };
  return { work: met, attempts: () => attempts };
}

describe('a transaction', () => {
  it('runs its work once where nothing conflicts', async () => {
    const ids = await boxesOf(20);
    let runs = 0;
    const work = (id: string): Promise<number> => ((runs += 1), countOne(id));
    expect(await Promise.all(ids.map((id) => transactions.run(() => work(id))))).toEqual(ids.map(() => 1));
    expect([await countsOf(), runs, commits]).toEqual([ids.map(() => 1), 20, 20]);
  });

  it('runs its work again after a conflict, and only then', async () => {
    const [id = ''] = await boxesOf(1);
    const { work, attempts } = meeting(id, 2, async () => undefined);
    await transactions.run(work);
    expect([attempts(), commits]).toEqual([3, 1]);
  });

  it('loses no change where many touch the same document', async () => {
    const [id = ''] = await boxesOf(1);
    const results = await Promise.all(Array.from({ length: 40 }, () => transactions.run(() => countOne(id))));
    expect(results.sort((a, b) => a - b)).toEqual(results.map((_, index) => index + 1));
    expect(await countsOf()).toEqual([40]);
  });

  it('sees one state of the data, and its own writes in whatever it asks', async () => {
    const [one = '', other = ''] = await boxesOf(2);
    const seen = await transactions.run(async () => {
      const before = await read(other);
      await transactions.outside(() => boxes.updateOne({ _id: other }, { count: 7 }).exec());
      await countOne(one);
      insert('new');
      const own = await boxes.findOne({ _id: one, count: 1 }).lean<Box>();
      return [before.count, (await read(other)).count, own?.count, await boxes.countDocuments({})];
    });
    expect(seen).toEqual([0, 0, 1, 3]);
    expect(await countsOf()).toEqual([1, 7, 1]);
  });

  it('that draws a code which another document has runs again with another one', async () => {
    const drawn = ['AAAAAAAA', 'CCCCCCCC', 'AAAAAAAA', 'DDDDDDDD'];
    const make = (): Promise<string> =>
      transactions.run(async () => {
        const code = newCode(() => drawn.shift() ?? '');
        insert(code);
        return Promise.resolve(code);
      });
    expect([await make(), await make(), await make()]).toEqual(['AAAAAAAA', 'CCCCCCCC', 'DDDDDDDD']);
    expect([await boxes.countDocuments({}), commits]).toEqual([3, 3]);
    // Of what was chosen and not drawn there is no other.
    await expect(transactions.run(async () => Promise.resolve(insert('CCCCCCCC')))).rejects.toThrow(/E11000/);
  });

  it('that fails leaves nothing behind, and the others alone', async () => {
    const ids = await boxesOf(10);
    const results = await Promise.allSettled(
      ids.map((id, index) =>
        transactions.run(async () => {
          await countOne(id);
          if (index === 2) throw new Error('refused');
          insert(index === 3 ? 'box 7' : `new ${index}`);
        }),
      ),
    );
    const failures = results.map((result) => (result.status === 'rejected' ? (result.reason as Error) : undefined));
    expect(failures.filter(Boolean)).toEqual([
      expect.objectContaining({ message: 'refused' }),
      expect.objectContaining({ code: 11_000 }),
    ]);
    expect(await boxes.countDocuments({ name: /^new/ })).toBe(8);
    expect((await countsOf()).slice(0, 10)).toEqual(ids.map((_, index) => (index === 2 || index === 3 ? 0 : 1)));
  });

  it('that takes a refusal for an answer fails all the same', async () => {
    await boxesOf(1);
    const work = async (): Promise<void> => {
      insert('box 0');
      await boxes.countDocuments({}).catch(() => 0);
    };
    await expect(transactions.run(work)).rejects.toMatchObject({ code: 11_000 });
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

  it('refuses writes of other types than are declared', async () => {
    const [id = ''] = await boxesOf(1);
    const wrongs: Record<string, object>[] = [
      { $set: { count: '1' } },
      { $inc: { total: '1' } },
      { $set: { color: 'red' } },
      { $unset: { hue: '' } },
    ];
    for (const wrong of wrongs) await expect(transactions.run(async () => write(id, wrong))).rejects.toThrow(TypeError);
    expect(await read(id)).toMatchObject({ count: 0, total: 0 });
  });
});

describe('what a transaction draws', () => {
  it('is the same at every attempt', async () => {
    const [id = ''] = await boxesOf(1);
    const counters = new Counters(connection);
    const drawn: unknown[] = [];
    const { work } = meeting(id, 2, async () => {
      drawn.push([
        newId().toHexString(),
        newId().toHexString(),
        await counters.next('box'),
        await counters.next('box'),
      ]);
    });
    await transactions.run(work);
    expect(drawn).toEqual([drawn[0], drawn[0], drawn[0]]);
    expect(new Set(drawn[0] as unknown[]).size).toBe(4);
    expect(await counters.next('box')).toBe(3);
  });
});

describe('what stands outside of a transaction', () => {
  it('stays where that is rolled back', async () => {
    const [id = ''] = await boxesOf(1);
    const work = async (): Promise<void> => {
      await read(id);
      await transactions.outside(() => boxes.updateOne({ _id: id }, { $inc: { count: 1 } }).exec());
      throw new Error('refused');
    };
    await expect(transactions.run(work)).rejects.toThrow('refused');
    expect(await countsOf()).toEqual([1]);
  });

  it('is named where it is slow or has an effect of its own, and where it is a stream', async () => {
    await expect(transactions.run(async () => requireNoTransaction('Sending mail'))).rejects.toThrow(
      'Sending mail has no place inside a transaction',
    );
    await expect(transactions.run(async () => Readable.from(['x']))).rejects.toThrow(
      'A stream outlives the transaction',
    );
    expect(() => requireNoTransaction('Sending mail')).not.toThrow();
  });
});

describe('a transaction that is open for a second', () => {
  it('is told in the log while it is, within the call whose work it is', async () => {
    const slow: (string | undefined)[] = [];
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {
      slow.push(callIfAny()?.route);
    });
    const call = (route: string): Call => ({ requestId: route, route, via: 'system', caller: VISITOR });
    await runCall(call('POST /slow'), () => transactions.run(() => pause(1_200)));
    await runCall(call('POST /quick'), () => transactions.run(() => pause(0)));
    expect(slow).toEqual(['POST /slow']);
    warn.mockRestore();
  });
});

describe('a read that others share', () => {
  const shared = new SharedReads();
  const count = (): Promise<number> => shared.run('count', () => boxes.countDocuments({}).exec());

  it('shows nobody what a transaction has written and may yet take back', async () => {
    const outside: Promise<number>[] = [];
    const work = async (): Promise<number> => {
      insert('new');
      outside.push(transactions.outside(count));
      const own = count();
      outside.push(transactions.outside(count));
      const seen = await own;
      await Promise.all(outside);
      throw new Error(`saw ${seen}`);
    };
    await expect(transactions.run(work)).rejects.toThrow('saw 1');
    expect(await Promise.all(outside)).toEqual([0, 0]);
  });

  it('gives a transaction what it has written itself', async () => {
    const seen = await transactions.run(async () => {
      const outside = [transactions.outside(count), transactions.outside(count)];
      insert('new');
      const own = await count();
      await Promise.all(outside);
      return own;
    });
    expect(seen).toBe(1);
  });
});

describe('a request whose answer is kept', () => {
  it('has it stored in the transaction of its change, or not at all', async () => {
    const keep = (value: unknown): void => insert(`answer ${String(value)}`);
    const change = (): Promise<string> => transactions.run(async () => (insert('new'), 'done'));
    expect(await transactions.keeping(keep, change)).toBe('done');
    expect(await boxes.countDocuments({ name: { $in: ['new', 'answer done'] } })).toBe(2);
    await expect(transactions.keeping(keep, change)).rejects.toMatchObject({ code: 11_000 });
    expect(await boxes.countDocuments({})).toBe(2);
  });

  it('makes one transaction, no more and no less', async () => {
    const keep = (): void => undefined;
    const one = (): Promise<void> => transactions.run(async () => undefined);
    await expect(transactions.keeping(keep, async () => undefined)).rejects.toThrow('in a transaction');
    await expect(transactions.keeping(keep, () => one().then(one))).rejects.toThrow('in one transaction');
  });
});
