import { mongoError, typeMismatch } from '../../errors.js';
import { Decimal34, finite, fromDecimalJs, fromParts, tenTo, toDecimalJs, type Parts } from '../../values/decimal.js';
import { double, isNullish, isNumeric, typeName, type Value } from '../../values/index.js';
import { add, divide, modulo, multiply, subtract } from '../arithmetic.js';
import { decimalParts, integer, kindOf, toNumber, toWhole, truncateToLong, type Numeric } from '../numbers.js';
import { argumentList, binary, fold, nullSafe, unary, variadic, type Expr, type Operator } from './core.js';

const MAX_DATE = 8.64e15;

function dateAt(time: number): Date {
  if (!(Math.abs(time) <= MAX_DATE)) throw mongoError('Overflow', 'date overflow');
  return new Date(time);
}

function addDate(date: Date, others: readonly Numeric[]): Date {
  return dateAt(others.reduce<number>((sum, value) => sum + Math.round(toNumber(value)), date.getTime()));
}

function sumValues(values: readonly (Value | undefined)[]): Value {
  let total: Value = 0;
  let date: Date | undefined;
  const rest: Numeric[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date) throw mongoError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumeric(value)) rest.push(value);
    else throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`);
  }
  if (date) return addDate(date, rest);
  for (const value of rest) total = add(total as Numeric, value);
  return total;
}

const addOperator: Operator = (argument, scope, name) => {
  const exprs = argumentList(argument, scope, name, 0, Infinity);
  const [left, right] = exprs;
  if (exprs.length !== 2) return fold((env) => sumValues(exprs.map((expr) => expr(env))), exprs);
  const run: Expr = (env) => {
    const a = left!(env);
    const b = right!(env);
    return isNumeric(a) && isNumeric(b) ? add(a, b) : sumValues([a, b]);
  };
  return fold(run, exprs);
};

function subtractValues(a: Value | undefined, b: Value | undefined): Value {
  if (isNullish(a) || isNullish(b)) return null;
  if (isNumeric(a) && isNumeric(b)) return subtract(a, b);
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return dateAt(a.getTime() - Math.round(toNumber(b)));
  throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
}

function multiplyValues(values: readonly (Value | undefined)[]): Value {
  let product: Value = 1;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumeric(value)) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`);
    product = multiply(product as Numeric, value);
  }
  return product;
}

function bothNumbers(run: (a: Numeric, b: Numeric) => Value, code: number): Operator {
  return binary((a, b, name) => {
    if (isNullish(a) || isNullish(b)) return null;
    if (isNumeric(a) && isNumeric(b)) return run(a, b);
    throw mongoError(code, `${name} only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  });
}

function numeric(run: (value: Numeric, name: string) => Value): Operator {
  return nullSafe((value, name) => {
    if (!isNumeric(value)) throw mongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    return run(value, name);
  });
}

function absolute(value: Numeric): Value {
  if (typeof value === 'bigint') {
    if (value === -(2n ** 63n)) throw mongoError(28680, "can't take $abs of long long min");
    return value < 0n ? -value : value;
  }
  const kind = kindOf(value);
  if (kind === 'int') return integer(BigInt(Math.abs(value as number)), 'int');
  if (kind === 'double') return double(Math.abs(toNumber(value)));
  const parts = decimalParts(value);
  return fromParts(parts.kind === 'nan' ? parts : { ...parts, negative: false });
}

type Rounding = 'trunc' | 'floor' | 'ceil' | 'round';

/** Rounds a decimal's parts to a number of places. */
function roundParts(parts: Parts, places: number, rounding: Rounding): Parts {
  if (parts.kind !== 'finite' || -parts.exponent <= places) return parts;
  const unit = tenTo(Math.min(-parts.exponent - places, 6200));
  const remainder = parts.coefficient % unit;
  let quotient = parts.coefficient / unit;
  const away = rounding === 'ceil' ? !parts.negative : parts.negative;
  if (rounding === 'round') {
    const twice = remainder * 2n;
    if (twice > unit || (twice === unit && quotient % 2n === 1n)) quotient += 1n;
  } else if (rounding !== 'trunc' && remainder !== 0n && away) quotient += 1n;
  return finite(parts.negative, quotient, -places);
}

function roundDouble(value: number, places: number, rounding: 'trunc' | 'round'): number {
  if (!Number.isFinite(value) || places >= 100) return value;
  if (places === 0 && rounding === 'trunc') return Math.trunc(value);
  const decimal = new Decimal34(value);
  return (rounding === 'trunc' ? roundTo(decimal, places, 1) : roundTo(decimal, places, 6)).toNumber();
}

function roundTo(value: InstanceType<typeof Decimal34>, places: number, mode: 1 | 6): InstanceType<typeof Decimal34> {
  if (places >= 0) return value.toDecimalPlaces(places, mode);
  const unit = new Decimal34(10).pow(-places);
  return value.div(unit).toDecimalPlaces(0, mode).times(unit);
}

function roundWhole(value: bigint, places: number, rounding: 'trunc' | 'round'): bigint {
  if (places >= 0) return value;
  const unit = tenTo(-places);
  const quotient = value / unit;
  const remainder = value % unit;
  if (rounding === 'trunc') return quotient * unit;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n !== 0n);
  return (quotient + (up ? (value < 0n ? -1n : 1n) : 0n)) * unit;
}

function rounder(rounding: 'trunc' | 'round'): Operator {
  return variadic(1, 2, (values, name) => {
    const [value, places] = values;
    if (isNullish(value) || (values.length > 1 && isNullish(places))) return null;
    if (!isNumeric(value)) throw mongoError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const digits = values.length > 1 ? toWhole(places) : 0;
    if (digits === undefined) throw mongoError(51082, `precision argument to  ${name} must be a integral value`);
    if (digits < -20 || digits > 100)
      throw mongoError(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
    const kind = kindOf(value);
    if (kind === 'decimal') return fromParts(roundParts(decimalParts(value), digits, rounding));
    if (kind === 'double') return double(roundDouble(toNumber(value), digits, rounding));
    return integer(roundWhole(BigInt(value as number), digits, rounding), kind);
  });
}

function toWholeNumber(rounding: 'floor' | 'ceil'): Operator {
  return numeric((value) => {
    const kind = kindOf(value);
    if (kind === 'decimal') return fromParts(roundParts(decimalParts(value), 0, rounding));
    return kind === 'double' ? double(Math[rounding](toNumber(value))) : value;
  });
}

type DecimalFunction = (value: InstanceType<typeof Decimal34>) => InstanceType<typeof Decimal34>;

/** A function that gives a double, or a decimal for a decimal, refused outside its domain. */
function transcendental(
  onDouble: (value: number) => number,
  onDecimal: DecimalFunction,
  domain?: { code: number; message: string; accepts: (value: number) => boolean },
): Operator {
  return numeric((value, name) => {
    const plain = toNumber(value);
    if (domain && !Number.isNaN(plain) && !domain.accepts(plain))
      throw mongoError(domain.code, `${name}'s argument ${domain.message}, but is ${plain}`);
    return kindOf(value) === 'decimal'
      ? fromDecimalJs(onDecimal(toDecimalJs(decimalParts(value))))
      : double(onDouble(plain));
  });
}

const positive = (code: number) => ({
  code,
  message: 'must be a positive number',
  accepts: (value: number) => value > 0,
});
const finiteOnly = { code: 50989, message: 'cannot apply to infinity', accepts: Number.isFinite };
const unit = { code: 50989, message: 'must be in [-1,1]', accepts: (value: number) => Math.abs(value) <= 1 };

function power(base: Numeric, exponent: Numeric): Value {
  if (toNumber(base) === 0 && toNumber(exponent) < 0)
    throw mongoError(28764, '$pow cannot take a base of 0 and a negative exponent');
  const kinds = [kindOf(base), kindOf(exponent)];
  if (kinds.includes('decimal'))
    return fromDecimalJs(toDecimalJs(decimalParts(base)).pow(toDecimalJs(decimalParts(exponent))));
  if (kinds.includes('double') || toNumber(exponent) < 0) return double(toNumber(base) ** toNumber(exponent));
  const approximate = Math.abs(toNumber(base)) ** toNumber(exponent);
  if (approximate > 2 ** 64) return double(toNumber(base) ** toNumber(exponent));
  return integer(BigInt(base as number) ** BigInt(exponent as number), kinds.includes('long') ? 'long' : 'int');
}

function logarithm(value: Numeric, base: Numeric): Value {
  if (toNumber(value) <= 0)
    throw mongoError(28758, `$log's argument must be a positive number, but is ${toNumber(value)}`);
  if (toNumber(base) <= 0 || toNumber(base) === 1)
    throw mongoError(28759, `$log's base must be a positive number not equal to 1, but is ${toNumber(base)}`);
  if (kindOf(value) === 'decimal' || kindOf(base) === 'decimal') {
    return fromDecimalJs(toDecimalJs(decimalParts(value)).log(toDecimalJs(decimalParts(base))));
  }
  return double(Math.log(toNumber(value)) / Math.log(toNumber(base)));
}

function bitwise(start: bigint, run: (a: bigint, b: bigint) => bigint): Operator {
  return variadic(0, Infinity, (values, name) => {
    let result = start;
    let isLong = false;
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!isNumeric(value) || !['int', 'long'].includes(kindOf(value))) {
        throw typeMismatch(`${name} only supports int and long operands, not ${typeName(value)}`);
      }
      isLong ||= typeof value === 'bigint';
      result = run(result, truncateToLong(value)!);
    }
    return isLong ? result : Number(result);
  });
}

export const arithmeticOperators: Record<string, Operator> = {
  $add: addOperator,
  $subtract: binary(subtractValues),
  $multiply: variadic(0, Infinity, multiplyValues),
  $divide: bothNumbers(divide, 14),
  $mod: bothNumbers(modulo, 16611),
  $abs: numeric(absolute),
  $ceil: toWholeNumber('ceil'),
  $floor: toWholeNumber('floor'),
  $round: rounder('round'),
  $trunc: rounder('trunc'),
  $sqrt: transcendental(Math.sqrt, (value) => value.sqrt(), {
    code: 28714,
    message: 'must be greater than or equal to 0',
    accepts: (value) => value >= 0,
  }),
  $exp: transcendental(Math.exp, (value) => value.exp()),
  $ln: transcendental(Math.log, (value) => value.ln(), positive(28766)),
  $log10: transcendental(Math.log10, (value) => value.log(10), positive(28761)),
  $log: bothNumbers(logarithm, 28756),
  $pow: bothNumbers(power, 28762),
  $sin: transcendental(Math.sin, (value) => value.sin(), finiteOnly),
  $cos: transcendental(Math.cos, (value) => value.cos(), finiteOnly),
  $tan: transcendental(Math.tan, (value) => value.tan(), finiteOnly),
  $asin: transcendental(Math.asin, (value) => value.asin(), unit),
  $acos: transcendental(Math.acos, (value) => value.acos(), unit),
  $atan: transcendental(Math.atan, (value) => value.atan()),
  $atan2: bothNumbers((y, x) => {
    const isDecimal = kindOf(y) === 'decimal' || kindOf(x) === 'decimal';
    return isDecimal
      ? fromDecimalJs(Decimal34.atan2(toDecimalJs(decimalParts(y)), toDecimalJs(decimalParts(x))))
      : double(Math.atan2(toNumber(y), toNumber(x)));
  }, 51044),
  $sinh: transcendental(Math.sinh, (value) => value.sinh()),
  $cosh: transcendental(Math.cosh, (value) => value.cosh()),
  $tanh: transcendental(Math.tanh, (value) => value.tanh()),
  $asinh: transcendental(Math.asinh, (value) => value.asinh()),
  $acosh: transcendental(Math.acosh, (value) => value.acosh(), {
    code: 50989,
    message: 'must be in [1,inf]',
    accepts: (value) => value >= 1,
  }),
  $atanh: transcendental(Math.atanh, (value) => value.atanh(), unit),
  $degreesToRadians: transcendental(
    (value) => (value * Math.PI) / 180,
    (value) => value.times(Decimal34.acos(-1)).div(180),
  ),
  $radiansToDegrees: transcendental(
    (value) => (value * 180) / Math.PI,
    (value) => value.times(180).div(Decimal34.acos(-1)),
  ),
  $bitAnd: bitwise(-1n, (a, b) => a & b),
  $bitOr: bitwise(0n, (a, b) => a | b),
  $bitXor: bitwise(0n, (a, b) => a ^ b),
  $bitNot: unary((value) => {
    if (isNullish(value)) return null;
    if (!isNumeric(value) || !['int', 'long'].includes(kindOf(value)))
      throw typeMismatch(`$bitNot only supports int and long, not: ${typeName(value)}.`);
    return typeof value === 'bigint' ? ~value : ~(value as number);
  }),
};
