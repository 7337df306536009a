import type { Collection } from '../storage/catalog.js';
import { afterPrefix, recordAtEnd, treeStart } from '../storage/keys.js';
import { removeRecord } from '../storage/records.js';
import type { Context } from './context.js';

/** Removes the oldest documents of a capped collection until it keeps to its size again. */
export function trimCapped(context: Context, collection: Collection): void {
  const { size, max } = collection.capped!;
  const start = treeStart(collection.tree);
  const isOver = (): boolean => collection.size > size || (max !== undefined && collection.count > max);
  while (isOver() && collection.count > 1) {
    const { keys, values } = context.writer.view.chunk({ start, end: afterPrefix(start), reverse: false }, 1);
    if (keys.length === 0) return;
    removeRecord(context.writer, context.engine.catalog, collection, recordAtEnd(keys[0]!), values[0]!);
  }
}
