import { Types } from 'mongoose';

/** A deep copy of a document that keeps ids and dates. */
export function structuredCopy<V>(value: V): V {
  if (Array.isArray(value)) return value.map(structuredCopy) as V;
  if (value instanceof Date || value instanceof Types.ObjectId || typeof value !== 'object' || value === null)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, structuredCopy(inner)])) as V;
}
