import { setTimeout } from 'node:timers/promises';
import { mongoError } from '../errors.js';
import type { Filter, Projection } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { afterPrefix, recordAtEnd, successor, treeStart } from '../storage/keys.js';
import type { View } from '../storage/view.js';
import type { Stream } from '../sessions/cursors.js';
import { RawDoc, sizeOf, type Doc } from '../values/index.js';

interface TailOptions {
  readonly filter: Filter;
  readonly project: Projection | undefined;
  readonly skip: number;
  /** 0 for no limit; where it is reached the cursor is at its end. */
  readonly limit: number;
}

/** Documents of a capped collection in the order of insertion, and those that come later. */
export class TailStream implements Stream {
  private readonly view: View;
  private readonly filter: Filter;
  private readonly projection: Projection | undefined;
  private toSkip: number;
  private left: number;
  private readonly end: Buffer;
  private start: Buffer;
  /** The last document that was read: where it has gone, others may have gone with it that nobody saw. */
  private last: Buffer | undefined;
  private ready: (Buffer | Doc)[] = [];

  constructor(view: View, collection: Collection, { filter, project, skip, limit }: TailOptions) {
    this.view = view;
    this.filter = filter;
    this.projection = project;
    this.toSkip = skip;
    this.left = limit === 0 ? Infinity : limit;
    this.start = treeStart(collection.tree);
    this.end = afterPrefix(this.start);
  }

  async take(count: number, bytes: number): Promise<{ docs: (Buffer | Doc)[]; isEnd: boolean }> {
    const docs: (Buffer | Doc)[] = [];
    let size = 0;
    const wanted = Math.min(count, this.left);
    while (docs.length < wanted && (this.ready.length > 0 || this.read(wanted - docs.length))) {
      const next = this.ready[0];
      if (next === undefined) continue;
      size += next instanceof Uint8Array ? next.length : sizeOf(next);
      if (docs.length > 0 && size > bytes) break;
      docs.push(next);
      this.ready.shift();
    }
    this.left -= docs.length;
    return { docs, isEnd: this.left === 0 };
  }

  /** Waits until there is something to give, `milliseconds` at most. */
  async wait(milliseconds: number, isOver: () => boolean): Promise<void> {
    const until = Date.now() + milliseconds;
    while (this.ready.length === 0 && !isOver()) {
      if (this.read(1)) continue;
      if (Date.now() >= until) return;
      await setTimeout(10);
    }
  }

  /** Reads on, no further than is wanted; true where it read anything. */
  private read(most: number): boolean {
    if (this.last !== undefined && this.view.get(this.last) === undefined)
      throw mongoError(
        'CappedPositionLost',
        `CollectionScan died due to failure to restore tailable cursor position. Last seen record id: RecordId(${recordAtEnd(this.last)})`,
      );
    const { keys, values } = this.view.chunk({ start: this.start, end: this.end, reverse: false }, Math.min(most, 100));
    if (keys.length === 0) return false;
    this.last = Buffer.from(keys.at(-1)!);
    this.start = successor(this.last);
    for (const bytes of values) {
      const doc = new RawDoc(bytes);
      if (!this.filter.matches(doc)) continue;
      if (this.toSkip > 0) this.toSkip--;
      else this.ready.push(this.projection === undefined ? bytes : this.projection(doc));
    }
    return true;
  }
}
