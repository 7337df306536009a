import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Document } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const change = (c: { collectionName: string }, index: Document, more: Document = {}): Promise<Document> =>
  server.client.db('test').command({ collMod: c.collectionName, index, ...more });

const indexOf = async (c: { indexes(): Promise<Document[]> }, name: string): Promise<Document | undefined> =>
  (await c.indexes()).find((index) => index.name === name);

describe('collMod of an index', () => {
  it('refuses new duplicates while prepareUnique stands and keeps those that are there', async () => {
    const c = server.fresh<{ _id: number; x: number; y?: number }>();
    await c.insertMany([1, 2, 3].map((_id) => ({ _id, x: _id === 3 ? 3 : 1 })));
    await c.createIndex({ x: 1 });
    expect(await change(c, { keyPattern: { x: 1 }, prepareUnique: true })).toMatchObject({
      prepareUnique_old: false,
      prepareUnique_new: true,
    });
    expect(await indexOf(c, 'x_1')).toMatchObject({ prepareUnique: true });
    const duplicate = { code: 11000, keyPattern: { x: 1 }, keyValue: { x: 1 } };
    await expect(c.insertOne({ _id: 4, x: 1 })).rejects.toMatchObject(duplicate);
    await expect(c.updateOne({ _id: 3 }, { $set: { x: 1 } })).rejects.toMatchObject(duplicate);
    await c.updateOne({ _id: 1 }, { $set: { y: 1 } });
    await c.insertOne({ _id: 4, x: 4 });
    await change(c, { name: 'x_1', prepareUnique: false });
    await c.insertOne({ _id: 5, x: 1 });
  });

  it('makes an index unique, or names the documents that stand against it', async () => {
    const c = server.fresh<{ _id: number; x: number | number[] }>();
    await c.insertMany([
      { _id: 1, x: 1 },
      { _id: 2, x: [1, 2] },
      { _id: 3, x: 3 },
    ]);
    await c.createIndex({ x: 1 });
    await expect(change(c, { name: 'x_1', unique: true })).rejects.toMatchObject({ code: 72 });
    const refusal = {
      code: 359,
      codeName: 'CannotConvertIndexToUnique',
      errorResponse: { violations: [{ ids: [1, 2] }] },
    };
    await expect(change(c, { name: 'x_1', unique: true }, { dryRun: true })).rejects.toMatchObject(refusal);
    await change(c, { name: 'x_1', prepareUnique: true });
    await expect(change(c, { name: 'x_1', unique: true })).rejects.toMatchObject(refusal);
    await c.deleteOne({ _id: 1 });
    expect(await change(c, { name: 'x_1', unique: true }, { dryRun: true })).not.toHaveProperty('unique_new');
    expect(await change(c, { name: 'x_1', unique: true })).toMatchObject({ unique_new: true });
    expect(await indexOf(c, 'x_1')).toEqual({ v: 2, key: { x: 1 }, name: 'x_1', unique: true });
    await expect(c.insertOne({ _id: 4, x: 2 })).rejects.toMatchObject({ code: 11000 });
    expect(await c.find({ x: { $gt: 1 } }).toArray()).toHaveLength(2);
    expect(await server.client.db('test').command({ validate: c.collectionName })).toMatchObject({ valid: true });
  });

  it('holds prepareUnique among concurrent transactions', async () => {
    const c = server.fresh<{ _id: number; x: number }>();
    await c.insertOne({ _id: 1, x: 1 });
    await c.createIndex({ x: 1 });
    await change(c, { name: 'x_1', prepareUnique: true });
    await server.client.withSession(async (session) => {
      session.startTransaction();
      await c.findOne({}, { session });
      await c.insertOne({ _id: 2, x: 2 });
      await expect(c.insertOne({ _id: 3, x: 2 }, { session })).rejects.toMatchObject({ code: 112 });
      await session.abortTransaction();
      session.startTransaction();
      await c.deleteOne({ _id: 1 }, { session });
      await c.insertOne({ _id: 4, x: 1 }, { session });
      await session.commitTransaction();
    });
    expect(await c.distinct('_id')).toEqual([2, 4]);
  });

  it('hides an index and changes or sets when it lets documents expire', async () => {
    const c = server.fresh();
    await c.createIndex({ at: 1 });
    expect(await change(c, { name: 'at_1', hidden: true })).toMatchObject({ hidden_old: false, hidden_new: true });
    expect(await change(c, { name: 'at_1', expireAfterSeconds: 60 })).toMatchObject({ expireAfterSeconds_new: 60 });
    expect(await change(c, { name: 'at_1', expireAfterSeconds: 90 })).toMatchObject({
      expireAfterSeconds_old: 60,
      expireAfterSeconds_new: 90,
    });
    expect(await indexOf(c, 'at_1')).toMatchObject({ hidden: true, expireAfterSeconds: 90 });
    await expect(change(c, { name: 'at_1', expireAfterSeconds: -1 })).rejects.toMatchObject({ code: 72 });
    await expect(change(c, { name: '_id_', hidden: true })).rejects.toMatchObject({ code: 2 });
    await expect(change(c, { name: 'at_1' })).rejects.toMatchObject({ code: 72 });
    await expect(change(c, { name: 'at_1', unqiue: true })).rejects.toMatchObject({ code: 40415 });
  });

  it('kills an open cursor whose index was dropped rather than ending it early', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 1000 }, (_, x) => ({ x })));
    await c.createIndex({ x: 1 });
    const cursor = c.find({ x: { $gte: 0 } }, { batchSize: 10 });
    await cursor.next();
    await c.dropIndex('x_1');
    await expect(cursor.toArray()).rejects.toMatchObject({ code: 175 });
  });
});
