import type { Filter, Projection } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { afterPrefix, treeStart } from '../storage/keys.js';
import type { Range, View } from '../storage/view.js';
import type { Stream } from '../sessions/cursors.js';
import { RawDoc, type Doc } from '../values/index.js';
import { successor } from '../storage/keys.js';

/** Documents of a capped collection in the order of insertion, and those that come later. */
export class TailStream implements Stream {
  private readonly view: View;
  private readonly filter: Filter;
  private readonly projection: Projection | undefined;
  private rest: Range;
  private ready: (Buffer | Doc)[] = [];

  constructor(view: View, collection: Collection, filter: Filter, projection: Projection | undefined) {
    this.view = view;
    this.filter = filter;
    this.projection = projection;
    const start = treeStart(collection.tree);
    this.rest = { start, end: afterPrefix(start), reverse: false };
  }

  async take(count: number): Promise<{ docs: (Buffer | Doc)[]; isEnd: boolean }> {
    while (this.ready.length < count && this.read()) continue;
    return { docs: this.ready.splice(0, count), isEnd: true };
  }

  /** Waits until there is something to give, `milliseconds` at most. */
  async wait(milliseconds: number, isOver: () => boolean): Promise<void> {
    const until = Date.now() + milliseconds;
    while (this.ready.length === 0 && !this.read() && Date.now() < until && !isOver()) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** True where it read anything. */
  private read(): boolean {
    const { keys, values } = this.view.chunk(this.rest, 100);
    if (keys.length === 0) return false;
    this.rest = { ...this.rest, start: successor(keys[keys.length - 1]!) };
    for (const bytes of values) {
      const doc = new RawDoc(bytes);
      if (this.filter.matches(doc)) this.ready.push(this.projection === undefined ? bytes : this.projection(doc));
    }
    return true;
  }
}
