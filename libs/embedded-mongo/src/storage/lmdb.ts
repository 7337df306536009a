import { open, type RootDatabase } from 'lmdb';
import type { JournalWrite } from './journal-format.js';
import { treeKey, Trees } from './keys.js';

/** The environment that holds everything: one tree of binary keys and values. */
export type Lmdb = RootDatabase<Buffer, Buffer>;

const SEQUENCE_KEY = treeKey(Trees.state, Buffer.from('sequence'));

/** Places in LMDB's table of readers (64 bytes each). One is held for each state that an open snapshot pins. */
export const MOST_READERS = 4096;

/** Opens or makes the environment in a folder. */
export function openLmdb(folder: string): Lmdb {
  return open<Buffer, Buffer>({
    path: folder,
    // lmdb would take a folder with a dot in its name for a file.
    noSubdir: false,
    keyEncoding: 'binary',
    encoding: 'binary',
    // Values are whole BSON documents that clients get as they are; compressing them would cost the fast path.
    compression: false,
    // A commit is visible before it is flushed. LMDB keeps a third meta page for the last flushed state and frees no
    // page that it needs. That state opens always, for the journal has what came after it: a commit that is only in the
    // system's memory after a kill would be lost by a power loss later, when the journal has been given up for it.
    // (lmdb leaves it off on Windows, where it flushes before a commit is visible.)
    ...(process.platform === 'win32' ? {} : { overlappingSync: true, safeRestore: true }),
    // The promise of a batch resolves at the commit and has `flushed` beside it.
    separateFlushed: true,
    // Batches are formed by the store, not by lmdb's turn of the event loop.
    eventTurnBatching: false,
    // A page that is recycled must not leak other documents' bytes into a backup: memory is cleared (noMemInit off).
    noMemInit: false,
    // noSync, noMetaSync, mapAsync, useWritemap: off, each would trade durability away.
    maxReaders: MOST_READERS,
  } as Parameters<typeof open<Buffer, Buffer>>[0]);
}

/** The position in the order of all writes that the environment has reached. */
export function positionOf(db: Lmdb): number {
  return Number(db.getBinary(SEQUENCE_KEY)?.readBigUInt64BE(0) ?? 0n);
}

/** Stores writes, with the position that they reach, in one transaction. Resolves when it is on the disk. */
export async function storeAll(db: Lmdb, writes: Iterable<JournalWrite>, position: number): Promise<void> {
  const reached = Buffer.allocUnsafe(8);
  reached.writeBigUInt64BE(BigInt(position), 0);
  const committed = db.batch(() => {
    for (const { key, value } of writes) {
      if (value === null) void db.remove(key);
      else void db.put(key, value as Buffer);
    }
    void db.put(SEQUENCE_KEY, reached);
  }) as Promise<boolean> & { flushed: Promise<unknown> };
  try {
    await committed;
    await committed.flushed;
  } catch (error) {
    // Of a failed commit lmdb gives the reason as a promise beside its error.
    throw await ((error as { commitError?: Promise<never> }).commitError?.catch((reason: Error) => reason) ?? error);
  }
}

/** The processes that LMDB's own table of readers names, after it has dropped the dead ones. */
export function readerPids(db: { readerCheck(): number; readerList(): string }): number[] {
  db.readerCheck();
  const pids = db
    .readerList()
    .split('\n')
    .map((line) => Number(/^\s*(\d+)\s/.exec(line)?.[1]));
  return [...new Set(pids.filter((pid) => pid > 0))];
}
