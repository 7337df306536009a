import { isDoc, typeOf, Type, type Value } from '../values/index.js';
import type { Binary, Decimal128, Double, ObjectId, Timestamp } from 'bson';

/** A value as MongoDB writes it in messages: `"x"`, `ObjectId('…')`, `{ a: 1 }`. */
export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(show).join(', ')} ]`;
  if (isDoc(value)) {
    return value.size === 0 ? '{}' : `{ ${[...value].map(([name, inner]) => `${name}: ${show(inner)}`).join(', ')} }`;
  }
  switch (typeOf(value)) {
    case Type.string:
      return JSON.stringify(value);
    case Type.double: {
      const number = Number((value as Double).valueOf());
      return Number.isInteger(number) ? number.toFixed(1) : String(number);
    }
    case Type.objectId:
      return `ObjectId('${(value as ObjectId).toHexString()}')`;
    case Type.date:
      return `new Date(${(value as Date).getTime()})`;
    case Type.binData: {
      const binary = value as Binary;
      const hex = Buffer.from(binary.buffer.subarray(0, binary.position)).toString('hex').toUpperCase();
      return binary.sub_type === 4
        ? `UUID("${binary.toUUID().toHexString(true)}")`
        : `BinData(${binary.sub_type}, ${hex})`;
    }
    case Type.timestamp:
      return `Timestamp(${(value as Timestamp).high}, ${(value as Timestamp).low})`;
    case Type.decimal:
      return (value as Decimal128).toString();
    case Type.undefined:
      return 'undefined';
    case Type.minKey:
      return 'MinKey';
    case Type.maxKey:
      return 'MaxKey';
    default:
      return String(value);
  }
}
