import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Timestamp } from 'bson';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe('distinct', () => {
  it('gives values in their order, of a view and by a collation too', async () => {
    const c = server.fresh();
    const values = [null, 2, 10, 'B', 'a', 'b', { x: 1 }, false, new Date(0)];
    await c.insertMany([...values].reverse().map((v) => ({ v: [v] })));
    expect(await c.distinct('v')).toEqual(values);
    await server.client.db('test').createCollection('view', { viewOn: c.collectionName, pipeline: [] });
    expect(await server.client.db('test').collection('view').distinct('v')).toEqual(values);
    const texts = c.distinct('v', { v: { $type: 'string' } }, { collation: { locale: 'en' } });
    expect(await texts).toEqual(['a', 'b', 'B']);
  });

  it('is refused where its answer would be larger than a document', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 18 }, (_, n) => ({ v: `${n}${'x'.repeat(1024 * 1024)}` })));
    await expect(c.distinct('v')).rejects.toMatchObject({ code: 17217 });
  });
});

describe('a read concern', () => {
  it('of a snapshot is refused outside of a transaction rather than read as the present', async () => {
    const c = server.fresh();
    await c.insertOne({ n: 1 });
    await expect(c.find({}, { readConcern: { level: 'snapshot' } }).toArray()).rejects.toMatchObject({ code: 72 });
    const at = { readConcern: { level: 'snapshot', atClusterTime: new Timestamp({ t: 1, i: 1 }) } };
    await expect(c.db.command({ find: c.collectionName, ...at })).rejects.toMatchObject({ code: 72 });
    const session = server.client.startSession({ snapshot: true });
    await expect(c.findOne({}, { session })).rejects.toMatchObject({ code: 72 });
    await session.endSession();
    await server.client.withSession((own) =>
      own.withTransaction(async () => expect(await c.findOne({}, { session: own })).toMatchObject({ n: 1 }), {
        readConcern: { level: 'snapshot' },
      }),
    );
  });
});

describe('a tailable cursor', () => {
  it('ends at its limit, having passed over what is to be skipped', async () => {
    const c = await server.client.db('test').createCollection<{ n: number }>('capped', { capped: true, size: 100_000 });
    await c.insertMany([{ n: 0 }, { n: 1 }, { n: 2 }]);
    const reading = c
      .find({}, { tailable: true, awaitData: true, skip: 1, limit: 4, batchSize: 1 })
      .map(({ n }) => n)
      .toArray();
    await c.insertMany([{ n: 3 }, { n: 4 }, { n: 5 }]);
    expect(await reading).toEqual([1, 2, 3, 4]);
  });
});
