import { describe, expect, it } from '@jest/globals';
import { BSON, Decimal128, Double, Int32, Long } from 'bson';
import fc from 'fast-check';
import { anyDoc, anyNumber, anyValue } from '../../test/arbitrary.js';
import {
  compare,
  compareBytes,
  decode,
  doc,
  encode,
  encodeKey,
  parseCollation,
  RawDoc,
  typeName,
  type Doc,
  type Value,
} from './index.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('decode and encode', () => {
  it('give back the same bytes for documents of every type', () => {
    fc.assert(
      fc.property(anyDoc, (document) => {
        const bytes = encode(document);
        expect(hex(encode(decode(bytes)))).toBe(hex(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('write what the bson package writes', () => {
    const plain = {
      a: 1,
      b: new Double(1),
      c: 1.5,
      d: Long.fromString('5000000000'),
      e: 'текст',
      f: [1, 'x', { y: null }],
      g: new Date(0),
      1: true,
      0: new Int32(7),
      h: Decimal128.fromString('1.10'),
      i: Buffer.from('ab'),
      j: /x/i,
      long: 'a text that is longer than the short path',
    };
    const bytes = BSON.serialize(plain);
    expect(hex(encode(decode(bytes)))).toBe(hex(bytes));
    expect([...decode(bytes).keys()].slice(0, 2)).toEqual(['0', '1']);
  });

  it('refuse what is not BSON', () => {
    expect(() => decode(Uint8Array.of(9, 0, 0, 0, 0))).toThrow(/Invalid BSON/);
    expect(() => decode(Uint8Array.of(8, 0, 0, 0, 99, 97, 0, 0))).toThrow(/unknown type/);
  });

  it('give the same fields lazily', () => {
    fc.assert(
      fc.property(anyDoc, (document) => {
        const raw = new RawDoc(encode(document));
        for (const [name, value] of document) expect(compare(raw.get(name), value)).toBe(0);
        expect(raw.get('no such field')).toBeUndefined();
      }),
    );
  });
});

describe('compare', () => {
  it('orders the types', () => {
    const ordered = [
      'minKey',
      'null',
      'int',
      'string',
      'object',
      'array',
      'binData',
      'objectId',
      'bool',
      'date',
      'timestamp',
      'regex',
      'maxKey',
    ];
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [x, y] = [ordered.indexOf(typeName(a)), ordered.indexOf(typeName(b))];
        if (x >= 0 && y >= 0 && x !== y) expect(compare(a, b)).toBe(x < y ? -1 : 1);
      }),
    );
  });

  it.each([anyValue, anyNumber])('is a total order', (arbitrary) => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        expect(compare(a, a)).toBe(0);
        expect(compare(a, b) + compare(b, a)).toBe(0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[Value, Value, number]>([
    [1, new Double(1), 0],
    [1n, Decimal128.fromString('1.00'), 0],
    [0.1, Decimal128.fromString('0.1'), 1],
    [9007199254740993n, new Double(9007199254740992), 1],
    [NaN, -Infinity, -1],
    [-0, 0, 0],
    ['\uffff', '\u{1f600}', -1],
    [doc({ a: 1 }), doc({ a: 1, b: 1 }), -1],
    [doc({ b: 1 }), doc({ a: 'x' }), -1],
    [[1, 2], [1], 1],
  ])('of %p and %p is %p', (a, b, expected) => {
    expect(compare(a, b)).toBe(expected);
  });
});

describe('encodeKey', () => {
  it('orders bytes as compare orders values', () => {
    const check = (a: Value, b: Value): void => {
      expect(compareBytes(encodeKey([a]), encodeKey([b]))).toBe(compare(a, b));
      expect(compareBytes(encodeKey([a], [-1]), encodeKey([b], [-1]))).toBe(compare(b, a));
    };
    fc.assert(fc.property(anyValue, anyValue, check), { numRuns: 3000 });
    fc.assert(fc.property(anyNumber, anyNumber, check), { numRuns: 3000 });
  });

  it('joins fields so that the first decides before the second', () => {
    const pair = fc.tuple(anyValue, anyValue);
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const expected = compare(a[0], b[0]) || compare(b[1], a[1]);
        expect(compareBytes(encodeKey(a, [1, -1]), encodeKey(b, [1, -1]))).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a collation', () => {
  const collation = (fields: Record<string, Value>) => parseCollation(doc({ locale: 'en', ...fields }))!;

  it.each<[string, Record<string, Value>, string, string, number]>([
    ['ignores case and accents at strength 1', { strength: 1 }, 'Résumé', 'resume', 0],
    ['ignores case at strength 2', { strength: 2 }, 'ABC', 'abc', 0],
    ['keeps accents at strength 2', { strength: 2 }, 'cote', 'côte', -1],
    ['puts lower case first', {}, 'a', 'A', -1],
    ['puts upper case first where asked', { caseFirst: 'upper' }, 'A', 'a', -1],
    ['puts letters before case', {}, 'B', 'a', 1],
    ['orders ё beside е', { locale: 'ru', strength: 1 }, 'Ёлка', 'елка', 0],
    ['orders ё after е and before ж', { locale: 'ru' }, 'ёж', 'жаба', -1],
    ['orders й after и', { locale: 'ru', strength: 1 }, 'май', 'маи', 1],
    ['compares digits as text', {}, '10', '9', -1],
    ['compares digits as numbers where asked', { numericOrdering: true }, 'деталь 10', 'деталь 9', 1],
    ['skips punctuation where shifted', { alternate: 'shifted' }, 'a-b', 'ab', 0],
  ])('%s', (_name, fields, a, b, expected) => {
    expect(collation(fields).compare(a, b)).toBe(expected);
    expect(collation(fields).compare(b, a)).toBe(-expected || 0);
  });

  it.each(['ru', 'en', 'de'])('orders words as Intl.Collator does (%s)', (locale) => {
    const word = fc
      .array(fc.constantFrom(...'абвгдеёжийклуъьэяАБЁabcdezABÉéöß0129 -'), { maxLength: 5 })
      .map((letters) => letters.join('').replace('ß', ''));
    const expected = new Intl.Collator(locale);
    const actual = collation({ locale });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(Math.sign(actual.compare(a, b))).toBe(Math.sign(expected.compare(a, b)));
      }),
      { numRuns: 3000 },
    );
  });

  it.each<[Doc, number]>([
    [doc({ strength: 1 }), 40414],
    [doc({ locale: 'en', strength: 7 }), 2],
    [doc({ locale: 'en', nonsense: 1 }), 40415],
    [doc({ locale: 'no such place' }), 2],
  ])('refuses %p', (spec, code) => {
    expect(() => parseCollation(spec)).toThrow(expect.objectContaining({ code }));
  });
});
