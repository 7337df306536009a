import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import type { Collation } from './collation.js';
import { compareDecimalToDouble, typeOrder } from './compare.js';
import { decimalToNumber, parts, type Finite } from './decimal.js';
import type { DBPointer, Doc, Value } from './types.js';

/**
 * Keys whose bytes order (memcmp) as `compare` orders the values. A value is its type's place, then a payload that ends
 * by itself, so that keys of several fields can be joined; a descending field has all its bytes inverted.
 */
let buffer = Buffer.allocUnsafe(4096);
let end = 0;

function reserve(size: number): void {
  if (end + size <= buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, end + size));
  buffer.copy(larger, 0, 0, end);
  buffer = larger;
}

/** Bytes that may hold zeros: 00 is written 00 FF, and the end is 00 00. */
function writeEscaped(bytes: Uint8Array): void {
  reserve(bytes.length * 2 + 2);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    buffer[end++] = byte;
    if (byte === 0) buffer[end++] = 0xff;
  }
  buffer[end++] = 0;
  buffer[end++] = 0;
}

function writeText(text: string): void {
  reserve(text.length * 2 + 2);
  const start = end;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      end = start;
      return writeEscaped(Buffer.from(text));
    }
    buffer[end++] = code;
    if (code === 0) buffer[end++] = 0xff;
  }
  buffer[end++] = 0;
  buffer[end++] = 0;
}

/** A double so that its bytes order as numbers do; NaN is before all. */
function writeOrderedDouble(value: number): void {
  if (Number.isNaN(value)) {
    buffer.fill(0, end, end + 8);
  } else {
    buffer.writeDoubleBE(value === 0 ? 0 : value, end);
    if (value < 0) for (let i = end; i < end + 8; i++) buffer[i] = ~buffer[i]!;
    else buffer[end]! ^= 0x80;
  }
  end += 8;
}

const view = new DataView(new ArrayBuffer(8));

/** The next double toward zero. */
function towardZero(value: number): number {
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) - 1n);
  return view.getFloat64(0);
}

/**
 * Numbers of all types: the double at or next toward zero, then for what lies between two doubles its decimal exponent
 * and digits. Equal numbers of different types give equal bytes.
 */
function writeNumber(value: number | bigint | Double | Decimal128): void {
  reserve(64);
  if (typeof value === 'number') return writeExact(value);
  if (typeof value === 'bigint') {
    const nearest = Number(value);
    if (BigInt(nearest) === value) return writeExact(nearest);
    const beyond = value > 0n ? BigInt(nearest) > value : BigInt(nearest) < value;
    const magnitude = value < 0n ? -value : value;
    return writeBetween(beyond ? towardZero(nearest) : nearest, value < 0n, magnitude.toString(), 0);
  }
  if (value._bsontype === 'Double') return writeExact(value.value);
  const nearest = decimalToNumber(value);
  const order = compareDecimalToDouble(value, nearest);
  if (order === 0) return writeExact(nearest);
  const p = parts(value) as Finite;
  const beyond = p.negative ? order > 0 : order < 0;
  const start = nearest === 0 ? (p.negative ? -0 : 0) : beyond ? towardZero(nearest) : nearest;
  writeBetween(start, p.negative, p.coefficient.toString(), p.exponent);
}

function writeExact(value: number): void {
  writeOrderedDouble(value);
  buffer[end++] = 0x80;
}

/** After the double: 81 and the magnitude for positive numbers, 7F and the magnitude inverted for negative ones. */
function writeBetween(double: number, negative: boolean, digits: string, exponent: number): void {
  writeOrderedDouble(double);
  buffer[end++] = negative ? 0x7f : 0x81;
  const start = end;
  const significant = digits.replace(/0+$/, '');
  buffer.writeUInt16BE(digits.length + exponent + 0x4000, end);
  end += 2;
  for (let i = 0; i < 34; i += 2) {
    buffer[end++] = Number(significant[i] ?? 0) * 16 + Number(significant[i + 1] ?? 0);
  }
  if (negative) for (let i = start; i < end; i++) buffer[i] = ~buffer[i]!;
}

function writeDoc(doc: Doc, collation?: Collation): void {
  for (const [name, value] of doc) {
    reserve(1);
    buffer[end++] = typeOrder(value);
    writeText(name);
    writePayload(value, collation);
  }
  reserve(1);
  buffer[end++] = 0;
}

function writeArray(values: readonly Value[], collation?: Collation): void {
  for (const value of values) writeOne(value, collation);
  reserve(1);
  buffer[end++] = 0;
}

function writeBinary(value: Binary): void {
  reserve(6);
  end = buffer.writeUInt32BE(value.position + (value.sub_type === 2 ? 4 : 0), end);
  buffer[end++] = value.sub_type;
  writeBytes(value.buffer.subarray(0, value.position));
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length);
  buffer.set(bytes, end);
  end += bytes.length;
}

function writeDate(value: Date): void {
  reserve(8);
  const time = value.getTime() || 0;
  const high = Math.floor(time / 4294967296);
  buffer.writeInt32BE(high, end);
  buffer[end]! ^= 0x80;
  buffer.writeUInt32BE(time - high * 4294967296, end + 4);
  end += 8;
}

function writePayload(value: Value, collation?: Collation): void {
  switch (typeOrder(value)) {
    case 10:
      return writeNumber(value as number);
    case 15: {
      const text = typeof value === 'string' ? value : (value as BSONSymbol).value;
      return collation === undefined ? writeText(text) : writeEscaped(collation.key(text));
    }
    case 20:
      return writeDoc(value as Doc, collation);
    case 25:
      return writeArray(value as Value[], collation);
    case 30:
      return writeBinary(value as Binary);
    case 35:
      return writeBytes((value as ObjectId).id);
    case 40:
      reserve(1);
      buffer[end++] = value ? 1 : 0;
      return;
    case 45:
      return writeDate(value as Date);
    case 47:
      reserve(8);
      end = buffer.writeUInt32BE((value as Timestamp).getHighBitsUnsigned(), end);
      end = buffer.writeUInt32BE((value as Timestamp).getLowBitsUnsigned(), end);
      return;
    case 50:
      writeText((value as BSONRegExp).pattern);
      return writeText((value as BSONRegExp).options);
    case 55:
      writeText((value as DBPointer).namespace);
      return writeBytes((value as DBPointer).id.id);
    case 60:
      return writeText((value as Code).code);
    case 65:
      writeText((value as Code).code);
      return writeDoc((value as Code).scope as unknown as Doc);
    default:
  }
}

function writeOne(value: Value | undefined, collation?: Collation): void {
  reserve(1);
  buffer[end++] = typeOrder(value);
  if (value !== undefined) writePayload(value, collation);
}

/**
 * The key of one or more values. Bytes order as `compare` does field by field; numbers that compare equal give the same
 * bytes whatever their types. With a collation, texts are encoded by its sort key.
 */
export function encodeKey(
  values: readonly (Value | undefined)[],
  directions: readonly (1 | -1)[] = [],
  collation?: Collation,
): Uint8Array {
  end = 0;
  for (let i = 0; i < values.length; i++) {
    const start = end;
    writeOne(values[i], collation);
    if (directions[i] === -1) for (let j = start; j < end; j++) buffer[j] = ~buffer[j]!;
  }
  const key = Buffer.from(buffer.subarray(0, end));
  if (buffer.length > 1 << 20) buffer = Buffer.allocUnsafe(4096);
  return key;
}
