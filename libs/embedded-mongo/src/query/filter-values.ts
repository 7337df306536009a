import { BSONRegExp } from 'bson';
import { compare, encodeKey, isNumeric, typeOrder, type Collation, type Value } from '../values/index.js';
import type { Test } from './path.js';
import type { ComparisonOperator } from './predicate.js';
import { compileBsonRegex } from './regex.js';
import { toNumber } from './numbers.js';

const MIN_KEY = 1;
const MAX_KEY = 127;

export function isNaNValue(value: Value | undefined): boolean {
  return isNumeric(value) && Number.isNaN(toNumber(value));
}

/** What null stands for in a query: null and missing, but not BSON's old undefined. */
const isNullOrMissing: Test = (value) => value === undefined || value === null;

const accepts: Record<ComparisonOperator, (order: number) => boolean> = {
  eq: (order) => order === 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/** A comparison within the operand's type; MinKey and MaxKey compare with all, with missing too, null with missing. */
export function comparisonTest(op: ComparisonOperator, operand: Value, collation?: Collation): Test {
  const accept = accepts[op];
  const order = typeOrder(operand);
  const withEquality = op === 'eq' || op === 'gte' || op === 'lte';
  if (operand === null) return withEquality ? isNullOrMissing : () => false;
  if (order === MIN_KEY || order === MAX_KEY) {
    return (value) =>
      accept(compare(value ?? null, operand)) && (op !== 'eq' || (value !== undefined && typeOrder(value) === order));
  }
  if (isNaNValue(operand)) return withEquality ? isNaNValue : () => false;
  if (op === 'eq') return equalityTest(operand, order, collation);
  if (isNumeric(operand)) {
    return (value) => typeOrder(value) === order && accept(compare(value, operand)) && !isNaNValue(value);
  }
  return (value) => typeOrder(value) === order && accept(compare(value, operand, collation));
}

function equalityTest(operand: Value, order: number, collation?: Collation): Test {
  if (typeof operand === 'string' && collation === undefined) {
    return (value) =>
      value === operand || (typeof value === 'object' && typeOrder(value) === order && compare(value, operand) === 0);
  }
  if (typeof operand === 'number') {
    return (value) =>
      typeof value === 'number' ? value === operand : typeOrder(value) === order && compare(value, operand) === 0;
  }
  if (typeof operand === 'boolean') return (value) => value === operand;
  return (value) => typeOrder(value) === order && compare(value, operand, collation) === 0;
}

/** The test of a regular expression on one value: texts that match, and the same expression stored as a value. */
export function regexTest(regex: BSONRegExp): Test {
  const compiled = compileBsonRegex(regex);
  return (value) => {
    if (typeof value === 'string') return compiled.test(value);
    if (typeof value !== 'object' || value === null) return false;
    if ('_bsontype' in value && value._bsontype === 'BSONSymbol') return compiled.test(value.value);
    return value instanceof BSONRegExp && compare(value, regex) === 0;
  };
}

const keyOf = (value: Value, collation?: Collation): string =>
  Buffer.from(encodeKey([value], [], collation)).toString('latin1');

/** The test of `$in`: a set of values, regular expressions among them. */
export function inTest(operands: readonly Value[], collation?: Collation): Test {
  const regexes = operands.filter((operand) => operand instanceof BSONRegExp).map((operand) => regexTest(operand));
  const values = operands.filter((operand) => !(operand instanceof BSONRegExp));
  const hasNull = values.includes(null);
  const equal =
    values.length > 4
      ? setTest(values, collation)
      : anyTest(values.map((value) => comparisonTest('eq', value, collation)));
  if (regexes.length === 0 && !hasNull) return equal;
  return (value) => (hasNull && isNullOrMissing(value)) || equal(value) || regexes.some((test) => test(value));
}

function anyTest(tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0]!;
  return (value) => tests.some((test) => test(value));
}

function setTest(values: readonly Value[], collation?: Collation): Test {
  const texts = new Set(collation === undefined ? values.filter((value) => typeof value === 'string') : []);
  const keys = new Set(values.map((value) => keyOf(value, collation)));
  return (value) => {
    if (value === undefined) return false;
    if (typeof value === 'string' && collation === undefined) return texts.has(value);
    return keys.has(keyOf(value, collation));
  };
}
