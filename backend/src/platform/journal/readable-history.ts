import type { Permission } from '@verstak/domain';
import { followPath } from '../fields/field-path.js';
import { lackingFor, type Class } from '../fields/index.js';
import { serialize } from '../fields/serializer.js';
import type { JournalChange, JournalEntry } from './journal-entry.js';

/** The entries of one kind of document with only the changes that these permissions may read. */
export function readableHistory(
  type: Class,
  entries: readonly JournalEntry[],
  permissions: ReadonlySet<Permission>,
): JournalEntry[] {
  return entries.map((entry) => ({
    ...entry,
    changes: entry.changes.flatMap((change) => readable(type, change, permissions)),
  }));
}

function readable(type: Class, change: JournalChange, permissions: ReadonlySet<Permission>): JournalChange[] {
  const read = readerOf(type, change.path, permissions);
  if (!read) return [];
  // Nobody declared it: it is kept in the database only, and not even its name leaves the server.
  if (!followPath(type, change.path).fields.length) return [];
  return [{ ...change, before: read(change.before), after: read(change.after) }];
}

/** Gives of a value at a path what these permissions may read; there is none where they may not read the field. */
export function readerOf(
  type: Class,
  path: string,
  permissions: ReadonlySet<Permission>,
): ((value: unknown) => unknown) | undefined {
  const { fields, type: nested, isList } = followPath(type, path);
  if (fields.some((field) => lackingFor(field, permissions))) return undefined;
  if (!nested || path.endsWith('.order')) return (value) => value;
  const one = (document: unknown): unknown => serialize(nested, document as object, permissions);
  return (value) => {
    if (value === undefined || value === null) return value;
    return isList ? (value as unknown[]).map(one) : one(value);
  };
}
