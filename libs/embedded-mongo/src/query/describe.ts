import { Decimal128, ObjectId } from 'bson';
import { isDoc, type Value } from '../values/index.js';

/** A value as MongoDB's messages show it, shortened where long. */
export function describe(value: Value | undefined): string {
  const text = write(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

function write(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(write).join(', ')} ]`;
  if (isDoc(value))
    return value.size === 0 ? '{}' : `{ ${[...value].map(([name, field]) => `${name}: ${write(field)}`).join(', ')} }`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Decimal128) return value.toString();
  if ('_bsontype' in value && value._bsontype === 'Double')
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if ('_bsontype' in value && value._bsontype === 'BSONRegExp') return `/${value.pattern}/${value.options}`;
  return '_bsontype' in value ? String(value._bsontype) : 'value';
}
