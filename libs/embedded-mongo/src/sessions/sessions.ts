import { mongoError } from '../errors.js';
import type { Conflicts } from '../storage/writer.js';
import { TransactionWriter, type Writer } from '../storage/writer.js';
import type { Collection } from '../storage/catalog.js';
import type { Store } from '../storage/store.js';
import { RetryableWrites } from './retryable.js';

export const SESSION_MINUTES = 30;
const TRANSACTION_SECONDS = 60;
const ABANDONED_SECONDS = 2;

export interface Transaction {
  readonly number: bigint;
  readonly writer: TransactionWriter;
  state: 'open' | 'committed' | 'aborted';
  /** The position of its last write once it is committed. */
  position: number;
  /** Collections that it has created, by namespace. */
  readonly created: Map<string, Collection>;
  readonly deadline: NodeJS.Timeout;
  /** The connection that it was last used over; where that ends and no other follows, the transaction is aborted. */
  connection: number;
}

/** A logical session: at most one transaction, and what its retryable writes gave. */
export class Session {
  readonly id: string;
  lastUse = Date.now();
  transaction: Transaction | undefined;
  /** The highest transaction number seen. */
  number = -1n;
  readonly retryable: RetryableWrites;

  constructor(id: string, store: Store) {
    this.id = id;
    this.retryable = new RetryableWrites(store, id);
  }
}

const noSuchTransaction = (number: bigint): Error =>
  mongoError(
    'NoSuchTransaction',
    `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is -1`,
    { errorLabels: ['TransientTransactionError'] },
  );

const abortedTransaction = (number: bigint): Error =>
  mongoError('NoSuchTransaction', `Transaction with { txnNumber: ${number} } has been aborted.`, {
    errorLabels: ['TransientTransactionError'],
  });

/** All logical sessions of a server. */
export class Sessions {
  private readonly store: Store;
  private readonly conflicts: Conflicts;
  private readonly byId = new Map<string, Session>();

  constructor(store: Store, conflicts: Conflicts) {
    this.store = store;
    this.conflicts = conflicts;
  }

  get(id: string): Session {
    let session = this.byId.get(id);
    if (session === undefined) this.byId.set(id, (session = new Session(id, this.store)));
    session.lastUse = Date.now();
    return session;
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  end(id: string): void {
    const session = this.byId.get(id);
    if (session === undefined) return;
    this.abortOpen(session);
    this.byId.delete(id);
  }

  all(): Session[] {
    return [...this.byId.values()];
  }

  /** Begins a transaction; one that is open under an older number is aborted. */
  begin(session: Session, number: bigint, connection: number): Transaction {
    if (number < session.number) throw tooOld(session, number);
    if (number === session.number) {
      throw mongoError(
        117,
        `Cannot start transaction ${number} on session ${session.id} because it is already in progress`,
      );
    }
    this.abortOpen(session);
    session.number = number;
    const transaction: Transaction = {
      number,
      writer: new TransactionWriter(this.store, this.conflicts),
      state: 'open',
      position: 0,
      created: new Map(),
      deadline: setTimeout(() => this.abort(transaction), TRANSACTION_SECONDS * 1000),
      connection,
    };
    transaction.deadline.unref();
    session.transaction = transaction;
    return transaction;
  }

  /** The open transaction that a statement belongs to. */
  current(session: Session, number: bigint, connection?: number): Transaction {
    if (number < session.number) throw tooOld(session, number);
    const { transaction } = session;
    if (transaction === undefined || transaction.number !== number) throw noSuchTransaction(number);
    if (transaction.state === 'committed') {
      throw mongoError('TransactionCommitted', `Transaction with { txnNumber: ${number} } has been committed.`);
    }
    if (transaction.state === 'aborted') throw abortedTransaction(number);
    if (connection !== undefined) transaction.connection = connection;
    return transaction;
  }

  /** True where it was committed now, false where it had been before. */
  commit(session: Session, number: bigint, direct: Writer, connection: number): boolean {
    if (session.transaction?.number === number && session.transaction.state === 'committed') return false;
    const transaction = this.current(session, number, connection);
    clearTimeout(transaction.deadline);
    try {
      transaction.writer.commit(direct);
    } catch (error) {
      this.abort(transaction);
      throw error;
    }
    transaction.state = 'committed';
    transaction.position = this.store.lastSequence;
    return true;
  }

  abort(transaction: Transaction): void {
    if (transaction.state !== 'open') return;
    clearTimeout(transaction.deadline);
    transaction.state = 'aborted';
    transaction.writer.end();
  }

  /** A retryable write under a new number ends a transaction that is still open under an older one. */
  advance(session: Session, number: bigint): void {
    if (number < session.number) throw tooOld(session, number);
    if (number > session.number) {
      this.abortOpen(session);
      session.number = number;
    }
  }

  /** Transactions of a connection that has gone; a driver that has lost it may go on over another within seconds. */
  abandon(connection: number): void {
    for (const { transaction } of this.byId.values()) {
      if (transaction?.connection !== connection || transaction.state !== 'open') continue;
      const timer = setTimeout(
        () => transaction.connection === connection && this.abort(transaction),
        ABANDONED_SECONDS * 1000,
      );
      timer.unref();
    }
  }

  /** Drops sessions that have not been used for thirty minutes. */
  expire(): void {
    const limit = Date.now() - SESSION_MINUTES * 60_000;
    for (const session of this.byId.values()) if (session.lastUse < limit) this.end(session.id);
  }

  /** After writes were taken back: open transactions may have read them, sessions may remember their results. */
  reset(): void {
    this.close();
    for (const { transaction, retryable } of this.byId.values()) {
      retryable.forget();
      if (transaction?.state === 'committed' && !this.store.isDurable(transaction.position))
        transaction.state = 'aborted';
    }
  }

  close(): void {
    for (const session of this.byId.values()) this.abortOpen(session);
  }

  private abortOpen(session: Session): void {
    if (session.transaction !== undefined) this.abort(session.transaction);
  }
}

const tooOld = (session: Session, number: bigint): Error =>
  mongoError(
    'TransactionTooOld',
    `Cannot start transaction with { txnNumber: ${number} } on session ${session.id} because a newer transaction with txnNumber ${session.number} has already started on this session.`,
  );
