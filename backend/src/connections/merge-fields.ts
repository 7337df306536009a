import type { ConnectionWinner } from '@verstak/domain';
import { isDeepStrictEqual } from 'node:util';
import type { RecordFields } from './records.js';

/** A field that both sides have changed, each to something else. */
export interface FieldConflict {
  field: string;
  here: unknown;
  there: unknown;
  winner: ConnectionWinner;
}

/** What comes of a record that meets a document. */
export interface Merged {
  /** What is taken over here. */
  taken: RecordFields;
  /** What both sides have changed. */
  conflicts: FieldConflict[];
  /** The names of the fields of which the other side lacks what stands here. */
  given: string[];
  /** What both sides know of each other when that is done. */
  agreed: RecordFields;
}

/**
 * Merges what another system says with what stands here, field by field, by what both last agreed on: whoever has
 * changed a field since has it stand; where both have, or never agreed, the rule says whose value does.
 */
export function mergeFields(
  there: RecordFields,
  here: RecordFields,
  agreed: RecordFields,
  winnerOf: (field: string) => ConnectionWinner,
): Merged {
  const merged: Merged = { taken: {}, conflicts: [], given: [], agreed: { ...agreed } };
  for (const [field, value] of Object.entries(there)) {
    const own = here[field] ?? null;
    merged.agreed[field] = value;
    if (isSame(value, own)) continue;
    const isKnown = field in agreed;
    if (isKnown && isSame(value, agreed[field])) merged.given.push(field);
    else if (isKnown && isSame(own, agreed[field])) merged.taken[field] = value;
    // What nobody has written here is no value that could lose.
    else if (!isKnown && own === null) merged.taken[field] = value;
    else {
      const winner = winnerOf(field);
      merged.conflicts.push({ field, here: own, there: value, winner });
      if (winner === 'there') merged.taken[field] = value;
      else merged.given.push(field);
    }
  }
  return merged;
}

/** Whether two values of a field are the same as they would be written. */
export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(one), plain(other));
}

/** A value as it is kept: dates as texts, texts without spaces around them, what is missing or empty as `null`. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_key, one: unknown) => {
    if (typeof one === 'string') return one.trim() || null;
    return Array.isArray(one) && !one.length ? null : one;
  }) as unknown;
}
