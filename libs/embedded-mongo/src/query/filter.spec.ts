import { describe, expect, it } from '@jest/globals';
import { Binary, BSONRegExp, Decimal128, Double, MaxKey, MinKey, ObjectId } from 'bson';
import { codeOf, toDocument } from '../../test/plain.js';
import { BsonUndefined, encode, parseCollation, RawDoc } from '../values/index.js';
import { parseFilter } from './filter.js';

const now = new Date(0);
const id = new ObjectId();
const matches = (doc: object, filter: object, options: object = {}): boolean => {
  const compiled = parseFilter(toDocument(filter), { now, ...options });
  const whole = compiled.matches(toDocument(doc));
  expect(compiled.matches(new RawDoc(encode(toDocument(doc))))).toBe(whole);
  return whole;
};
const regex = (pattern: string, options = '') => new BSONRegExp(pattern, options);

describe('a filter', () => {
  it.each<[object, object, boolean]>([
    [{ a: 1 }, {}, true],
    [{ a: 1 }, { a: 1 }, true],
    [{ a: 1n }, { a: new Double(1) }, true],
    [{ a: Decimal128.fromString('1.0') }, { a: 1 }, true],
    [{ a: '1' }, { a: 1 }, false],
    [{ a: id }, { a: new ObjectId(id.toHexString()) }, true],
    [{ a: [1, 2] }, { a: 2 }, true],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [[1, 2]] }, { a: [1, 2] }, true],
    [{ a: [1, 2, 3] }, { a: [1, 2] }, false],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }, true],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, false],
    [{}, { a: null }, true],
    [{ a: null }, { a: null }, true],
    [{ a: [null] }, { a: null }, true],
    [{ a: [1] }, { a: null }, false],
    [{ a: [1, 2] }, { 'a.b': null }, false],
    [{ a: [{ b: 1 }, {}] }, { 'a.b': null }, true],
    [{ a: [] }, { a: null }, false],
    [{ a: 1 }, { a: { $ne: null } }, true],
    [{}, { a: { $ne: 1 } }, true],
    [{ a: [1, 2] }, { a: { $ne: 1 } }, false],
    [{ a: 5 }, { a: { $gt: 3, $lt: 6 } }, true],
    [{ a: [1, 9] }, { a: { $gt: 3, $lt: 6 } }, true],
    [{ a: 'x' }, { a: { $gt: 3 } }, false],
    [{ a: NaN }, { a: { $lt: 3 } }, false],
    [{ a: NaN }, { a: { $gte: NaN } }, true],
    [{ a: null }, { a: { $gte: null } }, true],
    [{ a: 1 }, { a: { $gt: new MinKey() } }, true],
    [{}, { a: { $gt: new MinKey() } }, true],
    [{}, { a: { $lt: new MinKey() } }, false],
    [{ a: 'жук' }, { a: regex('^\\p{L}+$') }, true],
    [{ a: 'a-b@c' }, { a: regex('^\\w\\-\\w\\@\\w$', 'i') }, true],
    [{ a: 'x\n' }, { a: regex('x$') }, true],
    [{ a: 'x\nx' }, { a: regex('^x$') }, false],
    [{ a: 'x\ny' }, { a: regex('^y$', 'm') }, true],
    [{ a: 'x\u2028y' }, { a: regex('x.y') }, true],
    [{ a: 'x\ny' }, { a: regex('x.y') }, false],
    [{ a: '\u00a0' }, { a: regex('\\s') }, false],
    [{ a: 'aa' }, { a: regex('(?P<n>a)(?P=n)') }, true],
    [{ a: 'aaa' }, { a: regex('^a{3}+$') }, true],
    [{ a: 'A' }, { a: regex('^\\x{41}+$') }, true],
    [{ a: 1 }, { a: { $lt: new MaxKey() } }, true],
    [{ a: { b: 2 } }, { a: { $gt: { b: 1 } } }, true],
    [{ a: new Date(5) }, { a: { $lte: new Date(5) } }, true],
    [{ a: 2 }, { a: { $in: [1, 2] } }, true],
    [{ a: 2 }, { a: { $in: [9, 8, 7, 6, new Double(2)] } }, true],
    [{ a: 'abc' }, { a: { $in: [1, regex('^a')] } }, true],
    [{}, { a: { $in: [null] } }, true],
    [{ a: [1, 2] }, { a: { $in: [[1, 2]] } }, true],
    [{ a: 2 }, { a: { $nin: [1, 2] } }, false],
    [{}, { a: { $nin: [1] } }, true],
    [{ a: 1 }, { a: { $in: [] } }, false],
    [{ a: 'Abc' }, { a: { $not: regex('^a') } }, true],
    [{ a: 5 }, { a: { $not: { $gt: 3 } } }, false],
    [{}, { a: { $not: { $gt: 3 } } }, true],
    [{ a: null }, { a: { $exists: true } }, true],
    [{}, { a: { $exists: 0 } }, true],
    [{ a: [1, 2] }, { 'a.1': { $exists: true } }, true],
    [{ a: [1, 2] }, { 'a.2': { $exists: false } }, true],
    [{ a: 1 }, { a: { $type: 'int' } }, true],
    [{ a: new Double(1) }, { a: { $type: 'number' } }, true],
    [{ a: [1] }, { a: { $type: 'array' } }, true],
    [{ a: ['x'] }, { a: { $type: ['string', 16] } }, true],
    [{ a: 'Line\nend' }, { a: { $regex: '^END', $options: 'im' } }, true],
    [{ a: 'ПРИВЕТ' }, { a: regex('привет', 'i') }, true],
    [{ a: 'a b' }, { a: { $regex: 'a \\s b # comment', $options: 'x' } }, true],
    [{ a: regex('x') }, { a: regex('x') }, true],
    [{ a: ['no', 'yes'] }, { a: regex('^y') }, true],
    [{ a: [{ b: 1, c: 2 }] }, { a: { $elemMatch: { b: 1, c: 2 } } }, true],
    [{ a: [{ b: 1 }, { c: 2 }] }, { a: { $elemMatch: { b: 1, c: 2 } } }, false],
    [{ a: [{ b: 1 }, { c: 2 }] }, { 'a.b': 1, 'a.c': 2 }, true],
    [{ a: [1, 5, 9] }, { a: { $elemMatch: { $gt: 3, $lt: 6 } } }, true],
    [{ a: 5 }, { a: { $elemMatch: { $gt: 3 } } }, false],
    [{ a: [{ b: 1 }] }, { a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } }, true],
    [{ a: [{ b: [1, 2] }] }, { 'a.b': { $elemMatch: { $gt: 1 } } }, true],
    [{ a: [1, 2, 3] }, { a: { $all: [3, 1] } }, true],
    [{ a: 1 }, { a: { $all: [1] } }, true],
    [{ a: [1] }, { a: { $all: [] } }, false],
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }, true],
    [{ a: [1, 2] }, { a: { $size: 2 } }, true],
    [{ a: [[1]] }, { a: { $size: 1 } }, true],
    [{ a: 7.9 }, { a: { $mod: [4, 3] } }, true],
    [{ a: 54 }, { a: { $bitsAllSet: 50 } }, true],
    [{ a: 54 }, { a: { $bitsAnySet: [0, 1] } }, true],
    [{ a: 54 }, { a: { $bitsAllClear: [0, 3] } }, true],
    [{ a: new Binary(Buffer.from([1])) }, { a: { $bitsAnyClear: [0] } }, false],
    [{ a: [{ b: { c: 3 } }] }, { 'a.b.c': 3 }, true],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.1.b': 2 }, true],
    [{ a: [[1, 2], [3]] }, { 'a.0': 2 }, true],
    [{ a: 1, b: 2 }, { $and: [{ a: 1 }, { b: 2 }] }, true],
    [{ a: 1 }, { $or: [{ a: 2 }, { a: 1 }] }, true],
    [{ a: 1 }, { $nor: [{ a: 2 }, { b: 1 }] }, true],
    [{ a: 3, b: 2 }, { $expr: { $gt: ['$a', '$b'] } }, true],
    [{ a: 3 }, { $jsonSchema: { required: ['a'], properties: { a: { bsonType: 'int', minimum: 3 } } } }, true],
    [{ a: 3 }, { $jsonSchema: { properties: { a: { bsonType: 'string' } } } }, false],
    [{ a: 1 }, { a: { $eq: 1 }, $comment: 'why' }, true],
  ])('on %j with %j gives %p', (doc, filter, expected) => {
    expect(matches(doc, filter)).toBe(expected);
  });

  it('takes BSON undefined for a value that is not null', () => {
    const old = new Map([['a', BsonUndefined.value]]);
    expect(parseFilter(toDocument({ a: null }), { now }).matches(old)).toBe(false);
    expect(parseFilter(toDocument({ a: { $in: [null] } }), { now }).matches(old)).toBe(false);
    expect(parseFilter(toDocument({ a: { $ne: null } }), { now }).matches(old)).toBe(true);
  });

  it('compares texts by its collation', () => {
    const collation = parseCollation(toDocument({ locale: 'ru', strength: 1 }));
    expect(matches({ a: 'Ёлка' }, { a: 'елка' }, { collation })).toBe(true);
    expect(matches({ a: 'Ёлка' }, { a: { $in: ['а', 'б', 'в', 'г', 'д', 'ЕЛКА'] } }, { collation })).toBe(true);
    expect(matches({ a: 'Ёж' }, { a: { $lt: 'жаба' } }, { collation })).toBe(true);
  });

  it.each<[object, number]>([
    [{ a: { $foo: 1 } }, 2],
    [{ $foo: 1 }, 2],
    [{ $and: [] }, 2],
    [{ $or: [1] }, 2],
    [{ a: { $in: 1 } }, 2],
    [{ a: { $in: [{ $gt: 1 }] } }, 2],
    [{ a: { $not: 1 } }, 2],
    [{ a: { $size: -1 } }, 2],
    [{ a: { $mod: [0, 1] } }, 2],
    [{ a: { $type: 'nonsense' } }, 2],
    [{ a: { $regex: '(' } }, 51091],
    [{ a: { $regex: 'x', $options: 'q' } }, 51108],
    [{ a: { $options: 'i' } }, 2],
    [{ $where: 'true' }, 2],
    [{ $text: { $search: 'x' } }, 27],
    [{ a: { $near: [0, 0] } }, 291],
    [{ $expr: { $nonsense: 1 } }, 168],
    [{ $jsonSchema: { nonsense: 1 } }, 9],
  ])('refuses %j with code %p', (filter, code) => {
    expect(codeOf(() => parseFilter(toDocument(filter), { now }))).toBe(code);
  });

  it.each<[object, object, number]>([
    [{ a: [1, 2, 3] }, { a: 2 }, 1],
    [{ a: [{ b: 1 }, { b: 2 }] }, { 'a.b': 2 }, 1],
    [
      {
        a: [
          { b: 1, c: 1 },
          { b: 1, c: 2 },
        ],
      },
      { a: { $elemMatch: { b: 1, c: 2 } } },
      1,
    ],
    [{ a: [5, 15] }, { a: { $elemMatch: { $gt: 10 } } }, 1],
    [{ a: 2 }, { a: 2 }, -1],
  ])('on %j finds the element of %j at %p', (doc, filter, index) => {
    expect(parseFilter(toDocument(filter), { now }).locate(toDocument(doc))).toBe(index);
  });

  it('tells the planner what it asks', () => {
    const predicate = parseFilter(
      toDocument({
        a: 1,
        b: { $gt: 2, $lte: 5 },
        c: regex('^ab'),
        $or: [{ d: { $in: [1, 2] } }, { e: { $exists: false } }],
      }),
      { now },
    ).predicate;
    expect(predicate).toEqual({
      kind: 'and',
      children: [
        { kind: 'compare', path: 'a', op: 'eq', value: 1 },
        {
          kind: 'and',
          children: [
            { kind: 'compare', path: 'b', op: 'gt', value: 2 },
            { kind: 'compare', path: 'b', op: 'lte', value: 5 },
          ],
        },
        { kind: 'compare', path: 'c', op: 'regexPrefix', value: 'ab', isWhole: true },
        {
          kind: 'or',
          children: [
            { kind: 'compare', path: 'd', op: 'in', value: [1, 2] },
            { kind: 'compare', path: 'e', op: 'exists', value: false },
          ],
        },
      ],
    });
  });
});
