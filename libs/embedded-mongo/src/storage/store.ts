import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mongoError } from '../errors.js';
import { logError, logNotice } from '../log.js';
import { checkDataFile, DATA_FILE } from './file-check.js';
import { flushFile, makeFolder } from './files.js';
import { FORMAT, readFormat, writeFormat } from './format.js';
import { checkJournal, readJournal } from './journal-reading.js';
import { Journal } from './journal.js';
import { keyText } from './keys.js';
import { MOST_READERS, openLmdb, positionOf, readerPids, storeAll, type Lmdb } from './lmdb.js';
import { lockFolder, type FolderLock } from './lock.js';
import { Overlay, type Layer, type Written } from './overlay.js';
import { View, type Base } from './view.js';

/** Writes that are acknowledged together. */
interface Batch {
  readonly writes: Written[];
  bytes: number;
  /** Resolves when the batch is on the disk. */
  readonly durable: PromiseWithResolvers<void>;
}

/** LMDB gets what has gathered when it is this many keys or bytes, or after so many milliseconds. */
const MOST_KEYS = 4096;
const MOST_BYTES = 4 * 1024 * 1024;
const LONGEST_STAY = 1000;

/** So many keys in memory are too many: whoever adds more waits for LMDB. */
const CROWD = 2 * MOST_KEYS;

/** So many snapshots may be open. What reads without one finds a place in LMDB's table all the same. */
export const MOST_SNAPSHOTS = MOST_READERS - 96;

/** A batch of more bytes goes to LMDB at once: its pages cost less than writing everything twice. */
const DIRECT_BYTES = 512 * 1024;

/**
 * One LMDB environment with a journal before it. A write is visible to this process at once: it lies in an overlay over
 * LMDB. It is acknowledged when the journal has it, together with all that came while the batch before it was being
 * flushed. Now and then LMDB gets what has gathered, in one transaction, while new writes go to a new overlay and to the
 * journal's other file. Writes made without giving up the thread in between are stored all or none.
 */
export class Store {
  /** The data as it is now, unflushed writes included. */
  readonly latest: View;
  /** Called before a batch goes out, to add to it what is written once per batch. */
  readonly beforeBatch: (() => void)[] = [];
  /** Called with the writes that LMDB has from now on. */
  readonly afterSave: ((writes: Iterable<Written>) => void)[] = [];
  /** Called where a batch failed: what memory knows beyond what is stored is void. */
  readonly afterFailure: (() => void)[] = [];

  private readonly db: Lmdb;
  private readonly journal: Journal;
  private readonly lock: FolderLock;
  /** What lies over LMDB, the newest first: the overlay that takes writes, then the one on its way to LMDB if any. */
  private readonly layers: Layer[] = [];
  private active = new Overlay();
  private frozen: { readonly overlay: Overlay; upTo: number } | undefined;
  /** Positions of the last write, of the last one on the disk, of the last one in LMDB. */
  private sequence: number;
  private durableSequence: number;
  private savedSequence: number;
  /** Open snapshots, the oldest first. */
  private readonly snapshots = new Set<{ readonly sequence: number }>();
  private gathering: Batch | undefined;
  private committing: Batch | undefined;
  private isScheduled = false;
  private saving: Promise<void> | undefined;
  private saveTimer: NodeJS.Timeout | undefined;
  private isSaveDue = false;
  /** The last batch that LMDB was given failed. */
  private hasFailed = false;
  /** Why nothing more is taken: LMDB shows what it could not flush, and only opening the folder again undoes it. */
  private broken: Error | undefined;

  private constructor(db: Lmdb, journal: Journal, lock: FolderLock) {
    this.db = db;
    this.journal = journal;
    this.lock = lock;
    this.layers.push({ overlay: this.active, upTo: Infinity });
    this.latest = new View(db as unknown as Base, this.layers);
    this.sequence = this.durableSequence = this.savedSequence = positionOf(db);
  }

  /** Opens a folder, with what the journal has beyond LMDB. Rejects where it is in use, of a newer format or damaged. */
  static async open(folder: string): Promise<Store> {
    makeFolder(folder);
    const lock = await lockFolder(folder);
    try {
      const isUsed = readFormat(folder) === FORMAT;
      if (isUsed) checkJournal(folder);
      // The last check, because it makes a file that is short but whole as long as LMDB expects.
      checkDataFile(folder, isUsed);
      const db = openLmdb(folder);
      try {
        const others = readerPids(db).filter((pid) => pid !== process.pid);
        if (others.length > 0) throw new Error(`${folder} is in use by process ${others[0]}`);
        const position = positionOf(db);
        const { batches, torn } = readJournal(folder, position);
        const writes = batches.flatMap((batch) => batch.writes);
        // A new environment is on the disk before the journal builds upon it.
        if (batches.length > 0 || position === 0) await storeAll(db, writes, batches.at(-1)?.last ?? position);
        const journal = new Journal(folder);
        torn.forEach(logNotice);
        if (!isUsed) writeFormat(folder);
        return new Store(db, journal, lock);
      } catch (error) {
        await db.close();
        throw error;
      }
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  get lastSequence(): number {
    return this.sequence;
  }

  /** Whether everything up to a position is on the disk. */
  isDurable(position: number): boolean {
    return position <= this.durableSequence;
  }

  /** The position of the oldest open snapshot, `Infinity` where none is open. */
  get oldestSnapshot(): number {
    for (const { sequence } of this.snapshots) return sequence;
    return Infinity;
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
  durable(): Promise<void> {
    return (this.gathering ?? this.committing)?.durable.promise ?? Promise.resolve();
  }

  /** Resolves when LMDB itself has everything written so far; rejects where it cannot take it. */
  async saved(): Promise<void> {
    await this.durable();
    const position = this.durableSequence;
    while (this.savedSequence < position) {
      if (this.committing === undefined) await (this.saving ?? this.save());
      else await this.committing.durable.promise.catch(() => undefined);
    }
  }

  /** For those who write very much: resolves when memory has room for more. */
  async room(): Promise<void> {
    if (this.active.size > CROWD) await this.saved();
  }

  /** The position of the last write of a key that LMDB does not have yet. */
  lastWrite(key: Buffer, text: string): number | undefined {
    for (const { overlay, upTo } of this.layers) {
      const written = overlay.get(key, text, upTo);
      if (written !== undefined) return written.sequence;
    }
    return undefined;
  }

  /**
   * A state of the data that stays as it is, with the caller's own writes over it, and the position in the order of
   * writes that it has. Refused, to be tried again, where `MOST_SNAPSHOTS` are open.
   */
  snapshot(own: Overlay): { view: View; sequence: number; release: () => void } {
    if (this.snapshots.size >= MOST_SNAPSHOTS)
      throw mongoError('TemporarilyUnavailable', `${MOST_SNAPSHOTS} transactions are open, as many as there may be`, {
        errorLabels: ['TransientTransactionError'],
      });
    const transaction = this.db.useReadTransaction() as { done(): void };
    const state = { sequence: this.sequence };
    this.snapshots.add(state);
    const layers = this.layers.map(({ overlay, upTo }) => ({ overlay, upTo: Math.min(upTo, state.sequence) }));
    const view = new View(this.db as unknown as Base, [{ overlay: own, upTo: Infinity }, ...layers], transaction);
    const release = (): void => {
      if (!this.snapshots.delete(state)) return;
      view.end();
      transaction.done();
    };
    return { view, sequence: state.sequence, release };
  }

  /**
   * Copies the data, without free pages, to an empty folder while it is in use. The copy is on the disk when this
   * resolves; what was copied before a failure is removed.
   */
  async backup(folder: string): Promise<void> {
    makeFolder(folder);
    if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
    await this.saved();
    const file = join(folder, DATA_FILE);
    try {
      // Compact: a copy page by page takes a meta page that may not be flushed, and of the state before it pages that
      // are written over meanwhile.
      await this.db.backup(folder, true);
      flushFile(file);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
    await new Journal(folder).close(true);
    writeFormat(folder);
  }

  stats(): { pageSize: number; fileSize: number } {
    const { pageSize, root } = this.db.getStats() as { pageSize: number; root: { lastPageNumber?: number } };
    return { pageSize: pageSize ?? 4096, fileSize: (pageSize ?? 4096) * ((root?.lastPageNumber ?? 0) + 1) };
  }

  /** Ends when LMDB has everything; where it cannot take it, the journal keeps it for the next time. */
  async close(): Promise<void> {
    const isSaved = await this.durable()
      .catch(() => undefined)
      .then(() => this.saved())
      .then(
        () => true,
        () => false,
      );
    clearTimeout(this.saveTimer);
    // lmdb waits for the flush of its last batch, for ever where that failed; what it holds goes with the thread.
    if (this.hasFailed) void this.db.close();
    else await this.db.close();
    await this.journal.close(isSaved);
    this.lock.release();
  }

  private write(key: Buffer, value: Uint8Array | null, text = keyText(key)): void {
    const written: Written = { key, text, value, sequence: ++this.sequence, older: undefined };
    this.active.set(written, this.horizon());
    if (this.gathering === undefined) {
      this.gathering = { writes: [], bytes: 0, durable: Promise.withResolvers() };
      // A failure is told to whoever waits; where nobody does it must not end the process.
      this.gathering.durable.promise.catch(() => undefined);
      this.schedule();
    }
    this.gathering.writes.push(written);
    this.gathering.bytes += key.length + (value?.length ?? 0);
  }

  /** Nobody reads what was overwritten before this position, and no failure brings it back. */
  private horizon(): number {
    return Math.min(this.oldestSnapshot, this.durableSequence);
  }

  /** Commits at the end of this turn, with all that comes in it. */
  private schedule(): void {
    if (this.committing !== undefined || this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      void this.commit();
    });
  }

  private async commit(): Promise<void> {
    for (const prepare of this.beforeBatch) prepare();
    const batch = this.gathering!;
    const last = this.sequence;
    this.gathering = undefined;
    this.committing = batch;
    try {
      if (this.broken !== undefined) throw this.broken;
      if (batch.bytes > DIRECT_BYTES || this.active.size > CROWD) await this.saveDirectly(last);
      else await this.journal.append(this.durableSequence, last, batch.writes);
      this.durableSequence = last;
      batch.durable.resolve();
    } catch (error) {
      this.fail(batch, error as Error);
    }
    this.committing = undefined;
    this.saveSoon();
    if (this.gathering !== undefined) this.schedule();
  }

  /** What came after a failed batch builds upon it, so it fails too; all that was stored before stays. */
  private fail(batch: Batch, cause: Error): void {
    const error = mongoError('OutOfDiskSpace', `the write could not be stored: ${cause.message}`);
    error.cause = cause;
    if (this.frozen !== undefined) this.frozen.upTo = Math.min(this.frozen.upTo, this.durableSequence);
    for (const failed of [batch, this.gathering]) {
      for (const written of failed?.writes ?? []) this.active.undo(written, this.durableSequence);
      failed?.durable.reject(error);
    }
    this.gathering = undefined;
    for (const listen of this.afterFailure) listen();
  }

  /** Everything up to a position to LMDB, while no other batch is under way. */
  private async saveDirectly(position: number): Promise<void> {
    await this.saving?.catch(() => undefined);
    if (this.frozen !== undefined) await this.saveFrozen(this.frozen);
    this.frozen = this.freeze(position);
    await this.saveFrozen(this.frozen);
  }

  /** Begins to hand over where enough has gathered or stayed long enough; what has failed waits for its time. */
  private saveSoon(): void {
    if (this.saving !== undefined || this.committing !== undefined || this.broken !== undefined) return;
    const isMuch = this.active.size >= MOST_KEYS || this.journal.size >= MOST_BYTES;
    if (this.isSaveDue || (isMuch && this.frozen === undefined))
      this.save().catch((error: unknown) => logError('the journal could not be handed over', error));
    else if (this.active.size > 0 || this.frozen !== undefined)
      this.saveTimer ??= setTimeout(() => {
        this.saveTimer = undefined;
        this.isSaveDue = true;
        this.saveSoon();
      }, LONGEST_STAY).unref();
  }

  /** Hands over to LMDB. A failure leaves everything where it is: in memory and in the journal. */
  private save(): Promise<void> {
    clearTimeout(this.saveTimer);
    this.saveTimer = undefined;
    this.isSaveDue = false;
    this.frozen ??= this.freeze(this.durableSequence);
    this.saving = this.saveFrozen(this.frozen).finally(() => {
      this.saving = undefined;
      this.saveSoon();
    });
    return this.saving;
  }

  /** What was written up to a position stays as it is from here on; the journal's other file takes what comes. */
  private freeze(upTo: number): { readonly overlay: Overlay; upTo: number } {
    const frozen = { overlay: this.active, upTo };
    this.active = new Overlay();
    for (const written of this.gathering?.writes ?? []) this.active.set({ ...written, older: undefined }, upTo);
    this.layers.splice(0, this.layers.length, { overlay: this.active, upTo: Infinity }, frozen);
    this.journal.turn();
    return frozen;
  }

  private async saveFrozen(frozen: Layer): Promise<void> {
    if (this.broken !== undefined) throw this.broken;
    try {
      await storeAll(this.db, frozen.overlay.all(frozen.upTo), frozen.upTo);
    } catch (error) {
      this.hasFailed = true;
      this.db.resetReadTxn();
      if (positionOf(this.db) > this.savedSequence) this.broken = error as Error;
      throw error;
    }
    this.hasFailed = false;
    this.savedSequence = frozen.upTo;
    this.frozen = undefined;
    this.layers.pop();
    for (const listen of this.afterSave) listen(frozen.overlay.all());
  }
}
