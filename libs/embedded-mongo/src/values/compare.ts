import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { compareBytes } from './bytes.js';
import type { Collation } from './collation.js';
import { decimalToNumber, finite, parts, tenTo, type Finite, type Parts } from './decimal.js';
import { type DBPointer, Type, typeOf, type Doc, type Value } from './types.js';

const orders: Record<number, number> = {
  0: 3,
  [Type.minKey]: 1,
  [Type.undefined]: 3,
  [Type.null]: 5,
  [Type.double]: 10,
  [Type.int]: 10,
  [Type.long]: 10,
  [Type.decimal]: 10,
  [Type.string]: 15,
  [Type.symbol]: 15,
  [Type.object]: 20,
  [Type.array]: 25,
  [Type.binData]: 30,
  [Type.objectId]: 35,
  [Type.bool]: 40,
  [Type.date]: 45,
  [Type.timestamp]: 47,
  [Type.regex]: 50,
  [Type.dbPointer]: 55,
  [Type.javascript]: 60,
  [Type.javascriptWithScope]: 65,
  [Type.maxKey]: 127,
};

/** The place of a value's type in BSON's order; equal for all numbers, and for strings and symbols. Missing sorts before null. */
export function typeOrder(value: Value | undefined): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 10;
    case 'string':
      return 15;
    case 'boolean':
      return 40;
    case 'undefined':
      return 3;
    default:
      return value === null ? 5 : orders[typeOf(value)]!;
  }
}

export const NUMBER = 10;
const STRING = 15;

/** Compares texts by code points, which is the order of their UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function comparePrimitive(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a == b) return 0; // eslint-disable-line eqeqeq -- 1n equals 1
  const aNaN = Number.isNaN(a);
  const bNaN = Number.isNaN(b);
  return aNaN === bNaN ? 0 : aNaN ? -1 : 1;
}

const mantissa = new DataView(new ArrayBuffer(8));

/** A double as ±integer × 2^power, exactly. */
function binaryParts(value: number): { integer: bigint; power: number } {
  mantissa.setFloat64(0, value);
  const bits = mantissa.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const integer = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  return { integer: value < 0 ? -integer : integer, power: (exponent === 0 ? 1 : exponent) - 1075 };
}

/** Compares exactly a decimal with a double to which it is nearest. */
function compareExactly(decimal: Finite, double: number): number {
  const { integer, power } = binaryParts(double);
  let left = decimal.negative ? -decimal.coefficient : decimal.coefficient;
  let right = integer;
  if (decimal.exponent >= 0) left *= tenTo(decimal.exponent);
  else right *= tenTo(-decimal.exponent);
  if (power >= 0) right <<= BigInt(power);
  else left <<= BigInt(-power);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Compares exactly a decimal with a double. */
export function compareDecimalToDouble(decimal: Decimal128, double: number): number {
  const nearest = decimalToNumber(decimal);
  if (Number.isNaN(nearest) || Number.isNaN(double) || nearest !== double) return comparePrimitive(nearest, double);
  const p = parts(decimal);
  if (p.kind !== 'finite') return 0;
  if (!Number.isFinite(double)) return double > 0 ? -1 : 1;
  return p.coefficient === 0n ? comparePrimitive(0, double) : compareExactly(p, double);
}

function compareParts(a: Parts, b: Parts): number {
  if (a.kind !== 'finite' || b.kind !== 'finite') {
    const rank = (p: Parts): number => (p.kind === 'nan' ? -2 : p.kind === 'finite' ? 0 : p.negative ? -1 : 1);
    return Math.sign(rank(a) - rank(b));
  }
  const left = a.negative ? -a.coefficient : a.coefficient;
  const right = b.negative ? -b.coefficient : b.coefficient;
  if (a.exponent === b.exponent || left === 0n || right === 0n || left < 0n !== right < 0n) {
    return left < right ? -1 : left > right ? 1 : 0;
  }
  const digitsA = a.coefficient.toString().length + a.exponent;
  const digitsB = b.coefficient.toString().length + b.exponent;
  if (digitsA !== digitsB) return digitsA < digitsB === left > 0n ? -1 : 1;
  const lowest = Math.min(a.exponent, b.exponent);
  const x = left * tenTo(a.exponent - lowest);
  const y = right * tenTo(b.exponent - lowest);
  return x < y ? -1 : x > y ? 1 : 0;
}

type Numeric = number | bigint | Double | Decimal128;

function primitive(value: Numeric): number | bigint | Decimal128 {
  return typeof value === 'object' && value._bsontype === 'Double'
    ? value.value
    : (value as number | bigint | Decimal128);
}

/** Compares numbers of any types by value; NaN is before all others and equal to itself. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const x = primitive(a);
  const y = primitive(b);
  if (typeof x !== 'object') {
    if (typeof y !== 'object') return comparePrimitive(x, y);
    return -compareNumbers(y, x) || 0;
  }
  if (typeof y === 'object') return compareParts(parts(x), parts(y));
  if (typeof y === 'number') return compareDecimalToDouble(x, y);
  return compareParts(parts(x), finite(y < 0n, y < 0n ? -y : y, 0));
}

function compareDocs(a: Doc, b: Doc, collation?: Collation): number {
  const right = b.entries();
  for (const [name, value] of a) {
    const next = right.next();
    if (next.done === true) return 1;
    const [otherName, otherValue] = next.value;
    const byType = typeOrder(value) - typeOrder(otherValue);
    if (byType !== 0) return byType < 0 ? -1 : 1;
    const result = compareText(name, otherName) || compare(value, otherValue, collation);
    if (result !== 0) return result;
  }
  return right.next().done === true ? 0 : -1;
}

function compareArrays(a: readonly Value[], b: readonly Value[], collation?: Collation): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const result = compare(a[i], b[i], collation);
    if (result !== 0) return result;
  }
  return Math.sign(a.length - b.length);
}

function compareBinary(a: Binary, b: Binary): number {
  const size = (value: Binary): number => value.position + (value.sub_type === 2 ? 4 : 0);
  return (
    Math.sign(size(a) - size(b)) ||
    Math.sign(a.sub_type - b.sub_type) ||
    compareBytes(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  );
}

function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return (
    Math.sign(a.getHighBitsUnsigned() - b.getHighBitsUnsigned()) ||
    Math.sign(a.getLowBitsUnsigned() - b.getLowBitsUnsigned())
  );
}

const textOf = (value: Value): string => (typeof value === 'string' ? value : (value as BSONSymbol).value);

/** Compares two values of one place in the order of types. */
function compareSame(order: number, a: Value, b: Value, collation?: Collation): number {
  switch (order) {
    case NUMBER:
      return compareNumbers(a as Numeric, b as Numeric);
    case STRING:
      return collation === undefined ? compareText(textOf(a), textOf(b)) : collation.compare(textOf(a), textOf(b));
    case 20:
      return compareDocs(a as Doc, b as Doc, collation);
    case 25:
      return compareArrays(a as Value[], b as Value[], collation);
    case 30:
      return compareBinary(a as Binary, b as Binary);
    case 35:
      return compareBytes((a as ObjectId).id, (b as ObjectId).id);
    case 40:
      return Number(a) - Number(b);
    case 45:
      return comparePrimitive((a as Date).getTime(), (b as Date).getTime());
    case 47:
      return compareTimestamps(a as Timestamp, b as Timestamp);
    case 50:
      return (
        compareText((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareText((a as BSONRegExp).options, (b as BSONRegExp).options)
      );
    case 55:
      return (
        compareText((a as DBPointer).namespace, (b as DBPointer).namespace) ||
        compareBytes((a as DBPointer).id.id, (b as DBPointer).id.id)
      );
    case 60:
      return compareText((a as Code).code, (b as Code).code);
    case 65:
      return (
        compareText((a as Code).code, (b as Code).code) ||
        compareDocs((a as Code).scope as unknown as Doc, (b as Code).scope as unknown as Doc)
      );
    default:
      return 0;
  }
}

/** BSON's order over values of all types: -1, 0 or 1. Missing is before null, as expressions compare it. */
export function compare(a: Value | undefined, b: Value | undefined, collation?: Collation): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : comparePrimitive(a, b);
  if (typeof a === 'string' && typeof b === 'string' && collation === undefined) return compareText(a, b);
  const order = typeOrder(a);
  const other = typeOrder(b);
  if (order !== other) return order < other ? -1 : 1;
  return compareSame(order, a as Value, b as Value, collation);
}

/** True where `compare` finds no difference: 1 equals 1.0 and NumberDecimal("1.0"). */
export function equal(a: Value | undefined, b: Value | undefined, collation?: Collation): boolean {
  return compare(a, b, collation) === 0;
}
