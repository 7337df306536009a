import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Collection, Document, MongoServerError } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ expirySeconds: 0.2 });
});
afterAll(() => server.stop());

const stages = (plan: Document): string[] => [
  plan.stage as string,
  ...(plan.inputStage ? stages(plan.inputStage as Document) : []),
  ...((plan.inputStages ?? []) as Document[]).flatMap(stages),
];

async function plan(
  c: Collection,
  filter: Document,
  sort?: Document,
): Promise<{ stages: string[]; keys: number; docs: number; returned: number }> {
  const cursor = sort ? c.find(filter).sort(sort as never) : c.find(filter);
  const explained = await cursor.explain();
  const stats = explained.executionStats as Document;
  return {
    stages: stages((explained.queryPlanner as Document).winningPlan as Document),
    keys: stats.totalKeysExamined,
    docs: stats.totalDocsExamined,
    returned: stats.nReturned,
  };
}

describe('indexes', () => {
  it('show whether they were asked for in the background, which has no meaning', async () => {
    const c = server.fresh();
    await c.createIndexes([
      { key: { a: 1 }, background: true },
      { key: { b: 1 }, background: false },
    ]);
    expect((await c.indexes()).slice(1)).toEqual([
      { v: 2, key: { a: 1 }, name: 'a_1', background: true },
      { v: 2, key: { b: 1 }, name: 'b_1', background: false },
    ]);
    expect(await c.createIndex({ a: 1 })).toBe('a_1');
    await expect(c.createIndex({ d: 1 }, { background: 'yes' as never })).rejects.toMatchObject({ code: 14 });
  });

  it('serve equality, ranges, sorts both ways, $in, $or and anchored prefixes', async () => {
    const c = server.fresh();
    await c.insertMany(
      Array.from({ length: 500 }, (_, i) => ({
        n: i,
        status: ['new', 'done', 'late'][i % 3],
        tokens: [`word${i % 50}`, `t${i}`],
      })),
    );
    await c.createIndex({ n: 1 });
    await c.createIndex({ status: 1, n: -1 });
    await c.createIndex({ tokens: 1 });
    await c.createIndex({ tokens: 1, n: -1 }, { name: 'ordered' });
    expect(await plan(c, { n: 7 })).toEqual({ stages: ['FETCH', 'IXSCAN'], keys: 1, docs: 1, returned: 1 });
    expect(await plan(c, { n: { $gte: 10, $lt: 20 } })).toEqual({
      stages: ['FETCH', 'IXSCAN'],
      keys: 10,
      docs: 10,
      returned: 10,
    });
    expect((await plan(c, { status: 'new' }, { n: 1 })).stages).toEqual(['FETCH', 'IXSCAN']);
    expect((await plan(c, {}, { n: -1 })).stages).toEqual(['FETCH', 'IXSCAN']);
    expect((await plan(c, { status: { $in: ['new', 'late'] } }, { n: -1 })).stages).toContain('SORT_MERGE');
    // Of one element of an array, or some, the keys lie in the order of what follows.
    expect((await plan(c, { tokens: 'word7' }, { n: 1 })).stages).toEqual(['FETCH', 'IXSCAN']);
    expect((await plan(c, { tokens: { $in: ['word7', 'word8'] } }, { n: -1 })).stages).toContain('SORT_MERGE');
    expect((await plan(c, { tokens: 'word7' }, { tokens: 1, n: 1 })).stages).toContain('SORT');
    expect((await plan(c, { $or: [{ n: 3 }, { tokens: 't9' }] })).stages).toContain('OR');
    expect(await plan(c, { tokens: { $in: [/^word12/, /^word1[34]$/, 't5'] } })).toMatchObject({
      stages: ['FETCH', 'IXSCAN'],
      // Those of word1 to word19, among which are those of word12, and one of t5.
      keys: 111,
      returned: 31,
    });
    expect((await plan(c, { tokens: { $in: [/^word12/, /rd13$/] } })).stages).toContain('COLLSCAN');
    expect(await plan(c, { tokens: /^word12/ })).toEqual({
      stages: ['FETCH', 'IXSCAN'],
      keys: 10,
      docs: 10,
      returned: 10,
    });
    expect((await plan(c, { other: 1 })).stages).toEqual(['COLLSCAN']);
    expect((await plan(c, { other: 1 }, { other: 1 })).stages).toEqual(['SORT', 'COLLSCAN']);
  });

  it('count without reading a document where the bounds say everything', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 300 }, (_, i) => ({ n: i % 10 })));
    await c.createIndex({ n: 1 });
    const explained = await server.client
      .db('test')
      .command({ explain: { count: c.collectionName, query: { n: 4 } }, verbosity: 'executionStats' });
    expect(explained.executionStats).toMatchObject({ nReturned: 30, totalKeysExamined: 30, totalDocsExamined: 0 });
    expect(await c.countDocuments({ n: { $lt: 3 } })).toBe(90);
  });

  it('refuse a second document with a unique key, naming key and value', async () => {
    const c = server.fresh();
    await c.createIndex({ 'who.mail': 1 }, { unique: true });
    await c.insertOne({ who: { mail: 'a@b.c' } });
    await expect(c.insertOne({ who: { mail: 'a@b.c' } })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { 'who.mail': 1 },
      keyValue: { 'who.mail': 'a@b.c' },
    });
    const second = await c.insertOne({ who: { mail: 'd@e.f' } });
    await expect(c.updateOne({ _id: second.insertedId }, { $set: { 'who.mail': 'a@b.c' } })).rejects.toMatchObject({
      code: 11000,
    });
    await c.deleteOne({ 'who.mail': 'a@b.c' });
    await c.updateOne({ _id: second.insertedId }, { $set: { 'who.mail': 'a@b.c' } });
    expect(await c.countDocuments({ 'who.mail': 'a@b.c' })).toBe(1);
  });

  it('may have the same keys where one is unique, sparse or partial and the other is not', async () => {
    const c = server.fresh();
    const names = ['basic', 'unique', 'sparse', 'both'];
    await c.createIndex({ a: 1 }, { name: 'basic' });
    await c.createIndex({ a: 1 }, { name: 'unique', unique: true });
    await c.createIndex({ a: 1 }, { name: 'sparse', sparse: true });
    await c.createIndex({ a: 1 }, { name: 'both', unique: true, sparse: true });
    expect((await c.indexes()).map(({ name }) => name)).toEqual(['_id_', ...names]);
    await c.insertOne({ a: 1 });
    await expect(c.insertOne({ a: 1 })).rejects.toMatchObject({ code: 11000 });
    const again = (name: string, options: object): Promise<string> => c.createIndex({ a: 1 }, { name, ...options });
    await expect(again('basic', { unique: true })).rejects.toMatchObject({ code: 86 });
    await expect(again('other', { unique: true })).rejects.toMatchObject({
      code: 85,
      message: 'Index already exists with a different name: unique',
    });
    await expect(again('other', { expireAfterSeconds: 5 })).rejects.toMatchObject({
      code: 85,
      message: expect.stringContaining('a different name and options'),
    });
    await expect(again('basic', { expireAfterSeconds: 5 })).rejects.toMatchObject({ code: 85 });
  });

  it('are not made over documents that break them', async () => {
    const c = server.fresh();
    await c.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(c.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect((await c.indexes()).map((index) => index.name)).toEqual(['_id_']);
  });

  it('leave out what a sparse or partial index is not about, and then do not serve it', async () => {
    const c = server.fresh();
    await c.createIndex({ a: 1 }, { unique: true, sparse: true });
    await c.createIndex({ b: 1 }, { unique: true, partialFilterExpression: { active: true } });
    await c.insertMany([{ b: 1 }, { b: 1 }, { b: 1, active: true }]);
    await expect(c.insertOne({ b: 1, active: true })).rejects.toMatchObject({ code: 11000 });
    expect((await plan(c, { b: 1 })).stages).toEqual(['COLLSCAN']);
    expect((await plan(c, { b: 1, active: true })).stages).toEqual(['FETCH', 'IXSCAN']);
    expect((await plan(c, {}, { a: 1 })).stages).toEqual(['SORT', 'COLLSCAN']);
  });

  it('of a collation serve queries of that collation', async () => {
    const c = server.fresh();
    await c.createIndex({ name: 1 }, { collation: { locale: 'ru', strength: 2 } });
    await c.insertMany([{ name: 'Ёлка' }, { name: 'ёлка' }, { name: 'Дом' }]);
    expect(await c.find({ name: 'ЁЛКА' }).collation({ locale: 'ru', strength: 2 }).toArray()).toHaveLength(2);
    expect((await plan(c, { name: 'Дом' })).stages).toEqual(['COLLSCAN']);
  });

  it('remove documents whose time has passed', async () => {
    const c = server.fresh();
    await c.createIndex({ at: 1 }, { expireAfterSeconds: 1 });
    await c.insertMany([{ at: new Date(Date.now() - 5000) }, { at: new Date(Date.now() + 60_000) }, { at: 'never' }]);
    for (let i = 0; i < 50 && (await c.countDocuments()) > 2; i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await c.countDocuments()).toBe(2);
  });

  it('of kinds that are not served are refused as unknown', async () => {
    await expect(server.fresh().createIndex({ a: 'text' })).rejects.toMatchObject({ code: 67 });
    await expect(server.fresh().createIndex({ a: '2dsphere' })).rejects.toMatchObject({ code: 67 });
  });
});

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('a', 'b', 'ab', ''),
  fc.constant(null),
  fc.boolean(),
  fc.constantFrom(0.5, -1.5),
);
const value = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
const document = fc.record({ a: value, b: value, c: fc.record({ d: value }) }, { requiredKeys: [] });
const path = fc.constantFrom('a', 'b', 'c.d');
const comparison = fc.oneof(
  fc
    .tuple(path, fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), scalar)
    .map(([p, op, v]): Document => ({ [p]: { [op]: v } })),
  fc.tuple(path, fc.array(scalar, { minLength: 1, maxLength: 3 })).map(([p, v]): Document => ({ [p]: { $in: v } })),
  fc.tuple(path, fc.boolean()).map(([p, v]): Document => ({ [p]: { $exists: v } })),
  path.map((p): Document => ({ [p]: /^a/ })),
  fc
    .tuple(path, fc.integer({ min: -2, max: 2 }))
    .map(([p, v]): Document => ({ [p]: { $elemMatch: { $gte: v, $lt: v + 2 } } })),
);
const filter = fc.oneof(
  comparison,
  fc.array(comparison, { minLength: 2, maxLength: 3 }).map((list): Document => ({ $and: list })),
  fc.array(comparison, { minLength: 2, maxLength: 3 }).map((list): Document => ({ $or: list })),
);
const sort = fc.constantFrom<Document>({ a: 1 }, { b: -1 }, { a: 1, b: 1 }, { a: -1, b: 1 }, { 'c.d': 1, a: -1 });

describe('answers', () => {
  it('are equal with and without indexes, whatever the documents, filters and sorts', async () => {
    const db = server.client.db('property');
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 25 }),
        fc.array(fc.tuple(filter, sort), { minLength: 3, maxLength: 8 }),
        async (documents, questions) => {
          const plain = db.collection<Document>('plain');
          const indexed = db.collection<Document>('indexed');
          await plain.drop();
          await indexed.drop();
          for (const key of [{ a: 1 }, { b: -1 }, { 'c.d': 1 }, { a: 1, b: 1 }, { b: 1, 'c.d': -1 }] as const) {
            await indexed.createIndex(key as never).catch(() => undefined);
          }
          for (const [i, one] of documents.entries()) {
            // Two arrays in one compound index are refused; such a document is left out of both.
            const stored = await indexed.insertOne({ _id: i as never, ...one }).catch(() => undefined);
            if (stored) await plain.insertOne({ _id: i as never, ...one });
          }
          for (const [wanted, by] of questions) {
            const ids = async (c: Collection<Document>) =>
              (await c.find(wanted).sort({ _id: 1 }).toArray()).map((d) => d._id);
            expect(await ids(indexed)).toEqual(await ids(plain));
            expect(await indexed.countDocuments(wanted)).toBe(await plain.countDocuments(wanted));
            // A sort leaves equal keys in any order, so both are ordered by the same total order. Where two fields of
            // a document are arrays, both refuse to sort by them.
            const sorted = (c: Collection<Document>) =>
              c
                .find(wanted)
                .sort({ ...by, _id: 1 } as never)
                .toArray()
                .then(
                  (found) => found.map((d) => d._id),
                  ({ code, message }: MongoServerError) => [code, message],
                );
            expect(await sorted(indexed)).toEqual(await sorted(plain));
            const keys = (d: Document) =>
              JSON.stringify(
                Object.keys(by).map(
                  (p) => p.split('.').reduce<unknown>((v, n) => (v as Document | undefined)?.[n], d) ?? null,
                ),
              );
            const scalarOnly = !documents.some((d) => Object.values({ ...d, ...(d.c ?? {}) }).some(Array.isArray));
            if (scalarOnly) {
              const order = async (c: Collection<Document>) =>
                (
                  await c
                    .find(wanted)
                    .sort(by as never)
                    .toArray()
                ).map(keys);
              expect(await order(indexed)).toEqual(await order(plain));
            }
          }
          expect((await db.command({ validate: 'indexed' })).errors ?? []).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });
});
