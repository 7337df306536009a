import type { Permission } from '@verstak/domain';
import { followPath } from '../fields/field-path.js';
import type { Class } from '../fields/index.js';
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
  const { fields, type: nested, isList } = followPath(type, change.path);
  if (fields.some(({ readBy }) => readBy && !permissions.has(readBy))) return [];
  // Nobody declared it: it is kept in the database only, and the journal has no value of it.
  if (!fields.length) return [{ path: change.path }];
  if (!nested || change.path.endsWith('.order')) return [change];
  const one = (document: unknown): unknown => serialize(nested, document as object, permissions);
  const written = (value: unknown): unknown => {
    if (value === undefined || value === null) return value;
    return isList ? (value as unknown[]).map(one) : one(value);
  };
  return [{ ...change, before: written(change.before), after: written(change.after) }];
}
