import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeOf, entries, toDocument, toPlain } from '../../test/plain.js';
import { asBuffer } from '../values/bytes.js';
import { decode, encode, parseCollation, RawDoc } from '../values/index.js';
import { parseFilter } from './filter.js';
import { parseProjection } from './projection.js';
import { parseSort, sortDocs, sortPaced } from './sort.js';
import { Top } from './top.js';

const now = new Date(0);
const project = (doc: object, projection: object, filter: object = {}): object => {
  const run = parseProjection(toDocument(projection), { now, filter: parseFilter(toDocument(filter), { now }) });
  const raw = entries(run(new RawDoc(encode(toDocument(doc)))));
  expect(entries(run(toDocument(doc)))).toEqual(raw);
  const copied = run.bytes?.(asBuffer(encode(toDocument(doc))));
  if (copied !== undefined) expect(entries(decode(copied))).toEqual(raw);
  return toPlain(run(toDocument(doc))) as object;
};

describe('a projection', () => {
  const doc = { _id: 1, a: { b: 1, c: 2 }, d: [{ e: 1, f: 2 }, { e: 3 }, 5], g: [1, 2, 3, 4] };

  it.each<[object, object, object?]>([
    [{}, doc],
    [{ a: 1 }, { _id: 1, a: { b: 1, c: 2 } }],
    [{ a: 1, _id: 0 }, { a: { b: 1, c: 2 } }],
    [
      { a: 0, d: 0 },
      { _id: 1, g: [1, 2, 3, 4] },
    ],
    [{ _id: 0 }, { a: doc.a, d: doc.d, g: doc.g }],
    [{ _id: 1 }, { _id: 1 }],
    [
      { 'a.b': 1, 'd.e': true },
      { _id: 1, a: { b: 1 }, d: [{ e: 1 }, { e: 3 }] },
    ],
    [{ a: { c: 1 } }, { _id: 1, a: { c: 2 } }],
    [
      { 'd.e': 0, g: 0, a: 0 },
      { _id: 1, d: [{ f: 2 }, {}, 5] },
    ],
    [
      { g: { $slice: 2 }, a: 0, d: 0 },
      { _id: 1, g: [1, 2] },
    ],
    [
      { g: { $slice: -1 }, _id: 1 },
      { _id: 1, g: [4] },
    ],
    [
      { g: { $slice: [1, 2] }, a: 1 },
      { _id: 1, a: doc.a, g: [2, 3] },
    ],
    [{ d: { $elemMatch: { e: { $gt: 1 } } } }, { _id: 1, d: [{ e: 3 }] }],
    [{ g: { $elemMatch: { $gt: 2 } } }, { _id: 1, g: [3] }],
    [{ g: { $elemMatch: { $gt: 9 } } }, { _id: 1 }],
    [{ 'g.$': 1 }, { _id: 1, g: [3] }, { g: 3 }],
    [{ 'd.$': 1 }, { _id: 1, d: [{ e: 3 }] }, { 'd.e': 3 }],
    [
      { sum: { $add: ['$a.b', '$a.c'] }, 'x.y': '$a.b' },
      { _id: 1, sum: 3, x: { y: 1 } },
    ],
    [
      { a: 1, missing: '$none' },
      { _id: 1, a: doc.a },
    ],
    [{ 'd.n': { $literal: 7 } }, { _id: 1, d: [{ n: 7 }, { n: 7 }] }],
  ])('%j gives %j', (...[projection, expected, filter]) => {
    expect(project(doc, projection, filter)).toEqual(expected);
  });

  it.each<[object, number]>([
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ 'a.b': 1, a: 1 }, 31250],
    [{ a: {} }, 51270],
    [{ a: { $nonsense: 1 } }, 31325],
    [{ 'a.$.b': 1 }, 31394],
    [{ 'a.$': 0 }, 31395],
    [{ 'a.$': 1, 'b.$': 1 }, 31276],
    [{ 'a.$': 1, b: { $elemMatch: { c: 1 } } }, 31255],
    [{ b: { $elemMatch: { c: 1 } }, 'a.$': 1 }, 31256],
    [{ 'a.': 1 }, 40353],
    [{ 'a.b': { $elemMatch: {} } }, 31275],
  ])('refuses %j with code %p', (projection, code) => {
    expect(codeOf(() => parseProjection(toDocument(projection), { now }))).toBe(code);
  });
});

describe('a projection from bytes to bytes', () => {
  const names = fc.constantFrom('a', 'b', 'c', '_id');
  const leaf = fc.oneof(fc.integer(), fc.constantFrom('', 'текст'), fc.constant(null));
  const { document } = fc.letrec<{ value: unknown; document: object }>((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('document')),
    document: fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  }));
  const path = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));

  it('gives what the projection of the document gives', () => {
    fc.assert(
      fc.property(document, fc.array(path, { minLength: 1, maxLength: 3 }), fc.boolean(), (doc, paths, isKept) => {
        const projection = Object.fromEntries(paths.map((name) => [name, isKept]));
        const collides = paths.some((one) => paths.some((other) => other !== one && `${other}.`.startsWith(`${one}.`)));
        fc.pre(!collides);
        const run = parseProjection(toDocument(projection), { now });
        const bytes = run.bytes?.(asBuffer(encode(toDocument(doc))));
        expect(bytes && entries(decode(bytes))).toEqual(entries(run(toDocument(doc))));
      }),
    );
  });
});

describe('a sort', () => {
  const order = (values: unknown[], sort: object, collation?: object): unknown[] =>
    sortDocs(
      values.map((value) => toDocument(value === undefined ? {} : { a: value })),
      parseSort(toDocument(sort), collation && parseCollation(toDocument(collation))),
    ).map((doc) => toPlain(doc.get('a')));

  it('orders types, takes the least or greatest of arrays, and missing as null', () => {
    expect(order(['x', 2, null, [3, 1], [], true, { b: 1 }], { a: 1 })).toEqual([
      [],
      null,
      [3, 1],
      2,
      'x',
      { b: 1 },
      true,
    ]);
    expect(order([2, [3, 1], undefined], { a: -1 })).toEqual([[3, 1], 2, undefined]);
  });

  it('orders by several fields and through documents in arrays', () => {
    const docs = [
      { a: [{ b: 5 }, { b: 1 }], n: 1 },
      { a: { b: 2 }, n: 2 },
      { a: { b: 1 }, n: 3 },
    ].map(toDocument);
    expect(sortDocs(docs, parseSort(toDocument({ 'a.b': 1, n: -1 }))).map((doc) => doc.get('n'))).toEqual([3, 1, 2]);
  });

  it('orders texts by a collation', () => {
    expect(order(['жук', 'Ёж', 'ель'], { a: 1 }, { locale: 'ru' })).toEqual(['Ёж', 'ель', 'жук']);
    expect(order(['10', '9'], { a: 1 }, { locale: 'ru', numericOrdering: true })).toEqual(['9', '10']);
  });

  it.each<[object, number]>([
    [{ a: 2 }, 15975],
    [{ a: 'up' }, 15974],
    [{ a: { $add: 1 } }, 17312],
  ])('refuses %j with code %p', (sort, code) => {
    expect(codeOf(() => parseSort(toDocument(sort)))).toBe(code);
  });

  it('orders long lists in slices as it would at once', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => ({ n: (i * 7919) % 500, i }));
    expect(await sortPaced(numbers, (a, b) => a.n - b.n)).toEqual([...numbers].sort((a, b) => a.n - b.n));
  });

  it('orders by keys of a collation as by comparing', () => {
    const sort = parseSort(toDocument({ a: 1, b: -1 }), parseCollation(toDocument({ locale: 'ru', strength: 2 })));
    const docs = ['ёж', 'Еж', 'еж', 'жук', 5, null].flatMap((a) => [1, 2].map((b) => toDocument({ a, b })));
    for (const x of docs)
      for (const y of docs)
        expect(Math.sign(sort.compareKeys(sort.key(x), sort.key(y)))).toBe(Math.sign(sort.compare(x, y)));
  });

  it('keeps the first few as a whole sort would', () => {
    const numbers = Array.from({ length: 200 }, (_, i) => ({ n: (i * 7919) % 50, i }));
    const top = new Top<{ n: number; i: number }>(20, (a, b) => a.n - b.n);
    for (const item of numbers) top.add(item);
    expect(top.take()).toEqual([...numbers].sort((a, b) => a.n - b.n).slice(0, 20));
  });
});
