import { badValue } from '../errors.js';
import { compare, isDoc, isNumeric, typeName, type Value } from '../values/index.js';
import { describe } from './describe.js';
import { parseFilter, parseValueFilter } from './filter.js';
import { isOperatorDoc } from './filter-operators.js';
import { toNumber, toWhole } from './numbers.js';
import type { Test } from './path.js';
import { parseSort } from './sort.js';
import { makeLeaf, type LeafMaker, type LeafOptions } from './update-fields.js';
import type { UpdateContext } from './update-tree.js';

const never = (): boolean => false;

function requireArray(current: Value, context: UpdateContext, path: string): Value[] {
  if (Array.isArray(current)) return current;
  throw badValue(
    `The field '${path}' must be an array but is of type ${typeName(current)} in document {_id: ${describe(context.root.get('_id'))}}`,
  );
}

/** The values of `$each`, or the argument itself. */
function eachOf(argument: Value, operator: string): { values: Value[]; modifiers: ReadonlyMap<string, Value> } {
  if (!isDoc(argument) || !argument.has('$each')) return { values: [argument], modifiers: new Map() };
  const values = argument.get('$each')!;
  if (!Array.isArray(values))
    throw badValue(`The argument to $each in ${operator} must be an array but it was of type: ${typeName(values)}`);
  return { values, modifiers: argument };
}

function wholeModifier(name: string, value: Value | undefined): number | undefined {
  if (value === undefined) return undefined;
  const whole = toWhole(value);
  if (whole === undefined)
    throw badValue(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  return whole;
}

function sortOf(argument: Value | undefined, options: LeafOptions): ((a: Value, b: Value) => number) | undefined {
  if (argument === undefined) return undefined;
  if (isNumeric(argument)) {
    const direction = toNumber(argument);
    if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
    return (a, b) => compare(a, b, options.collation) * direction;
  }
  if (!isDoc(argument))
    throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  if (argument.size === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.');
  for (const [path, direction] of argument) {
    if (!isNumeric(direction) || Math.abs(toNumber(direction)) !== 1)
      throw badValue('The $sort element value must be either 1 or -1');
    if (path === '' || path.split('.').includes(''))
      throw badValue(`The $sort field is a dotted field but has an empty part: ${path}`);
  }
  const sort = parseSort(argument, options.collation);
  const asDoc = (value: Value) => (isDoc(value) ? value : new Map<string, Value>());
  return (a, b) => sort.compare(asDoc(a), asDoc(b));
}

const push: LeafMaker = (argument, _path, options) => {
  const { values, modifiers } = eachOf(argument, '$push');
  for (const name of modifiers.keys()) {
    if (!['$each', '$slice', '$sort', '$position'].includes(name))
      throw badValue(`Unrecognized clause in $push: ${name}`);
  }
  const position = wholeModifier('$position', modifiers.get('$position'));
  const slice = wholeModifier('$slice', modifiers.get('$slice'));
  const order = sortOf(modifiers.get('$sort'), options);
  return makeLeaf('$push', (current, context, path) => {
    const before = current === undefined ? [] : requireArray(current, context, path);
    if (values.length === 0 && order === undefined && slice === undefined) return current ?? [];
    const at =
      position === undefined
        ? before.length
        : position < 0
          ? Math.max(0, before.length + position)
          : Math.min(position, before.length);
    const result = [...before.slice(0, at), ...values, ...before.slice(at)];
    if (order) result.sort(order);
    if (slice === undefined) return result;
    return slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  });
};

const addToSet: LeafMaker = (argument, _path, { collation }) => {
  const { values, modifiers } = eachOf(argument, '$addToSet');
  for (const name of modifiers.keys()) {
    if (name !== '$each') throw badValue(`Found unexpected fields after $each in $addToSet: ${describe(argument)}`);
  }
  return makeLeaf('$addToSet', (current, context, path) => {
    if (current !== undefined && !Array.isArray(current)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${path.slice(path.lastIndexOf('.') + 1)}' has non-array type ${typeName(current)}`,
      );
    }
    const before = current === undefined ? [] : requireArray(current, context, path);
    const result = [...before];
    for (const value of values) {
      if (!result.some((item) => compare(item, value, collation) === 0)) result.push(value);
    }
    return current !== undefined && result.length === before.length ? current : result;
  });
};

function removal(operator: string, isRemoved: Test): ReturnType<LeafMaker> {
  return makeLeaf(
    operator,
    (current) => {
      if (current === undefined) return current;
      if (!Array.isArray(current)) throw badValue('Cannot apply $pull to a non-array value');
      const kept = current.filter((item) => !isRemoved(item));
      return kept.length === current.length ? current : kept;
    },
    never,
  );
}

const wholeDocument = ['$and', '$or', '$nor', '$expr', '$jsonSchema'];

const pull: LeafMaker = (argument, _path, options) => {
  if (isDoc(argument) && (!isOperatorDoc(argument) || wholeDocument.includes(argument.keys().next().value!))) {
    const filter = parseFilter(argument, options);
    return removal('$pull', (item) => isDoc(item) && filter.matches(item));
  }
  return removal('$pull', parseValueFilter(argument, options));
};

const pullAll: LeafMaker = (argument, _path, { collation }) => {
  if (!Array.isArray(argument))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(argument)}`);
  return removal('$pullAll', (item) => argument.some((value) => compare(item, value, collation) === 0));
};

export const arrayOperators: Record<string, LeafMaker> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
};
