import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

// A hundred megabytes are read by each.

const MEGABYTE = 1024 * 1024;

let server: TestServer;
/** A hundred and ten megabytes. */
let large: Collection;
beforeAll(async () => {
  server = await startTestServer();
  large = server.fresh();
  for (let n = 0; n < 110; n++) await large.insertOne({ n, text: `${n}${'x'.repeat(MEGABYTE)}` });
});
afterAll(() => server.stop());

const group = (accumulator: Document, _id: unknown = null): Document[] => [{ $group: { _id, all: accumulator } }];
const sorted = { $set: { at: { $add: ['$n', 1] } } };
const facet = { all: [{ $skip: 0 }] };
const window = { partitionBy: null, sortBy: { n: 1 }, output: { all: { $sum: '$n' } } };
const range = { $range: [0, 7_000_000] };
const doubled = (operator: string, initialValue: unknown): Document => ({
  $reduce: { input: { $range: [0, 40] }, initialValue, in: { [operator]: ['$$value', '$$value'] } },
});

describe('an aggregation that would take more memory than MongoDB lets it', () => {
  it.each<[string, number, Document[]]>([
    ['$push', 146, group({ $push: '$text' })],
    ['$addToSet', 146, group({ $addToSet: '$text' })],
    ['$topN', 146, group({ $topN: { n: 1000, sortBy: { n: 1 }, output: '$text' } })],
    ['$lastN', 146, group({ $lastN: { n: 1000, input: '$text' } })],
    ['many groups', 292, group({ $sum: 1 }, '$text')],
    ['groups that are large together', 292, group({ $push: '$text' }, { $mod: ['$n', 2] })],
    ['$sort', 292, [sorted, { $sort: { at: 1 } }]],
    ['$sort with a $limit', 292, [sorted, { $sort: { at: 1 } }, { $limit: 105 }]],
    ['$bucketAuto', 292, [{ $bucketAuto: { groupBy: '$n', buckets: 2 } }]],
    ['$facet', 292, [{ $facet: facet }]],
    ['$setWindowFields', 5414201, [{ $setWindowFields: window }]],
    ['$densify', 292, [{ $densify: { field: 'n', range: { step: 1, bounds: 'full' } } }]],
  ])('%s is refused with %d', async (_name, code, pipeline) => {
    await expect(large.aggregate(pipeline).toArray()).rejects.toMatchObject({ code });
  });

  it('is refused where it joins too much', async () => {
    const from = large.collectionName;
    const one = server.fresh();
    await one.insertOne({ n: 0, all: Array.from({ length: 110 }, (_, n) => n) });
    const graph = { from, startWith: '$all', connectFromField: 'none', connectToField: 'n', as: 'found' };
    const lookups: [number, Document][] = [
      [4568, { $lookup: { from, pipeline: [], as: 'found' } }],
      [4568, { $lookup: { from, localField: 'all', foreignField: 'n', as: 'found' } }],
      [40099, { $graphLookup: graph }],
    ];
    for (const [code, stage] of lookups) {
      const counted = [stage, { $project: { count: { $size: '$found' } } }];
      await expect(one.aggregate(counted).toArray()).rejects.toMatchObject({ code });
    }
  });

  it.each<[string, number, Document]>([
    ['a range', 146, { $size: range }],
    [
      'ranges within one another',
      146,
      { $size: { $map: { input: { $range: [0, 1e6] }, in: { $range: [0, { $add: ['$$this', 1e6] }] } } } },
    ],
    ['an array doubled', 146, { $size: doubled('$concatArrays', [1]) }],
    ['a text doubled', 13548, { $strLenCP: doubled('$concat', 'x') }],
  ])('is refused where it makes %s', async (_name, code, of) => {
    const c = server.fresh();
    await c.insertOne({});
    await expect(c.aggregate([{ $project: { of } }]).toArray()).rejects.toMatchObject({ code });
    await expect(c.find({}, { projection: { of } }).toArray()).rejects.toMatchObject({ code });
    await expect(c.updateOne({}, [{ $set: { of } }])).rejects.toMatchObject({ code });
  });

  it('goes on where it stays below', async () => {
    const half = { $match: { n: { $lt: 50 } } };
    expect(
      await large.aggregate([half, ...group({ $push: '$text' }), { $project: { n: { $size: '$all' } } }]).toArray(),
    ).toEqual([{ _id: null, n: 50 }]);
    expect(
      await large.aggregate([sorted, { $sort: { at: -1 } }, { $limit: 1 }, { $unset: 'text' }]).toArray(),
    ).toMatchObject([{ n: 109 }]);
    expect(
      await large
        .find({}, { projection: { n: 1 } })
        .sort({ text: 1 })
        .limit(1)
        .toArray(),
    ).toMatchObject([{ n: 0 }]);
  });
});

describe('a document of more than 16 megabytes', () => {
  it('is not given', async () => {
    const twenty = [{ $match: { n: { $lt: 20 } } }, ...group({ $push: '$text' })];
    await expect(large.aggregate(twenty).toArray()).rejects.toMatchObject({ code: 10334 });
    const shared = { $map: { input: { $range: [0, 1000] }, in: '$text' } };
    await expect(large.find({ n: 0 }, { projection: { shared } }).toArray()).rejects.toMatchObject({ code: 10334 });
  });

  it('is not stored', async () => {
    const c = server.fresh<{ _id: number; list?: string[] }>();
    await c.insertOne({ _id: 1, list: ['x'.repeat(15 * MEGABYTE)] });
    const more = { $push: { list: 'x'.repeat(2 * MEGABYTE) } };
    await expect(c.updateOne({ _id: 1 }, more)).rejects.toMatchObject({ code: 17419 });
    expect((await c.findOne({ _id: 1 }))!.list).toHaveLength(1);
    const repeated = { $map: { input: { $range: [0, 3] }, in: { $first: '$list' } } };
    await expect(c.updateOne({ _id: 1 }, [{ $set: { list: repeated } }])).rejects.toMatchObject({ code: 17419 });
  });
});
