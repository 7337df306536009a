import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { mongoError, type MongoError } from '../errors.js';
import { asBuffer, readDouble, readInt32, readInt64, readName, readText } from './bytes.js';
import { BsonUndefined, DBPointer, isInt32, Type, type Doc, type Value } from './types.js';

export const invalidBson = (what: string): MongoError => mongoError('InvalidBSON', `Invalid BSON: ${what}`);

/** Where a name that starts at `at` ends (the place of its NUL). */
export function nameEnd(bytes: Uint8Array, at: number): number {
  const end = bytes.length;
  let i = at;
  while (i < end && bytes[i] !== 0) i++;
  if (i >= end) throw invalidBson('a name without an end');
  return i;
}

function lengthAt(bytes: Uint8Array, at: number, smallest: number): number {
  const length = readInt32(bytes, at);
  if (length < smallest || at + length > bytes.length) throw invalidBson('a length beyond the end');
  return length;
}

/** Bytes that a value of a type takes from `at` on. */
export function sizeAt(bytes: Uint8Array, type: number, at: number): number {
  switch (type) {
    case Type.double:
    case Type.date:
    case Type.timestamp:
    case Type.long:
      return 8;
    case Type.string:
    case Type.javascript:
    case Type.symbol:
      return 4 + lengthAt(bytes, at, 1);
    case Type.object:
    case Type.array:
      return lengthAt(bytes, at, 5);
    case Type.javascriptWithScope:
      return lengthAt(bytes, at, 14);
    case Type.binData:
      return 5 + lengthAt(bytes, at, 0);
    case Type.objectId:
      return 12;
    case Type.bool:
      return 1;
    case Type.regex:
      return nameEnd(bytes, nameEnd(bytes, at) + 1) + 1 - at;
    case Type.dbPointer:
      return 4 + lengthAt(bytes, at, 1) + 12;
    case Type.int:
      return 4;
    case Type.decimal:
      return 16;
    case Type.null:
    case Type.undefined:
    case 255:
    case Type.maxKey:
      return 0;
    default:
      throw invalidBson(`unknown type ${type}`);
  }
}

/** Its own copy, for the bytes may be reused by the storage after this call. */
function copy(buffer: Buffer, at: number, length: number): Buffer {
  const own = Buffer.allocUnsafe(length);
  for (let i = 0; i < length; i++) own[i] = buffer[at + i]!;
  return own;
}

function textAt(buffer: Buffer, at: number): string {
  const end = at + 3 + lengthAt(buffer, at, 1);
  if (buffer[end] !== 0) throw invalidBson('a text without an end');
  return readText(buffer, at + 4, end);
}

function binaryAt(buffer: Buffer, at: number): Binary {
  const length = lengthAt(buffer, at, 0);
  const subtype = buffer[at + 4]!;
  if (subtype !== Binary.SUBTYPE_BYTE_ARRAY)
    return new Binary(Buffer.from(buffer.subarray(at + 5, at + 5 + length)), subtype);
  if (readInt32(buffer, at + 5) !== length - 4) throw invalidBson('binary data whose lengths differ');
  return new Binary(Buffer.from(buffer.subarray(at + 9, at + 5 + length)), subtype);
}

function regexAt(buffer: Buffer, at: number): BSONRegExp {
  const middle = nameEnd(buffer, at);
  return new BSONRegExp(
    buffer.toString('utf8', at, middle),
    buffer.toString('latin1', middle + 1, nameEnd(buffer, middle + 1)),
  );
}

/** The value of a type whose bytes start at `at`. */
export function valueAt(buffer: Buffer, type: number, at: number): Value {
  switch (type) {
    case Type.double: {
      const value = readDouble(buffer, at);
      return isInt32(value) ? new Double(value) : value;
    }
    case Type.string:
      return textAt(buffer, at);
    case Type.object:
      return docAt(buffer, at);
    case Type.array:
      return arrayAt(buffer, at);
    case Type.binData:
      return binaryAt(buffer, at);
    case Type.undefined:
      return BsonUndefined.value;
    case Type.objectId:
      return new ObjectId(copy(buffer, at, 12));
    case Type.bool:
      if (buffer[at]! > 1) throw invalidBson('a boolean that is neither');
      return buffer[at] === 1;
    case Type.date:
      return new Date(Number(readInt64(buffer, at)));
    case Type.null:
      return null;
    case Type.regex:
      return regexAt(buffer, at);
    case Type.dbPointer:
      return new DBPointer(textAt(buffer, at), new ObjectId(copy(buffer, at + 4 + readInt32(buffer, at), 12)));
    case Type.javascript:
      return new Code(textAt(buffer, at));
    case Type.symbol:
      return new BSONSymbol(textAt(buffer, at));
    case Type.javascriptWithScope:
      return codeWithScopeAt(buffer, at);
    case Type.int:
      return readInt32(buffer, at);
    case Type.timestamp:
      return new Timestamp({ t: readInt32(buffer, at + 4) >>> 0, i: readInt32(buffer, at) >>> 0 });
    case Type.long:
      return readInt64(buffer, at);
    case Type.decimal:
      return new Decimal128(copy(buffer, at, 16));
    case 255:
      return new MinKey();
    case Type.maxKey:
      return new MaxKey();
    default:
      throw invalidBson(`unknown type ${type}`);
  }
}

function codeWithScopeAt(buffer: Buffer, at: number): Code {
  const code = textAt(buffer, at + 4);
  const scope = docAt(buffer, at + 8 + readInt32(buffer, at + 4));
  return new Code(code, scope);
}

function docAt(buffer: Buffer, at: number): Doc {
  const end = at + lengthAt(buffer, at, 5) - 1;
  const result: Doc = new Map();
  let i = at + 4;
  while (i < end) {
    const type = buffer[i]!;
    const nameStop = nameEnd(buffer, i + 1);
    const name = readName(buffer, i + 1, nameStop);
    i = nameStop + 1;
    result.set(name, valueAt(buffer, type, i));
    i += sizeAt(buffer, type, i);
  }
  if (i !== end || buffer[end] !== 0) throw invalidBson('a document that does not end where it should');
  return result;
}

function arrayAt(buffer: Buffer, at: number): Value[] {
  const end = at + lengthAt(buffer, at, 5) - 1;
  const result: Value[] = [];
  let i = at + 4;
  while (i < end) {
    const type = buffer[i]!;
    i = nameEnd(buffer, i + 1) + 1;
    result.push(valueAt(buffer, type, i));
    i += sizeAt(buffer, type, i);
  }
  if (i !== end || buffer[end] !== 0) throw invalidBson('an array that does not end where it should');
  return result;
}

/** The document of BSON bytes; they may be reused afterwards. Bytes that are not BSON are refused with InvalidBSON (22). */
export function decode(bytes: Uint8Array): Doc {
  return docAt(asBuffer(bytes), 0);
}
