import type { Doc, Value } from '../src/values/index.js';

/** Documents written as plain objects in tests. */
export function toValue(plain: unknown): Value {
  if (Array.isArray(plain)) return plain.map(toValue);
  if (plain !== null && typeof plain === 'object' && Object.getPrototypeOf(plain) === Object.prototype)
    return toDocument(plain);
  return plain as Value;
}

export function toDocument(plain: object): Doc {
  return new Map(Object.entries(plain).map(([name, value]) => [name, toValue(value)])) as Doc;
}

/** Documents as plain objects, for comparing; other values stay as they are. */
export function toPlain(value: Value | undefined): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, field]) => [name, toPlain(field as Value)]));
  return value;
}

/** A document's fields in their order. */
export function entries(value: Value | undefined): unknown {
  if (Array.isArray(value)) return value.map(entries);
  if (value instanceof Map) return [...value].map(([name, field]) => [name, entries(field as Value)]);
  return value;
}

/** The code of the error that a call throws; the call must throw. */
export function codeOf(call: () => unknown): number {
  try {
    call();
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'number') return (error as { code: number }).code;
    throw error;
  }
  throw new Error('nothing was thrown');
}
