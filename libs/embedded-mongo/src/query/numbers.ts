import type { Decimal128, Double } from 'bson';
import { badValue, mongoError, type CodeName } from '../errors.js';
import { decimalToNumber, fromParts, partsOf, partsOfDouble, parts, type Parts } from '../values/decimal.js';
import { double, isInt32, isNumeric, type Value } from '../values/index.js';

export type Numeric = number | bigint | Double | Decimal128;

export const MAX_LONG = 2n ** 63n - 1n;
export const MIN_LONG = -(2n ** 63n);

/** The nearest double of a number of any type. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value._bsontype === 'Double' ? value.value : decimalToNumber(value);
}

export const numberKinds = ['int', 'long', 'double', 'decimal'] as const;
export type NumberKind = (typeof numberKinds)[number];

export function kindOf(value: Numeric): NumberKind {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  return value._bsontype === 'Double' ? 'double' : 'decimal';
}

/** The type that an operation on two numbers gives: the wider. */
export function widest(a: NumberKind, b: NumberKind): NumberKind {
  return numberKinds[Math.max(numberKinds.indexOf(a), numberKinds.indexOf(b))]!;
}

/** The parts of a number as decimal arithmetic takes it; a double gives its 15 significant digits, zeros among them. */
export function decimalParts(value: Numeric): Parts {
  if (typeof value === 'bigint') return partsOf(value);
  if (typeof value === 'number') return isInt32(value) ? partsOf(value) : partsOfDouble(value);
  return value._bsontype === 'Double' ? partsOfDouble(value.value) : parts(value);
}

export function toDecimal(value: Numeric): Decimal128 {
  return typeof value === 'object' && value._bsontype === 'Decimal128' ? value : fromParts(decimalParts(value));
}

/** An integer result in the narrowest of int (where `kind` is int) and long; a double where it fits neither. */
export function integer(value: bigint, kind: 'int' | 'long'): Value {
  if (kind === 'int' && value >= -0x80000000n && value <= 0x7fffffffn) return Number(value);
  if (value >= MIN_LONG && value <= MAX_LONG) return value;
  return double(Number(value));
}

/** The integer a whole number of any type says; `undefined` where it has a fraction or is too large for int64. */
export function toWhole(value: Value | undefined): number | undefined {
  if (!isNumeric(value)) return undefined;
  const number = toNumber(value);
  return Number.isInteger(number) && Math.abs(number) <= 2 ** 63 ? number : undefined;
}

/** A whole number, refused with a message where it is none. */
export function requireWhole(value: Value | undefined, code: number | CodeName, message: string): number {
  const whole = toWhole(value);
  if (whole === undefined) throw mongoError(code, message);
  return whole;
}

/** The int64 that a number says after its fraction is cut off, as `$mod` and `$bits` read it; `undefined` where out of range. */
export function truncateToLong(value: Numeric): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'object' && value._bsontype === 'Decimal128') return decimalToLong(value);
  const number = toNumber(value);
  if (!Number.isFinite(number)) return undefined;
  const whole = BigInt(Math.trunc(number));
  return whole >= MIN_LONG && whole <= MAX_LONG ? whole : undefined;
}

export function decimalToLong(value: Decimal128): bigint | undefined {
  const p = parts(value);
  if (p.kind !== 'finite' || (p.coefficient !== 0n && p.exponent > 20)) return undefined;
  const magnitude =
    p.exponent >= 0
      ? p.coefficient * 10n ** BigInt(p.coefficient === 0n ? 0 : p.exponent)
      : p.coefficient / 10n ** BigInt(Math.min(-p.exponent, 40));
  const whole = p.negative ? -magnitude : magnitude;
  return whole >= MIN_LONG && whole <= MAX_LONG ? whole : undefined;
}

/** A count such as a limit: whole and not negative. */
export function requireCount(value: Value | undefined, name: string): number {
  const whole = toWhole(value);
  if (whole === undefined || whole < 0) throw badValue(`${name} must be a non-negative whole number`);
  return whole;
}
