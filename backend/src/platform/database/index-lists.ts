import type { Schema } from 'mongoose';
import { fieldsOf, sortPath, type Class } from '../fields/index.js';

/**
 * Declares an index for each field that lists may be sorted by, so that none is read whole and sorted in memory. Where
 * a list always has a filter, `within` names its fields, which the indexes begin with.
 */
export function indexSorts(schema: Schema, type: Class, within: readonly string[] = []): void {
  const beginning = within.map((name) => [name, 1] as const);
  for (const field of fieldsOf(type).filter(({ sort }) => sort)) {
    const path = sortPath(field);
    if (within.includes(path)) continue;
    schema.index(Object.fromEntries([...beginning, [path, 1], ['_id', 1]]));
  }
}
