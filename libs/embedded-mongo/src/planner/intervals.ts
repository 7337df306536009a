import { BSONRegExp } from 'bson';
import { encodeKey, typeOrder, type Collation, type Value } from '../values/index.js';
import { isPrefixAlone, prefixOf, type Predicate } from '../query/index.js';
import { afterPrefix } from '../storage/keys.js';

/** Encoded values of one field, ascending, with lo <= key < hi; a point holds one value only. */
export interface Interval {
  readonly lo: Buffer;
  readonly hi: Buffer;
  readonly isPoint: boolean;
}

export interface Intervals {
  readonly list: readonly Interval[];
  /** A document is within exactly where it satisfies the comparison. */
  readonly isExact: boolean;
}

export type Comparison = Extract<Predicate, { kind: 'compare' }>;

/** Longer values are compared by the filter alone: their keys are cut. */
const LONGEST = 800;
const NULL = 5;
const ARRAY = 25;
const NUMBER = 10;
const AFTER_NAN = afterPrefix(encodeKey([NaN]));

/** Where the values that satisfy a comparison lie; `undefined` where no index can tell. */
export function intervalsOf(comparison: Comparison, collation: Collation | undefined): Intervals | undefined {
  switch (comparison.op) {
    case 'eq':
      return points([comparison.value], collation);
    case 'in':
      return points(comparison.value, collation);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return range(comparison.op, comparison.value, collation);
    case 'regexPrefix':
      return collation === undefined ? textsFrom(comparison.value, comparison.isWhole) : undefined;
    case 'exists':
      return comparison.value ? undefined : { list: [nullInterval], isExact: false };
    default:
      return undefined;
  }
}

const nullInterval: Interval = { lo: Buffer.of(3), hi: Buffer.of(NULL + 1), isPoint: false };

function points(values: readonly Value[], collation: Collation | undefined): Intervals | undefined {
  const list: Interval[] = [];
  let isExact = true;
  for (const value of values) {
    const order = typeOrder(value);
    if (order <= NULL && order >= 3) {
      list.push(nullInterval);
      isExact = false;
      continue;
    }
    if (value instanceof BSONRegExp) {
      const texts = collation === undefined ? textsFrom(prefixOf(value), isPrefixAlone(value)) : undefined;
      if (!texts) return undefined;
      // The expression itself may be stored, too.
      const own = encodeKey([value]) as Buffer;
      list.push(...texts.list, { lo: own, hi: afterPrefix(own), isPoint: true });
      isExact &&= texts.isExact;
      continue;
    }
    if (order === ARRAY) return undefined;
    const lo = encodeKey([value], [1], collation) as Buffer;
    if (lo.length > LONGEST) return undefined;
    list.push({ lo, hi: afterPrefix(lo), isPoint: true });
  }
  return { list: list.length > 1 ? union(list) : list, isExact };
}

function range(op: 'gt' | 'gte' | 'lt' | 'lte', value: Value, collation: Collation | undefined): Intervals | undefined {
  const order = typeOrder(value);
  if (order <= NULL && order >= 3) return { list: [nullInterval], isExact: false };
  if (order < 3 || order > 60 || order === ARRAY || Number.isNaN(value as number)) return undefined;
  const key = encodeKey([value], [1], collation) as Buffer;
  if (key.length > LONGEST) return undefined;
  const bracket = { lo: order === NUMBER ? AFTER_NAN : Buffer.of(order), hi: Buffer.of(order + 1) };
  const bounds = {
    gt: { lo: afterPrefix(key), hi: bracket.hi },
    gte: { lo: key, hi: bracket.hi },
    lt: { lo: bracket.lo, hi: key },
    lte: { lo: bracket.lo, hi: afterPrefix(key) },
  };
  return { list: [{ ...bounds[op], isPoint: false }], isExact: true };
}

function textsFrom(prefix: string, isExact: boolean): Intervals | undefined {
  if (prefix === '' || prefix.length > LONGEST / 4) return undefined;
  const key = encodeKey([prefix]) as Buffer;
  const lo = key.subarray(0, key.length - 2);
  return { list: [{ lo, hi: afterPrefix(lo), isPoint: false }], isExact };
}

/** Sorted, equal ones once, overlapping ones joined. */
export function union(list: readonly Interval[]): Interval[] {
  const sorted = [...list].sort((a, b) => Buffer.compare(a.lo, b.lo));
  const joined: Interval[] = [];
  for (const interval of sorted) {
    const last = joined[joined.length - 1];
    if (
      last === undefined ||
      Buffer.compare(last.hi, interval.lo) < 0 ||
      (last.isPoint && interval.isPoint && !last.lo.equals(interval.lo))
    ) {
      joined.push(interval);
    } else if (Buffer.compare(last.hi, interval.hi) < 0) {
      joined[joined.length - 1] = { lo: last.lo, hi: interval.hi, isPoint: false };
    }
  }
  return joined;
}

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i]!;
    const y = b[j]!;
    const lo = Buffer.compare(x.lo, y.lo) >= 0 ? x.lo : y.lo;
    const hi = Buffer.compare(x.hi, y.hi) <= 0 ? x.hi : y.hi;
    if (Buffer.compare(lo, hi) < 0) common.push({ lo, hi, isPoint: x.isPoint || y.isPoint });
    if (Buffer.compare(x.hi, y.hi) <= 0) i++;
    else j++;
  }
  return common;
}

/** True where every value of `inner` lies in `outer`. */
export function isWithin(inner: readonly Interval[], outer: readonly Interval[]): boolean {
  return inner.every((a) => outer.some((b) => Buffer.compare(b.lo, a.lo) <= 0 && Buffer.compare(a.hi, b.hi) <= 0));
}

/** The same values as a descending field has them: its keys have every byte inverted. */
export function descending(list: readonly Interval[]): Interval[] {
  return list
    .map(({ lo, hi, isPoint }) => {
      const end = inverted(lo);
      return { lo: isPoint ? end : afterPrefix(inverted(hi)), hi: afterPrefix(end), isPoint };
    })
    .reverse();
}

function inverted(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length);
  for (let i = 0; i < bytes.length; i++) result[i] = ~bytes[i]!;
  return result;
}
