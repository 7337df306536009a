import { Long, Timestamp } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../errors.js';
import { compare, isDoc, isNumeric, typeName, typeOf, type Collation, type Doc, type Value } from '../values/index.js';
import { add, multiply } from './arithmetic.js';
import { describe } from './describe.js';
import { kindOf, toNumber, toWhole, type Numeric } from './numbers.js';
import { valueAt } from './path.js';
import type { UpdateContext, UpdateLeaf } from './update-tree.js';

export interface LeafOptions {
  collation?: Collation | undefined;
  now: Date;
}

export type LeafMaker = (argument: Value, path: string, options: LeafOptions) => UpdateLeaf;

/** True where both are stored as the same bytes, so that writing one over the other changes nothing. */
export function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return a !== 0 || Object.is(a, b);
  if (a === undefined || b === undefined || typeOf(a) !== typeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (isDoc(a) && isDoc(b)) {
    if (a.size !== b.size) return false;
    const other = b.entries();
    for (const [name, value] of a) {
      const [otherName, otherValue] = other.next().value!;
      if (name !== otherName || !isSame(value, otherValue)) return false;
    }
    return true;
  }
  if (isNumeric(a) && isNumeric(b)) return isSameNumber(a, b);
  return compare(a, b) === 0;
}

/** Zeros of either sign and decimals like 1.0 and 1.00 are equal but not the same. */
function isSameNumber(a: Numeric, b: Numeric): boolean {
  if (kindOf(a) === 'decimal') return String(a) === String(b);
  return Object.is(toNumber(a), toNumber(b)) && compare(a, b) === 0;
}

type Apply = UpdateLeaf['apply'];

function leaf(operator: string, apply: Apply, creates: UpdateLeaf['creates'] = () => true): UpdateLeaf {
  return { kind: 'leaf', operator, creates, apply };
}

const never = (): boolean => false;

function idOf(context: UpdateContext): string {
  return `{_id: ${describe(context.root.get('_id'))}}`;
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const set: LeafMaker = (argument) => leaf('$set', (current) => (isSame(current, argument) ? current : argument));

const setOnInsert: LeafMaker = (argument) =>
  leaf(
    '$setOnInsert',
    (current, context) => (context.insert ? argument : current),
    (context) => context.insert,
  );

const unset: LeafMaker = () => leaf('$unset', () => undefined, never);

const words: Record<string, string> = { $inc: 'increment', $mul: 'multiply' };

function arithmetic(operator: '$inc' | '$mul', run: (a: Numeric, b: Numeric) => Value): LeafMaker {
  return (argument, path) => {
    if (!isNumeric(argument)) {
      throw typeMismatch(`Cannot ${words[operator]} with non-numeric argument: {${path}: ${describe(argument)}}`);
    }
    const zero = operator === '$inc' ? argument : multiply(argument, 0);
    return leaf(operator, (current, context, at) => {
      if (current === undefined) return zero;
      if (!isNumeric(current)) {
        throw typeMismatch(
          `Cannot apply ${operator} to a value of non-numeric type. ${idOf(context)} has the field '${lastName(at)}' of non-numeric type ${typeName(current)}`,
        );
      }
      const result = run(current, argument);
      const whole = [current, argument].every((value) => kindOf(value) === 'int' || kindOf(value) === 'long');
      if (whole && !['int', 'long'].includes(typeName(result))) {
        throw badValue(
          `Failed to apply ${operator} operations to current value ((${kindOf(current) === 'long' ? 'NumberLong' : 'NumberInt'})${String(current)}) for document ${idOf(context)}`,
        );
      }
      return isSame(result, current) ? current : result;
    });
  };
}

function extreme(operator: '$min' | '$max', sign: 1 | -1): LeafMaker {
  return (argument, _path, { collation }) =>
    leaf(operator, (current) =>
      current === undefined || compare(argument, current, collation) * sign > 0 ? argument : current,
    );
}

let lastSecond = 0;
let increment = 0;

/** The server's time as a BSON timestamp; two in one second differ by their counter. */
export function nextTimestamp(now: Date): Timestamp {
  const seconds = Math.floor(now.getTime() / 1000);
  increment = seconds === lastSecond ? increment + 1 : 1;
  lastSecond = seconds;
  return new Timestamp(Long.fromBits(increment, seconds, true));
}

/** The document with the server's time for each empty timestamp among its own fields but `_id`, as MongoDB stores it. */
export function withoutEmptyTimestamps(doc: Doc, now: Date): Doc {
  const isEmpty = ([name, value]: [string, Value]): boolean =>
    name !== '_id' && value instanceof Timestamp && value.isZero();
  if (![...doc].some(isEmpty)) return doc;
  return new Map([...doc].map((field) => (isEmpty(field) ? [field[0], nextTimestamp(now)] : field)));
}

const currentDate: LeafMaker = (argument, _path, { now }) => {
  const date = (): Value => now;
  if (typeof argument === 'boolean') return leaf('$currentDate', date);
  if (!isDoc(argument)) {
    throw badValue(
      `${typeName(argument)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  for (const name of argument.keys()) if (name !== '$type') throw badValue(`Unrecognized $currentDate option: ${name}`);
  const type = argument.get('$type');
  if (type === 'date') return leaf('$currentDate', date);
  if (type === 'timestamp') return leaf('$currentDate', () => nextTimestamp(now));
  throw badValue(
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
};

const bitOperations: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const isWhole = (value: Value): value is number | bigint => isNumeric(value) && ['int', 'long'].includes(kindOf(value));

const bit: LeafMaker = (argument, path) => {
  if (!isDoc(argument) || argument.size === 0) {
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(argument)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = [...argument].map(([name, mask]) => {
    const run = bitOperations[name];
    if (!run)
      throw badValue(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${describe(mask)}}`,
      );
    if (!isWhole(mask))
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here: {${path}: ${describe(mask)}}`,
      );
    return { run, mask };
  });
  const isLong = steps.some(({ mask }) => typeof mask === 'bigint');
  return leaf('$bit', (current, context, at) => {
    const start = current ?? (isLong ? 0n : 0);
    if (!isWhole(start)) {
      throw badValue(
        `Cannot apply $bit to a value of non-integral type.${idOf(context)} has the field ${lastName(at)} of non-integer type ${typeName(start)}`,
      );
    }
    const result = steps.reduce((value, { run, mask }) => run(value, BigInt(mask)), BigInt(start));
    const value = isLong || typeof start === 'bigint' ? BigInt.asIntN(64, result) : Number(BigInt.asIntN(32, result));
    return value === current ? current : value;
  });
};

/** `$rename` is a leaf at its new name that takes the value of the old one, and a removal at the old name. */
export function renameLeaf(source: string): UpdateLeaf {
  const names = source.split('.');
  const read = (context: UpdateContext): Value | undefined => valueAt(context.root, names);
  return leaf(
    '$rename',
    (current, context) => read(context) ?? current,
    (context) => read(context) !== undefined,
  );
}

/** Refuses a rename from or into an array's element. */
export function checkRename(context: UpdateContext, source: string, target: string): void {
  for (const [path, which] of [
    [source, 'source'],
    [target, 'destination'],
  ] as const) {
    let current: Value | undefined = context.root;
    for (const name of path.split('.')) {
      if (Array.isArray(current)) {
        throw badValue(
          `The ${which} field cannot be an array element, '${path}' in doc with ${idOf(context).slice(1, -1)} has an array field called '${name}'`,
        );
      }
      current = isDoc(current) ? current.get(name) : undefined;
    }
  }
}

const pop: LeafMaker = (argument) => {
  const end = toWhole(argument);
  if (!isNumeric(argument)) throw failedToParse(`Expected a number in: ${describe(argument)}`);
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${describe(argument)}`);
  return leaf(
    '$pop',
    (current, _context, path) => {
      if (current === undefined) return current;
      if (!Array.isArray(current))
        throw typeMismatch(`Path '${path}' contains an element of non-array type '${typeName(current)}'`);
      if (current.length === 0) return current;
      return end === 1 ? current.slice(0, -1) : current.slice(1);
    },
    never,
  );
};

export const fieldOperators: Record<string, LeafMaker> = {
  $set: set,
  $setOnInsert: setOnInsert,
  $unset: unset,
  $inc: arithmetic('$inc', add),
  $mul: arithmetic('$mul', multiply),
  $min: extreme('$min', -1),
  $max: extreme('$max', 1),
  $currentDate: currentDate,
  $bit: bit,
  $pop: pop,
};

export { leaf as makeLeaf };
