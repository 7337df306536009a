import { breathe } from '../breathe.js';
import { RawDoc, type Value } from '../values/index.js';
import { encodeKey } from '../values/index.js';
import type { Collection, Index } from './catalog.js';
import { recordKey, treeKey, treeStart, afterPrefix } from './keys.js';
import { recordOf, removeRecord } from './records.js';
import type { Storage } from './garbage.js';
import { Blocked, type DirectWriter } from './writer.js';

/** The storage with what writes to it outside of transactions. */
interface WrittenStorage extends Storage {
  readonly direct: DirectWriter;
}

const BATCH = 500;

/** Removes the documents whose time has passed by a TTL index. */
export async function sweepExpired(storage: WrittenStorage): Promise<void> {
  for (const collection of [...storage.catalog.all()]) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined || index.isBuilding || index.paths.length !== 1) continue;
      while (storage.isOpen && !collection.isDropped && removeBatch(storage, collection, index) === BATCH)
        await breathe();
    }
  }
}

function removeBatch(storage: WrittenStorage, collection: Collection, index: Index): number {
  const limit = new Date(Date.now() - index.expireAfterSeconds! * 1000);
  const view = storage.store.latest;
  // Dates have a place of their own in the order of types; a descending index has it backwards.
  const first = encodeKey([new Date(-8.64e15)], index.directions);
  const last = encodeKey([limit], index.directions);
  const [low, high] = index.directions[0] === -1 ? [last, first] : [first, last];
  const range = { start: treeKey(index.tree, low), end: afterPrefix(treeKey(index.tree, high)), reverse: false };
  if (treeStart(index.tree).compare(range.start.subarray(0, 4)) !== 0) return 0;
  const { keys, values } = view.chunk(range, BATCH, !index.isUnique);
  for (let i = 0; i < keys.length; i++) {
    const record = recordOf(index, keys[i]!, values[i]);
    const bytes = view.get(recordKey(collection.tree, record));
    if (bytes !== undefined && isExpired(new RawDoc(bytes), index, limit)) remove(storage, collection, record, bytes);
  }
  return keys.length;
}

function isExpired(doc: RawDoc, index: Index, limit: Date): boolean {
  let value: Value | undefined = doc.get(index.paths[0]![0]!);
  for (const name of index.paths[0]!.slice(1)) value = value instanceof Map ? value.get(name) : undefined;
  const dates = (Array.isArray(value) ? value : [value]).filter((item) => item instanceof Date);
  return dates.some((date) => date <= limit);
}

function remove(storage: WrittenStorage, collection: Collection, record: number, bytes: Uint8Array): void {
  try {
    removeRecord(storage.direct, storage.catalog, collection, record, bytes);
  } catch (error) {
    if (!(error instanceof Blocked)) throw error; // a transaction holds it: the next sweep takes it
  }
}
