import { describe, expect, it } from '@jest/globals';
import { BSONRegExp, Decimal128, Double } from 'bson';
import { codeOf, entries, toDocument, toPlain } from '../../test/plain.js';
import { decode, encode, encodeOver, RawDoc } from '../values/index.js';
import { parseFilter } from './filter.js';
import { parseUpdate, upsertSeed } from './update.js';

const now = new Date(0);
interface Extra {
  filter?: object;
  arrayFilters?: object[];
  insert?: boolean;
}
const compile = (update: object, { filter = {}, arrayFilters }: Extra = {}) =>
  parseUpdate(Array.isArray(update) ? update.map(toDocument) : toDocument(update), {
    now,
    filter: parseFilter(toDocument(filter), { now }),
    arrayFilters: arrayFilters?.map(toDocument),
  });
const apply = (doc: object, update: object, extra: Extra = {}) => {
  const compiled = compile(update, extra);
  const changed = compiled.apply(toDocument(doc), { insert: extra.insert ?? false });
  const { touched } = compiled;
  if (touched !== undefined && extra.insert !== true) {
    // The same with no other fields than those it touches, written over the stored bytes.
    const stored = new RawDoc(encode(toDocument(doc)));
    const part = compiled.apply(stored.select({ has: (name) => name === '_id' || touched.has(name) }), {
      insert: false,
    });
    expect(entries(decode(encodeOver(stored.bytes, touched, part)))).toEqual(entries(decode(encode(changed))));
  }
  return changed;
};

describe('an update', () => {
  it.each<[object, object, object, Extra?]>([
    [{ a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
    [{}, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    [{ a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    [{ a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    [{ a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    [{ a: 1 }, { $inc: { a: 2, b: 3 } }, { a: 3, b: 3 }],
    [{ a: 2147483647 }, { $inc: { a: 1 } }, { a: 2147483648n }],
    [{ a: 1 }, { $inc: { a: 1.5 } }, { a: 2.5 }],
    [
      { a: Decimal128.fromString('0.10') },
      { $inc: { a: Decimal128.fromString('0.20') } },
      { a: Decimal128.fromString('0.30') },
    ],
    [{ a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
    [{ a: 3 }, { $mul: { a: new Double(2) } }, { a: new Double(6) }],
    [{ a: 3, b: 3 }, { $min: { a: 2, b: 5, c: 1 } }, { a: 2, b: 3, c: 1 }],
    [{ a: 3 }, { $max: { a: 'text' } }, { a: 'text' }],
    [{ a: 1 }, { $currentDate: { b: true, c: { $type: 'date' } } }, { a: 1, b: now, c: now }],
    [{ a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
    [{ b: 2 }, { $rename: { a: 'c' } }, { b: 2 }],
    [{ a: 5 }, { $bit: { a: { and: 12, or: 1 } } }, { a: 5 }],
    [{}, { $setOnInsert: { a: 1 } }, {}],
    [{}, { $setOnInsert: { a: 1 } }, { a: 1 }, { insert: true }],
    [{ a: [1] }, { $push: { a: 2, b: 3 } }, { a: [1, 2], b: [3] }],
    [{ a: [3, 1] }, { $push: { a: { $each: [2, 5], $sort: 1, $slice: -3 } } }, { a: [2, 3, 5] }],
    [{ a: [{ n: 2 }] }, { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } }, { a: [{ n: 1 }, { n: 2 }] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
    [{ a: [1] }, { $addToSet: { a: 1 } }, { a: [1] }],
    [{ a: [1] }, { $addToSet: { a: { $each: [new Double(1), 2, 2] } } }, { a: [1, 2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    [{ a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [{ a: ['ab', 'c'] }, { $pull: { a: new BSONRegExp('^a') } }, { a: ['c'] }],
    [{ a: [{ b: 1, c: 2 }, { b: 2 }] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }] }],
    [{ a: [{ b: [1, 2] }] }, { $pull: { 'a.0.b': 1 } }, { a: [{ b: [2] }] }],
    [{ a: [{ b: 1 }, { c: 2 }, { d: 3 }] }, { $pull: { a: { $or: [{ b: 1 }, { c: 2 }] } } }, { a: [{ d: 3 }] }],
    [{ $a: 1 }, { $set: { $a: 2, 'b.$c': 3 } }, { $a: 2, b: { $c: 3 } }],
    [{ $a: 1 }, { $unset: { $a: '' }, $set: { 'b.$c': 3 } }, { b: { $c: 3 } }],
    [{ a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
    [{ a: [1, 2, 3] }, { $set: { 'a.$': 9 } }, { a: [1, 9, 3] }, { filter: { a: 2 } }],
    [{ a: [{ b: 1 }, { b: 2 }] }, { $inc: { 'a.$.b': 5 } }, { a: [{ b: 1 }, { b: 7 }] }, { filter: { 'a.b': 2 } }],
    [{ a: [1, 2] }, { $mul: { 'a.$[]': 2 } }, { a: [2, 4] }],
    [{ a: [{ b: 1 }, {}] }, { $set: { 'a.$[].b': 0 } }, { a: [{ b: 0 }, { b: 0 }] }],
    [{ a: [1, 5] }, { $set: { 'a.$[x]': 0 } }, { a: [1, 0] }, { arrayFilters: [{ x: { $gt: 3 } }] }],
    [
      {
        a: [
          { n: 1, b: [1, 5] },
          { n: 2, b: [5] },
        ],
      },
      { $set: { 'a.$[x].b.$[y]': 0 } },
      {
        a: [
          { n: 1, b: [1, 0] },
          { n: 2, b: [5] },
        ],
      },
      { arrayFilters: [{ 'x.n': 1 }, { y: 5 }] },
    ],
    [{ _id: 1, a: 1 }, { b: 2 }, { _id: 1, b: 2 }],
    [{ _id: 1, a: 1 }, {}, { _id: 1 }],
    [{ _id: 1, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { _id: 1, b: 2 }],
    [{ _id: 1, a: { b: 2 } }, [{ $replaceWith: '$a' }], { _id: 1, b: 2 }],
  ])('makes of %j by %j: %j', (...[doc, update, expected, extra]) => {
    expect(toPlain(apply(doc, update, extra))).toEqual(expected);
  });

  it('gives the same document where nothing changes', () => {
    for (const update of [
      { $set: { a: 1 } },
      { $unset: { b: '' } },
      { $max: { a: 0 } },
      { $addToSet: { c: 1 } },
      { $pull: { c: 7 } },
      [{ $set: { a: 1 } }],
    ]) {
      const doc = toDocument({ _id: 1, a: 1, c: [1] });
      expect(compile(update).apply(doc, { insert: false })).toBe(doc);
    }
  });

  it('adds new fields in the order of their names', () => {
    expect(entries(apply({ z: 1 }, { $set: { c: 1, a: 1 }, $inc: { b: 1 } }))).toEqual([
      ['z', 1],
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]);
  });

  it.each<[object, object, number, Extra?]>([
    [{}, { $nonsense: { a: 1 } }, 9],
    [{}, { $set: 1 }, 9],
    [{}, { $set: { a: 1 }, b: 1 }, 9],
    [{}, { a: 1, $set: { b: 1 } }, 52],
    [{}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{}, { $set: { a: 1, 'a.b': 1 } }, 40],
    [{ a: 5 }, { $set: { 'a.b': 1 } }, 28],
    [{ a: [] }, { $set: { 'a.b': 1 } }, 28],
    [{ a: 'x' }, { $inc: { a: 1 } }, 14],
    [{}, { $inc: { a: 'x' } }, 14],
    [{ a: 9223372036854775807n }, { $inc: { a: 1 } }, 2],
    [{ a: 1 }, { $push: { a: 1 } }, 2],
    [{ a: 1 }, { $addToSet: { a: 1 } }, 2],
    [{ a: 1 }, { $pull: { a: 1 } }, 2],
    [{ a: 1 }, { $pop: { a: 1 } }, 14],
    [{}, { $pop: { a: 2 } }, 9],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
    [{}, { $set: { 'a.$[]': 1 } }, 2],
    [{ a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    [{ a: [] }, { $set: { 'a.$[x]': 1 } }, 2],
    [{ a: [] }, { $set: { a: 1 } }, 9, { arrayFilters: [{ x: 1 }] }],
    [{ _id: 1 }, { $set: { _id: 2 } }, 66],
    [{ _id: 1 }, { _id: 2 }, 66],
    [{ _id: 1 }, { $set: { '': 1 } }, 56],
    [{ _id: 1 }, { $rename: { a: 'a' } }, 2],
    [{ a: [] }, { $set: { 'a.2000000': 1 } }, 34],
    [{}, [{ $match: {} }], 72],
    [{}, [{ $set: { a: { $nonsense: 1 } } }], 168],
  ])('on %j refuses %j with code %p', (...[doc, update, code, extra]) => {
    expect(codeOf(() => apply(doc, update, extra))).toBe(code);
  });

  it('stores zero over negative zero, which is equal but not the same', () => {
    expect(Object.is(apply({ a: -0 }, { $set: { a: 0 } }).get('a'), 0)).toBe(true);
  });

  it('refuses a document nested deeper than 100 levels', () => {
    let deep: object = {};
    for (let i = 0; i < 100; i++) deep = { a: deep };
    expect(codeOf(() => apply({}, { $set: { a: deep } }))).toBe(15);
  });

  it.each<[object, object]>([
    [
      { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 1 }, $and: [{ e: 5 }], $or: [{ f: 6 }] },
      { a: 1, b: { c: 2 }, e: 5, f: 6 },
    ],
    [
      { a: { $in: [1] }, b: { $all: [2] }, c: { $in: [1, 2] }, d: new BSONRegExp('x') },
      { a: 1, b: 2 },
    ],
    [
      { a: 1, _id: 7 },
      { _id: 7, a: 1 },
    ],
  ])('seeds an upsert from %j', (filter, seed) => {
    expect(toPlain(upsertSeed(toDocument(filter)))).toEqual(seed);
  });

  it('refuses an upsert whose filter names a field twice', () => {
    expect(codeOf(() => upsertSeed(toDocument({ a: 1, $and: [{ a: 2 }] })))).toBe(54);
  });
});
