import { Pace } from '../breathe.js';
import { mongoError } from '../errors.js';
import type { Filter, Projection, Sort } from '../query/index.js';
import { Top } from '../query/top.js';
import type { Stream } from '../sessions/cursors.js';
import { RawDoc, type Doc, type Value } from '../values/index.js';
import type { Scan } from './scan.js';

export interface StreamOptions {
  readonly scan: Scan;
  /** Left out where the scan gives only what matches. */
  readonly filter: Filter | undefined;
  /** Left out where the scan gives the order. */
  readonly sort: Sort | undefined;
  readonly skip: number;
  /** 0 for no limit. */
  readonly limit: number;
  readonly projection: Projection | undefined;
  readonly deadline: number | undefined;
}

interface Keyed {
  readonly key: Value[];
  readonly doc: Buffer;
}

const SORT_MEMORY = 100 * 1024 * 1024;

/** Refuses work that has gone on for longer than the client lets it. */
export function checkDeadline(deadline: number | undefined): void {
  if (deadline !== undefined && Date.now() > deadline) throw mongoError('MaxTimeMSExpired', 'operation exceeded time limit');
}

/** The documents of a query in their final form, made as they are asked for. */
export class QueryStream implements Stream {
  returned = 0;
  private readonly options: StreamOptions;
  private readonly pace = new Pace();
  private toSkip: number;
  private left: number;
  private held: Buffer[] = [];
  private heldAt = 0;
  private isScanned = false;

  constructor(options: StreamOptions) {
    this.options = options;
    this.toSkip = options.skip;
    this.left = options.limit === 0 ? Infinity : options.limit;
  }

  async take(count: number, bytes: number): Promise<{ docs: (Doc | Buffer)[]; isEnd: boolean }> {
    if (this.options.sort !== undefined && !this.isScanned) await this.sortAll(this.options.sort);
    const docs: (Doc | Buffer)[] = [];
    let size = 0;
    const wanted = Math.min(count, this.left);
    while (docs.length < wanted) {
      if (this.heldAt >= this.held.length) {
        if (this.isScanned || !this.refill(wanted - docs.length)) break;
        const pause = this.pace.pause();
        if (pause !== undefined) {
          await pause;
          checkDeadline(this.options.deadline);
        }
        continue;
      }
      const bytesOfNext = this.held[this.heldAt]!;
      if (docs.length > 0 && size + bytesOfNext.length > bytes) return this.given(docs, false);
      this.heldAt++;
      size += bytesOfNext.length;
      docs.push(this.options.projection === undefined ? bytesOfNext : this.options.projection(new RawDoc(bytesOfNext)));
    }
    return this.given(docs, false);
  }

  private given(docs: (Doc | Buffer)[], isEnd: boolean): { docs: (Doc | Buffer)[]; isEnd: boolean } {
    this.left -= docs.length;
    this.returned += docs.length;
    return { docs, isEnd: isEnd || this.left <= 0 || (this.isScanned && this.heldAt >= this.held.length) };
  }

  /** Reads on; false at the end of the scan. */
  private refill(wanted: number): boolean {
    const found = this.options.scan.next(this.options.filter === undefined ? wanted + this.toSkip : Math.max(16, wanted + this.toSkip));
    this.held = [];
    this.heldAt = 0;
    if (found === undefined) {
      this.isScanned = true;
      return false;
    }
    for (const doc of found.docs) {
      if (this.options.filter !== undefined && !this.options.filter.matches(new RawDoc(doc))) continue;
      if (this.toSkip > 0) this.toSkip--;
      else this.held.push(doc);
    }
    return true;
  }

  private async sortAll(sort: Sort): Promise<void> {
    const { skip, limit, filter, scan, deadline } = this.options;
    const order = (a: Keyed, b: Keyed): number => sort.compareKeys(a.key, b.key);
    const top = limit > 0 ? new Top<Keyed>(limit + skip, order) : undefined;
    const all: Keyed[] = [];
    let memory = 0;
    for (let found = scan.next(256); found !== undefined; found = scan.next(256)) {
      for (const bytes of found.docs) {
        const doc = new RawDoc(bytes);
        if (filter !== undefined && !filter.matches(doc)) continue;
        const keyed = { key: sort.key(doc), doc: bytes };
        if (top !== undefined) top.add(keyed);
        else {
          all.push(keyed);
          memory += bytes.length;
        }
      }
      if (memory > SORT_MEMORY) {
        throw mongoError('QueryExceededMemoryLimitNoDiskUseAllowed', `Executor error during find command :: caused by :: Sort exceeded memory limit of ${SORT_MEMORY} bytes, but did not opt in to external sorting.`);
      }
      await this.pace.pause();
      checkDeadline(deadline);
    }
    const sorted = top === undefined ? all.sort(order) : top.take();
    this.held = sorted.slice(skip).map(({ doc }) => doc);
    this.isScanned = true;
    this.toSkip = 0;
  }
}

/** Documents that are there already. */
export class ListStream implements Stream {
  private readonly docs: readonly Doc[];
  private at = 0;

  constructor(docs: readonly Doc[]) {
    this.docs = docs;
  }

  async take(count: number): Promise<{ docs: Doc[]; isEnd: boolean }> {
    const docs = this.docs.slice(this.at, this.at + count);
    this.at += docs.length;
    return { docs, isEnd: this.at >= this.docs.length };
  }
}
