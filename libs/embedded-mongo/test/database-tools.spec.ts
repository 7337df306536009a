import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Double, Timestamp, type Document, type Long } from 'bson';
import type { Db } from 'mongodb';
import { replay } from './replay.js';
import { startTestServer, type TestServer } from './server.js';

const EMPTY = new Timestamp({ t: 0, i: 0 });

let server: TestServer;
let shop: Db;
const replayed = (tool: string): Promise<Document[]> => replay(join(server.folder, 'data', 'mongo.sock'), tool);

beforeEach(async () => {
  server = await startTestServer();
  shop = server.client.db('shop');
});
afterEach(() => server.stop());

/** Codes of the commands that failed, and the failures of single writes. */
function failures(replies: Document[]): unknown[] {
  return replies.flatMap(({ ok, code, writeErrors }) => (Number(ok) === 1 ? (writeErrors ?? []) : [Number(code)]));
}

describe("what MongoDB's database tools send", () => {
  it('restores a dump, empty timestamps and indexes included', async () => {
    // `atlasVersion` is asked of every server, and known in Atlas only.
    expect(failures(await replayed('mongorestore'))).toEqual([59]);
    const goods = await shop.collection('goods').find().toArray();
    expect(goods).toEqual([
      { _id: 1, name: 'шкаф', at: EMPTY },
      { _id: 2, name: 'стол' },
    ]);
    expect(await shop.collection('goods').indexExists('name_1')).toBe(true);
  });

  it('imports, puts in the place of what is there, merges and deletes', async () => {
    const replies = await replayed('mongoimport');
    expect(failures(replies)).toEqual([]);
    const counts = replies.filter((reply) => 'n' in reply).map(({ n, nModified }) => [Number(n), Number(nModified)]);
    expect(counts).toEqual([
      [2, NaN],
      [2, 0],
      [2, 0],
      [2, NaN],
    ]);
    expect(await shop.collection('imported').countDocuments()).toBe(0);
  });

  it('dumps what was restored', async () => {
    await replayed('mongorestore');
    await replayed('mongoimport');
    const replies = await replayed('mongodump');
    expect(failures(replies)).toEqual([59]);
    const batches = replies.flatMap(({ cursor }) => cursor?.firstBatch ?? []) as Document[];
    expect(batches).toContainEqual(expect.objectContaining({ name: 'стол' }));
    expect(batches).toContainEqual(expect.objectContaining({ name: 'name_1', unique: true }));
  });

  it('reads statistics whose seconds and bytes are whole numbers', async () => {
    const [first, second] = await replayed('mongostat');
    expect((first!.uptime as Double).value % 1).toBe(0);
    expect(first!.uptime).toBeInstanceOf(Double);
    const network = (status: Document | undefined): bigint[] =>
      ['bytesIn', 'bytesOut', 'numRequests'].map((name) => (status!.network[name] as Long).toBigInt());
    network(second).forEach((count, i) => expect(count).toBeGreaterThan(network(first)[i]!));
  });
});

describe('an empty timestamp', () => {
  const documents = [{ _id: 1, at: EMPTY, deep: { at: EMPTY } }];
  const replacement = { q: { _id: 1 }, u: { at: EMPTY, deep: { at: EMPTY } }, upsert: true };

  it.each<[string, Document]>([
    ['insert', { insert: 'c', documents }],
    ['update', { update: 'c', updates: [replacement] }],
    ['findAndModify', { findAndModify: 'c', query: replacement.q, update: replacement.u, upsert: true }],
    ['bulkWrite', { bulkWrite: 1, ops: [{ insert: 0, document: documents[0] }], nsInfo: [{ ns: 'shop.c' }] }],
  ])('becomes the time of its storing by %s, and stays where that is asked for', async (name, command) => {
    const db = name === 'bulkWrite' ? server.client.db('admin') : shop;
    await db.command({ ...command });
    expect(await shop.collection('c').findOne({})).toEqual({
      _id: 1,
      at: expect.not.objectContaining({ low: 0, high: 0 }),
      deep: { at: EMPTY },
    });
    await shop.collection('c').deleteMany({});
    await db.command({ ...command, bypassEmptyTsReplacement: true });
    expect(await shop.collection('c').findOne({})).toEqual({ _id: 1, at: EMPTY, deep: { at: EMPTY } });
  });

  it('is replaced in a document that is there already', async () => {
    const c = shop.collection<{ _id: number; at?: Timestamp }>('c');
    await c.insertOne({ _id: 1 });
    await c.replaceOne({ _id: 1 }, { at: EMPTY });
    expect((await c.findOne())?.at?.isZero()).toBe(false);
  });

  it('and validation may be spoken of by a deletion too', async () => {
    const command = { delete: 'c', deletes: [{ q: {}, limit: 0 }] };
    const reply = await shop.command({ ...command, bypassDocumentValidation: true, bypassEmptyTsReplacement: true });
    expect(reply).toMatchObject({ n: 0, ok: 1 });
  });
});
