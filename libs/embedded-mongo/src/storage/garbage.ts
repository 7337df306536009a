import { breathe } from '../breathe.js';
import { afterPrefix, treeStart } from './keys.js';
import type { Catalog } from './catalog.js';
import type { Store } from './store.js';
import type { Range } from './view.js';

/** What background work on the storage needs, and whether it may go on. */
export interface Storage {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly isOpen: boolean;
}

/** Removes the entries of trees that were dropped, a thousand at a time between other work. */
export async function collectGarbage(storage: Storage): Promise<void> {
  for (const tree of [...storage.catalog.garbage]) {
    const start = treeStart(tree);
    let rest: Range | undefined = { start, end: afterPrefix(start), reverse: false };
    while (rest !== undefined && storage.isOpen) {
      const { keys, next }: { keys: Buffer[]; next: Range | undefined } = storage.store.latest.chunk(rest, 1000, true);
      for (const key of keys) storage.store.remove(key);
      rest = next;
      if (keys.length > 0) await storage.store.durable();
      await breathe();
    }
    if (rest === undefined) storage.catalog.collected(tree);
  }
}
