import { mongoError, type CodeName } from '../../errors.js';
import { compare, equal, isDoc, isNullish, isNumeric, typeName, type Doc, type Value } from '../../values/index.js';
import { checkLength } from '../memory.js';
import { toNumber, toWhole } from '../numbers.js';
import { parseSort } from '../sort.js';
import { isTruthy } from '../truth.js';
import {
  argumentList,
  binary,
  checkVariableName,
  compile,
  fold,
  named,
  namedValues,
  nullSafe,
  unary,
  variadic,
  withVariable,
  type Expr,
  type Operator,
} from './core.js';

function requireArray(value: Value | undefined, code: number | CodeName, message: string): Value[] {
  if (!Array.isArray(value)) throw mongoError(code, `${message}${typeName(value)}`);
  return value;
}

const elementAt: Operator = binary((array, index) => {
  if (isNullish(array) || isNullish(index)) return null;
  const items = requireArray(array, 28689, "$arrayElemAt's first argument must be an array, but is ");
  if (!isNumeric(index))
    throw mongoError(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeName(index)}`);
  const at = toWhole(index);
  if (at === undefined)
    throw mongoError(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${toNumber(index)}`,
    );
  return at < 0 ? items[items.length + at] : items[at];
});

function end(at: (items: Value[]) => Value | undefined): Operator {
  return unary((value, name) =>
    isNullish(value) ? null : at(requireArray(value, 28689, `${name}'s argument must be an array, but is `)),
  );
}

const slice: Operator = variadic(2, 3, ([array, first, second], name) => {
  if (isNullish(array) || isNullish(first)) return null;
  const items = requireArray(array, 28724, `First argument to ${name} must be an array, but is of type: `);
  const whole = (value: Value | undefined, which: string, code: number): number => {
    if (!isNumeric(value))
      throw mongoError(code, `${which} argument to ${name} must be numeric, but is of type: ${typeName(value)}`);
    const number = toWhole(value);
    if (number === undefined)
      throw mongoError(
        code + 1,
        `${which} argument to ${name} can't be represented as a 32-bit integer: ${toNumber(value)}`,
      );
    return number;
  };
  const start = whole(first, 'Second', 28725);
  if (second === undefined) return start < 0 ? items.slice(start) : items.slice(0, start);
  if (isNullish(second)) return null;
  const count = whole(second, 'Third', 28727);
  if (count <= 0) throw mongoError(28729, `Third argument to ${name} must be positive: ${count}`);
  const from = start < 0 ? Math.max(0, items.length + start) : start;
  return items.slice(from, from + count);
});

const filter: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['input', 'cond'], optional: ['as', 'limit'], code: 28648 });
  const as = fields.get('as') ?? 'this';
  if (typeof as !== 'string') throw mongoError('FailedToParse', 'as must be a string');
  checkVariableName(as);
  const input = compile(fields.get('input')!, scope);
  const { scope: inner, slot } = withVariable(scope, as);
  const condition = compile(fields.get('cond')!, inner);
  const limitExpr = fields.has('limit') ? compile(fields.get('limit')!, scope) : undefined;
  return (env) => {
    const value = input(env);
    if (isNullish(value)) return null;
    const items = requireArray(value, 28651, `input to $filter must be an array not `);
    let limit = Infinity;
    const given = limitExpr?.(env);
    if (!isNullish(given)) {
      limit = toWhole(given) ?? 0;
      if (limit <= 0) throw mongoError(327392, `$filter: limit must be greater than 0: ${String(limit)}`);
    }
    const result: Value[] = [];
    for (const item of items) {
      if (result.length >= limit) break;
      env.vars[slot] = item;
      if (isTruthy(condition(env))) result.push(item);
    }
    return result;
  };
};

const map: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['input', 'in'], optional: ['as'], code: 16879 });
  const as = fields.get('as') ?? 'this';
  if (typeof as !== 'string') throw mongoError('FailedToParse', 'as must be a string');
  checkVariableName(as);
  const input = compile(fields.get('input')!, scope);
  const { scope: inner, slot } = withVariable(scope, as);
  const body = compile(fields.get('in')!, inner);
  return (env) => {
    const value = input(env);
    if (isNullish(value)) return null;
    return requireArray(value, 16883, 'input to $map must be an array not ').map((item) => {
      env.vars[slot] = item;
      return body(env) ?? null;
    });
  };
};

const reduce: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['input', 'initialValue', 'in'], code: 40075 });
  const input = compile(fields.get('input')!, scope);
  const initial = compile(fields.get('initialValue')!, scope);
  const withThis = withVariable(scope, 'this');
  const withValue = withVariable(withThis.scope, 'value');
  const body = compile(fields.get('in')!, withValue.scope);
  return (env) => {
    const value = input(env);
    if (isNullish(value)) return null;
    const items = requireArray(value, 40080, "$reduce requires that 'input' be an array, found: ");
    let result = initial(env);
    for (const item of items) {
      env.vars[withThis.slot] = item;
      env.vars[withValue.slot] = result;
      result = body(env);
    }
    return result;
  };
};

const zip: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, {
    required: ['inputs'],
    optional: ['useLongestLength', 'defaults'],
    code: 34464,
  });
  const list = fields.get('inputs')!;
  if (!Array.isArray(list)) throw mongoError(34461, `inputs must be an array of expressions, found ${typeName(list)}`);
  if (list.length === 0) throw mongoError(34465, '$zip requires at least one input array');
  const longest = fields.get('useLongestLength') ?? false;
  if (typeof longest !== 'boolean')
    throw mongoError(34463, `useLongestLength must be a bool, found ${typeName(longest)}`);
  const defaults = fields.get('defaults');
  if (defaults !== undefined && !Array.isArray(defaults))
    throw mongoError(34462, `defaults must be an array of expressions, found ${typeName(defaults)}`);
  if (defaults !== undefined && !longest)
    throw mongoError(34466, 'cannot specify defaults unless useLongestLength is true');
  if (defaults !== undefined && defaults.length !== list.length)
    throw mongoError(34467, 'defaults and inputs must have the same length');
  const inputs = list.map((item) => compile(item, scope));
  const fill = (defaults as Value[] | undefined)?.map((item) => compile(item, scope));
  return (env) => {
    const arrays: Value[][] = [];
    for (const input of inputs) {
      const value = input(env);
      if (isNullish(value)) return null;
      arrays.push(requireArray(value, 34468, '$zip found a non-array expression in input: '));
    }
    const sizes = arrays.map((array) => array.length);
    const length = longest ? Math.max(...sizes) : Math.min(...sizes);
    return Array.from({ length }, (_, i) =>
      arrays.map((array, j) => (i < array.length ? array[i]! : (fill?.[j]!(env) ?? null))),
    );
  };
};

const range: Operator = variadic(2, 3, (values) => {
  const codes = [34443, 34445, 34447];
  const [start, stop, step = 1] = values.map((value, i) => {
    if (!isNumeric(value))
      throw mongoError(
        codes[i]!,
        `$range requires a numeric ${['starting', 'ending', 'step'][i]} value, found value of type: ${typeName(value)}`,
      );
    const whole = toWhole(value);
    if (whole === undefined)
      throw mongoError(
        codes[i]! + 1,
        `$range requires a ${['starting', 'ending', 'step'][i]} value that can be represented as a 32-bit integer`,
      );
    return whole;
  }) as [number, number, number?];
  if (step === 0) throw mongoError(34449, '$range requires a non-zero step value');
  checkLength('$range', Math.max(0, Math.ceil((stop - start) / step)));
  const result: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) result.push(i);
  return result;
});

const indexOfArray: Operator = variadic(2, 4, ([array, wanted, start, stop], _name, scope) => {
  if (isNullish(array)) return null;
  const items = requireArray(array, 40090, '$indexOfArray requires an array as a first argument, found: ');
  const bound = (value: Value | undefined, fallback: number, which: string): number => {
    if (value === undefined) return fallback;
    const whole = toWhole(value);
    if (whole === undefined)
      throw mongoError(
        40096,
        `$indexOfArray requires an integral ${which} index, found a value of type: ${typeName(value)}`,
      );
    if (whole < 0) throw mongoError(40097, `$indexOfArray requires a nonnegative ${which} index, found: ${whole}`);
    return whole;
  };
  const to = Math.min(bound(stop, items.length, 'ending'), items.length);
  for (let i = bound(start, 0, 'starting'); i < to; i++) if (equal(items[i], wanted, scope.collation)) return i;
  return -1;
});

const includes: Operator = (argument, scope, name) => {
  const [needle, array] = argumentList(argument, scope, name, 2) as [Expr, Expr];
  const { collation } = scope;
  const run: Expr = (env) => {
    const wanted = needle(env);
    return requireArray(array(env), 40081, '$in requires an array as a second argument, found: ').some(
      (item) => compare(item, wanted, collation) === 0,
    );
  };
  return fold(run, [needle, array]);
};

const concatArrays: Operator = variadic(0, Infinity, (values) => {
  const result: Value[] = [];
  let isNull = false;
  for (const value of values) {
    if (isNullish(value)) isNull = true;
    else {
      const items = requireArray(value, 28664, '$concatArrays only supports arrays, not ');
      checkLength('$concatArrays', result.length + items.length);
      for (const item of items) result.push(item);
    }
  }
  return isNull ? null : result;
});

const arrayToObject: Operator = nullSafe((value) => {
  const items = requireArray(value, 40386, '$arrayToObject requires an array input, found: ');
  const result: Doc = new Map();
  for (const item of items) {
    if (Array.isArray(item)) {
      if (item.length !== 2)
        throw mongoError(
          40397,
          `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`,
        );
      if (typeof item[0] !== 'string')
        throw mongoError(
          40395,
          `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeName(item[0])}`,
        );
      result.set(item[0], item[1]!);
    } else if (isDoc(item)) {
      if (item.size !== 2)
        throw mongoError(
          40392,
          `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${item.size}`,
        );
      const name = item.get('k');
      const field = item.get('v');
      if (name === undefined || field === undefined)
        throw mongoError(40393, "$arrayToObject requires an object with keys 'k' and 'v'.");
      if (typeof name !== 'string')
        throw mongoError(
          40394,
          `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(name)}`,
        );
      result.set(name, field);
    } else throw mongoError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(item)}`);
  }
  return result;
});

const sortArray: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['input', 'sortBy'], code: 2942501 });
  const input = compile(fields.get('input')!, scope);
  const by = fields.get('sortBy')!;
  let order: (a: Value, b: Value) => number;
  if (isDoc(by)) {
    const sort = parseSort(by, scope.collation);
    const nothing: Doc = new Map();
    order = (a, b) => sort.compare(isDoc(a) ? a : nothing, isDoc(b) ? b : nothing);
  } else {
    const direction = isNumeric(by) ? toNumber(by) : NaN;
    if (direction !== 1 && direction !== -1)
      throw mongoError(2942507, 'The $sort element value must be either 1 or -1');
    order = (a, b) => compare(a, b, scope.collation) * direction;
  }
  return (env) => {
    const value = input(env);
    return isNullish(value)
      ? null
      : [...requireArray(value, 2942504, 'The input argument to $sortArray must be an array, but was of type: ')].sort(
          order,
        );
  };
};

function few(fromEnd: boolean): Operator {
  return named({ required: ['n', 'input'], code: 5787906 }, (values, name) => {
    const count = countOf(values.n, name);
    const items = requireArray(values.input, 5788200, `${name} input must be an array, found: `);
    return fromEnd ? items.slice(Math.max(0, items.length - count)) : items.slice(0, count);
  });
}

function countOf(value: Value | undefined, name: string): number {
  const count = toWhole(value);
  if (count === undefined)
    throw mongoError(5787902, `Value for 'n' must be of integral type, but found ${typeName(value)} in ${name}`);
  if (count <= 0) throw mongoError(5787908, `'n' must be greater than 0, found ${count}`);
  return count;
}

function extremes(sign: 1 | -1): Operator {
  return named({ required: ['n', 'input'], code: 5787906 }, (values, name, scope) => {
    const count = countOf(values.n, name);
    const items = requireArray(values.input, 5788200, `${name} input must be an array, found: `).filter(
      (item) => !isNullish(item),
    );
    return items.sort((a, b) => compare(a, b, scope.collation) * sign).slice(0, count);
  });
}

export const arrayOperators: Record<string, Operator> = {
  $arrayElemAt: elementAt,
  $first: end((items) => items[0]),
  $last: end((items) => items.at(-1)),
  $slice: slice,
  $filter: filter,
  $map: map,
  $reduce: reduce,
  $zip: zip,
  $range: range,
  $indexOfArray: indexOfArray,
  $in: includes,
  $concatArrays: concatArrays,
  $arrayToObject: arrayToObject,
  $sortArray: sortArray,
  $firstN: few(false),
  $lastN: few(true),
  $minN: extremes(1),
  $maxN: extremes(-1),
  $isArray: unary((value) => Array.isArray(value)),
  $size: unary(
    (value) => requireArray(value, 17124, 'The argument to $size must be an array, but was of type: ').length,
  ),
  $reverseArray: nullSafe((value) =>
    [...requireArray(value, 34435, 'The argument to $reverseArray must be an array, but was of type: ')].reverse(),
  ),
};
