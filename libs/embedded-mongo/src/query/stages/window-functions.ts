import { mongoError } from '../../errors.js';
import { compare, double, isDoc, isNullish, isNumeric, typeName, type Value } from '../../values/index.js';
import { add, divide, multiply, subtract } from '../arithmetic.js';
import { compile, type Expr, type Scope } from '../expressions/core.js';
import { unitOf, type Unit } from '../expressions/date-units.js';
import { kindOf, toDecimal, toNumber, toWhole, type Numeric } from '../numbers.js';
import type { Bounds, Partition, WindowFunction } from './window-function.js';

/** The last value that was not null. */
export function locf(expr: Expr): WindowFunction {
  return (partition) => {
    let last: Value = null;
    return partition.docs.map((_doc, i) => {
      const value = partition.value(expr, i);
      if (!isNullish(value)) last = value!;
      return last;
    });
  };
}

/** A position on the axis of the sort: a number, or a date's milliseconds. */
function positionOf(partition: Partition, at: number): Value {
  const value = partition.sortValue(at);
  if (value instanceof Date) return double(value.getTime());
  if (isNumeric(value)) return value;
  throw mongoError(5429513, `The sortBy value must be a number or a date, found ${typeName(value)}`);
}

/** Nulls between two values by a straight line over the sort field; those outside stay null. */
export function linearFill(expr: Expr): WindowFunction {
  return (partition) => {
    const values = partition.docs.map((_doc, i) => partition.value(expr, i) ?? null);
    let left = -1;
    for (let i = 0; i < values.length; i++) {
      if (i > 0 && compare(positionOf(partition, i), positionOf(partition, i - 1)) === 0) {
        throw mongoError(6050106, 'There can be no repeated values in the sort field');
      }
      if (isNullish(values[i])) continue;
      if (!isNumeric(values[i]))
        throw mongoError('TypeMismatch', `$linearFill requires numeric values, found ${typeName(values[i])}`);
      if (left >= 0 && i - left > 1) {
        const [from, to] = [values[left] as Numeric, values[i] as Numeric];
        const start = toNumber(positionOf(partition, left) as Numeric);
        const span = toNumber(positionOf(partition, i) as Numeric) - start;
        const rise = subtract(to, from) as Numeric;
        for (let j = left + 1; j < i; j++) {
          const share = (toNumber(positionOf(partition, j) as Numeric) - start) / span;
          values[j] = add(from, multiply(rise, double(share) as Numeric) as Numeric);
        }
      }
      left = i;
    }
    return values;
  };
}

/** The exponential moving average by `N` or `alpha`. */
export function movingAverage(argument: Value, scope: Scope): WindowFunction {
  if (!isDoc(argument) || !argument.has('input'))
    throw mongoError('FailedToParse', '$expMovingAvg must have exactly one argument input and either N or alpha');
  const count = argument.get('N');
  const alphaValue = argument.get('alpha');
  if ((count === undefined) === (alphaValue === undefined))
    throw mongoError('FailedToParse', '$expMovingAvg must have either an N or an alpha field');
  const n = count === undefined ? undefined : toWhole(count);
  if (count !== undefined && (n === undefined || n <= 0))
    throw mongoError('FailedToParse', "'N' field must be an integer greater than zero");
  const alpha = n === undefined ? toDecimal(alphaValue as Numeric) : (divide(toDecimal(2), n + 1) as Numeric);
  if (n === undefined && !(toNumber(alpha) > 0 && toNumber(alpha) < 1))
    throw mongoError('FailedToParse', "'alpha' must be between 0 and 1 (exclusive)");
  const rest = subtract(toDecimal(1), alpha) as Numeric;
  // It is reckoned in decimals, and a double again where the values are no decimals.
  const shown = (average: Numeric, value: Numeric): Value =>
    kindOf(value) === 'decimal' ? (average as Value) : double(toNumber(average));
  const input = compile(argument.get('input')!, scope);
  return (partition) => {
    let average: Numeric | undefined;
    return partition.docs.map((_doc, i) => {
      const value = partition.value(input, i);
      if (!isNumeric(value)) return average === undefined ? null : shown(average, 0);
      average =
        average === undefined
          ? toDecimal(value)
          : (add(multiply(value, alpha) as Numeric, multiply(average, rest) as Numeric) as Numeric);
      return shown(average, value);
    });
  };
}

const perUnit: Partial<Record<Unit, number>> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

interface Slope {
  input: Expr;
  perUnit: number;
}

function parseSlope(argument: Value, operator: string, scope: Scope): Slope {
  if (!isDoc(argument) || !argument.has('input')) throw mongoError('FailedToParse', `${operator} requires an 'input'`);
  const unitValue = argument.get('unit');
  const length = unitValue === undefined ? 1 : perUnit[unitOf(unitValue, operator)];
  if (length === undefined) throw mongoError(5490704, "unit must be 'week' or smaller");
  return { input: compile(argument.get('input')!, scope), perUnit: length };
}

/** The change per unit between the ends of each window; null where it has fewer than two documents. */
export function derivative(argument: Value, bounds: Bounds, scope: Scope): WindowFunction {
  const slope = parseSlope(argument, '$derivative', scope);
  return (partition) =>
    partition.docs.map((_doc, i) => {
      const [first, end] = bounds(partition, i);
      if (end <= first) return null;
      const run =
        (toNumber(positionOf(partition, end) as Numeric) - toNumber(positionOf(partition, first) as Numeric)) /
        slope.perUnit;
      const [from, to] = [partition.value(slope.input, first), partition.value(slope.input, end)];
      if (run === 0 || !isNumeric(from) || !isNumeric(to)) return null;
      return divide(subtract(to, from) as Numeric, double(run) as Numeric);
    });
}

/** The area under the values of each window, by trapezoids. */
export function integral(argument: Value, bounds: Bounds, scope: Scope): WindowFunction {
  const slope = parseSlope(argument, '$integral', scope);
  return (partition) =>
    partition.docs.map((_doc, i) => {
      const [first, end] = bounds(partition, i);
      if (end < first) return null;
      let area = 0;
      for (let j = first; j < end; j++) {
        const width = toNumber(positionOf(partition, j + 1) as Numeric) - toNumber(positionOf(partition, j) as Numeric);
        const [a, b] = [partition.value(slope.input, j), partition.value(slope.input, j + 1)];
        if (!isNumeric(a) || !isNumeric(b)) return null;
        area += (width * (toNumber(a) + toNumber(b))) / 2;
      }
      return double(area / slope.perUnit);
    });
}
