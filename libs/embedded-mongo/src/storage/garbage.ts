import type { Engine } from '../engine.js';
import { breathe } from '../breathe.js';
import { afterPrefix, treeStart } from './keys.js';
import type { Range } from './view.js';

/** Removes the entries of trees that were dropped, a thousand at a time between other work. */
export async function collectGarbage(engine: Engine): Promise<void> {
  for (const tree of [...engine.catalog.garbage]) {
    const start = treeStart(tree);
    let rest: Range | undefined = { start, end: afterPrefix(start), reverse: false };
    while (rest !== undefined && engine.isOpen) {
      const { keys, next }: { keys: Buffer[]; next: Range | undefined } = engine.store.latest.chunk(rest, 1000, true);
      for (const key of keys) engine.store.remove(key);
      rest = next;
      if (keys.length > 0) await engine.store.durable();
      await breathe();
    }
    if (rest === undefined) engine.catalog.collected(tree);
  }
}
