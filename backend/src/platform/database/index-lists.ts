import type { Schema } from 'mongoose';
import { fieldsOf, filtersOf, sortPath, type Class } from '../fields/index.js';

/**
 * Declares an index for each field that lists may be sorted or narrowed by, so that none is read whole or sorted in
 * memory, and the unique ones of its number and code. Where a list always has a filter, `within` names its fields, which the
 * indexes begin with.
 */
export function indexLists(schema: Schema, type: Class, within: readonly string[] = []): void {
  const beginning = within.map((name) => [name, 1] as const);
  const index = (path: string, end: 1 | -1): void => {
    if (!within.includes(path)) schema.index(Object.fromEntries([...beginning, [path, 1], ['_id', end]]));
  };
  const sorted = fieldsOf(type).filter(({ sort }) => sort);
  for (const field of sorted) index(sortPath(field), 1);
  const paths = new Set(sorted.map(sortPath));
  for (const { path } of filtersOf(type)) if (!paths.has(path)) index(path, -1);
  // One by what was drawn for each, of which there are no two.
  for (const { name } of fieldsOf(type).filter(({ drawn }) => drawn)) schema.index({ [name]: 1 }, { unique: true });
  // What is always asked for, newest first.
  if (within.length) schema.index(Object.fromEntries([...beginning, ['_id', -1]]));
}
