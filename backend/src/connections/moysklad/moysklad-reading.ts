import { MOST_ROWS, type MoySkladClient } from './moysklad-client.js';
import { MoySkladFault } from './moysklad-fault.js';
import { instantOfMoment, momentOf } from './moysklad-time.js';
import type { WireAssortment, WireEntity } from './moysklad-wire.js';

/** How far a list has been read: what was changed since a moment, less what was seen of it. It is kept as JSON. */
export interface ReadMark {
  /** As MoySklad writes it. */
  since: string;
  /** What was read of that time and later, as `id@updated`. */
  seen: string[];
}

/** Some of what has changed, and the mark to go on from when that is kept. */
export interface ChangedPage<T> {
  rows: T[];
  mark: ReadMark;
}

/** What to read of which list. */
export interface ChangedQuery {
  path: string;
  /** Conditions besides that of the time. */
  filter?: string[];
  expand?: string;
  limit?: number;
}

/** What is noted by MoySklad late, as long transactions do, is found so much later yet. */
const OVERLAP_MS = 60_000;
/** Most rows that a mark remembers; what is read a second time is as it was. */
const MOST_SEEN = 1_000;
/** How often a list may move while it is read by pages before its reader comes again later. */
const MOST_SHIFTS = 10;

/**
 * What has changed in a list since a mark, in the order of the changes, each once. Pages are begun by the time of the
 * last row, not by its number: what changes while it is read goes to the end of the list, and would move everything
 * after it one row up. Only where more rows than a page have the same time are they counted, from the last row of the
 * page before, which must stand there still. Throws `MoySkladFault`.
 */
export async function* changedSince<T extends WireEntity>(
  client: MoySkladClient,
  { path, filter = [], expand, limit = MOST_ROWS }: ChangedQuery,
  mark?: ReadMark,
): AsyncGenerator<ChangedPage<T>> {
  const seen = new Set(mark?.seen);
  let since = mark?.since;
  let [offset, before, shifts] = [0, '', 0];
  for (;;) {
    const conditions = [...filter, ...(since === undefined ? [] : [`updated>=${since}`])].join(';');
    const query = { limit, offset, order: 'updated,asc;id,asc', expand, ...(conditions && { filter: conditions }) };
    const rows = await client.page<T>(path, query);
    const [first, last] = [rows[0], rows.at(-1)];
    if (offset && (!first || keyOf(first) !== before)) {
      if ((shifts += 1) > MOST_SHIFTS)
        throw new MoySkladFault('busy', [{ error: 'The list changes while it is read' }]);
      offset = 0;
      continue;
    }
    if (!last) return;
    const fresh = rows.filter((row) => !seen.has(keyOf(row)));
    for (const row of fresh) seen.add(keyOf(row));
    forget(seen, last.updated);
    if (fresh.length) yield { rows: fresh, mark: markOf(last.updated, seen) };
    if (rows.length < limit) return;
    offset = last.updated === since ? offset + limit - 1 : 0;
    since = last.updated;
    before = keyOf(last);
  }
}

function keyOf({ id, updated }: WireEntity): string {
  return `${id}@${updated}`;
}

/** The moment from which a list is read again that was read up to another. */
function overlapping(updated: string): string {
  const instant = instantOfMoment(updated);
  if (!instant) throw new MoySkladFault('not_understood', [{ parameter: 'updated', error: 'No moment' }]);
  return momentOf(new Date(instant.getTime() - OVERLAP_MS));
}

function forget(seen: Set<string>, updated: string): void {
  const since = overlapping(updated);
  for (const key of seen) if (key.slice(key.indexOf('@') + 1) < since) seen.delete(key);
}

function markOf(updated: string, seen: Set<string>): ReadMark {
  return { since: overlapping(updated), seen: [...seen].slice(-MOST_SEEN) };
}

/** Ids in one filter: the address with them stays within the 8 KB that MoySklad takes. */
export const MOST_IDS = 100;

/** The conditions of a filter for things that may be archived, too. */
export const ARCHIVED_TOO = ['archived=true', 'archived=false'];

/** Those of a list that have these values of a field, such as ids; those that are not there are left out. */
export async function withValues<T>(
  client: MoySkladClient,
  path: string,
  field: string,
  values: Iterable<string>,
  filter: readonly string[] = [],
): Promise<T[]> {
  const found: T[] = [];
  for (const some of chunks([...new Set(values)], MOST_IDS)) {
    const conditions = [...some.map((value) => `${field}=${value}`), ...filter].join(';');
    for await (const page of client.pages<T>(path, { filter: conditions })) found.push(...page);
  }
  return found;
}

/** Products, services, bundles and variants by their ids; those that are gone are left out. */
export async function assortmentOf(
  client: MoySkladClient,
  ids: Iterable<string>,
): Promise<Map<string, WireAssortment>> {
  const found = await withValues<WireAssortment>(client, 'entity/assortment', 'id', ids, ARCHIVED_TOO);
  return new Map(found.map((one) => [one.id, one]));
}

/** A list in pieces of so many at most. */
export function* chunks<T>(all: readonly T[], most: number): Generator<T[]> {
  for (let n = 0; n < all.length; n += most) yield all.slice(n, n + most);
}
