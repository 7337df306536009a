import { describe, expect, it } from '@jest/globals';
import { Double } from 'bson';
import { Memory } from '../memory.js';
import { codeOf, toDocument, toPlain } from '../../../test/plain.js';
import { encode, RawDoc, toDoc, type Doc, type Value } from '../../values/index.js';
import { batchesOf, collect, parseFilter, parsePipeline, parseSort, sortDocs, type PipelineContext } from '../index.js';

const now = new Date(0);

/** A context over collections in memory. */
function contextOf(collections: Record<string, object[]>, written: Record<string, Doc[]> = {}): PipelineContext {
  const docsOf = (name: string): Doc[] => written[name] ?? (collections[name] ?? []).map(toDocument);
  return {
    now,
    database: 'test',
    source({ collection, filter, sort, skip = 0, limit = Infinity, variables }) {
      const found = docsOf(collection).filter((doc) => !filter || parseFilter(filter, { now, variables }).matches(doc));
      return batchesOf((sort ? sortDocs(found, parseSort(sort)) : found).slice(skip, skip + limit));
    },
    sink: {
      async replace({ collection }, docs) {
        written[collection] = (await collect(docs, Memory.ofStage('a test'))).map(toDoc);
      },
      async insert({ collection }, doc) {
        written[collection] = [...docsOf(collection), doc];
      },
      async change({ collection }, filter, change) {
        const docs = docsOf(collection);
        const at = docs.findIndex((doc) => parseFilter(filter, { now }).matches(doc));
        if (at >= 0) docs[at] = change(docs[at]!);
        written[collection] = docs;
        return at >= 0;
      },
      isUnique: (_target, fields) => fields.length === 1 && fields[0] !== 'n',
    },
  };
}

async function run(
  docs: object[],
  stages: object[],
  collections: Record<string, object[]> = {},
  written?: Record<string, Doc[]>,
): Promise<unknown[]> {
  const context = contextOf({ ...collections, input: docs }, written);
  const pipeline = parsePipeline(stages.map(toDocument), context);
  const raw = async function* () {
    for await (const batch of context.source({ collection: 'input', ...pipeline.leading })) {
      yield batch.map((doc) => (pipeline.leading.sort ? doc : new RawDoc(encode(doc as Doc))));
    }
  };
  return (await collect(pipeline.run(raw()), Memory.ofStage('a test'))).map((doc) => toPlain(toDoc(doc)));
}

const sales = [
  { _id: 1, item: 'a', price: 10, n: 2 },
  { _id: 2, item: 'b', price: 20, n: 1 },
  { _id: 3, item: 'a', price: 5, n: 10 },
];

describe('a pipeline', () => {
  it.each<[string, object[], object[], unknown[], Record<string, object[]>?]>([
    [
      '$match, $sort, $skip, $limit',
      sales,
      [{ $match: { n: { $gt: 0 } } }, { $sort: { price: 1 } }, { $skip: 1 }, { $limit: 1 }, { $project: { price: 1 } }],
      [{ _id: 1, price: 10 }],
    ],
    [
      '$sort with $limit later',
      sales,
      [{ $addFields: { x: 1 } }, { $sort: { price: -1 } }, { $limit: 2 }, { $project: { _id: 1 } }],
      [{ _id: 2 }, { _id: 1 }],
    ],
    [
      '$group',
      sales,
      [
        {
          $group: {
            _id: '$item',
            total: { $sum: { $multiply: ['$price', '$n'] } },
            count: { $sum: 1 },
            prices: { $push: '$price' },
            avg: { $avg: '$price' },
            max: { $max: '$n' },
          },
        },
      ],
      [
        { _id: 'a', total: 70, count: 2, prices: [10, 5], avg: 7.5, max: 10 },
        { _id: 'b', total: 20, count: 1, prices: [20], avg: new Double(20), max: 1 },
      ],
    ],
    [
      '$group by null',
      sales,
      [
        {
          $group: {
            _id: null,
            first: { $first: '$item' },
            last: { $last: '$item' },
            set: { $addToSet: '$item' },
            n: { $count: {} },
          },
        },
      ],
      [{ _id: null, first: 'a', last: 'a', set: ['a', 'b'], n: 3 }],
    ],
    [
      '$group by equal numbers',
      [{ a: 1 }, { a: new Double(1) }, { a: 1n }, {}],
      [{ $group: { _id: '$a', n: { $sum: 1 } } }],
      [
        { _id: 1, n: 3 },
        { _id: null, n: 1 },
      ],
    ],
    [
      '$group with several',
      sales,
      [
        {
          $group: {
            _id: null,
            top: { $topN: { n: 2, sortBy: { price: -1 }, output: '$_id' } },
            bottom: { $bottom: { sortBy: { price: -1 }, output: '$_id' } },
            min: { $minN: { n: 2, input: '$n' } },
            firstN: { $firstN: { n: 1, input: '$item' } },
            med: { $median: { input: '$price', method: 'approximate' } },
          },
        },
      ],
      [{ _id: null, top: [2, 1], bottom: 3, min: [1, 2], firstN: ['a'], med: new Double(10) }],
    ],
    [
      '$sortByCount',
      sales,
      [{ $sortByCount: '$item' }],
      [
        { _id: 'a', count: 2 },
        { _id: 'b', count: 1 },
      ],
    ],
    ['$count', sales, [{ $match: { item: 'a' } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing', [], [{ $count: 'n' }], []],
    [
      '$unwind',
      [{ _id: 1, a: [1, 2] }, { _id: 2, a: [] }, { _id: 3 }, { _id: 4, a: 7 }],
      [{ $unwind: '$a' }],
      [
        { _id: 1, a: 1 },
        { _id: 1, a: 2 },
        { _id: 4, a: 7 },
      ],
    ],
    [
      '$unwind with index',
      [
        { _id: 1, a: ['x'] },
        { _id: 2, a: [] },
      ],
      [{ $unwind: { path: '$a', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } }],
      [
        { _id: 1, a: 'x', i: 0n },
        { _id: 2, i: null },
      ],
    ],
    [
      '$unset and $replaceRoot',
      [{ a: { b: 1, c: 2 } }],
      [{ $replaceRoot: { newRoot: '$a' } }, { $unset: 'b' }],
      [{ c: 2 }],
    ],
    [
      '$lookup by fields',
      [{ _id: 1, k: ['x', 'y'] }, { _id: 2 }],
      [{ $lookup: { from: 'other', localField: 'k', foreignField: 'code', as: 'found' } }],
      [
        { _id: 1, k: ['x', 'y'], found: [{ code: 'y' }, { code: ['x', 'z'] }] },
        { _id: 2, found: [{ none: 1 }] },
      ],
      { other: [{ code: 'y' }, { code: ['x', 'z'] }, { none: 1 }] },
    ],
    [
      '$lookup by pipeline',
      [{ _id: 1, min: 2 }],
      [
        {
          $lookup: {
            from: 'other',
            let: { min: '$min' },
            pipeline: [{ $match: { $expr: { $gte: ['$n', '$$min'] } } }, { $project: { n: 1 } }],
            as: 'found',
          },
        },
      ],
      [{ _id: 1, min: 2, found: [{ n: 2 }, { n: 3 }] }],
      { other: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    ],
    [
      '$lookup by both',
      [{ _id: 1, k: 1 }],
      [
        {
          $lookup: {
            from: 'other',
            localField: 'k',
            foreignField: 'k',
            pipeline: [{ $match: { ok: true } }],
            as: 'found',
          },
        },
      ],
      [{ _id: 1, k: 1, found: [{ k: 1, ok: true }] }],
      {
        other: [
          { k: 1, ok: true },
          { k: 1, ok: false },
          { k: 2, ok: true },
        ],
      },
    ],
    [
      '$graphLookup',
      [{ _id: 1, boss: 2 }],
      [
        {
          $graphLookup: {
            from: 'people',
            startWith: '$boss',
            connectFromField: 'boss',
            connectToField: '_id',
            as: 'chain',
            depthField: 'depth',
          },
        },
      ],
      [
        {
          _id: 1,
          boss: 2,
          chain: [
            { _id: 2, boss: 3, depth: 0n },
            { _id: 3, boss: 2, depth: 1n },
          ],
        },
      ],
      {
        people: [
          { _id: 2, boss: 3 },
          { _id: 3, boss: 2 },
        ],
      },
    ],
    [
      '$unionWith',
      [{ a: 1 }],
      [{ $unionWith: { coll: 'other', pipeline: [{ $match: { a: 2 } }] } }],
      [{ a: 1 }, { a: 2 }],
      { other: [{ a: 2 }, { a: 3 }] },
    ],
    [
      '$facet',
      sales,
      [{ $facet: { n: [{ $count: 'n' }], cheap: [{ $match: { price: { $lt: 10 } } }, { $project: { _id: 1 } }] } }],
      [{ n: [{ n: 3 }], cheap: [{ _id: 3 }] }],
    ],
    [
      '$bucket',
      sales,
      [{ $bucket: { groupBy: '$price', boundaries: [0, 10, 15], default: 'other' } }],
      [
        { _id: 0, count: 1 },
        { _id: 10, count: 1 },
        { _id: 'other', count: 1 },
      ],
    ],
    [
      '$bucketAuto',
      sales,
      [{ $bucketAuto: { groupBy: '$price', buckets: 2 } }],
      [
        { _id: { min: 5, max: 20 }, count: 2 },
        { _id: { min: 20, max: 20 }, count: 1 },
      ],
    ],
    [
      '$redact',
      [{ level: 1, a: { level: 5, x: 1 }, b: { level: 1, y: 2 } }],
      [{ $redact: { $cond: [{ $gt: ['$level', 3] }, '$$PRUNE', '$$DESCEND'] } }],
      [{ level: 1, b: { level: 1, y: 2 } }],
    ],
    ['$documents', [], [{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }], [{ a: 2 }]],
    [
      '$setWindowFields',
      sales,
      [
        {
          $setWindowFields: {
            partitionBy: '$item',
            sortBy: { price: 1 },
            output: {
              running: { $sum: '$n', window: { documents: ['unbounded', 'current'] } },
              rank: { $rank: {} },
              next: { $shift: { output: '$price', by: 1, default: -1 } },
            },
          },
        },
        { $project: { running: 1, rank: 1, next: 1 } },
      ],
      [
        { _id: 3, running: 10, rank: 1, next: 10 },
        { _id: 1, running: 12, rank: 2, next: -1 },
        { _id: 2, running: 1, rank: 1, next: -1 },
      ],
    ],
    [
      '$setWindowFields by range',
      [
        { t: 1, v: 1 },
        { t: 2, v: 10 },
        { t: 5, v: 100 },
      ],
      [
        { $setWindowFields: { sortBy: { t: 1 }, output: { s: { $sum: '$v', window: { range: [-1, 0] } } } } },
        { $project: { s: 1 } },
      ],
      [{ s: 1 }, { s: 11 }, { s: 100 }],
    ],
    [
      '$fill',
      [{ t: 1, v: 1, w: 1 }, { t: 2 }, { t: 3, v: 3 }],
      [{ $fill: { sortBy: { t: 1 }, output: { v: { method: 'linear' }, w: { method: 'locf' }, x: { value: 0 } } } }],
      [
        { t: 1, v: 1, w: 1, x: 0 },
        { t: 2, v: new Double(2), w: 1, x: 0 },
        { t: 3, v: 3, w: 1, x: 0 },
      ],
    ],
    [
      '$densify',
      [{ t: 1 }, { t: 4 }],
      [{ $densify: { field: 't', range: { step: 1, bounds: 'full' } } }],
      [{ t: 1 }, { t: 2 }, { t: 3 }, { t: 4 }],
    ],
    [
      '$densify of days',
      [{ t: new Date('2024-01-30') }, { t: new Date('2024-02-01') }],
      [{ $densify: { field: 't', range: { step: 1, unit: 'day', bounds: 'full' } } }],
      [{ t: new Date('2024-01-30') }, { t: new Date('2024-01-31') }, { t: new Date('2024-02-01') }],
    ],
  ])('runs %s', async (...[, docs, stages, expected, collections]) => {
    expect(await run(docs, stages, collections)).toEqual(expected);
  });

  it('writes by $out', async () => {
    const written: Record<string, Doc[]> = {};
    expect(await run(sales, [{ $project: { item: 1 } }, { $out: 'target' }], {}, written)).toEqual([]);
    expect(written.target!.map(toPlain as (doc: Value) => unknown)).toEqual([
      { _id: 1, item: 'a' },
      { _id: 2, item: 'b' },
      { _id: 3, item: 'a' },
    ]);
  });

  it.each<[object, unknown[]]>([
    [
      {},
      [
        { _id: 1, a: 1, b: 5 },
        { _id: 2, b: 6 },
      ],
    ],
    [
      { whenMatched: 'replace' },
      [
        { _id: 1, b: 5 },
        { _id: 2, b: 6 },
      ],
    ],
    [{ whenMatched: 'keepExisting', whenNotMatched: 'discard' }, [{ _id: 1, a: 1 }]],
    [{ whenMatched: [{ $set: { a: { $add: ['$a', '$$new.b'] } } }], whenNotMatched: 'discard' }, [{ _id: 1, a: 6 }]],
  ])('writes by $merge with %j', async (options, expected) => {
    const written: Record<string, Doc[]> = {};
    await run(
      [
        { _id: 1, b: 5 },
        { _id: 2, b: 6 },
      ],
      [{ $merge: { into: 'target', ...options } }],
      { target: [{ _id: 1, a: 1 }] },
      written,
    );
    expect(written.target!.map(toPlain as (doc: Value) => unknown)).toEqual(expected);
  });

  it('gives $sample so many', async () => {
    expect(await run(sales, [{ $sample: { size: 2 } }])).toHaveLength(2);
  });

  it('leaves its beginning to the planner', () => {
    const pipeline = parsePipeline(
      [{ $match: { a: 1 } }, { $match: { b: 2 } }, { $sort: { c: 1 } }, { $limit: 5 }, { $project: { a: 1 } }].map(
        toDocument,
      ),
      contextOf({}),
    );
    expect({
      ...pipeline.leading,
      filter: toPlain(pipeline.leading.filter),
      sort: toPlain(pipeline.leading.sort),
    }).toEqual({ filter: { $and: [{ a: 1 }, { b: 2 }] }, sort: { c: 1 }, limit: 5 });
  });

  it.each<[object[], number]>([
    [[{ $nonsense: 1 }], 40324],
    [[{ $match: {}, $sort: {} }], 40323],
    [[{ $match: 1 }], 15959],
    [[{ $group: { n: 1 } }], 15955],
    [[{ $group: { _id: 1, n: 1 } }], 40234],
    [[{ $group: { _id: 1, n: { $nonsense: 1 } } }], 15952],
    [[{ $limit: 0 }], 15958],
    [[{ $sort: {} }], 15976],
    [[{ $project: {} }], 51272],
    [[{ $unwind: 'a' }], 28818],
    [[{ $lookup: { from: 'a', as: 'b' } }], 9],
    [[{ $count: '' }], 40157],
    [[{ $out: 'a' }, { $match: {} }], 40601],
    [[{ $match: {} }, { $documents: [] }], 40602],
    [[{ $facet: { a: [{ $out: 'x' }] } }], 40600],
    [[{ $merge: { into: 'x', on: 'n' } }], 51183],
    [[{ $changeStream: {} }], 40573],
    [[{ $project: { a: { $nonsense: 1 } } }], 31325],
    [[{ $limit: -1 }], 5107201],
    [[{ $skip: -1 }], 5107200],
    [[{ $facet: { 'a.b': [] } }], 16412],
    [[{ $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: '$c' } }], 16410],
    [[{ $group: { _id: 1, n: { $accumulator: {} } } }], 31264],
  ])('refuses %j with code %p', (stages, code) => {
    expect(codeOf(() => parsePipeline(stages.map(toDocument), contextOf({})))).toBe(code);
  });
});
