import { mongoError } from '../errors.js';
import { finite, fromDecimalJs, fromParts, tenTo, toDecimalJs, type Parts } from '../values/decimal.js';
import { double, type Value } from '../values/index.js';
import { decimalParts, integer, kindOf, toNumber, widest, type Numeric } from './numbers.js';

const NAN: Parts = { kind: 'nan' };

function addParts(a: Parts, b: Parts): Parts {
  if (a.kind === 'nan' || b.kind === 'nan') return NAN;
  if (a.kind === 'infinite') return b.kind === 'infinite' && a.negative !== b.negative ? NAN : a;
  if (b.kind === 'infinite') return b;
  if (Math.abs(a.exponent - b.exponent) > 100) {
    const sum = toDecimalJs(a).plus(toDecimalJs(b));
    return decimalParts(fromDecimalJs(sum));
  }
  const exponent = Math.min(a.exponent, b.exponent);
  const left = (a.negative ? -a.coefficient : a.coefficient) * tenTo(a.exponent - exponent);
  const right = (b.negative ? -b.coefficient : b.coefficient) * tenTo(b.exponent - exponent);
  const sum = left + right;
  return finite(sum < 0n || (sum === 0n && a.negative && b.negative), sum < 0n ? -sum : sum, exponent);
}

function multiplyParts(a: Parts, b: Parts): Parts {
  if (a.kind === 'nan' || b.kind === 'nan') return NAN;
  if (a.kind === 'finite' && b.kind === 'finite') {
    return finite(a.negative !== b.negative, a.coefficient * b.coefficient, a.exponent + b.exponent);
  }
  const zero = (p: Parts): boolean => p.kind === 'finite' && p.coefficient === 0n;
  return zero(a) || zero(b) ? NAN : { kind: 'infinite', negative: a.negative !== b.negative };
}

const isWhole = (kind: string): kind is 'int' | 'long' => kind === 'int' || kind === 'long';
const big = (value: Numeric): bigint => (typeof value === 'bigint' ? value : BigInt(value as number));

function combine(
  a: Numeric,
  b: Numeric,
  onIntegers: (x: bigint, y: bigint) => bigint,
  onDoubles: (x: number, y: number) => number,
  onDecimals: (x: Parts, y: Parts) => Parts,
): Value {
  const kind = widest(kindOf(a), kindOf(b));
  if (isWhole(kind)) return integer(onIntegers(big(a), big(b)), kind);
  if (kind === 'double') return double(onDoubles(toNumber(a), toNumber(b)));
  return fromParts(onDecimals(decimalParts(a), decimalParts(b)));
}

/** Adds as MongoDB's expressions do: int widens to long, long to double. */
export function add(a: Numeric, b: Numeric): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if ((sum | 0) === sum && (a | 0) === a && (b | 0) === b) return sum || 0;
  }
  return combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
    addParts,
  );
}

export function subtract(a: Numeric, b: Numeric): Value {
  return combine(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
    (x, y) => addParts(x, negateParts(y)),
  );
}

function negateParts(value: Parts): Parts {
  return value.kind === 'nan' ? value : { ...value, negative: !value.negative };
}

export function multiply(a: Numeric, b: Numeric): Value {
  return combine(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
    multiplyParts,
  );
}

/** Divides; the result is a double, or a decimal where either is one. Division by zero is refused (2). */
export function divide(a: Numeric, b: Numeric): Value {
  if (kindOf(a) === 'decimal' || kindOf(b) === 'decimal') {
    const divisor = decimalParts(b);
    if (divisor.kind === 'finite' && divisor.coefficient === 0n) throw mongoError('BadValue', "can't $divide by zero");
    return fromDecimalJs(toDecimalJs(decimalParts(a)).div(toDecimalJs(divisor)));
  }
  const divisor = toNumber(b);
  if (divisor === 0) throw mongoError('BadValue', "can't $divide by zero");
  return double(toNumber(a) / divisor);
}

/** The remainder with the sign of the dividend. */
export function modulo(a: Numeric, b: Numeric): Value {
  if (toNumber(b) === 0) throw mongoError(16610, "can't $mod by zero");
  return combine(
    a,
    b,
    (x, y) => x % y,
    (x, y) => x % y,
    (x, y) => decimalParts(fromDecimalJs(toDecimalJs(x).mod(toDecimalJs(y)))),
  );
}
