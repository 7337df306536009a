import { isUtf8 } from 'node:buffer';
import { Binary, Decimal128, ObjectId, Timestamp } from 'bson';
import { failedToParse, mongoError, type MongoError } from '../../errors.js';
import { parts, partsOfText, fromParts } from '../../values/decimal.js';
import {
  double,
  isDoc,
  isNullish,
  isNumeric,
  sizeOf,
  Type,
  typeAlias,
  typeName,
  type Value,
} from '../../values/index.js';
import { decimalToLong, kindOf, MAX_LONG, MIN_LONG, toDecimal, toNumber, toWhole, type Numeric } from '../numbers.js';
import { isTruthy } from '../truth.js';
import { hashedKey } from './hashed-key.js';
import { parseDate } from './date-parse.js';
import { compile, namedValues, nullSafe, unary, type Expr, type Operator } from './core.js';

const failure = (message: string): MongoError =>
  mongoError('ConversionFailure', `${message} in $convert with no onError value`);
const unsupported = (from: Value, to: string): MongoError =>
  failure(`Unsupported conversion from ${typeName(from)} to ${to}`);

/** A number as MongoDB writes it in text. */
export function numberText(value: Numeric): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Decimal128) return value.toString();
  const number = toNumber(value);
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity';
  return Object.is(number, -0) ? '-0' : String(number);
}

function toWholeType(value: Value, to: 'int' | 'long'): Value {
  const least = to === 'int' ? -0x80000000n : MIN_LONG;
  const most = to === 'int' ? 0x7fffffffn : MAX_LONG;
  const fit = (whole: bigint | undefined): Value => {
    if (whole === undefined || whole < least || whole > most) throw failure('Conversion would overflow target type');
    return to === 'int' ? Number(whole) : whole;
  };
  if (typeof value === 'boolean') return fit(value ? 1n : 0n);
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) throw failure(`Failed to parse number '${value}'`);
    return fit(BigInt(value.replace(/^\+/, '')));
  }
  if (!isNumeric(value)) throw unsupported(value, to);
  if (value instanceof Decimal128) return fit(decimalToLong(value));
  const number = typeof value === 'bigint' ? 0 : toNumber(value);
  if (!Number.isFinite(number))
    throw failure(`Attempt to convert ${Number.isNaN(number) ? 'NaN' : 'infinity'} value to integer type`);
  return fit(typeof value === 'bigint' ? value : BigInt(Math.trunc(number)));
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?(inf|infinity|nan)$/i;

function toDouble(value: Value): Value {
  if (typeof value === 'boolean') return double(value ? 1 : 0);
  if (value instanceof Date) return double(value.getTime());
  if (typeof value === 'string') {
    if (!NUMBER.test(value)) throw failure(`Failed to parse number '${value}'`);
    return double(
      /nan/i.test(value) ? NaN : /inf/i.test(value) ? (value.startsWith('-') ? -Infinity : Infinity) : Number(value),
    );
  }
  if (!isNumeric(value)) throw unsupported(value, 'double');
  const number = toNumber(value);
  if (!Number.isFinite(number) && value instanceof Decimal128 && parts(value).kind === 'finite')
    throw failure('Conversion would overflow target type');
  return double(number);
}

function toDecimalType(value: Value): Value {
  if (typeof value === 'boolean') return toDecimal(value ? 1 : 0);
  if (value instanceof Date) return toDecimal(BigInt(value.getTime()));
  if (typeof value === 'string') {
    if (!NUMBER.test(value)) throw failure(`Failed to parse number '${value}'`);
    return fromParts(partsOfText(value));
  }
  if (!isNumeric(value)) throw unsupported(value, 'decimal');
  return toDecimal(value);
}

function toDateType(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (typeof value === 'string') return parseDate(value, undefined, undefined);
  if (isNumeric(value) && kindOf(value) !== 'int') {
    const time = Math.trunc(toNumber(value));
    if (!(Math.abs(time) <= 8.64e15)) throw failure('Conversion would overflow target type');
    return new Date(time);
  }
  throw unsupported(value, 'date');
}

function toText(value: Value, format?: Value): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return numberText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Binary) return binaryText(value, format);
  throw unsupported(value, 'string');
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (!/^[0-9a-f]{24}$/i.test(value)) throw failure(`Failed to parse objectId '${value}'`);
  return new ObjectId(value);
}

/** What a text must look like to be binary data in a format. */
const formats: Record<string, { encoding: BufferEncoding; shape: RegExp }> = {
  base64: { encoding: 'base64', shape: /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/ },
  base64url: { encoding: 'base64url', shape: /^[\w-]*={0,2}$/ },
  hex: { encoding: 'hex', shape: /^(?:[0-9a-f]{2})*$/i },
  utf8: { encoding: 'utf8', shape: /^/ },
  uuid: { encoding: 'hex', shape: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i },
  auto: { encoding: 'base64', shape: /^/ },
};

function formatOf(format: Value | undefined, from: string, to: string): string {
  if (isNullish(format))
    throw mongoError(4341115, `Format must be speficied when converting from '${from}' to '${to}'`);
  if (typeof format !== 'string')
    throw mongoError(4341114, `$convert requires that 'format' be a string, found: ${typeName(format)}`);
  if (formats[format] === undefined) throw mongoError(4341125, `Invalid 'format' argument for $convert: ${format}`);
  return format;
}

/** Binary data from a text in the format that `$convert` names. */
function toBinary(value: Value, format: Value | undefined, subtype: number): Value {
  if (value instanceof Binary) {
    if (value.sub_type !== subtype)
      throw mongoError('ConversionFailure', 'Conversions between different BinData subtypes are not supported');
    return value;
  }
  if (typeof value !== 'string') throw unsupported(value, 'binData');
  const name = formatOf(format, 'string', 'binData');
  const known = formats[name === 'auto' && subtype === 4 ? 'uuid' : name]!;
  if ((known === formats.uuid) !== (subtype === 4) || !known.shape.test(value))
    throw mongoError(
      'ConversionFailure',
      `Failed to convert '${value}' to BinData in $convert with no onError value: Input is not valid for format '${name}'`,
    );
  return new Binary(Buffer.from(subtype === 4 ? value.replaceAll('-', '') : value, known.encoding), subtype);
}

/** The text of binary data in the format that `$convert` names. */
function binaryText(value: Binary, format: Value | undefined): string {
  const name = formatOf(format, 'binData', 'string');
  const isUuid = value.sub_type === 4 && value.position === 16;
  if (isUuid && (name === 'uuid' || name === 'auto')) return value.toUUID().toString();
  const bytes = Buffer.from(value.buffer.subarray(0, value.position));
  const wrong = name === 'uuid' ? 'UUID' : name === 'utf8' && !isUtf8(bytes) ? 'UTF-8 string' : undefined;
  if (wrong !== undefined)
    throw mongoError(
      'ConversionFailure',
      `Failed to convert binary data to string in $convert with no onError value: BinData does not represent a valid ${wrong}`,
    );
  const text = bytes.toString(formats[name]!.encoding);
  return name === 'hex' ? text.toUpperCase() : text;
}

const targets: Record<string, (value: Value, format?: Value, subtype?: number) => Value> = {
  binData: (value, format, subtype = 0) => toBinary(value, format, subtype),
  double: toDouble,
  string: toText,
  objectId: toObjectId,
  bool: (value) => isTruthy(value),
  date: toDateType,
  int: (value) => toWholeType(value, 'int'),
  long: (value) => toWholeType(value, 'long'),
  decimal: toDecimalType,
};

function targetName(to: Value): string {
  const wanted = isDoc(to) ? to.get('type') : to;
  const alias = typeof wanted === 'string' ? wanted : typeAlias(toWhole(wanted) ?? NaN);
  if (typeof wanted !== 'string' && !isNumeric(wanted))
    throw failedToParse("$convert's 'to' argument must be a string or number, but is " + typeName(wanted));
  if (alias === undefined || !(alias in Type)) throw mongoError('BadValue', `Unknown type name: ${String(wanted)}`);
  return alias;
}

const convert: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, {
    required: ['input', 'to'],
    optional: ['onError', 'onNull', 'format', 'byteOrder'],
    code: 'FailedToParse',
  });
  const part = (key: string): Expr | undefined => (fields.has(key) ? compile(fields.get(key)!, scope) : undefined);
  const [input, to, onError, onNull, format] = ['input', 'to', 'onError', 'onNull', 'format'].map(part);
  return (env) => {
    const value = input!(env);
    const target = to!(env);
    if (isNullish(value)) return onNull ? onNull(env) : null;
    if (isNullish(target)) return null;
    const alias = targetName(target!);
    try {
      const run = targets[alias];
      if (!run) throw unsupported(value!, alias);
      const subtype = isDoc(target) ? toWhole(target.get('subtype')) : undefined;
      return run(value!, format?.(env), subtype);
    } catch (error) {
      if (onError && (error as { codeName?: string }).codeName === 'ConversionFailure') return onError(env);
      throw error;
    }
  };
};

const to = (alias: string): Operator => nullSafe((value) => targets[alias]!(value, 'auto'));

export const typeOperators: Record<string, Operator> = {
  $convert: convert,
  $toDouble: to('double'),
  $toString: to('string'),
  $toObjectId: to('objectId'),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toDecimal: to('decimal'),
  $toUUID: nullSafe((value) => toBinary(value, 'uuid', 4)),
  $type: unary((value) => typeName(value)),
  // Missing fields have the hash of null.
  $toHashedIndexKey: unary((value) => hashedKey(value ?? null)),
  $isNumber: unary((value) => isNumeric(value)),
  $bsonSize: nullSafe((value, name) => {
    if (!isDoc(value)) throw mongoError(31393, `${name} requires a document input, found: ${typeName(value)}`);
    return sizeOf(value);
  }),
  $binarySize: nullSafe((value, name) => {
    if (typeof value === 'string') return Buffer.byteLength(value);
    if (value instanceof Binary) return value.position;
    throw mongoError(51276, `${name} requires a string or BinData argument, found: ${typeName(value)}`);
  }),
  $tsSecond: nullSafe((value, name) => {
    if (!(value instanceof Timestamp))
      throw mongoError(5687301, `${name} requires a timestamp argument, found: ${typeName(value)}`);
    return BigInt(value.getHighBitsUnsigned());
  }),
  $tsIncrement: nullSafe((value, name) => {
    if (!(value instanceof Timestamp))
      throw mongoError(5687302, `${name} requires a timestamp argument, found: ${typeName(value)}`);
    return BigInt(value.getLowBitsUnsigned());
  }),
};
