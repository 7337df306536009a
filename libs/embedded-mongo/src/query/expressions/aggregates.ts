import { mongoError } from '../../errors.js';
import type { Value } from '../../values/index.js';
import { checkMethod, parseQuantiles, percentile, simpleAccumulator } from '../accumulators.js';
import { compile, constantValue, fold, namedValues, type Expr, type Operator } from './core.js';

/** An accumulator as an expression: over its arguments, or over the elements of its only argument. */
const over: Operator = (argument, scope, name) => {
  const make = simpleAccumulator(name, scope.collation)!;
  const exprs = Array.isArray(argument) ? argument.map((item) => compile(item, scope)) : [compile(argument, scope)];
  return fold((env) => {
    const accumulator = make();
    const values = exprs.map((expr) => expr(env));
    const list = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    for (const value of list) accumulator.add(value);
    return accumulator.result();
  }, exprs);
};

function quantile(single: boolean): Operator {
  return (argument, scope, name) => {
    const fields = namedValues(argument, name, {
      required: ['input', 'method', ...(single ? [] : ['p'])],
      code: 7436100,
    });
    checkMethod(fields.get('method'));
    const points = single ? undefined : compile(fields.get('p')!, scope);
    if (points && !points.constant)
      throw mongoError(7750301, "The $percentile 'p' field must be a constant expression");
    const quantiles = points ? parseQuantiles(constantValue(points)) : [0.5];
    const input: Expr = compile(fields.get('input')!, scope);
    return (env) => {
      const accumulator = percentile(quantiles, single);
      const value = input(env);
      for (const item of Array.isArray(value) ? value : [value]) accumulator.add(item as Value | undefined);
      return accumulator.result();
    };
  };
}

export const aggregateOperators: Record<string, Operator> = {
  $sum: over,
  $avg: over,
  $min: over,
  $max: over,
  $stdDevPop: over,
  $stdDevSamp: over,
  $percentile: quantile(false),
  $median: quantile(true),
};
