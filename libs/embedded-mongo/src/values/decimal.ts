import { Decimal128 } from 'bson';
import { Decimal } from 'decimal.js';
import { readInt64 } from './bytes.js';

/** A Decimal128 taken apart: ±coefficient × 10^exponent, or one of the specials. */
export type Parts =
  | { kind: 'finite'; negative: boolean; coefficient: bigint; exponent: number }
  | { kind: 'infinite'; negative: boolean }
  | { kind: 'nan' };

export interface Finite {
  kind: 'finite';
  negative: boolean;
  coefficient: bigint;
  exponent: number;
}

const DIGITS = 34;
const MAX = 10n ** 34n - 1n;
const LOWEST_EXPONENT = -6176;
const HIGHEST_EXPONENT = 6111;

/** decimal.js as IEEE 754-2008 decimal128 computes: 34 digits, half to even. */
export const Decimal34 = Decimal.clone({
  precision: DIGITS,
  rounding: 6,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -7,
  toExpPos: 34,
});

const powers: bigint[] = [];

export function tenTo(power: number): bigint {
  return (powers[power] ??= 10n ** BigInt(power));
}

export function parts(value: Decimal128): Parts {
  const high = BigInt.asUintN(64, readInt64(value.bytes, 8));
  const low = BigInt.asUintN(64, readInt64(value.bytes, 0));
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 31n);
  if (combination === 31) return { kind: 'nan' };
  if (combination === 30) return { kind: 'infinite', negative };
  const large = combination >= 24;
  const exponent = Number((high >> (large ? 47n : 49n)) & 0x3fffn) + LOWEST_EXPONENT;
  const coefficient = large ? 0n : ((high & 0x1ffffffffffffn) << 64n) | low;
  return { kind: 'finite', negative, coefficient: coefficient > MAX ? 0n : coefficient, exponent };
}

export const finite = (negative: boolean, coefficient: bigint, exponent: number): Finite => ({
  kind: 'finite',
  negative,
  coefficient,
  exponent,
});

/** Divides by a power of ten, half to even. */
function shiftRight(coefficient: bigint, digits: number): bigint {
  const unit = tenTo(digits);
  const quotient = coefficient / unit;
  const twice = (coefficient % unit) * 2n;
  return twice > unit || (twice === unit && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The Decimal128 nearest to the parts, rounded half to even to 34 digits. */
export function fromParts(value: Parts): Decimal128 {
  if (value.kind === 'nan') return Decimal128.fromString('NaN');
  if (value.kind === 'infinite') return Decimal128.fromString(value.negative ? '-Infinity' : 'Infinity');
  let { coefficient, exponent } = value;
  if (coefficient > MAX) {
    const surplus = coefficient.toString().length - DIGITS;
    coefficient = shiftRight(coefficient, surplus);
    exponent += surplus;
    if (coefficient > MAX) {
      coefficient /= 10n;
      exponent += 1;
    }
  }
  if (exponent < LOWEST_EXPONENT) {
    coefficient = shiftRight(coefficient, Math.min(LOWEST_EXPONENT - exponent, 60));
    exponent = LOWEST_EXPONENT;
  }
  if (exponent > HIGHEST_EXPONENT && coefficient !== 0n) {
    const spare = exponent - HIGHEST_EXPONENT;
    const padded = spare > DIGITS ? MAX + 1n : coefficient * tenTo(spare);
    if (padded > MAX) return fromParts({ kind: 'infinite', negative: value.negative });
    coefficient = padded;
  }
  return pack(value.negative, coefficient, Math.min(exponent, HIGHEST_EXPONENT));
}

function pack(negative: boolean, coefficient: bigint, exponent: number): Decimal128 {
  const bytes = Buffer.allocUnsafe(16);
  const high = (negative ? 1n << 63n : 0n) | (BigInt(exponent - LOWEST_EXPONENT) << 49n) | (coefficient >> 64n);
  bytes.writeBigUInt64LE(coefficient & 0xffffffffffffffffn, 0);
  bytes.writeBigUInt64LE(high, 8);
  return new Decimal128(bytes);
}

/** The exact parts of an integer, or of a double as its shortest text says (15 digits at least, as MongoDB converts). */
export function partsOf(value: number | bigint): Parts {
  if (typeof value === 'bigint') return finite(value < 0n, value < 0n ? -value : value, 0);
  if (Number.isNaN(value)) return { kind: 'nan' };
  if (!Number.isFinite(value)) return { kind: 'infinite', negative: value < 0 };
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return finite(value < 0 || Object.is(value, -0), BigInt(Math.abs(value)), 0);
  }
  return partsOfText(String(value));
}

/** The parts of a double's 15 significant digits, which is what MongoDB makes of a double in arithmetic with decimals. */
export function partsOfDouble(value: number): Parts {
  return value === 0 || !Number.isFinite(value) ? partsOf(value) : partsOfText(value.toExponential(14));
}

/** A double as a sum with decimals takes it: its exact value in up to 34 digits. */
export function exactDecimal(value: number): Decimal128 {
  if (value === 0 || !Number.isFinite(value)) return fromParts(partsOf(value));
  const text = value.toExponential(DIGITS - 1);
  return fromParts(partsOfText(text.replace(/\.?0+e/, 'e')));
}

/** Parts of a number's decimal text; `undefined`-free because callers pass only what is a number. */
export function partsOfText(text: string): Parts {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return /nan/i.test(text) ? { kind: 'nan' } : { kind: 'infinite', negative: text.startsWith('-') };
  const fraction = match[3] ?? '';
  return finite(match[1] === '-', BigInt((match[2] ?? '') + fraction || '0'), Number(match[4] ?? 0) - fraction.length);
}

export function toDecimalJs(value: Parts): Decimal {
  if (value.kind === 'nan') return new Decimal34(NaN);
  if (value.kind === 'infinite') return new Decimal34(value.negative ? -Infinity : Infinity);
  return new Decimal34(`${value.negative ? '-' : ''}${value.coefficient}e${value.exponent}`);
}

export function fromDecimalJs(value: Decimal): Decimal128 {
  if (value.isNaN()) return fromParts({ kind: 'nan' });
  if (!value.isFinite()) return fromParts({ kind: 'infinite', negative: value.isNegative() });
  return fromParts(partsOfText(value.toString()));
}

/** The nearest double. */
export function decimalToNumber(value: Decimal128): number {
  const p = parts(value);
  if (p.kind === 'nan') return NaN;
  if (p.kind === 'infinite') return p.negative ? -Infinity : Infinity;
  return Number(`${p.negative ? '-' : ''}${p.coefficient}e${p.exponent}`);
}
