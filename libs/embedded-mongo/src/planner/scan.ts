import { mongoError } from '../errors.js';
import type { Collection, Index } from '../storage/catalog.js';
import { afterPrefix, keyText, recordAtEnd, recordKey, treeStart } from '../storage/keys.js';
import { recordOf } from '../storage/records.js';
import type { Range, View } from '../storage/view.js';

/** Documents with their record numbers, in the order of the scan. */
export interface Found {
  readonly records: number[];
  readonly docs: Buffer[];
}

export interface ScanStats {
  keysExamined: number;
  docsExamined: number;
}

/** A way through the documents of a collection that can be left and taken up again; each `next` sees one state. */
export interface Scan {
  readonly stats: ScanStats;
  /** Up to `most` more documents, perhaps none though there are more; `undefined` at the end. */
  next(most: number): Found | undefined;
  /** Passes over up to `count` documents without reading them, where the scan can; says how many it passed. */
  skip?(count: number): number;
}

const CHUNK = 256;

export class CollectionScan implements Scan {
  readonly stats = { keysExamined: 0, docsExamined: 0 };
  private readonly view: View;
  private rest: Range | undefined;

  constructor(view: View, collection: Collection, reverse: boolean) {
    this.view = view;
    const start = treeStart(collection.tree);
    this.rest = { start, end: afterPrefix(start), reverse };
  }

  next(most: number): Found | undefined {
    if (this.rest === undefined) return undefined;
    const { keys, values, next } = this.view.chunk(this.rest, Math.min(most, CHUNK));
    this.rest = next;
    this.stats.docsExamined += keys.length;
    return { records: keys.map(recordAtEnd), docs: values };
  }
}

/** An index that has been dropped loses its entries: what is left of them must not pass for all. */
function refuseDropped(index: Index): void {
  if (index.isDropped) throw mongoError('QueryPlanKilled', `query plan killed :: index '${index.name}' dropped`);
}

/** Walks ranges of an index and fetches the documents; those that several keys lead to come once. */
export class IndexScan implements Scan {
  readonly stats = { keysExamined: 0, docsExamined: 0 };
  private readonly view: View;
  private readonly collection: Collection;
  private readonly index: Index;
  private readonly ranges: Range[];
  private readonly seen: Set<number> | undefined;

  constructor(view: View, collection: Collection, index: Index, ranges: readonly Range[], reverse: boolean) {
    this.view = view;
    this.collection = collection;
    this.index = index;
    this.ranges = reverse ? ranges.map((range) => ({ ...range, reverse })) : [...ranges].reverse();
    this.seen = index.multikey.includes(true) ? new Set() : undefined;
  }

  next(most: number): Found | undefined {
    const found: Found = { records: [], docs: [] };
    refuseDropped(this.index);
    for (;;) {
      const range = this.ranges.pop();
      if (range === undefined) return found.docs.length > 0 ? found : undefined;
      if (range.isKey === true) {
        this.lookUp(range.start, found);
        if (found.docs.length >= most) return found;
        continue;
      }
      const room = Math.min(most, CHUNK) - found.docs.length;
      const { keys, values, next } = this.view.chunk(range, room, !this.index.isUnique);
      if (next !== undefined) this.ranges.push(next);
      this.stats.keysExamined += keys.length;
      for (let i = 0; i < keys.length; i++) this.fetch(recordOf(this.index, keys[i]!, values[i]), found);
      if (found.docs.length >= most || next !== undefined) return found;
    }
  }

  private lookUp(key: Buffer, found: Found): void {
    const value = this.view.get(key);
    if (value === undefined) return;
    this.stats.keysExamined++;
    this.fetch(recordOf(this.index, key, value), found);
  }

  skip(count: number): number {
    if (this.seen !== undefined) return 0;
    let skipped = 0;
    while (skipped < count) {
      const range = this.ranges.pop();
      if (range === undefined) break;
      const { keys, next } = this.view.chunk(range, Math.min(count - skipped, 1000), true);
      skipped += keys.length;
      if (next !== undefined) this.ranges.push(next);
    }
    this.stats.keysExamined += skipped;
    return skipped;
  }

  private fetch(record: number, found: Found): void {
    if (this.seen !== undefined) {
      if (this.seen.has(record)) return;
      this.seen.add(record);
    }
    const doc = this.view.get(recordKey(this.collection.tree, record));
    if (doc === undefined) return;
    this.stats.docsExamined++;
    found.records.push(record);
    found.docs.push(doc as Buffer);
  }
}

interface Lane {
  readonly prefix: number;
  rest: Range | undefined;
  keys: Buffer[];
  values: Buffer[];
  at: number;
}

/**
 * Several ranges of one index walked together in the order of what follows their prefixes: an `$in` before the sorted
 * field keeps the sort.
 */
export class MergedScan implements Scan {
  readonly stats = { keysExamined: 0, docsExamined: 0 };
  private readonly view: View;
  private readonly collection: Collection;
  private readonly index: Index;
  private readonly lanes: Lane[];
  private readonly sign: number;
  private readonly seen = new Set<number>();

  constructor(
    view: View,
    collection: Collection,
    index: Index,
    ranges: readonly Range[],
    prefixes: readonly number[],
    reverse: boolean,
  ) {
    this.view = view;
    this.collection = collection;
    this.index = index;
    this.sign = reverse ? -1 : 1;
    this.lanes = ranges.map((range, i) => ({
      prefix: prefixes[i]!,
      rest: { ...range, reverse },
      keys: [],
      values: [],
      at: 0,
    }));
  }

  next(most: number): Found | undefined {
    const found: Found = { records: [], docs: [] };
    refuseDropped(this.index);
    while (found.docs.length < most) {
      const lane = this.leading();
      if (lane === undefined) return found.docs.length > 0 ? found : undefined;
      const record = recordOf(this.index, lane.keys[lane.at]!, lane.values[lane.at]);
      lane.at++;
      this.stats.keysExamined++;
      if (this.seen.has(record)) continue;
      this.seen.add(record);
      const doc = this.view.get(recordKey(this.collection.tree, record));
      if (doc === undefined) continue;
      this.stats.docsExamined++;
      found.records.push(record);
      found.docs.push(doc as Buffer);
    }
    return found;
  }

  private leading(): Lane | undefined {
    let first: Lane | undefined;
    for (const lane of this.lanes) {
      if (lane.at >= lane.keys.length && lane.rest !== undefined) this.refill(lane);
      if (lane.at >= lane.keys.length) continue;
      if (first === undefined || this.sign * compareTails(lane, first) < 0) first = lane;
    }
    return first;
  }

  private refill(lane: Lane): void {
    const { keys, values, next } = this.view.chunk(lane.rest!, 32, !this.index.isUnique);
    lane.keys = keys;
    lane.values = values;
    lane.at = 0;
    lane.rest = next;
  }
}

function compareTails(a: Lane, b: Lane): number {
  const x = a.keys[a.at]!;
  const y = b.keys[b.at]!;
  return x.compare(y, b.prefix, y.length, a.prefix, x.length);
}

/** The documents of several scans one after the other, each once. */
export class UnionScan implements Scan {
  private readonly scans: Scan[];
  private readonly seen = new Set<number>();
  private at = 0;

  constructor(scans: Scan[]) {
    this.scans = scans;
  }

  get stats(): ScanStats {
    const sum = { keysExamined: 0, docsExamined: 0 };
    for (const { stats } of this.scans) {
      sum.keysExamined += stats.keysExamined;
      sum.docsExamined += stats.docsExamined;
    }
    return sum;
  }

  next(most: number): Found | undefined {
    while (this.at < this.scans.length) {
      const found = this.scans[this.at]!.next(most);
      if (found === undefined) {
        this.at++;
        continue;
      }
      const fresh: Found = { records: [], docs: [] };
      found.records.forEach((record, i) => {
        if (this.seen.has(record)) return;
        this.seen.add(record);
        fresh.records.push(record);
        fresh.docs.push(found.docs[i]!);
      });
      return fresh;
    }
    return undefined;
  }
}

export class EmptyScan implements Scan {
  readonly stats = { keysExamined: 0, docsExamined: 0 };

  next(): Found | undefined {
    return undefined;
  }
}

/** So many keys are counted in a few milliseconds. */
const SMALL = 50_000;

/** How many documents the ranges of an index lead to, without reading them; gives the thread back between steps. */
export function* countKeys(
  view: View,
  collection: Collection,
  index: Index,
  ranges: readonly Range[],
  stats: ScanStats,
): IterableIterator<number> {
  const isSmall = collection.count < SMALL;
  const seen = index.multikey.includes(true) ? new Set<string>() : undefined;
  for (const range of ranges) {
    let rest: Range | undefined = range;
    while (rest !== undefined) {
      if (seen === undefined) {
        const counted: { count: number; next: Range | undefined } = view.count(rest, undefined, isSmall);
        stats.keysExamined += counted.count;
        rest = counted.next;
        yield counted.count;
      } else {
        const { keys, values, next } = view.chunk(rest, CHUNK, !index.isUnique);
        const before = seen.size;
        keys.forEach((key, i) =>
          seen.add(index.isUnique ? keyText(values[i]!) : keyText(key.subarray(key.length - 8))),
        );
        stats.keysExamined += keys.length;
        rest = next;
        yield seen.size - before;
      }
    }
  }
}
