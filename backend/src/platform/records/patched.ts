import { withoutNulls } from '../database/without-nulls.js';

type Plain = Record<string, unknown>;

/**
 * What the fields of a change become in a document: of nested documents, parts that are not named stay and `null` takes
 * one away (RFC 7396); one that has no parts left is `null` itself.
 */
export function patched(document: object, change: object): Plain {
  const now = document as Plain;
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    named.map(([name, value]) => [name, isNested(value) ? combined(now[name], value) : (value as unknown)]),
  );
}

function combined(before: unknown, change: object): Plain | null {
  const now = isNested(before) ? before : {};
  const parts = withoutNulls({ ...now, ...patched(now, change) });
  return Object.keys(parts).length ? parts : null;
}

/** A nested document, and neither a list nor a value such as an instant or an id. */
function isNested(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Date) && !('toHexString' in value);
}
