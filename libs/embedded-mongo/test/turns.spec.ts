import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
let collection: Collection;
beforeAll(async () => {
  server = await startTestServer();
  collection = server.fresh();
  await collection.insertMany(Array.from({ length: 30 }, (_, n) => ({ n })));
  await server.client.db('test').command({ ping: 1 });
});
afterAll(() => server.stop());

/** An expression that takes some milliseconds for each document. */
const sum = { $reduce: { input: { $range: [0, 100_000] }, initialValue: '$n', in: { $add: ['$$value', '$$this'] } } };
const slow = { $expr: { $gt: [sum, 0] } };

describe('while each of thirty documents takes long', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['find', () => collection.find(slow).toArray()],
    ['sort', () => collection.find(slow).sort({ n: -1 }).toArray()],
    ['count', () => collection.countDocuments(slow)],
    ['distinct', () => collection.distinct('n', slow)],
    ['update', () => collection.updateMany(slow, { $set: { seen: true } })],
    ['$match', () => collection.aggregate([{ $set: { at: 1 } }, { $match: slow }]).toArray()],
    ['$group', () => collection.aggregate([{ $group: { _id: sum } }]).toArray()],
    ['$project', () => collection.aggregate([{ $project: { sum } }]).toArray()],
  ])('%s gives others their turn again and again', async (_name, run) => {
    let isDone = false;
    const work = run().then(() => (isDone = true));
    let answered = 0;
    while (!isDone) {
      await server.client.db('test').command({ ping: 1 });
      answered++;
    }
    await work;
    expect(answered).toBeGreaterThan(5);
  });
});
