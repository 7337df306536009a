import { mongoError } from '../../errors.js';
import {
  compare,
  encodeKey,
  isDoc,
  isNullish,
  typeName,
  type Collation,
  type Doc,
  type Value,
} from '../../values/index.js';
import { isTruthy } from '../truth.js';
import {
  binary,
  compile,
  constantValue,
  isOperatorCall,
  namedValues,
  nullSafe,
  unary,
  variadic,
  type Expr,
  type Operator,
  type Scope,
} from './core.js';

const keyOf = (value: Value, collation?: Collation): string =>
  Buffer.from(encodeKey([value], [], collation)).toString('latin1');

/** Distinct values by their key, in order. */
function distinct(values: Iterable<Value>, collation?: Collation): Map<string, Value> {
  const result = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value, collation);
    if (!result.has(key)) result.set(key, value);
  }
  return result;
}

const sorted = (values: Iterable<Value>, collation?: Collation): Value[] =>
  [...values].sort((a, b) => compare(a, b, collation));

function requireArrays(values: readonly (Value | undefined)[], code: number, message: string): Value[][] {
  return values.map((value) => {
    if (!Array.isArray(value)) throw mongoError(code, `${message}${typeName(value)}`);
    return value;
  });
}

const setUnion: Operator = variadic(0, Infinity, (values, name, { collation }) => {
  if (values.some(isNullish)) return null;
  const arrays = requireArrays(values, 17043, `All operands of ${name} must be arrays. One argument is of type: `);
  return sorted(distinct(arrays.flat(1), collation).values(), collation);
});

const setIntersection: Operator = variadic(0, Infinity, (values, name, { collation }) => {
  if (values.some(isNullish)) return null;
  const arrays = requireArrays(values, 17047, `All operands of ${name} must be arrays. One argument is of type: `);
  if (arrays.length === 0) return [];
  const [first, ...others] = arrays.map((array) => distinct(array, collation));
  return sorted(
    [...first!].filter(([key]) => others.every((other) => other.has(key))).map(([, value]) => value),
    collation,
  );
});

const setDifference: Operator = binary((a, b, _name, { collation }) => {
  if (isNullish(a) || isNullish(b)) return null;
  const [left] = requireArrays(
    [a],
    17048,
    'both operands of $setDifference must be arrays. First argument is of type: ',
  );
  const [right] = requireArrays(
    [b],
    17049,
    'both operands of $setDifference must be arrays. Second argument is of type: ',
  );
  const taken = distinct(right!, collation);
  return [...distinct(left!, collation)].filter(([key]) => !taken.has(key)).map(([, value]) => value);
});

const setEquals: Operator = variadic(0, Infinity, (values, name, { collation }) => {
  const sets = requireArrays(values, 17044, `All operands of ${name} must be arrays. One argument is of type: `).map(
    (array) => distinct(array, collation),
  );
  return sets.every((set) => set.size === sets[0]!.size && [...set.keys()].every((key) => sets[0]!.has(key)));
});

/** Refuses a lone set with a code of its own, before there is a document. */
const setEqualsOfTwo: Operator = (argument, scope, name) => {
  const count = Array.isArray(argument) ? argument.length : 1;
  if (count < 2) throw mongoError(17045, `${name} needs at least two arguments had: ${count}`);
  return setEquals(argument, scope, name);
};

const setIsSubset: Operator = binary((a, b, _name, { collation }) => {
  const [left] = requireArrays([a], 17046, 'both operands of $setIsSubset must be arrays. First argument is of type: ');
  const [right] = requireArrays(
    [b],
    17042,
    'both operands of $setIsSubset must be arrays. Second argument is of type: ',
  );
  const whole = distinct(right!, collation);
  return left!.every((value) => whole.has(keyOf(value, collation)));
});

const mergeObjects: Operator = variadic(0, Infinity, (values) => {
  const list = values.length === 1 && Array.isArray(values[0]) ? (values[0] as Value[]) : values;
  const result: Doc = new Map();
  for (const value of list) {
    if (isNullish(value)) continue;
    if (!isDoc(value))
      throw mongoError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const [name, field] of value) result.set(name, field);
  }
  return result;
});

/** A field's name that must be a constant. */
function constantName(argument: Value, scope: Scope, name: string, code: number): string {
  const expr = compile(argument, scope);
  if (!expr.constant)
    throw mongoError(code, `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`);
  const field = constantValue(expr);
  if (typeof field !== 'string')
    throw mongoError(code + 1, `${name} requires 'field' to evaluate to type String, but got ${typeName(field)}`);
  return field;
}

const getField: Operator = (argument, scope, name) => {
  const isCall = isDoc(argument) && !isOperatorCall(argument);
  if (isCall) {
    for (const key of argument.keys())
      if (key !== 'field' && key !== 'input') throw mongoError(3041701, `${name} found an unknown argument: ${key}`);
    if (!argument.has('field')) throw mongoError(3041702, `${name} requires 'field' to be specified`);
    if (!argument.has('input')) throw mongoError(3041703, `${name} requires 'input' to be specified`);
  }
  const fieldExpr = compile(isCall ? argument.get('field')! : argument, scope);
  const input: Expr = compile(isCall ? argument.get('input')! : '$$CURRENT', scope);
  if (fieldExpr.constant && typeof constantValue(fieldExpr) !== 'string') {
    throw mongoError(
      3041704,
      `${name} requires 'field' to evaluate to type String, but got ${typeName(constantValue(fieldExpr))}`,
    );
  }
  return (env) => {
    const field = fieldExpr(env);
    const value = input(env);
    if (typeof field !== 'string')
      throw mongoError(3041704, `${name} requires 'field' to evaluate to type String, but got ${typeName(field)}`);
    if (isNullish(value)) return value === undefined ? undefined : null;
    return isDoc(value) ? value.get(field) : undefined;
  };
};

function withField(inputExpr: Expr, field: string, valueExpr: Expr, name: string): Expr {
  return (env) => {
    const input = inputExpr(env);
    if (isNullish(input)) return null;
    if (!isDoc(input)) throw mongoError(4161105, `${name} requires 'input' to evaluate to type Object`);
    const value = valueExpr(env);
    const result: Doc = new Map(input);
    if (value === undefined) result.delete(field);
    else result.set(field, value);
    return result;
  };
}

const setField: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['field', 'input', 'value'], code: 4161101 });
  return withField(
    compile(fields.get('input')!, scope),
    constantName(fields.get('field')!, scope, name, 4161106),
    compile(fields.get('value')!, scope),
    name,
  );
};

const unsetField: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['field', 'input'], code: 4161101 });
  return withField(
    compile(fields.get('input')!, scope),
    constantName(fields.get('field')!, scope, name, 4161106),
    () => undefined,
    name,
  );
};

export const objectOperators: Record<string, Operator> = {
  $setUnion: setUnion,
  $setIntersection: setIntersection,
  $setDifference: setDifference,
  $setEquals: setEqualsOfTwo,
  $setIsSubset: setIsSubset,
  $anyElementTrue: unary((value) =>
    requireArrays([value], 17041, "$anyElementTrue's argument must be an array, but is ")[0]!.some(isTruthy),
  ),
  $allElementsTrue: unary((value) =>
    requireArrays([value], 17040, "$allElementsTrue's argument must be an array, but is ")[0]!.every(isTruthy),
  ),
  $mergeObjects: mergeObjects,
  $objectToArray: nullSafe((value) => {
    if (!isDoc(value)) throw mongoError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
    return [...value].map(
      ([name, field]) =>
        new Map<string, Value>([
          ['k', name],
          ['v', field],
        ]),
    );
  }),
  $getField: getField,
  $setField: setField,
  $unsetField: unsetField,
};
