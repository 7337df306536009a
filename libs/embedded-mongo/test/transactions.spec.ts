import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MongoServerError } from 'mongodb';
import { setTimeout as pause } from 'node:timers/promises';
import { Long, MongoClient, type ClientSession } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function session(): Promise<ClientSession> {
  const started = server.client.startSession();
  started.startTransaction();
  return started;
}

async function errorOf(work: Promise<unknown>): Promise<MongoServerError> {
  return work.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: unknown) => error as MongoServerError,
  );
}

describe('a transaction', () => {
  it('fails where it makes a collection that is there, also by the same options', async () => {
    const { collectionName } = server.fresh();
    const db = server.client.db('test');
    for (let time = 0; time < 2; time++) await db.createCollection(collectionName);
    const s = await session();
    await expect(db.createCollection(collectionName, { session: s })).rejects.toMatchObject({ code: 48 });
    await s.abortTransaction();
  });

  it('reads its own writes, which nobody else sees before the commit', async () => {
    const c = server.fresh();
    await c.insertOne({ a: 1 });
    const s = await session();
    await c.insertOne({ a: 2 }, { session: s });
    await c.updateOne({ a: 1 }, { $set: { a: 10 } }, { session: s });
    expect((await c.find({}, { session: s }).sort({ a: 1 }).toArray()).map((d) => d.a)).toEqual([2, 10]);
    expect((await c.find().toArray()).map((d) => d.a)).toEqual([1]);
    await s.commitTransaction();
    expect((await c.find().sort({ a: 1 }).toArray()).map((d) => d.a)).toEqual([2, 10]);
    expect(await c.estimatedDocumentCount()).toBe(2);
  });

  it('ends what it still does where one of its operations fails, and holds nothing from then on', async () => {
    const c = server.fresh();
    await c.insertMany([{ _id: 1 as never }, { _id: 2 as never, count: 0 }]);
    for (let time = 0; time < 8; time++) {
      const s = await session();
      await c.findOne({}, { session: s });
      // So many that they take several turns, of the document that others want.
      const increase = { updateOne: { filter: { _id: 2 as never }, update: { $inc: { count: 1 } } } };
      const many = Array.from({ length: 20_000 }, () => increase);
      const [one, other] = await Promise.allSettled([
        c.bulkWrite(many, { session: s }),
        // Before the others have begun, at their beginning, in their middle.
        pause(time * 20).then(() => c.insertOne({ _id: 1 as never }, { session: s })),
      ]);
      expect(other).toMatchObject({ reason: { code: 11_000 } });
      expect(one).toMatchObject({ reason: { code: 251, codeName: 'NoSuchTransaction' } });
      const { reason } = one as PromiseRejectedResult & { reason: MongoServerError };
      expect(reason.hasErrorLabel('TransientTransactionError')).toBe(true);
      await s.abortTransaction().catch(() => undefined);
      await s.endSession();
    }
    await c.updateOne({ _id: 2 as never }, { $inc: { count: 1 } }, { maxTimeMS: 5_000 });
    expect(await c.find().toArray()).toEqual([{ _id: 1 }, { _id: 2, count: 1 }]);
  });

  it('keeps to the state in which it began', async () => {
    const c = server.fresh();
    await c.createIndex({ a: 1 });
    await c.insertMany([{ a: 1 }, { a: 2 }]);
    const s = await session();
    expect(await c.countDocuments({ a: { $gt: 0 } }, { session: s })).toBe(2);
    await c.insertOne({ a: 3 });
    await c.deleteOne({ a: 1 });
    expect(
      (
        await c
          .find({ a: { $gt: 0 } }, { session: s })
          .sort({ a: 1 })
          .toArray()
      ).map((d) => d.a),
    ).toEqual([1, 2]);
    await s.abortTransaction();
    expect(await c.countDocuments()).toBe(2);
  });

  it('leaves nothing behind when it is aborted', async () => {
    const c = server.fresh();
    await c.createIndex({ a: 1 }, { unique: true });
    const s = await session();
    await c.insertOne({ a: 1 }, { session: s });
    await s.abortTransaction();
    await c.insertOne({ a: 1 });
    expect(await c.countDocuments()).toBe(1);
    expect((await server.client.db('test').command({ validate: c.collectionName })).valid).toBe(true);
  });

  it('fails with a transient write conflict where another has written the document', async () => {
    const c = server.fresh();
    await c.insertOne({ _id: 1 as never, a: 0 });
    const first = await session();
    const second = await session();
    await c.updateOne({ a: 0 }, { $set: { b: 1 } }, { session: first });
    const error = await errorOf(c.updateOne({ a: 0 }, { $set: { b: 2 } }, { session: second }));
    expect(error.code).toBe(112);
    expect(error.codeName).toBe('WriteConflict');
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
    await first.commitTransaction();
    const late = await errorOf(c.updateOne({ a: 0 }, { $set: { b: 3 } }, { session: second }));
    expect(late.code).toBe(251);
    expect(await c.findOne()).toEqual({ _id: 1, a: 0, b: 1 });
  });

  it('conflicts with a write outside of transactions that came after its beginning', async () => {
    const c = server.fresh();
    await c.insertOne({ a: 0 });
    const s = await session();
    await c.findOne({}, { session: s });
    await c.updateOne({}, { $inc: { a: 1 } });
    expect((await errorOf(c.updateOne({}, { $inc: { a: 1 } }, { session: s }))).code).toBe(112);
    expect((await c.findOne())!.a).toBe(1);
  });

  it('makes a write outside of it wait until it has ended', async () => {
    const c = server.fresh();
    await c.insertOne({ a: 0 });
    const s = await session();
    await c.updateOne({}, { $set: { a: 1 } }, { session: s });
    let isDone = false;
    const outside = c.updateOne({}, { $inc: { a: 10 } }).then(() => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(isDone).toBe(false);
    await s.commitTransaction();
    await outside;
    expect((await c.findOne())!.a).toBe(11);
  });

  it('keeps unique keys unique among concurrent transactions', async () => {
    const c = server.fresh();
    await c.createIndex({ a: 1 }, { unique: true });
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const s = await session();
        try {
          await c.insertOne({ a: 'same' }, { session: s });
          await s.commitTransaction();
          return 'committed';
        } catch (error) {
          await s.abortTransaction();
          return (error as MongoServerError).code;
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => outcome !== 'committed')).size).toBeGreaterThan(0);
    expect(await c.countDocuments()).toBe(1);
  });

  it('does not lose an increment when many run against each other', async () => {
    const c = server.fresh();
    await c.insertOne({ n: 0 });
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let i = 0; i < 5; i++)
          await server.client.withSession((s) =>
            s.withTransaction(() => c.updateOne({}, { $inc: { n: 1 } }, { session: s })),
          );
      }),
    );
    expect((await c.findOne())!.n).toBe(30);
  });

  it('answers a repeated commit as the first', async () => {
    const c = server.fresh();
    const s = await session();
    await c.insertOne({ a: 1 }, { session: s });
    await s.commitTransaction();
    await s.commitTransaction();
    expect(await c.countDocuments()).toBe(1);
  });

  it('is aborted when its session ends', async () => {
    const c = server.fresh();
    await c.insertOne({ a: 1 });
    const s = await session();
    await c.updateOne({}, { $set: { a: 20 } }, { session: s });
    await s.endSession();
    await c.updateOne({}, { $inc: { a: 1 } });
    expect((await c.findOne())!.a).toBe(2);
  });

  it('shows a collection that it creates to nobody else', async () => {
    const c = server.fresh();
    const s = await session();
    await c.insertOne({ a: 1 }, { session: s });
    expect(await server.client.db('test').listCollections({ name: c.collectionName }).toArray()).toEqual([]);
    await s.commitTransaction();
    expect(await c.countDocuments()).toBe(1);
  });
});

describe('a retryable write', () => {
  it('is applied once however often it is sent', async () => {
    const c = server.fresh();
    await c.insertOne({ _id: 'counter' as never, n: 0 });
    const command = {
      findAndModify: c.collectionName,
      query: { _id: 'counter' },
      update: { $inc: { n: 1 } },
      new: true,
      txnNumber: Long.fromNumber(1000),
    };
    // A client of its own: the driver uses a session again, and would count on from its numbers.
    const client = await new MongoClient(server.uri).connect();
    const s = client.startSession();
    const raw = client.db('test');
    const first = await raw.command(command, { session: s });
    const again = await raw.command(command, { session: s });
    expect(again.value).toEqual(first.value);
    expect((await c.findOne())!.n).toBe(1);
    await client.close();
  });
});

describe('transactions on one hot document', () => {
  it("see each other's commits before these are on the disk", async () => {
    const c = server.fresh();
    await c.insertOne({ _id: 'counter' as never, n: 0 });
    const numbers = await Promise.all(
      Array.from({ length: 40 }, () =>
        server.client.withSession((s) =>
          s.withTransaction(async () => {
            const counter = await c.findOneAndUpdate(
              { _id: 'counter' as never },
              { $inc: { n: 1 } },
              { session: s, returnDocument: 'after' },
            );
            await c.insertOne({ number: counter!.n }, { session: s });
            return counter!.n as number;
          }),
        ),
      ),
    );
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(await c.countDocuments({ number: { $exists: true } })).toBe(40);
  });
});
