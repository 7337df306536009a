import { Pace } from '../breathe.js';
import { sortPaced, type Filter, type Projection, type Sort } from '../query/index.js';
import { Top } from '../query/top.js';
import type { Stream } from '../sessions/cursors.js';
import type { TimeLimit } from '../time-limit.js';
import { RawDoc, sizeOf, type Doc, type Value } from '../values/index.js';
import type { Scan } from './scan.js';
import { SortBuffer } from './sort-buffer.js';

export interface StreamOptions {
  readonly scan: Scan;
  /** Reads a document again by its record number; `undefined` where it has gone. */
  readonly fetch: (record: number) => Buffer | undefined;
  /** Left out where the scan gives only what matches. */
  readonly filter: Filter | undefined;
  /** Left out where the scan gives the order. */
  readonly sort: Sort | undefined;
  readonly skip: number;
  /** 0 for no limit. */
  readonly limit: number;
  readonly projection: Projection | undefined;
  readonly timeLimit: TimeLimit | undefined;
}

interface Keyed {
  readonly key: Value[];
  readonly record: number;
  readonly doc: Buffer;
}

/** Up to here the documents of a sort are kept; beyond, only what they sort by, and they are read again. */
const KEPT_BYTES = 16 * 1024 * 1024;
const KEPT_COUNT = 50_000;

/** The documents of a query in their final form, made as they are asked for. */
export class QueryStream implements Stream {
  returned = 0;
  private readonly options: StreamOptions;
  private readonly pace: Pace;
  private toSkip: number;
  private left: number;
  private held: ArrayLike<Buffer | number> = [];
  private heldAt = 0;
  private isScanned = false;
  /** What the scan gave last, and how far it has been matched. */
  private found: readonly Buffer[] = [];
  private foundAt = 0;

  constructor(options: StreamOptions) {
    this.options = options;
    this.pace = new Pace(options.timeLimit);
    this.toSkip = options.skip;
    this.left = options.limit === 0 ? Infinity : options.limit;
  }

  async take(count: number, bytes: number): Promise<{ docs: (Doc | Buffer)[]; isEnd: boolean }> {
    const { projection } = this.options;
    const taken = await this.takeRaw(count, bytes);
    if (projection === undefined) return taken;
    const project: (doc: Buffer) => Buffer | Doc = projection.bytes ?? ((doc) => projection(new RawDoc(doc)));
    return { docs: taken.docs.map((doc) => project(doc)), isEnd: taken.isEnd };
  }

  /** As `take`, before the projection. */
  async takeRaw(count: number, bytes: number): Promise<{ docs: Buffer[]; isEnd: boolean }> {
    if (this.options.sort !== undefined && !this.isScanned) await this.sortAll(this.options.sort);
    const docs: Buffer[] = [];
    let size = 0;
    const wanted = Math.min(count, this.left);
    while (docs.length < wanted) {
      if (this.heldAt >= this.held.length) {
        if (this.isScanned || !this.refill(wanted - docs.length)) break;
        await this.pace.pause();
        continue;
      }
      const next = this.held[this.heldAt]!;
      if (typeof next === 'number' && this.pace.isDue) await this.pace.pause();
      const doc = typeof next === 'number' ? this.options.fetch(next) : next;
      if (doc !== undefined) {
        if (docs.length > 0 && size + doc.length > bytes) break;
        size += doc.length;
        docs.push(doc);
      }
      this.heldAt++;
    }
    this.left -= docs.length;
    this.returned += docs.length;
    return { docs, isEnd: this.left <= 0 || (this.isScanned && this.heldAt >= this.held.length) };
  }

  /** Reads on, and matches what was read until others should have their turn; false at the end of the scan. */
  private refill(wanted: number): boolean {
    const { filter } = this.options;
    if (this.foundAt >= this.found.length && !this.read(wanted)) return false;
    const held: Buffer[] = [];
    while (this.foundAt < this.found.length) {
      const doc = this.found[this.foundAt++]!;
      if (filter === undefined || filter.matches(new RawDoc(doc))) {
        if (this.toSkip > 0) this.toSkip--;
        else held.push(doc);
      }
      if (filter !== undefined && this.pace.isDue) break;
    }
    this.held = held;
    this.heldAt = 0;
    return true;
  }

  private read(wanted: number): boolean {
    const { filter, scan } = this.options;
    if (filter === undefined && this.toSkip > 0) this.toSkip -= scan.skip?.(this.toSkip) ?? 0;
    const most = wanted + this.toSkip;
    const found = scan.next(filter === undefined ? most : Math.max(16, most));
    this.found = found?.docs ?? [];
    this.foundAt = 0;
    this.held = [];
    this.heldAt = 0;
    this.isScanned = found === undefined;
    return found !== undefined;
  }

  private async sortAll(sort: Sort): Promise<void> {
    const { skip, limit, filter, scan } = this.options;
    const order = (a: Keyed, b: Keyed): number => sort.compareKeys(a.key, b.key);
    const top = limit > 0 ? new Top<Keyed>(limit + skip, order) : undefined;
    const small: Keyed[] = [];
    let large: SortBuffer | undefined;
    let kept = 0;
    const add = (keyed: Keyed): void => {
      if (top !== undefined) return top.add(keyed);
      if (large !== undefined) return large.add(sort.keyBytes(keyed.key), keyed.record);
      small.push(keyed);
      kept += keyed.doc.length;
    };
    for (let found = scan.next(256); found !== undefined; found = scan.next(256)) {
      for (let i = 0; i < found.docs.length; i++) {
        const doc = new RawDoc(found.docs[i]!);
        if (this.pace.isDue) await this.pace.pause();
        if (filter !== undefined && !filter.matches(doc)) continue;
        add({ key: sort.key(doc), record: found.records[i]!, doc: doc.bytes });
      }
      if (large === undefined && (kept > KEPT_BYTES || small.length > KEPT_COUNT))
        large = await this.asKeys(small.splice(0), sort);
    }
    if (large !== undefined) this.held = await large.sorted(skip);
    else {
      const sorted = top === undefined ? await sortPaced(small, order) : top.take();
      this.held = sorted.slice(skip).map(({ doc }) => doc);
    }
    this.isScanned = true;
    this.toSkip = 0;
  }

  private async asKeys(all: readonly Keyed[], sort: Sort): Promise<SortBuffer> {
    const buffer = new SortBuffer();
    for (const { key, record } of all) {
      buffer.add(sort.keyBytes(key), record);
      if (this.pace.isDue) await this.pace.pause();
    }
    return buffer;
  }
}

/** Documents that are there already. */
export class ListStream implements Stream<Doc> {
  private readonly docs: readonly Doc[];
  private at = 0;

  constructor(docs: readonly Doc[]) {
    this.docs = docs;
  }

  async take(count: number, bytes: number): Promise<{ docs: Doc[]; isEnd: boolean }> {
    const docs: Doc[] = [];
    for (let size = 0; this.at < this.docs.length && docs.length < count; this.at++) {
      const doc = this.docs[this.at]!;
      size += sizeOf(doc);
      if (docs.length > 0 && size > bytes) break;
      docs.push(doc);
    }
    return { docs, isEnd: this.at >= this.docs.length };
  }
}
