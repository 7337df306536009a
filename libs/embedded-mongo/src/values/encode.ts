import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { mongoError, type MongoError } from '../errors.js';
import { readInt32, readName, writeDouble, writeInt32, writeInt64 } from './bytes.js';
import { nameEnd, sizeAt } from './decode.js';
import { RawDoc } from './raw.js';
import { type DBPointer, Type, typeOf, type Doc, type Value } from './types.js';

let buffer = Buffer.allocUnsafe(1 << 16);
let end = 0;

/** The most bytes of a document that is stored; what is only given may be larger by what goes around it. */
export const MAX_DOCUMENT = 16 * 1024 * 1024;
export const MAX_GIVEN = MAX_DOCUMENT + 16 * 1024;
/** Nothing that is written is larger: a reply's documents with what is around them. */
const MOST_WRITTEN = 64 * 1024 * 1024;

export const tooLarge = (size: number): MongoError =>
  mongoError(
    'BSONObjectTooLarge',
    `BSONObj size: ${size} (0x${size.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${MAX_GIVEN}(16MB)`,
  );

function reserve(size: number): void {
  if (end + size <= buffer.length) return;
  if (end + size > MOST_WRITTEN) throw tooLarge(end + size);
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, end + size));
  buffer.copy(larger, 0, 0, end);
  buffer = larger;
}

function writeText(text: string): void {
  reserve(text.length * 3);
  if (text.length > 24) {
    end += buffer.write(text, end);
    return;
  }
  const start = end;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      end = start + buffer.write(text, start);
      return;
    }
    buffer[end++] = code;
  }
}

function writeName(name: string): void {
  if (name.includes('\0')) throw mongoError('BadValue', 'Field names cannot contain the null byte');
  writeText(name);
  reserve(24);
  buffer[end++] = 0;
}

function writeString(text: string): void {
  reserve(4);
  const start = end;
  end += 4;
  writeText(text);
  reserve(24);
  buffer[end++] = 0;
  writeInt32(buffer, start, end - start - 4);
}

function writeBytes(bytes: Uint8Array): void {
  reserve(bytes.length + 24);
  buffer.set(bytes, end);
  end += bytes.length;
}

function writeInt(value: number): void {
  writeInt32(buffer, end, value);
  end += 4;
}

function writeBinary(value: Binary): void {
  const old = value.sub_type === 2;
  writeInt(value.position + (old ? 4 : 0));
  buffer[end++] = value.sub_type;
  if (old) writeInt(value.position);
  writeBytes(value.buffer.subarray(0, value.position));
}

function writeCodeWithScope(value: Code): void {
  const start = end;
  end += 4;
  writeString(value.code);
  writeDoc(value.scope as unknown as Doc);
  writeInt32(buffer, start, end - start);
}

/** `reserve` has left room for any value of fixed size before this is called. */
function writeValue(type: number, value: Value): void {
  switch (type) {
    case Type.int:
      return writeInt(value as number);
    case Type.double:
      writeDouble(buffer, end, typeof value === 'number' ? value : (value as Double).value);
      end += 8;
      return;
    case Type.string:
      return writeString(value as string);
    case Type.object:
      return writeDoc(value as Doc);
    case Type.array:
      return writeArray(value as Value[]);
    case Type.binData:
      return writeBinary(value as Binary);
    case Type.objectId:
      return writeBytes((value as ObjectId).id);
    case Type.bool:
      buffer[end++] = value ? 1 : 0;
      return;
    case Type.date:
      writeInt64(buffer, end, BigInt((value as Date).getTime() || 0));
      end += 8;
      return;
    case Type.regex:
      writeName((value as BSONRegExp).pattern);
      return writeName((value as BSONRegExp).options);
    case Type.dbPointer:
      writeString((value as DBPointer).namespace);
      return writeBytes((value as DBPointer).id.id);
    case Type.javascript:
      return writeString((value as Code).code);
    case Type.symbol:
      return writeString((value as BSONSymbol).value);
    case Type.javascriptWithScope:
      return writeCodeWithScope(value as Code);
    case Type.timestamp:
      writeInt((value as Timestamp).low);
      return writeInt((value as Timestamp).high);
    case Type.long:
      writeInt64(buffer, end, value as bigint);
      end += 8;
      return;
    case Type.decimal:
      return writeBytes((value as Decimal128).bytes);
    default:
  }
}

function writeElement(name: string, value: Value): void {
  reserve(32);
  const type = typeOf(value);
  buffer[end++] = type;
  writeName(name);
  writeValue(type, value);
}

function writeDoc(value: Doc): void {
  reserve(8);
  const start = end;
  end += 4;
  for (const [name, field] of value) if (field !== undefined) writeElement(name, field);
  finish(start);
}

const indexNames = Array.from({ length: 1000 }, (_, i) => String(i));

function writeArray(values: readonly Value[]): void {
  reserve(8);
  const start = end;
  end += 4;
  for (let i = 0; i < values.length; i++) writeElement(indexNames[i] ?? String(i), values[i]!);
  finish(start);
}

function finish(start: number): void {
  reserve(24);
  buffer[end++] = 0;
  writeInt32(buffer, start, end - start);
}

/** The BSON bytes of a document; a `RawDoc` gives the bytes it was made of. */
export function encode(doc: Doc | RawDoc): Uint8Array {
  if (doc instanceof RawDoc) return doc.toBytes();
  end = 0;
  writeDoc(doc);
  return taken();
}

function taken(): Uint8Array {
  const bytes = Buffer.from(buffer.subarray(0, end));
  if (buffer.length > 1 << 22) buffer = Buffer.allocUnsafe(1 << 16);
  return bytes;
}

/**
 * A stored document whose `touched` fields are now those of `changed`, in their places and new ones at the end; the
 * bytes of all others are copied.
 */
export function encodeOver(bytes: Buffer, touched: { has(name: string): boolean }, changed: Doc): Uint8Array {
  const stop = readInt32(bytes, 0) - 1;
  const written = new Set<string>();
  end = 4;
  let run = 4;
  for (let i = 4; i < stop;) {
    const type = bytes[i]!;
    const nameStop = nameEnd(bytes, i + 1);
    const name = readName(bytes, i + 1, nameStop);
    const next = nameStop + 1 + sizeAt(bytes, type, nameStop + 1);
    if (touched.has(name)) {
      writeBytes(bytes.subarray(run, i));
      run = next;
      const value = changed.get(name);
      if (value !== undefined) writeElement(name, value);
      written.add(name);
    }
    i = next;
  }
  writeBytes(bytes.subarray(run, stop));
  for (const [name, value] of changed) if (touched.has(name) && !written.has(name)) writeElement(name, value);
  finish(0);
  return taken();
}

/** Bytes that a document takes as BSON. */
export function sizeOf(doc: Doc | RawDoc): number {
  return encode(doc).length;
}
