import { mongoError } from '../errors.js';
import { Pace } from '../breathe.js';
import type { Collection, Index } from '../storage/catalog.js';
import { afterPrefix, keyText, recordAtEnd, recordKey, treeStart } from '../storage/keys.js';
import { entryKeys, recordOf } from '../storage/records.js';
import type { Range, View } from '../storage/view.js';
import { doc, double, RawDoc, type Doc, type Value } from '../values/index.js';
import { collectionOf, mustExist, type Handler, type Reply } from './context.js';
import { VERSION } from './handshake.js';

export const serverStatus: Handler = (context): Reply => {
  const { engine } = context;
  const uptime = Date.now() - engine.started.getTime();
  const memory = process.memoryUsage();
  return {
    host: context.host.address,
    version: VERSION,
    process: 'embedded-mongo',
    pid: BigInt(process.pid),
    // A double, and whole, as MongoDB tells it: its tools read a number of seconds into an integer.
    uptime: double(Math.floor(uptime / 1000)),
    uptimeMillis: BigInt(uptime),
    uptimeEstimate: BigInt(Math.floor(uptime / 1000)),
    localTime: new Date(),
    connections: doc({
      current: context.host.clients.size,
      available: 1000,
      totalCreated: context.client.id,
    }),
    network: doc(Object.fromEntries(Object.entries(context.host.traffic()).map(([name, n]) => [name, BigInt(n)]))),
    opcounters: doc(engine.counters),
    mem: doc({ bits: 64, resident: Math.round(memory.rss / 1_048_576), virtual: 0, supported: true }),
    repl: doc({ setName: context.host.replicaSet, isWritablePrimary: true, hosts: [context.host.address] }),
    logicalSessionRecordCache: doc({ activeSessionsCount: engine.sessions.all().length }),
    metrics: doc({ cursor: doc({ open: doc({ total: BigInt(engine.cursors.size) }) }) }),
    storageEngine: doc({ name: 'lmdb', supportsCommittedReads: true, persistent: true }),
  };
};

export const dbStats: Handler = (context): Reply => {
  const scale = context.command.number('scale') ?? 1;
  const collections = context.engine.catalog.collections(context.command.db);
  const stored = collections.filter((collection) => collection.view === undefined);
  const objects = stored.reduce((sum, collection) => sum + collection.count, 0);
  const dataSize = stored.reduce((sum, collection) => sum + collection.size, 0);
  return {
    db: context.command.db,
    collections: stored.length,
    views: collections.length - stored.length,
    objects,
    avgObjSize: double(objects === 0 ? 0 : dataSize / objects),
    dataSize: double(dataSize / scale),
    storageSize: double(dataSize / scale),
    indexes: stored.reduce((sum, collection) => sum + collection.indexes.length, 0),
    indexSize: double(0),
    totalSize: double(dataSize / scale),
    scaleFactor: scale,
    fsUsedSize: double(0),
    fsTotalSize: double(0),
  };
};

export const collStats: Handler = (context): Reply => {
  const { db, name, collection } = collectionOf(context);
  return { ns: `${db}.${name}`, ...describeStorage(collection, context.command.number('scale') ?? 1) };
};

/** Size and indexes of a collection, as `collStats` and `$collStats` show them. */
export function describeStorage(collection: Collection | undefined, scale: number): Record<string, Value> {
  const count = collection?.count ?? 0;
  const size = collection?.size ?? 0;
  const indexes = collection?.indexes ?? [];
  return {
    size: Math.floor(size / scale),
    count,
    avgObjSize: count === 0 ? 0 : Math.floor(size / count),
    numOrphanDocs: 0,
    storageSize: Math.floor(size / scale),
    freeStorageSize: 0,
    capped: collection?.capped !== undefined,
    ...(collection?.capped === undefined ? {} : { max: collection.capped.max ?? 0, maxSize: collection.capped.size }),
    nindexes: indexes.length,
    indexBuilds: [],
    totalIndexSize: 0,
    totalSize: Math.floor(size / scale),
    indexSizes: doc(Object.fromEntries(indexes.map((index) => [index.name, 0]))),
    scaleFactor: scale,
  };
}

/** Reads everything and says whether indexes and documents agree. */
export const validate: Handler = async (context): Promise<Reply> => {
  const { db, name, collection } = collectionOf(context);
  const existing = mustExist(collection, db, name);
  if (existing.view !== undefined) throw mongoError('CommandNotSupportedOnView', `Cannot validate a view`);
  const errors: string[] = [];
  const pace = new Pace();
  const view = context.engine.store.latest;
  const expected = new Map<Index, number>(existing.indexes.map((index) => [index, 0]));
  let records = 0;
  let size = 0;
  for await (const [key, bytes] of entries(view, existing.tree, pace)) {
    records++;
    size += bytes.length;
    const record = recordAtEnd(key);
    for (const index of existing.indexes) {
      const keys = entryKeys(index, new RawDoc(bytes), record);
      expected.set(index, expected.get(index)! + keys.length);
      for (const entry of keys) {
        const value = view.get(entry);
        if (value === undefined || (index.isUnique && recordAtEnd(value) !== record))
          errors.push(`record ${record} has no entry in index ${index.name}`);
      }
    }
  }
  const keysPerIndex: Doc = doc();
  for (const index of existing.indexes) {
    let found = 0;
    for await (const [key, value] of entries(view, index.tree, pace)) {
      found++;
      if (view.get(recordKey(existing.tree, recordOf(index, key, value))) === undefined)
        errors.push(`an entry of index ${index.name} leads to no record (${keyText(key).length} bytes)`);
    }
    keysPerIndex.set(index.name, found);
    if (found !== expected.get(index))
      errors.push(`index ${index.name} has ${found} entries where ${expected.get(index)} are expected`);
  }
  if (records !== existing.count) errors.push(`the kept count is ${existing.count} and ${records} documents are there`);
  if (size !== existing.size) errors.push(`the kept size is ${existing.size} and ${size} bytes are there`);
  return {
    ns: `${db}.${name}`,
    nInvalidDocuments: 0,
    nNonCompliantDocuments: 0,
    nrecords: records,
    nIndexes: existing.indexes.length,
    keysPerIndex,
    valid: errors.length === 0,
    repaired: false,
    warnings: [],
    errors,
    extraIndexEntries: [],
    missingIndexEntries: [],
    corruptRecords: [],
  };
};

async function* entries(view: View, tree: number, pace: Pace): AsyncIterableIterator<[Buffer, Buffer]> {
  const start = treeStart(tree);
  let rest: Range | undefined = { start, end: afterPrefix(start), reverse: false };
  while (rest !== undefined) {
    const { keys, values, next }: { keys: Buffer[]; values: Buffer[]; next: Range | undefined } = view.chunk(rest, 200);
    for (let i = 0; i < keys.length; i++) yield [keys[i]!, values[i]!];
    rest = next;
    await pace.pause();
  }
}

/** Copies the data folder while it is in use. Free pages are left out, whether `compact` asks for it or not. */
export const backup: Handler = async (context) => {
  const folder = context.command.text('folder');
  await context.engine.store.backup(folder);
  return { folder };
};

export const shutdown: Handler = (context) => {
  setImmediate(() => context.host.stop());
  return {};
};

/** Puts on the disk what is not there yet. */
export const fsync: Handler = async (context) => {
  if (context.command.flag('lock'))
    throw mongoError('CommandNotSupported', 'fsync with a lock is not supported by this server; use backup');
  await context.engine.store.durable();
  return { numFiles: 1 };
};
