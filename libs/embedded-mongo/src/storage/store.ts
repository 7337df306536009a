import { open, type RootDatabase } from 'lmdb';
import { readerPids } from './readers.js';
import { mongoError } from '../errors.js';
import { keyText, Trees, treeKey } from './keys.js';
import { checkDataFile } from './file-check.js';
import { lockFolder, prepareFolder, type FolderLock } from './lock.js';
import { Overlay, type Written } from './overlay.js';
import { View, type Base } from './view.js';

interface Batch {
  readonly writes: Written[];
  /** Resolves when the batch is on the disk. */
  readonly durable: PromiseWithResolvers<void>;
  /** How many callers wait for it. */
  waiters: number;
}

/** Of a failed commit lmdb gives the reason as a promise beside its error. */
async function reasonOf(error: Error & { commitError?: Promise<never> }): Promise<Error> {
  return error.commitError === undefined ? error : error.commitError.catch((reason: Error) => reason);
}

/** How many writes on their way a snapshot takes along. */
const MOST_COPIED = 2000;

/** Longest time that a batch waits for more callers, in milliseconds. */
const LONGEST_WAIT = 3;

const SEQUENCE_KEY = treeKey(Trees.state, Buffer.from('sequence'));

/**
 * One LMDB environment. A write is visible to this process at once (it lies in `pending`, over LMDB) and goes to LMDB
 * with all the others that came while the batch before it was being committed: one commit and one flush for many
 * callers. A batch is one LMDB transaction, so writes made without giving up the thread in between are stored all or
 * none.
 */
export class Store {
  /** The data as it is now, unflushed writes included. */
  readonly latest: View;
  readonly pending = new Overlay();
  /** Called before a batch goes out, to add to it what is written once per batch. */
  readonly beforeBatch: (() => void)[] = [];
  /** Called with the writes that LMDB has now. */
  readonly afterBatch: ((writes: readonly Written[]) => void)[] = [];
  /** Called where a batch failed: what memory knows beyond LMDB is void. */
  readonly afterFailure: (() => void)[] = [];

  private readonly db: RootDatabase<Buffer, Buffer>;
  private readonly lock: FolderLock;
  private sequence: number;
  private gathering: Batch | undefined;
  private isCommitting = false;
  private hasFailed = false;
  private scheduled: { run: () => void; timer: NodeJS.Timeout | undefined } | undefined;
  /** How many callers waited for the last batch, and how long a flush takes in milliseconds: both smoothed. */
  private expected = 0;
  private flushTime = 0;
  private flushes = new Set<Promise<void>>();

  private constructor(db: RootDatabase<Buffer, Buffer>, lock: FolderLock) {
    this.db = db;
    this.lock = lock;
    this.latest = new View(db as unknown as Base, this.pending);
    this.sequence = Number(db.getBinary(SEQUENCE_KEY)?.readBigUInt64BE(0) ?? 0n);
  }

  static async open(folder: string): Promise<Store> {
    prepareFolder(folder);
    const lock = await lockFolder(folder);
    try {
      checkDataFile(folder);
      const db = open<Buffer, Buffer>({
        path: folder,
        keyEncoding: 'binary',
        encoding: 'binary',
        // Values are whole BSON documents that clients get as they are; compressing them would cost the fast path.
        compression: false,
        // Commits become visible before they are flushed and the next batch starts meanwhile. LMDB keeps a third meta
        // page for the last flushed state and frees no page that it needs, so after a power loss that state opens.
        // (lmdb leaves it off on Windows, where it flushes before a commit is visible.)
        ...(process.platform === 'win32' ? {} : { overlappingSync: true }),
        // The promise of a batch resolves at the commit and has `flushed` beside it: writes are answered at the latter.
        separateFlushed: true,
        // Batches are formed here, not by lmdb's turn of the event loop.
        eventTurnBatching: false,
        // A page that is recycled must not leak other documents' bytes into a backup: memory is cleared (noMemInit off).
        noMemInit: false,
        // noSync, noMetaSync, mapAsync, useWritemap: off, each would trade durability away.
        maxReaders: 126,
      } as Parameters<typeof open<Buffer, Buffer>>[0]);
      const others = readerPids(db).filter((pid) => pid !== process.pid);
      if (others.length > 0) {
        await db.close();
        throw new Error(`${folder} is in use by process ${others[0]}`);
      }
      return new Store(db, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get lastSequence(): number {
    return this.sequence;
  }

  put(key: Buffer, value: Uint8Array): void {
    this.write(key, value);
  }

  remove(key: Buffer): void {
    this.write(key, null);
  }

  /** Takes over what a transaction has written. */
  adopt({ key, text, value }: Written): void {
    this.write(key, value, text);
  }

  /** Resolves when everything written so far is on the disk. */
  durable(): Promise<unknown> {
    if (this.gathering !== undefined) {
      this.gathering.waiters++;
      if (this.scheduled?.timer !== undefined && this.gathering.waiters >= this.expected) this.scheduled.run();
      return this.gathering.durable.promise;
    }
    return this.flushes.size === 0 ? Promise.resolve() : Promise.all(this.flushes);
  }

  /**
   * A state of the data that stays as it is, with the position in the order of writes that it has. Writes on their way to
   * the disk are copied into the overlay, unless they are very many: then the state is LMDB's last, a moment ago.
   */
  snapshot(overlay: Overlay): { view: View; sequence: number; release: () => void } {
    const transaction = this.db.useReadTransaction() as { done(): void };
    const view = new View(this.db as unknown as Base, overlay, transaction);
    const isCopied = this.pending.size <= MOST_COPIED;
    const sequence = isCopied
      ? this.sequence
      : Number((view.get(SEQUENCE_KEY) as Buffer | undefined)?.readBigUInt64BE(0) ?? 0n);
    if (isCopied) overlay.copyFrom(this.pending);
    let isReleased = false;
    const release = (): void => {
      if (!isReleased) transaction.done();
      isReleased = true;
    };
    return { view, sequence, release };
  }

  /** Copies the data to an empty folder while it is in use; `compact` leaves out free pages. */
  async backup(folder: string, compact: boolean): Promise<void> {
    prepareFolder(folder);
    await this.durable();
    await this.db.backup(folder, compact);
  }

  stats(): { pageSize: number; fileSize: number } {
    const { pageSize, root } = this.db.getStats() as { pageSize: number; root: { lastPageNumber?: number } };
    return { pageSize: pageSize ?? 4096, fileSize: (pageSize ?? 4096) * ((root?.lastPageNumber ?? 0) + 1) };
  }

  async close(): Promise<void> {
    while (this.gathering !== undefined || this.flushes.size > 0) {
      await this.durable().catch(() => undefined);
    }
    // After a failed batch lmdb would wait for ever for its flush; what it holds goes with the thread.
    if (this.hasFailed) void this.db.close();
    else await this.db.close();
    this.lock.release();
  }

  private write(key: Buffer, value: Uint8Array | null, text = keyText(key)): void {
    const written: Written = { key, text, value, sequence: ++this.sequence };
    this.pending.set(written);
    if (this.gathering === undefined) {
      this.gathering = { writes: [], durable: Promise.withResolvers(), waiters: 0 };
      // A failure is told to whoever waits; where nobody does it must not end the process.
      this.gathering.durable.promise.catch(() => undefined);
      this.schedule();
    }
    this.gathering.writes.push(written);
  }

  /**
   * Commits at the end of this turn. Where many callers waited for the last batch and only few have come since, the
   * others are just being answered: where flushes are slow, waiting for them a little spares one.
   */
  private schedule(): void {
    if (this.isCommitting || this.scheduled !== undefined) return;
    let isRun = false;
    const run = (): void => {
      if (isRun) return;
      isRun = true;
      clearTimeout(this.scheduled?.timer);
      this.scheduled = { run, timer: undefined };
      setImmediate(() => {
        this.scheduled = undefined;
        void this.commit();
      });
    };
    const wait = Math.min(LONGEST_WAIT, Math.floor(this.flushTime / 4));
    if (wait >= 1 && this.expected > 2 && this.gathering!.waiters < this.expected)
      this.scheduled = { run, timer: setTimeout(run, wait) };
    else run();
  }

  private async commit(): Promise<void> {
    for (const prepare of this.beforeBatch) prepare();
    const sequence = Buffer.allocUnsafe(8);
    sequence.writeBigUInt64BE(BigInt(this.sequence + 1), 0);
    this.write(SEQUENCE_KEY, sequence);
    const batch = this.gathering!;
    this.gathering = undefined;
    this.isCommitting = true;
    const started = performance.now();
    const flushed = batch.durable.promise.finally(() => this.flushes.delete(flushed)) as Promise<void>;
    flushed.catch(() => undefined);
    this.flushes.add(flushed);
    try {
      const committed = this.db.batch(() => {
        for (const { key, value } of batch.writes) {
          if (value === null) void this.db.remove(key);
          else void this.db.put(key, value as Buffer);
        }
      }) as Promise<boolean> & { flushed: Promise<unknown> };
      void Promise.resolve(committed.flushed).then(() => batch.durable.resolve(), batch.durable.reject);
      await committed;
      this.flushTime = this.flushTime * 0.8 + (performance.now() - started) * 0.2;
      this.expected = Math.max(batch.waiters, this.expected * 0.7);
      for (const written of batch.writes) this.pending.settle(written);
      for (const listen of this.afterBatch) listen(batch.writes);
    } catch (error) {
      this.fail(batch, await reasonOf(error as Error));
    }
    this.isCommitting = false;
    if (this.gathering !== undefined) this.schedule();
  }

  /** What came after a failed batch builds upon it, so it fails too; LMDB itself is as it was before. */
  private fail(batch: Batch, cause: Error): void {
    this.hasFailed = true;
    const error = mongoError('OutOfDiskSpace', `the write could not be stored: ${cause.message}`);
    error.cause = cause;
    batch.durable.reject(error);
    this.gathering?.durable.reject(error);
    this.gathering = undefined;
    this.pending.clear();
    for (const listen of this.afterFailure) listen();
  }
}
