import { describe, expect, it } from '@jest/globals';
import { Binary, BSONRegExp, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { codeOf, toDocument, toPlain, toValue } from '../../../test/plain.js';
import { encode, RawDoc, type Value } from '../../values/index.js';
import { compileExpression } from './index.js';

const now = new Date('2024-03-05T06:07:08.009Z');
const dec = (text: string) => Decimal128.fromString(text);
const dbl = (value: number) => new Double(value);
const date = (text: string) => new Date(text);
const doc = {
  a: 1,
  b: 2.5,
  s: 'Привет',
  list: [3, 1, 2],
  docs: [{ x: 1 }, { x: 2, y: 5 }, {}],
  o: { p: { q: 7 } },
  d: now,
  n: null,
};
const evaluate = (expression: unknown, of: object = doc): unknown => {
  const compiled = compileExpression(toValue(expression), { now });
  const plain = toPlain(compiled.on(toDocument(of)));
  expect(toPlain(compiled.on(new RawDoc(encode(toDocument(of)))))).toEqual(plain);
  return plain;
};

describe('an expression', () => {
  it.each<[unknown, unknown]>([
    ['$a', 1],
    ['$o.p.q', 7],
    ['$docs.x', [1, 2]],
    ['$missing', undefined],
    ['$o.p.q.r', undefined],
    ['$$ROOT.a', 1],
    ['$$NOW', now],
    [{ k: '$a', m: '$missing' }, { k: 1 }],
    [
      ['$a', '$missing'],
      [1, null],
    ],
    [{ $literal: '$a' }, '$a'],
    [{ $add: ['$a', 2] }, 3],
    [{ $add: ['$a', 1.5] }, 2.5],
    [{ $add: [2147483647, 1] }, 2147483648n],
    [{ $add: ['$d', 1000] }, date('2024-03-05T06:07:09.009Z')],
    [{ $add: ['$n', 1] }, null],
    [{ $add: [dec('0.1'), dec('0.20')] }, dec('0.30')],
    [{ $add: [dec('1'), 0.1] }, dec('1.100000000000000')],
    [{ $toDecimal: 1.5 }, dec('1.50000000000000')],
    [{ $sum: [dec('1'), 0.5, 2] }, dec('3.5')],
    [{ $toHashedIndexKey: 'string to hash' }, 763543691661428748n],
    [{ $eq: ['$$CLUSTER_TIME', '$$CLUSTER_TIME'] }, true],
    [{ $convert: { input: new Binary(Buffer.from('hé')), to: 'string', format: 'hex' } }, '68C3A9'],
    [{ $convert: { input: 'aGk=', to: 'binData', format: 'base64' } }, new Binary(Buffer.from('hi'))],
    [{ $convert: { input: 'a*', to: 'binData', format: 'base64', onError: 'no' } }, 'no'],
    [{ $subtract: ['$d', date('2024-03-05T06:07:08Z')] }, 9n],
    [{ $subtract: [5, 7] }, -2],
    [{ $multiply: [3, 2.5] }, 7.5],
    [{ $divide: [6, 4] }, 1.5],
    [{ $divide: [6, 3] }, dbl(2)],
    [{ $divide: [dec('1'), 3] }, dec('0.3333333333333333333333333333333333')],
    [{ $mod: [-7, 3] }, -1],
    [{ $abs: -5 }, 5],
    [{ $ceil: 1.2 }, dbl(2)],
    [{ $floor: -1.2 }, dbl(-2)],
    [{ $round: [2.5] }, dbl(2)],
    [{ $round: [1234.567, 2] }, 1234.57],
    [{ $round: [1250, -2] }, 1200],
    [{ $trunc: [-2.7] }, dbl(-2)],
    [{ $sqrt: 16 }, dbl(4)],
    [{ $pow: [2, 10] }, 1024],
    [{ $pow: [2, -1] }, 0.5],
    [{ $ln: 1 }, dbl(0)],
    [{ $log10: 1000 }, dbl(3)],
    [{ $log: [8, 2] }, dbl(3)],
    [{ $exp: 0 }, dbl(1)],
    [{ $bitAnd: [6, 3] }, 2],
    [{ $bitNot: 0 }, -1],
    [{ $degreesToRadians: 180 }, Math.PI],
    [{ $eq: [1, dbl(1)] }, true],
    [{ $gt: ['x', 5] }, true],
    [{ $lt: ['$missing', null] }, true],
    [
      {
        $cmp: [
          [1, 2],
          [1, 3],
        ],
      },
      -1,
    ],
    [{ $and: [1, '$missing'] }, false],
    [{ $or: [0, 'x'] }, true],
    [{ $not: [0] }, true],
    [{ $cond: [{ $gt: ['$a', 0] }, 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: false, then: 1, else: 2 } }, 2],
    [{ $ifNull: ['$n', '$missing', 5] }, 5],
    [
      {
        $switch: {
          branches: [
            { case: false, then: 1 },
            { case: true, then: 2 },
          ],
        },
      },
      2,
    ],
    [{ $let: { vars: { x: 2, y: '$a' }, in: { $add: ['$$x', '$$y'] } } }, 3],
    [{ $concat: ['a', 'b'] }, 'ab'],
    [{ $concat: ['a', '$n'] }, null],
    [{ $toUpper: 'aбc' }, 'AбC'],
    [{ $strLenCP: '$s' }, 6],
    [{ $strLenBytes: '$s' }, 12],
    [{ $substrCP: ['$s', 1, 2] }, 'ри'],
    [{ $substrBytes: ['hello', 1, 3] }, 'ell'],
    [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
    [{ $indexOfCP: ['$s', 'в'] }, 3],
    [{ $indexOfBytes: ['cafe', 'f'] }, 2],
    [{ $trim: { input: '  x ' } }, 'x'],
    [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
    [{ $strcasecmp: ['Ab', 'aB'] }, 0],
    [{ $replaceOne: { input: 'aaa', find: 'a', replacement: 'b' } }, 'baa'],
    [{ $replaceAll: { input: 'a.a.', find: '.', replacement: { $literal: '$&' } } }, 'a$&a$&'],
    [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
    [
      { $regexFind: { input: 'xx12', regex: new BSONRegExp('(\\d)(\\d)') } },
      { match: '12', idx: 2, captures: ['1', '2'] },
    ],
    [
      { $regexFindAll: { input: 'aXbX', regex: 'X' } },
      [
        { match: 'X', idx: 1, captures: [] },
        { match: 'X', idx: 3, captures: [] },
      ],
    ],
    [{ $arrayElemAt: ['$list', -1] }, 2],
    [{ $arrayElemAt: ['$list', 9] }, undefined],
    [{ $first: '$list' }, 3],
    [{ $last: '$list' }, 2],
    [{ $slice: ['$list', -2] }, [1, 2]],
    [{ $slice: ['$list', 1, 1] }, [1]],
    [{ $size: '$list' }, 3],
    [{ $filter: { input: '$list', as: 'i', cond: { $gt: ['$$i', 1] } } }, [3, 2]],
    [{ $map: { input: '$docs', in: '$$this.x' } }, [1, 2, null]],
    [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
      [
        [1, 'a'],
        [2, 'z'],
      ],
    ],
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [{ $indexOfArray: ['$list', 2] }, 2],
    [{ $in: [1, '$list'] }, true],
    [{ $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
    [{ $reverseArray: '$list' }, [2, 1, 3]],
    [{ $sortArray: { input: '$list', sortBy: 1 } }, [1, 2, 3]],
    [{ $sortArray: { input: '$docs', sortBy: { x: -1 } } }, [{ x: 2, y: 5 }, { x: 1 }, {}]],
    [{ $isArray: '$list' }, true],
    [{ $firstN: { n: 2, input: '$list' } }, [3, 1]],
    [{ $maxN: { n: 2, input: '$list' } }, [3, 2]],
    [{ $arrayToObject: [[['k', 1]]] }, { k: 1 }],
    [{ $objectToArray: { k: 1 } }, [{ k: 'k', v: 1 }]],
    [{ $mergeObjects: ['$o', { z: 1 }] }, { p: { q: 7 }, z: 1 }],
    [
      {
        $setUnion: [
          [2, 1],
          [1, 3],
        ],
      },
      [1, 2, 3],
    ],
    [
      {
        $setIntersection: [
          [1, 2],
          [2, 3],
        ],
      },
      [2],
    ],
    [{ $setDifference: [[1, 2], [2]] }, [1]],
    [
      {
        $setEquals: [
          [1, 2],
          [2, 1, 1],
        ],
      },
      true,
    ],
    [{ $setIsSubset: [[1], [1, 2]] }, true],
    [{ $anyElementTrue: [[0, 1]] }, true],
    [{ $allElementsTrue: [[0, 1]] }, false],
    [{ $getField: 'a' }, 1],
    [{ $getField: { field: 'q', input: '$o.p' } }, 7],
    [{ $setField: { field: 'x.y', input: { a: 1 }, value: 2 } }, { a: 1, 'x.y': 2 }],
    [{ $unsetField: { field: 'p', input: '$o' } }, {}],
    [{ $sum: '$list' }, 6],
    [{ $sum: ['$a', '$b'] }, 3.5],
    [{ $avg: '$list' }, dbl(2)],
    [{ $max: '$list' }, 3],
    [{ $min: ['$a', '$b'] }, 1],
    [{ $stdDevPop: '$list' }, Math.sqrt(2 / 3)],
    [{ $percentile: { input: '$list', p: [0.5], method: 'approximate' } }, [dbl(2)]],
    [{ $type: '$d' }, 'date'],
    [{ $type: '$missing' }, 'missing'],
    [{ $isNumber: '$b' }, true],
    [{ $toString: 1.5 }, '1.5'],
    [{ $toString: '$d' }, '2024-03-05T06:07:08.009Z'],
    [{ $toInt: '12' }, 12],
    [{ $toInt: 3.9 }, 3],
    [{ $toLong: 5 }, 5n],
    [{ $toDouble: '1.5' }, 1.5],
    [{ $toDecimal: '1.10' }, dec('1.10')],
    [{ $toBool: 'false' }, true],
    [{ $toDate: '2024-01-02' }, date('2024-01-02')],
    [{ $toDate: 1000n }, date('1970-01-01T00:00:01Z')],
    [{ $convert: { input: 'x', to: 'int', onError: 'bad', onNull: 'none' } }, 'bad'],
    [{ $convert: { input: null, to: 'int', onNull: 'none' } }, 'none'],
    [{ $toObjectId: '0123456789abcdef01234567' }, new ObjectId('0123456789abcdef01234567')],
    [
      { $toUUID: '01234567-89ab-cdef-0123-456789abcdef' },
      new Binary(Buffer.from('0123456789abcdef0123456789abcdef', 'hex'), 4),
    ],
    [{ $convert: { input: 'aGk=', to: 'binData', format: 'base64' } }, new Binary(Buffer.from('hi'))],
    [{ $binarySize: new Binary(Buffer.from('abc')) }, 3],
    [{ $bsonSize: {} }, 5],
    [{ $tsSecond: new Timestamp({ t: 5, i: 6 }) }, 5n],
  ])('%j gives %j', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });

  it.each<[unknown, unknown]>([
    [{ $year: '$d' }, 2024],
    [{ $month: '$d' }, 3],
    [{ $dayOfMonth: '$d' }, 5],
    [{ $hour: { date: '$d', timezone: 'Europe/Moscow' } }, 9],
    [{ $dayOfWeek: '$d' }, 3],
    [{ $isoDayOfWeek: '$d' }, 2],
    [{ $dayOfYear: '$d' }, 65],
    [{ $isoWeek: '$d' }, 10],
    [{ $week: '$d' }, 9],
    [{ $isoWeekYear: date('2024-12-30') }, 2025n],
    [{ $millisecond: '$d' }, 9],
    [
      { $dateToString: { date: '$d', format: '%Y-%m-%d %H:%M:%S.%L %z %j %u %V %G', timezone: '+03:00' } },
      '2024-03-05 09:07:08.009 +0300 065 2 10 2024',
    ],
    [{ $dateToString: { date: '$d' } }, '2024-03-05T06:07:08.009Z'],
    [{ $dateToString: { date: '$n', onNull: 'none' } }, 'none'],
    [{ $dateFromString: { dateString: '2024-03-05 10:00', timezone: 'Europe/Moscow' } }, date('2024-03-05T07:00:00Z')],
    [{ $dateFromString: { dateString: '05.03.2024', format: '%d.%m.%Y' } }, date('2024-03-05')],
    [{ $dateFromString: { dateString: 'nonsense', onError: null } }, null],
    [{ $dateFromParts: { year: 2024, month: 14, day: 1 } }, date('2025-02-01')],
    [{ $dateFromParts: { isoWeekYear: 2024, isoWeek: 1, isoDayOfWeek: 1 } }, date('2024-01-01')],
    [{ $dateFromParts: { year: 2024, month: 7, day: 1, timezone: 'America/New_York' } }, date('2024-07-01T04:00:00Z')],
    [{ $dateToParts: { date: '$d' } }, { year: 2024, month: 3, day: 5, hour: 6, minute: 7, second: 8, millisecond: 9 }],
    [{ $dateAdd: { startDate: date('2024-01-31'), unit: 'month', amount: 1 } }, date('2024-02-29')],
    [{ $dateSubtract: { startDate: date('2024-03-31'), unit: 'month', amount: 1 } }, date('2024-02-29')],
    [
      { $dateAdd: { startDate: date('2024-03-09T17:00:00Z'), unit: 'day', amount: 1, timezone: 'America/New_York' } },
      date('2024-03-10T16:00:00Z'),
    ],
    [
      { $dateAdd: { startDate: date('2024-03-09T17:00:00Z'), unit: 'hour', amount: 24, timezone: 'America/New_York' } },
      date('2024-03-10T17:00:00Z'),
    ],
    [{ $dateDiff: { startDate: date('2023-12-31'), endDate: date('2024-01-01'), unit: 'year' } }, 1n],
    [
      {
        $dateDiff: { startDate: date('2024-03-02'), endDate: date('2024-03-04'), unit: 'week', startOfWeek: 'monday' },
      },
      1n,
    ],
    [
      {
        $dateDiff: {
          startDate: date('2024-03-10T05:00:00Z'),
          endDate: date('2024-03-11T04:00:00Z'),
          unit: 'day',
          timezone: 'America/New_York',
        },
      },
      1n,
    ],
    [{ $dateTrunc: { date: '$d', unit: 'month' } }, date('2024-03-01')],
    [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } }, date('2024-03-04')],
    [{ $dateTrunc: { date: '$d', unit: 'hour', binSize: 4 } }, date('2024-03-05T04:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'day', timezone: 'Europe/Moscow' } }, date('2024-03-04T21:00:00Z')],
    [
      { $dateTrunc: { date: date('2024-07-15T12:34:00Z'), unit: 'day', timezone: 'America/New_York' } },
      date('2024-07-15T04:00:00Z'),
    ],
    [{ $dateTrunc: { date: '$d', unit: 'quarter' } }, date('2024-01-01')],
  ])('%j gives %j', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });

  it.each<[unknown, number]>([
    [{ $nonsense: 1 }, 168],
    [{ $add: ['x', 1] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $sqrt: -1 }, 28714],
    [{ $concat: [1] }, 16702],
    [{ $arrayElemAt: [1, 1] }, 28689],
    [{ $size: 5 }, 17124],
    [{ $in: [1, 2] }, 40081],
    [{ $setEquals: [[1]] }, 17045],
    [{ $convert: { input: new Binary(Buffer.from('a')), to: 'string' } }, 4341115],
    [{ $toInt: 'x' }, 241],
    [{ $toDate: true }, 241],
    [{ $year: 'x' }, 16006],
    [{ $year: { date: now, timezone: 'No/Where' } }, 40485],
    [{ $dateToString: { date: now, format: '%q' } }, 18536],
    [{ $switch: { branches: [] } }, 40068],
    [{ $eq: [1] }, 16020],
    [{ $let: { in: 1 } }, 16876],
    ['$$none', 17276],
    [{ a: 1, $add: [1] }, 16410],
    [{ $add: [1], b: 1 }, 15983],
    [{ $function: {} }, 31264],
    [{ $mergeObjects: [1] }, 40400],
    [{ $dateAdd: { startDate: now, unit: 'eon', amount: 1 } }, 9],
    [{ $setUnion: [1] }, 17043],
    [{ $round: [1, 1.5] }, 51082],
    ['$a.', 40353],
    [{ $regexMatch: { input: 'x', regex: '(' } }, 51091],
  ])('%j is refused with code %p', (expression, code) => {
    expect(codeOf(() => evaluate(expression))).toBe(code);
  });

  it('reads the variables of a command', () => {
    const variables = new Map<string, Value>([['x', 5]]);
    expect(compileExpression(toValue({ $add: ['$$x', '$a'] }), { now, variables }).on(toDocument(doc))).toBe(6);
  });
});
