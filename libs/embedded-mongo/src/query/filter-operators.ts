import { Binary, BSONRegExp } from 'bson';
import { badValue, failedToParse, mongoError, typeMismatch } from '../errors.js';
import { isDoc, isNumeric, Type, typeName, typeOf, type Doc, type Value } from '../values/index.js';
import { kindOf, toNumber, toWhole, truncateToLong, type Numeric } from './numbers.js';
import type { Test } from './path.js';

const byAlias = new Map<string, number>(Object.entries(Type));
const NUMBERS = [Type.int, Type.long, Type.double, Type.decimal];

/** The type numbers that the argument of `$type` names, by alias, by number or by a list of both. */
export function parseTypes(argument: Value, operator = '$type'): number[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length === 0) throw failedToParse(`${operator} must match at least one type`);
  return list.flatMap((item) => {
    if (typeof item === 'string') {
      if (item === 'number') return NUMBERS;
      const type = byAlias.get(item);
      if (type === undefined) throw badValue(`Unknown type name alias: ${item}`);
      return [type];
    }
    if (!isNumeric(item)) throw typeMismatch('type must be represented as a number or a string');
    const type = toWhole(item);
    if (type === undefined || ![...byAlias.values()].includes(type))
      throw badValue(`Invalid numerical type code: ${toNumber(item)}`);
    return [type];
  });
}

export function typeTest(types: readonly number[]): Test {
  return (value) => value !== undefined && types.includes(typeOf(value));
}

export function sizeTest(argument: Value): Test {
  if (!isNumeric(argument)) throw badValue(`Failed to parse $size. Expected a number in: $size: ${typeName(argument)}`);
  const size = toWhole(argument);
  if (size === undefined) throw badValue(`Failed to parse $size. Expected an integer: $size: ${toNumber(argument)}`);
  if (size < 0) throw badValue(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (value) => Array.isArray(value) && value.length === size;
}

export function modTest(argument: Value): Test {
  if (!Array.isArray(argument)) throw badValue('malformed mod, needs to be an array');
  if (argument.length < 2) throw badValue('malformed mod, not enough elements');
  if (argument.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor, remainder] = argument.map((item, i) => {
    if (!isNumeric(item)) throw badValue(`malformed mod, ${i === 0 ? 'divisor' : 'remainder'} not a number`);
    const whole = truncateToLong(item);
    if (whole === undefined)
      throw badValue(`malformed mod, ${i === 0 ? 'divisor' : 'remainder'} value is invalid: unable to convert to long`);
    return whole;
  });
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    if (!isNumeric(value)) return false;
    const whole = truncateToLong(value);
    return whole !== undefined && whole % divisor! === remainder;
  };
}

/** A `$regex` with its `$options`, or a regular expression as it is. */
export function parseRegex(pattern: Value, options: Value | undefined): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (pattern instanceof BSONRegExp) {
    if (options !== undefined && pattern.options !== '')
      throw mongoError(51075, 'options set in both $regex and $options');
    return options === undefined ? pattern : makeRegex(pattern.pattern, options);
  }
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  return makeRegex(pattern, options ?? '');
}

function makeRegex(pattern: string, options: string): BSONRegExp {
  const unknown = /[^imsxu]/.exec(options);
  if (unknown) throw mongoError(51108, `invalid flag in regex options: ${unknown[0]}`);
  if (pattern.includes('\0')) throw badValue('Regular expression cannot contain an embedded null byte');
  return new BSONRegExp(pattern, options);
}

const bitOperators = ['$bitsAllSet', '$bitsAnySet', '$bitsAllClear', '$bitsAnyClear'] as const;
type BitOperator = (typeof bitOperators)[number];

export function isBitOperator(name: string): name is BitOperator {
  return (bitOperators as readonly string[]).includes(name);
}

/** The positions that a mask names: a number's set bits, a binary's set bits (little endian), or a list. */
function maskPositions(name: string, argument: Value): number[] {
  if (Array.isArray(argument)) {
    return argument.map((item) => {
      if (!isNumeric(item)) throw badValue(`bit positions must be an integer but got: ${typeName(item)}`);
      const position = toWhole(item);
      if (position === undefined)
        throw failedToParse(`Failed to parse bit position. Expected an integer: ${toNumber(item)}`);
      if (position < 0) throw badValue(`Failed to parse bit position. Expected a non-negative number in: ${position}`);
      return position;
    });
  }
  if (argument instanceof Binary) return setBits(argument);
  if (!isNumeric(argument))
    throw badValue(`${name} takes an Array, a number, or a BinData but received: ${typeName(argument)}`);
  const mask = toWhole(argument);
  if (mask === undefined) throw failedToParse(`Failed to parse ${name}. Expected an integer: ${toNumber(argument)}`);
  if (mask < 0) throw failedToParse(`Failed to parse ${name}. Expected a non-negative number in: ${mask}`);
  const bits = truncateToLong(argument)!;
  return Array.from({ length: 64 }, (_, i) => i).filter((i) => ((bits >> BigInt(i)) & 1n) === 1n);
}

function setBits(binary: Binary): number[] {
  const positions: number[] = [];
  for (let i = 0; i < binary.position * 8; i++) if ((binary.buffer[i >> 3]! >> (i & 7)) & 1) positions.push(i);
  return positions;
}

function bitReader(value: Value | undefined): ((position: number) => boolean) | undefined {
  if (value instanceof Binary) return (i) => i < value.position * 8 && ((value.buffer[i >> 3]! >> (i & 7)) & 1) === 1;
  if (!isNumeric(value)) return undefined;
  if (kindOf(value as Numeric) !== 'long' && toWhole(value) === undefined) return undefined;
  const bits = truncateToLong(value);
  return bits === undefined ? undefined : (i) => ((bits >> BigInt(Math.min(i, 63))) & 1n) === 1n;
}

export function bitTest(name: BitOperator, argument: Value): Test {
  const positions = maskPositions(name, argument);
  const wanted = name.endsWith('Set');
  const all = name.startsWith('$bitsAll');
  return (value) => {
    const isSet = bitReader(value);
    if (isSet === undefined) return false;
    return all ? positions.every((i) => isSet(i) === wanted) : positions.some((i) => isSet(i) === wanted);
  };
}

/** True for a document whose first name is an operator; `$ref`, `$id` and `$db` make a DBRef, which is a value. */
export function isOperatorDoc(value: Value | undefined): value is Doc {
  if (!isDoc(value)) return false;
  const [first] = value.keys();
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db';
}
