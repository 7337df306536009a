import { mongoError } from '../errors.js';
import { keyText } from './keys.js';
import { Overlay } from './overlay.js';
import type { Store } from './store.js';
import { transactionEnded, type View } from './view.js';

/** A write outside of transactions met a key that an open transaction holds: try again when that has ended. */
export class Blocked extends Error {
  readonly holder: TransactionWriter;

  constructor(holder: TransactionWriter) {
    super('blocked by an open transaction');
    this.holder = holder;
  }
}

/** Reads and writes of one operation, either at once (`DirectWriter`) or within a transaction. */
export interface Writer {
  readonly view: View;
  /** What others see: for a transaction beyond its snapshot. */
  readonly newest: View;
  readonly isTransaction: boolean;
  /** Must precede `put` and `remove` of a key that two writers may want: a document, or a key of a unique index. */
  claim(key: Buffer): void;
  put(key: Buffer, value: Uint8Array): void;
  remove(key: Buffer): void;
  /** Adds to a collection's kept count and size. */
  tally(tree: number, documents: number, bytes: number): void;
  /** Called once the writes hold; never for a transaction that is aborted. */
  onCommit(action: () => void): void;
}

export interface Tally {
  count: number;
  size: number;
}

/** Who holds which key, and which keys were written lately; transactions see from it whether they were overtaken. */
export class Conflicts {
  private readonly store: Store;
  private readonly holders = new Map<string, TransactionWriter>();
  /** What left memory while a transaction was open, the earliest first. */
  private readonly recent = new Map<string, number>();

  constructor(store: Store) {
    this.store = store;
    store.afterSave.push((writes) => {
      if (store.oldestSnapshot === Infinity) return;
      for (const { text, sequence } of writes) {
        this.recent.delete(text);
        this.recent.set(text, sequence);
      }
    });
  }

  get isIdle(): boolean {
    return this.holders.size === 0;
  }

  /** Resolves when every transaction that holds anything now has ended. */
  async settled(): Promise<void> {
    await Promise.all([...new Set(this.holders.values())].map((writer) => writer.ended.promise));
  }

  holder(text: string): TransactionWriter | undefined {
    return this.holders.get(text);
  }

  /** The position of the last write of a key, as far as an open transaction may need it. */
  lastWrite(key: Buffer, text: string): number {
    return this.store.lastWrite(key, text) ?? this.recent.get(text) ?? 0;
  }

  hold(text: string, writer: TransactionWriter): void {
    this.holders.set(text, writer);
  }

  /** Lets go what a transaction held that has ended, and the writes that all others that are open have seen. */
  closed(held: Iterable<string>): void {
    for (const text of held) this.holders.delete(text);
    for (const [text, sequence] of this.recent) {
      if (sequence > this.store.oldestSnapshot) return;
      this.recent.delete(text);
    }
  }
}

export class DirectWriter implements Writer {
  readonly view: View;
  readonly newest: View;
  readonly isTransaction = false;
  private readonly store: Store;
  private readonly conflicts: Conflicts;
  private readonly tallies: (tree: number, documents: number, bytes: number) => void;

  constructor(store: Store, conflicts: Conflicts, tallies: (tree: number, documents: number, bytes: number) => void) {
    this.store = store;
    this.view = store.latest;
    this.newest = store.latest;
    this.conflicts = conflicts;
    this.tallies = tallies;
  }

  claim(key: Buffer): void {
    if (this.conflicts.isIdle) return;
    const holder = this.conflicts.holder(keyText(key));
    if (holder !== undefined) throw new Blocked(holder);
  }

  put(key: Buffer, value: Uint8Array): void {
    this.store.put(key, value);
  }

  remove(key: Buffer): void {
    this.store.remove(key);
  }

  tally(tree: number, documents: number, bytes: number): void {
    this.tallies(tree, documents, bytes);
  }

  onCommit(action: () => void): void {
    action();
  }
}

export const writeConflict = (): Error =>
  mongoError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    { errorLabels: ['TransientTransactionError'] },
  );

/** Snapshot isolation: reads a fixed state with its own writes over it; the first to write a key wins. */
export class TransactionWriter implements Writer {
  readonly view: View;
  readonly newest: View;
  readonly isTransaction = true;
  /** Resolves when the transaction has ended either way. */
  readonly ended = Promise.withResolvers<void>();
  readonly tallied = new Map<number, Tally>();
  private readonly store: Store;
  private readonly conflicts: Conflicts;
  private readonly overlay = new Overlay();
  private readonly held = new Set<string>();
  private readonly snapshot: { view: View; sequence: number; release: () => void };
  private actions: (() => void)[] = [];
  private isOpen = true;

  constructor(store: Store, conflicts: Conflicts) {
    this.store = store;
    this.conflicts = conflicts;
    this.snapshot = store.snapshot(this.overlay);
    this.view = this.snapshot.view;
    this.newest = store.latest;
  }

  claim(key: Buffer): void {
    // What is held after the end would be held for ever.
    if (!this.isOpen) throw transactionEnded();
    const text = keyText(key);
    const holder = this.conflicts.holder(text);
    if (holder === this) return;
    if (holder !== undefined || this.conflicts.lastWrite(key, text) > this.snapshot.sequence) throw writeConflict();
    this.conflicts.hold(text, this);
    this.held.add(text);
  }

  put(key: Buffer, value: Uint8Array): void {
    this.overlay.set({ key, text: keyText(key), value, sequence: 0, older: undefined }, Infinity);
  }

  remove(key: Buffer): void {
    this.overlay.set({ key, text: keyText(key), value: null, sequence: 0, older: undefined }, Infinity);
  }

  tally(tree: number, documents: number, bytes: number): void {
    const tally = this.tallied.get(tree);
    if (tally === undefined) this.tallied.set(tree, { count: documents, size: bytes });
    else {
      tally.count += documents;
      tally.size += bytes;
    }
  }

  onCommit(action: () => void): void {
    this.actions.push(action);
  }

  /** Hands all writes to the store as one batch; `direct` takes the tallies. */
  commit(direct: Writer): void {
    for (const action of this.actions) action();
    for (const written of this.overlay.all()) this.store.adopt(written);
    for (const [tree, { count, size }] of this.tallied) direct.tally(tree, count, size);
    this.end();
  }

  end(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.snapshot.release();
    this.conflicts.closed(this.held);
    this.overlay.clear();
    this.ended.resolve();
  }
}
