import { createHash, type Hash } from 'node:crypto';
import { doc, encode, isDoc, isNumeric, typeOrder, type Value } from '../../values/index.js';
import { MAX_LONG, MIN_LONG, toNumber, truncateToLong, type Numeric } from '../numbers.js';

/** Where an encoded document of one field without a name has its value: behind size, type and the name's end. */
const VALUE_AT = 6;

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32LE(value, 0);
  return bytes;
}

/** The number of a type in MongoDB's order of types, where this order begins at 1. */
function canonicalType(value: Value): number {
  const order = typeOrder(value);
  if (order === 1) return -1;
  return order === 3 ? 0 : order;
}

function wholeNumber(value: Numeric): bigint {
  const whole = truncateToLong(value);
  if (whole !== undefined) return whole;
  const number = toNumber(value);
  return Number.isNaN(number) ? 0n : number > 0 ? MAX_LONG : MIN_LONG;
}

function addValue(hash: Hash, value: Value, name?: string): void {
  hash.update(int32(canonicalType(value)));
  if (name !== undefined) hash.update(`${name}\0`);
  if (isNumeric(value)) {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64LE(wholeNumber(value), 0);
    hash.update(bytes);
  } else if (isDoc(value) || Array.isArray(value)) {
    for (const [field, inner] of value.entries()) addValue(hash, inner, String(field));
    // The end of a document counts as an element without a type.
    hash.update(int32(0));
  } else hash.update(encode(doc({ '': value })).subarray(VALUE_AT, -1));
}

/** The key that a hashed index has for a value: the first eight bytes of an MD5 over its type and bytes, numbers as whole. */
export function hashedKey(value: Value): bigint {
  const hash = createHash('md5').update(int32(0));
  addValue(hash, value);
  return hash.digest().readBigInt64LE(0);
}
