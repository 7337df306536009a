import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DBRef, GridFSBucket, type Collection } from 'mongodb';
import mongoose from 'mongoose';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

describe('a cursor', () => {
  it('gives a large result in batches while the collection is written to', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 1200 }, (_, n) => ({ n })));
    const seen: number[] = [];
    for await (const doc of c.find({}, { batchSize: 100 })) {
      seen.push(doc.n as number);
      if (seen.length === 150) await c.insertOne({ n: -1 });
    }
    expect(seen.slice(0, 1200)).toEqual(Array.from({ length: 1200 }, (_, n) => n));
  });

  it('is not found once it is closed, nor under another collection', async () => {
    const c = server.fresh();
    await c.insertMany([{ a: 1 }, { a: 2 }, { a: 3 }]);
    const db = server.client.db('test');
    const { cursor } = await db.command({ find: c.collectionName, batchSize: 1 }, { promoteLongs: false });
    await expect(db.command({ getMore: cursor.id, collection: 'other' })).rejects.toMatchObject({ code: 13 });
    expect(await db.command({ killCursors: c.collectionName, cursors: [cursor.id] })).toMatchObject({
      cursorsKilled: [expect.anything()],
      cursorsNotFound: [],
    });
    await expect(db.command({ getMore: cursor.id, collection: c.collectionName })).rejects.toMatchObject({
      code: 43,
      codeName: 'CursorNotFound',
    });
  });

  it('of a capped collection waits for what comes', async () => {
    const db = server.client.db('test');
    const c = await db.createCollection('tail', { capped: true, size: 100_000, max: 5 });
    await c.insertMany(Array.from({ length: 8 }, (_, n) => ({ n })));
    expect((await c.find().toArray()).map((doc) => doc.n)).toEqual([3, 4, 5, 6, 7]);
    const cursor = c.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 500 });
    for (let n = 3; n <= 7; n++) expect((await cursor.next())!.n).toBe(n);
    setTimeout(() => void c.insertOne({ n: 100 }), 50);
    expect((await cursor.next())!.n).toBe(100);
    await cursor.close();
  });
});

describe('a cursor of a capped collection', () => {
  const capped = async (max: number): Promise<{ c: Collection; insert: (...ns: number[]) => Promise<unknown> }> => {
    const { collectionName } = server.fresh();
    const c = await server.client.db('test').createCollection(collectionName, { capped: true, size: 100_000_000, max });
    return { c, insert: (...ns) => c.insertMany(ns.map((n) => ({ n, text: 'x'.repeat(n < 100 ? 1 : 5_000_000) }))) };
  };

  it('ends where what it saw last has gone, because others may have gone unseen', async () => {
    const { c, insert } = await capped(5);
    await insert(1, 2, 3, 4, 5);
    const cursor = c.find({}, { tailable: true, awaitData: true, maxAwaitTimeMS: 50, batchSize: 2 });
    for (const n of [1, 2]) expect(await cursor.next()).toMatchObject({ n });
    await insert(6);
    for (const n of [3, 4, 5, 6]) expect(await cursor.next()).toMatchObject({ n });
    await insert(7, 8, 9, 10, 11);
    await expect(cursor.next()).rejects.toMatchObject({ code: 136, codeName: 'CappedPositionLost' });
  });

  it('ends at once where the collection is empty, and stays open where its filter finds nothing', async () => {
    const { c, insert } = await capped(5);
    const open = async (): Promise<bigint> =>
      (
        await server.client
          .db('test')
          .command(
            { find: c.collectionName, filter: { n: -1 }, tailable: true, awaitData: true },
            { promoteLongs: false },
          )
      ).cursor.id.toBigInt();
    expect(await open()).toBe(0n);
    await insert(1);
    expect(await open()).not.toBe(0n);
  });

  it('goes on over what its filter leaves out, and gives no more at once than fits into a reply', async () => {
    const { c, insert } = await capped(100);
    const db = server.client.db('test');
    const find = { find: c.collectionName, filter: { n: { $gte: 0 } }, tailable: true, awaitData: true };
    await insert(-1, 1);
    const { cursor } = await db.command(find, { promoteLongs: false });
    expect(cursor.firstBatch).toMatchObject([{ n: 1 }]);
    const more = async (): Promise<number[]> => {
      const reply = await db.command({ getMore: cursor.id, collection: c.collectionName, maxTimeMS: 50 });
      return reply.cursor.nextBatch.map(({ n }: { n: number }) => n);
    };
    await insert(-2, -3, 100, 101, 102, 103, 104);
    expect([await more(), await more(), await more()]).toEqual([[100, 101, 102], [103, 104], []]);
    // Twenty-five megabytes there and back, on a machine that may have other work.
  });
});

describe('the server', () => {
  it('makes a collection for an upsert alone, not for an update that finds nothing', async () => {
    const c = server.fresh();
    const names = async (): Promise<string[]> =>
      (await server.client.db('test').listCollections().toArray()).map(({ name }) => name);
    expect(await c.updateOne({ a: 1 }, { $set: { b: 1 } })).toMatchObject({ matchedCount: 0 });
    await expect(c.updateOne({ a: 1 }, { $nonsense: { b: 1 } })).rejects.toMatchObject({ code: 9 });
    expect(await names()).not.toContain(c.collectionName);
    expect(await c.updateOne({ a: 1 }, { $set: { b: 1 } }, { upsert: true })).toMatchObject({ upsertedCount: 1 });
    expect(await names()).toContain(c.collectionName);
  });

  it('refuses a deletion that does not say how many, instead of removing all', async () => {
    const c = server.fresh();
    await c.insertMany([{ a: 1 }, { a: 2 }]);
    const deletion = server.client.db('test').command({ delete: c.collectionName, deletes: [{ q: {} }] });
    await expect(deletion).rejects.toMatchObject({ code: 40414 });
    expect(await c.countDocuments()).toBe(2);
  });

  it('gives an inner pipeline the variables of its $lookup, also where it begins with a filter', async () => {
    const [orders, clients] = [server.fresh<{ _id: number; client?: number }>(), server.fresh<{ _id: number }>()];
    await orders.insertMany([{ _id: 1, client: 7 }, { _id: 2, client: 9 }, { _id: 3 }]);
    await clients.insertOne({ _id: 7 });
    const lookup = {
      from: clients.collectionName,
      let: { client: '$client' },
      pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$client'] } } }],
      as: 'clients',
    };
    const joined = await orders.aggregate([{ $lookup: lookup }, { $project: { clients: 1 } }]).toArray();
    expect(joined.map((doc) => doc.clients)).toEqual([[{ _id: 7 }], [], []]);
  });

  it('refuses what it does not know with the codes of MongoDB', async () => {
    const db = server.client.db('test');
    await expect(db.command({ frobnicate: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' });
    await expect(db.command({ find: 'x', nonsense: 1 })).rejects.toMatchObject({ code: 40415 });
    await expect(
      db
        .collection('x')
        .find({ a: { $frob: 1 } })
        .toArray(),
    ).rejects.toMatchObject({ code: 2 });
    await expect(
      db
        .collection('x')
        .aggregate([{ $frob: 1 }])
        .toArray(),
    ).rejects.toMatchObject({ code: 40324 });
    await expect(
      db
        .collection('x')
        .aggregate([{ $changeStream: {} }])
        .toArray(),
    ).rejects.toMatchObject({ code: expect.any(Number) });
    await expect(db.command({ collMod: 'missing' })).rejects.toMatchObject({ code: 26 });
    await expect(db.collection('x').insertOne({ _id: [1] as never })).rejects.toMatchObject({ code: 53 });
    await expect(server.client.db('a b').collection('x').insertOne({})).rejects.toThrow();
  });

  it('keeps a client to the stable API where it asks for that', async () => {
    const db = server.client.db('test');
    const strict = { apiVersion: '1', apiStrict: true };
    expect(await db.command({ count: 'c', ...strict })).toMatchObject({ ok: 1 });
    await expect(db.command({ distinct: 'c', key: 'a', ...strict })).rejects.toMatchObject({
      codeName: 'APIStrictError',
      message: expect.stringContaining('command distinct is not in API Version 1'),
    });
    const pipeline = [{ $listLocalSessions: {} }];
    const sessions = { aggregate: 1, pipeline, cursor: {} };
    expect(await db.admin().command(sessions)).toMatchObject({ ok: 1 });
    await expect(db.admin().command({ ...sessions, ...strict })).rejects.toMatchObject({ codeName: 'APIStrictError' });
    await expect(db.command({ ping: 1, apiVersion: '2' })).rejects.toMatchObject({ codeName: 'APIVersionError' });
    await expect(db.command({ ping: 1, apiStrict: true })).rejects.toMatchObject({ code: 4886600 });
  });

  it('names the statement that failed in a batch, and goes on in an unordered one', async () => {
    const c = server.fresh();
    const error = await c
      .insertMany([{ _id: 1 as never }, { _id: 1 as never }, { _id: 2 as never }], { ordered: false })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 11000, insertedCount: 2, writeErrors: [{ index: 1, code: 11000 }] });
  });

  it('tells of $out and $merge that more acknowledgements were asked for than there are members', async () => {
    const c = server.fresh();
    await c.insertOne({ a: 1 });
    for (const stage of [{ $out: 'copied' }, { $merge: { into: 'merged' } }]) {
      const run = server.client.db('test').command({
        aggregate: c.collectionName,
        pipeline: [stage],
        cursor: {},
        writeConcern: { w: 3 },
      });
      await expect(run).rejects.toMatchObject({ result: { ok: 1, writeConcernError: { code: 100 } } });
    }
    for (const name of ['copied', 'merged'])
      expect(await server.client.db('test').collection(name).countDocuments()).toBe(1);
  });

  it('takes a write concern only where something is written', async () => {
    const c = server.fresh();
    const db = server.client.db('test');
    const run = (command: object): Promise<unknown> => db.command({ ...command, writeConcern: { w: 1 } });
    const aggregate = (...pipeline: object[]): object => ({ aggregate: c.collectionName, pipeline, cursor: {} });
    const refused = { code: 72, codeName: 'InvalidOptions', message: 'Command does not support writeConcern' };
    for (const command of [{ find: c.collectionName }, { count: c.collectionName }, aggregate({ $match: {} })])
      await expect(run(command)).rejects.toMatchObject(refused);
    for (const command of [
      { insert: c.collectionName, documents: [{}] },
      aggregate({ $out: `${c.collectionName}_out` }),
    ])
      await expect(run(command)).resolves.toMatchObject({ ok: 1 });
  });

  it('reads the parts of a DBRef by their names', async () => {
    const c = server.fresh();
    const other = server.fresh();
    await other.insertOne({ a: 1 });
    const { _id } = (await other.findOne())!;
    await c.insertOne({ ref: new DBRef(other.collectionName, _id) });
    const lookup = { from: other.collectionName, as: 'found' };
    const match = [{ $match: { $expr: { $eq: ['$_id', '$$id'] } } }];
    for (const by of [
      { localField: 'ref.$id', foreignField: '_id' },
      { let: { id: '$ref.$id' }, pipeline: match },
    ]) {
      const [doc] = await c
        .aggregate([{ $lookup: { ...lookup, ...by } }, { $project: { _id: 0, 'ref.$id': 1, found: 1 } }])
        .toArray();
      expect(doc).toEqual({ ref: { $id: _id }, found: [{ _id, a: 1 }] });
    }
    await expect(c.aggregate([{ $project: { a: '$ref.$other' } }]).toArray()).rejects.toMatchObject({ code: 16410 });
  });

  it('sorts by the fields of one element of an array, and not by two arrays', async () => {
    const c = server.fresh<{ _id: number; a?: object[]; b?: number[] }>();
    await c.insertMany([
      {
        _id: 1,
        a: [
          { x: 1, y: 9 },
          { x: 2, y: 1 },
        ],
      },
      { _id: 2, a: [{ x: 1, y: 5 }] },
    ]);
    const ids = (await c.find().sort({ 'a.x': 1, 'a.y': 1 }).toArray()).map(({ _id }) => _id);
    expect(ids).toEqual([2, 1]);
    await c.insertOne({ _id: 3, a: [{ x: 1 }], b: [1] });
    await expect(c.find().sort({ 'a.x': 1, b: 1 }).toArray()).rejects.toMatchObject({ code: 2 });
  });

  it('sorts more than it keeps in memory, and projects and skips in that order', async () => {
    const c = server.fresh();
    const documents = Array.from({ length: 60_000 }, (_, n) => ({ n, group: (n * 7919) % 101, text: `text ${n}` }));
    await c.insertMany(documents);
    const found = await c
      .find({}, { projection: { _id: 0, n: 1 } })
      .sort({ group: 1, n: -1 })
      .skip(10)
      .toArray();
    const expected = documents.sort((a, b) => a.group - b.group || b.n - a.n).slice(10);
    expect(found.map(({ n }) => n as number)).toEqual(expected.map(({ n }) => n));
  });

  it('answers others while a long query runs', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 10_000 }, (_, n) => ({ n, text: `text ${n}` })));
    const long = c
      .aggregate([{ $match: { text: /9$/ } }, { $group: { _id: { $mod: ['$n', 100] }, all: { $push: '$text' } } }])
      .toArray();
    let pings = 0;
    let isOver = false;
    void long.then(() => (isOver = true));
    while (!isOver) {
      await server.client.db('test').command({ ping: 1 });
      pings++;
    }
    expect(pings).toBeGreaterThan(2);
  });

  it('stops what takes longer than maxTimeMS', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 10_000 }, (_, n) => ({ n })));
    await expect(
      c.find({ $expr: { $gt: [{ $pow: ['$n', 2] }, -1] }, missing: 1 }, { maxTimeMS: 1 }).toArray(),
    ).rejects.toMatchObject({ code: 50 });
  });

  it('takes a time to wait for more only where a cursor waits', async () => {
    const c = server.fresh();
    await c.insertMany([{}, {}, {}]);
    const db = server.client.db('test');
    const { cursor } = await db.command({ find: c.collectionName, batchSize: 1 }, { promoteLongs: false });
    const more = { getMore: cursor.id, collection: c.collectionName };
    await expect(db.command({ ...more, maxTimeMS: 100 })).rejects.toMatchObject({
      code: 2,
      message: 'cannot set maxTimeMS on getMore command for a non-awaitData cursor',
    });
    expect((await db.command(more)).cursor.nextBatch).toHaveLength(2);
  });

  it('does not count the time that a client lets pass between two batches', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n })));
    const [now, slow] = [Date.now, { $expr: { $eq: [{ $size: { $range: [0, 2000] } }, 2000] } }];
    const cursors = [c.find(slow), c.aggregate([{ $match: slow }])];
    for (const cursor of cursors) await cursor.maxTimeMS(30_000).batchSize(500).next();
    const later = jest.spyOn(Date, 'now').mockImplementation(() => now() + 60_000);
    try {
      for (const cursor of cursors) expect((await cursor.toArray()).length).toBe(1999);
    } finally {
      later.mockRestore();
    }
  });

  it('serves views', async () => {
    const c = server.fresh();
    await c.insertMany([
      { a: 1, b: 1 },
      { a: 2, b: 1 },
      { a: 3, b: 2 },
    ]);
    const db = server.client.db('test');
    const view = await db.createCollection(`${c.collectionName}_view`, {
      viewOn: c.collectionName,
      pipeline: [{ $match: { b: 1 } }, { $project: { a: 1 } }],
    });
    expect((await view.find({ a: { $gt: 1 } }).toArray()).map(({ a }) => a)).toEqual([2]);
    expect(await view.countDocuments()).toBe(2);
    expect(await view.distinct('a')).toEqual([1, 2]);
    await expect(view.insertOne({ a: 9 })).rejects.toMatchObject({ code: 166 });
  });

  it('refuses views that write, do not compile, read themselves or take another collation', async () => {
    const db = server.client.db('test');
    const view = (name: string, on: string, pipeline: object[]): Promise<unknown> =>
      db.command({ create: name, viewOn: on, pipeline });
    await expect(view('bad', 'x', [{ $out: 'y' }])).rejects.toMatchObject({ code: 167 });
    await expect(view('bad', 'x', [{ $nonsense: 1 }])).rejects.toMatchObject({ code: 40324 });
    await view('left', 'right', []);
    const lookup = { from: 'left', localField: 'a', foreignField: 'a', as: 'b' };
    await expect(view('right', 'x', [{ $lookup: lookup }])).rejects.toMatchObject({ code: 5 });
    const found = db.collection('left').find({}, { collation: { locale: 'ru' } });
    await expect(found.toArray()).rejects.toMatchObject({ code: 167 });
    await db.dropCollection('left');
  });

  it('checks documents by the validator of their collection', async () => {
    const db = server.client.db('test');
    const c = await db.createCollection('checked', {
      validator: { $jsonSchema: { required: ['name'], properties: { name: { bsonType: 'string' } } } },
    });
    await expect(c.insertOne({ name: 1 })).rejects.toMatchObject({ code: 121 });
    await c.insertOne({ name: 'x' });
    await expect(c.updateOne({}, { $set: { name: 2 } })).rejects.toMatchObject({ code: 121 });
  });
});

describe('GridFS', () => {
  it('stores a file of several chunks and gives it back', async () => {
    const bucket = new GridFSBucket(server.client.db('files'), { chunkSizeBytes: 1024 });
    const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, i) => i % 251));
    const upload = bucket.openUploadStream('photo.jpg', { metadata: { order: 7 } });
    await new Promise((resolve, reject) =>
      Readable.from([bytes]).pipe(upload).once('finish', resolve).once('error', reject),
    );
    expect((await buffer(bucket.openDownloadStreamByName('photo.jpg'))).equals(bytes)).toBe(true);
    await bucket.delete(upload.id);
    expect(await server.client.db('files').collection('fs.chunks').countDocuments()).toBe(0);
  });
});

describe('Mongoose', () => {
  it('saves, populates, versions and runs transactions', async () => {
    const connection = await mongoose.createConnection(server.uri, { dbName: 'mongoose' }).asPromise();
    try {
      const Client = connection.model(
        'Client',
        new mongoose.Schema(
          { name: { type: String, unique: true }, tags: [String] },
          { timestamps: true, optimisticConcurrency: true },
        ),
      );
      const Order = connection.model(
        'Order',
        new mongoose.Schema({
          client: { type: mongoose.Schema.Types.ObjectId, ref: 'Client' },
          total: mongoose.Schema.Types.Decimal128,
        }),
      );
      await Client.init();
      const client = await Client.create({ name: 'Anna', tags: ['a'] });
      await Order.create({ client: client._id, total: '10.50' });
      const order = await Order.findOne().populate<{ client: { name: string } }>('client').orFail();
      expect([order.client.name, String(order.total)]).toEqual(['Anna', '10.50']);
      const stale = await Client.findById(client._id).orFail();
      client.tags.push('b');
      await client.save();
      stale.tags.push('c');
      await expect(stale.save()).rejects.toMatchObject({ name: 'VersionError' });
      await expect(Client.create({ name: 'Anna' })).rejects.toMatchObject({ code: 11000 });
      await expect(
        connection.transaction(async (session) => {
          await Client.create([{ name: 'Boris' }], { session });
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      await connection.transaction((session) =>
        Client.updateOne({ name: 'Anna' }, { $push: { tags: 'd' } }, { session }),
      );
      expect((await Client.find().sort({ name: 1 })).map(({ name, tags }) => [name, [...tags]])).toEqual([
        ['Anna', ['a', 'b', 'd']],
      ]);
    } finally {
      await connection.close();
    }
  });
});
