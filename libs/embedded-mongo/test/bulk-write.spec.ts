import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Document, MongoClient } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
let client: MongoClient;
beforeAll(async () => {
  server = await startTestServer();
  client = server.client as MongoClient;
});
afterAll(() => server.stop());

const all = async (name: string): Promise<Document[]> =>
  client.db('bulk').collection(name).find().sort({ _id: 1 }).toArray();

describe('a bulk write of the client', () => {
  it('writes to several collections in one command and tells what each operation gave', async () => {
    const result = await client.bulkWrite(
      [
        { namespace: 'bulk.one', name: 'insertOne', document: { _id: 1 as never, n: 1 } },
        { namespace: 'bulk.two', name: 'insertOne', document: { _id: 1 as never, n: 1 } },
        { namespace: 'bulk.one', name: 'updateOne', filter: { _id: 1 as never }, update: { $inc: { n: 4 } } },
        { namespace: 'bulk.one', name: 'updateMany', filter: { n: 5 }, update: [{ $set: { m: '$n' } }] },
        { namespace: 'bulk.two', name: 'replaceOne', filter: { _id: 2 as never }, replacement: { n: 2 }, upsert: true },
        { namespace: 'bulk.two', name: 'deleteOne', filter: { _id: 1 as never } },
        { namespace: 'bulk.two', name: 'deleteMany', filter: { _id: 9 as never } },
      ],
      { verboseResults: true },
    );
    expect(result).toMatchObject({
      insertedCount: 2,
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(result.updateResults?.get(4)).toMatchObject({ matchedCount: 1, upsertedId: 2 });
    expect(result.deleteResults?.get(6)).toMatchObject({ deletedCount: 0 });
    expect([await all('one'), await all('two')]).toEqual([[{ _id: 1, n: 5, m: 5 }], [{ _id: 2, n: 2 }]]);
  });

  it('stops at a failure, or goes on where the order does not matter; each failure has its index and its keys', async () => {
    const models = (name: string) =>
      [1, 1, 2].map((_id) => ({
        namespace: `bulk.${name}`,
        name: 'insertOne' as const,
        document: { _id: _id as never },
      }));
    const ordered = await client.bulkWrite(models('ordered')).catch((error: unknown) => error);
    expect(ordered).toMatchObject({ partialResult: { insertedCount: 1 } });
    const free = (await client.bulkWrite(models('free'), { ordered: false }).catch((error: unknown) => error)) as {
      writeErrors: Map<number, { code: number }>;
    };
    expect([...free.writeErrors].map(([index, { code }]) => [index, code])).toEqual([[1, 11000]]);
    expect([await all('ordered'), await all('free')]).toEqual([[{ _id: 1 }], [{ _id: 1 }, { _id: 2 }]]);
  });

  it('is part of a transaction, which a failure ends with all it did', async () => {
    await client.db('bulk').createCollection('kept');
    const insert = (_id: number) => ({
      namespace: 'bulk.kept',
      name: 'insertOne' as const,
      document: { _id: _id as never },
    });
    await client.withSession((session) =>
      session.withTransaction(() => client.bulkWrite([insert(1), insert(2)], { session })),
    );
    const session = client.startSession();
    session.startTransaction();
    await expect(client.bulkWrite([insert(3), insert(1)], { session })).rejects.toThrow();
    await session.abortTransaction();
    await session.endSession();
    expect(await all('kept')).toEqual([{ _id: 1 }, { _id: 2 }]);
  });

  it('tells what each operation gave in batches of the size that is asked for, or that fit into a reply', async () => {
    const admin = client.db('admin');
    const run = (batchSize: number) =>
      admin.command(
        {
          bulkWrite: 1,
          ops: [1, 2, 3].map((_id) => ({ update: 0, filter: { _id }, updateMods: { a: 1 }, upsert: true })),
          nsInfo: [{ ns: 'bulk.batches' }],
          cursor: { batchSize },
        },
        { promoteLongs: false },
      );
    const { cursor, nUpserted } = await run(2);
    expect([nUpserted, cursor.firstBatch.map(({ idx }: Document) => idx)]).toEqual([3, [0, 1]]);
    const more = await admin.command({ getMore: cursor.id, collection: '$cmd.bulkWrite' });
    expect(more.cursor).toMatchObject({ id: 0, ns: 'admin.$cmd.bulkWrite', nextBatch: [{ ok: 1, idx: 2 }] });
    expect((await run(0)).cursor.firstBatch).toEqual([]);

    const large = Array.from({ length: 9 }, (_, n) => ({
      namespace: 'bulk.large',
      name: 'updateOne' as const,
      filter: { _id: `${n}${'x'.repeat(2_000_000)}` as never },
      update: { $set: { n } },
      upsert: true,
    }));
    const result = await client.bulkWrite(large, { verboseResults: true });
    expect(result.updateResults?.size).toBe(9);
  });

  it('refuses what it does not know', async () => {
    const run = (ops: Document[], nsInfo: Document[] = [{ ns: 'bulk.x' }]) =>
      client.db('admin').command({ bulkWrite: 1, ops, nsInfo });
    const good = { insert: 0, document: { _id: 'first' } };
    await expect(run([good, { insert: 1, document: {} }])).rejects.toMatchObject({ code: 2 });
    await expect(run([good, { replace: 0 }])).rejects.toMatchObject({ code: 9 });
    await expect(run([{ insert: 0 }])).rejects.toMatchObject({ code: 40414 });
    await expect(run([{ update: 0, filter: {}, updateMods: {}, upser: true }])).rejects.toMatchObject({ code: 40415 });
    await expect(run([{ insert: 0, document: {} }], [{ ns: 'nowhere' }])).rejects.toMatchObject({ code: 73 });
    await run([
      { delete: 0, filter: {}, multi: true },
      { update: 0, filter: {}, updateMods: { $set: { a: 1 } } },
    ]);
    // Neither what came before a fault nor what found nothing has made a collection.
    expect((await client.db('bulk').listCollections().toArray()).map(({ name }) => name)).not.toContain('x');
    await expect(client.db('test').command({ bulkWrite: 1, ops: [], nsInfo: [] })).rejects.toMatchObject({ code: 13 });
  });
});
