import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  MongoClient,
  type Collection,
  type Document,
  type IndexSpecification,
  type CreateIndexesOptions,
} from 'mongodb';
import { startServerHere, type RunningServer } from '../src/server.js';
import { isParallel, matches, sorted, type PlainDoc, type PlainFilter } from './naive-model.js';

const folder = mkdtempSync(join(tmpdir(), 'agree-'));
let server: RunningServer;
let client: MongoClient;

beforeAll(async () => {
  server = await startServerHere({ dataDir: folder });
  client = await MongoClient.connect(server.uri);
});

afterAll(async () => {
  await client.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const number = fc.integer({ min: -1, max: 3 });
const scalar = fc.oneof(number, fc.constantFrom('x', 'xy', 'y'), fc.constant(null));
const value = fc.oneof({ weight: 4, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }));
const inner = fc.record({ d: fc.oneof(number, fc.array(number, { maxLength: 2 })), e: number }, { requiredKeys: [] });
const fields = fc.record(
  { a: value, b: number, c: fc.oneof(inner, fc.array(inner, { maxLength: 2 }), number) },
  { requiredKeys: [] },
);
const path = fc.constantFrom('a', 'b', 'c.d', 'c.e');

const condition = fc.oneof(
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), scalar)
    .map(([operator, operand]) => ({ [operator]: operand })),
  fc
    .tuple(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 3 }))
    .map(([operator, operand]) => ({ [operator]: operand })),
  fc.tuple(number, number).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.boolean().map((exists) => ({ $exists: exists })),
  fc.constantFrom(/^x/, /^xy/, /y/).map((regex) => ({ $regex: regex })),
  fc.subarray([/^x/, /^xy/, /y/, 'x', 1, null], { minLength: 1 }).map(($in) => ({ $in })),
  fc.array(number, { maxLength: 2 }).map((operand) => ({ $eq: operand })),
  fc.tuple(number, number).map(([low, high]) => ({ $elemMatch: { $gte: low, $lt: high } })),
  fc.array(scalar, { maxLength: 2 }).map((operand) => ({ $all: operand })),
  fc.tuple(fc.constantFrom('$gt', '$lte', '$eq'), scalar).map(([name, operand]) => ({ $not: { [name]: operand } })),
);
const simple = fc.dictionary(path, condition, { minKeys: 0, maxKeys: 2 });
const filter: fc.Arbitrary<PlainFilter> = fc.oneof(
  { weight: 3, arbitrary: simple as fc.Arbitrary<PlainFilter> },
  fc
    .tuple(fc.constantFrom('$and', '$or'), fc.array(simple, { minLength: 1, maxLength: 3 }))
    .map(([name, parts]) => ({ [name]: parts })),
  fc
    .tuple(simple, fc.array(simple, { minLength: 1, maxLength: 2 }))
    .map(([first, parts]) => ({ ...first, $or: parts })),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort = fc
  .tuple(fc.uniqueArray(path, { maxLength: 2 }), direction)
  .map(([paths, way]) => Object.fromEntries(paths.map((name) => [name, way])) as Record<string, 1 | -1>);

const update = fc.oneof(
  fc.record({ $set: fc.record({ a: value, b: number }, { requiredKeys: [] }) }),
  fc.constant({ $inc: { b: 1 } }),
  fc.constantFrom({ $unset: { a: 1 } }, { $unset: { c: 1 } }, { $set: { c: { d: 1 } } }),
  scalar.map((operand) => ({ $pullFromA: operand })),
  fc.tuple(number, number).map(([from, to]) => ({ $setInA: { from, to } })),
);

const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('find' as const), filter, sort, skip: fc.nat(3), limit: fc.nat(5) }),
  },
  fc.record({ kind: fc.constant('count' as const), filter }),
  fc.record({ kind: fc.constant('update' as const), filter, update }),
  fc.record({ kind: fc.constant('remove' as const), filter }),
  fc.record({ kind: fc.constant('insert' as const), docs: fc.array(fields, { maxLength: 3 }) }),
);

const indexes: readonly [IndexSpecification, CreateIndexesOptions][] = [
  [{ a: 1 }, {}],
  [{ b: -1 }, {}],
  [{ 'c.d': 1 }, {}],
  [{ a: 1, b: -1 }, {}],
  [{ b: 1, 'c.d': 1 }, {}],
  [{ 'c.d': 1, 'c.e': -1 }, {}],
  [
    { a: 1, _id: 1 },
    { collation: { locale: 'en', strength: 2 }, name: 'collated' },
  ],
  [
    { b: 1, a: 1 },
    { sparse: true, name: 'sparse' },
  ],
  [{ a: -1 }, { partialFilterExpression: { b: { $gt: 0 } }, name: 'partial' }],
];

const byId = (a: Document, b: Document): number => Number(a._id) - Number(b._id);

interface Change {
  $set?: Record<string, unknown>;
  $inc?: object;
  $unset?: object;
  /** Removes a value from the array in `a`. */
  $pullFromA?: unknown;
  /** Changes each element of the array in `a` that equals `from`. */
  $setInA?: { from: number; to: number };
}

/** An update as the server takes it, and what its filter must ask for beside. */
function asUpdate(by: Change): { update: Document; filter: Document; arrayFilters?: Document[] } {
  const filter = { a: { $elemMatch: { $exists: true } } };
  if ('$pullFromA' in by) return { update: { $pull: { a: by.$pullFromA } }, filter };
  if (by.$setInA === undefined) return { update: by, filter: {} };
  return { update: { $set: { 'a.$[x]': by.$setInA.to } }, filter, arrayFilters: [{ x: by.$setInA.from }] };
}

/** Applies an update to the plain documents of the model. */
function change(doc: PlainDoc, by: Change): void {
  const list = doc.a;
  if ('$pullFromA' in by && Array.isArray(list)) doc.a = list.filter((item) => item !== by.$pullFromA);
  if (by.$setInA !== undefined && Array.isArray(list))
    doc.a = list.map((item) => (item === by.$setInA!.from ? by.$setInA!.to : item));

  for (const [name, field] of Object.entries(by.$set ?? {})) doc[name] = field as PlainDoc;
  for (const name of Object.keys(by.$inc ?? {})) doc[name] = ((doc[name] as number | undefined) ?? 0) + 1;
  for (const name of Object.keys(by.$unset ?? {})) delete doc[name];
}

describe('random operations', () => {
  let run = 0;

  it('give what a naive model gives, with indexes and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fields, { maxLength: 12 }),
        fc.subarray([...indexes]),
        fc.array(operation, { minLength: 1, maxLength: 8 }),
        async (docs, wanted, operations) => {
          let next = 0;
          let model: PlainDoc[] = [];
          run++;
          const plain = client.db('agree').collection(`plain${run}`);
          const indexed = client.db('agree').collection(`indexed${run}`);
          const both = async (action: (collection: Collection) => Promise<unknown>): Promise<void> =>
            void (await Promise.all([action(plain), action(indexed)]));
          const insert = async (added: readonly object[]): Promise<void> => {
            if (added.length === 0) return;
            const numbered = added.map((doc) => ({ _id: next++, ...structuredClone(doc) }) as PlainDoc);
            model.push(...numbered);
            await both((collection) => collection.insertMany(structuredClone(numbered) as unknown as Document[]));
          };
          for (const [key, options] of wanted) await indexed.createIndex(key, options);
          await insert(docs);
          for (const step of operations) {
            if (step.kind === 'insert') await insert(step.docs);
            else if (step.kind === 'remove') {
              model = model.filter((doc) => !matches(doc, step.filter));
              await both((collection) => collection.deleteMany(step.filter));
            } else if (step.kind === 'update') {
              for (const doc of model)
                if (matches(doc, step.filter)) change(doc, structuredClone(step.update) as never);
              const { update, filter, arrayFilters } = asUpdate(step.update);
              await both((collection) =>
                collection.updateMany(
                  { $and: [step.filter, filter] },
                  update,
                  arrayFilters === undefined ? {} : { arrayFilters },
                ),
              );
            } else if (step.kind === 'count') {
              const expected = model.filter((doc) => matches(doc, step.filter)).length;
              await both(async (collection) => expect(await collection.countDocuments(step.filter)).toBe(expected));
            } else {
              const order = { ...step.sort, _id: 1 as const };
              const expected = sorted(
                model.filter((doc) => matches(doc, step.filter)),
                order,
              ).slice(step.skip, step.limit > 0 ? step.skip + step.limit : undefined);
              const isRefused = model.some((doc) => matches(doc, step.filter) && isParallel(doc, Object.keys(order)));
              if (isRefused) continue;
              await both(async (collection) => {
                expect(
                  await collection.find(step.filter, { sort: order, skip: step.skip, limit: step.limit }).toArray(),
                ).toEqual(expected);
              });
            }
          }
          await both(async (collection) => expect((await collection.find().toArray()).sort(byId)).toEqual(model));
          if (next > 0)
            expect(await client.db('agree').command({ validate: indexed.collectionName })).toMatchObject({
              valid: true,
            });
          await both((collection) => collection.drop().catch(() => undefined));
        },
      ),
      { numRuns: Number(process.env.AGREE_RUNS ?? 60) },
    );
  }, 120_000);
});
