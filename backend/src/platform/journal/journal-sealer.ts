import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Leases } from '../database/leases.js';
import { Transactions } from '../database/transactions.js';
import { chainHash, type StoredEntry } from './journal-chain.js';
import { JournalEntry } from './journal-entry.js';

const BATCH = 500;
const LEASE = 'journal-sealer';
/** Short, because nobody seals after the end of a process until its lease ends; whom it ends too early meets the index. */
const LEASE_MS = 1_000;
const IDLE_MS = 1_000;
/** What is committed within this time is sealed together: nobody sees the difference, and writers share the cost. */
const GATHER_MS = 50;

/**
 * Gives committed entries their position and chains them by hash, one process at a time, so that writers
 * never wait for one another; then tells the readers of this process what is new.
 */
@Injectable()
export class JournalSealer implements BeforeApplicationShutdown {
  private readonly logger = new Logger(JournalSealer.name);
  private readonly readers = new Set<(entry: JournalEntry) => void>();
  private timer?: NodeJS.Timeout;
  private gathering?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isWoken = false;
  /** Where the chain ends, while nobody else can have gone on with it. */
  private tail?: { position: number; hash: string };
  private isStopped = false;
  /** The position this process has told its readers of. */
  private reached = -1;

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    private readonly leases: Leases,
    transactions: Transactions,
  ) {
    transactions.afterCommit(() => this.gather());
  }

  /** Starts following the journal from its present end. */
  async start(): Promise<void> {
    this.entries.init().catch((error: unknown) => {
      this.logger.error(`The journal has damage, see GET /api/v1/journal/check: an index failed. ${String(error)}`);
    });
    this.reached = (await this.storedTail()).position;
    this.wake();
  }

  /** Calls `reader` once for each sealed entry from now on, in order. */
  follow(reader: (entry: JournalEntry) => void): void {
    this.readers.add(reader);
  }

  /** Ends with what is being sealed, and leaves the rest to whoever asks next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.gathering);
    await this.running;
    await this.leases.release(LEASE);
  }

  private gather(): void {
    if (this.isStopped) return;
    this.gathering ??= setTimeout(() => this.wake(), GATHER_MS);
  }

  /** Looks at once instead of at the next tick. */
  private wake(): void {
    if (this.isStopped || this.reached < 0) return;
    clearTimeout(this.gathering);
    this.gathering = undefined;
    if (this.running) {
      this.isWoken = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.turn()
      .catch((error: unknown) => this.logger.warn(`Sealing the journal failed, again in a second: ${String(error)}`))
      .finally(() => {
        this.running = undefined;
        if (this.isStopped) return;
        if (this.isWoken) {
          this.isWoken = false;
          this.wake();
        } else this.timer = setTimeout(() => this.wake(), IDLE_MS).unref();
      });
  }

  /** Waits until this process's readers have been told of all that was sealed before the call. */
  async caughtUp(): Promise<void> {
    // A turn that is running may have looked already; the one after it has not.
    await this.running;
    this.wake();
    await this.running;
  }

  private async turn(): Promise<void> {
    await this.seal().finally(() => this.catchUp());
  }

  /** Seals all that is open, unless another process does. The lease is renewed before each batch. */
  private async seal(): Promise<void> {
    for (let open = await this.open(); open.length; open = await this.open()) {
      const held = await this.leases.hold(LEASE, LEASE_MS);
      if (!held) return;
      if (held === 'taken') {
        // Another process may have sealed meanwhile what was open a moment ago.
        this.tail = undefined;
        continue;
      }
      await this.sealBatch(open);
      if (open.length < BATCH) return;
    }
  }

  private async sealBatch(open: readonly StoredEntry[]): Promise<void> {
    const tail = this.tail ?? (await this.storedTail());
    this.tail = undefined;
    // What another process has sealed before this one took over comes first.
    if (this.reached < tail.position) await this.catchUp();
    let { position, hash } = tail;
    const sealed = open.map((entry) => {
      position += 1;
      hash = chainHash(hash, position, entry);
      return { ...entry, position, hash };
    });
    // Where some were sealed meanwhile another process was at work: what it stored counts.
    if ((await this.write(sealed)) !== sealed.length) return;
    this.tail = { position, hash };
    this.tell(sealed);
  }

  private async open(): Promise<StoredEntry[]> {
    return this.entries.find({ position: null }).sort({ _id: 1 }).limit(BATCH).lean<StoredEntry[]>();
  }

  /** Stores places in their order, up to the first that another process has given meanwhile, which it refuses. */
  private async write(sealed: readonly StoredEntry[]): Promise<number> {
    const { modifiedCount } = await this.entries.collection.bulkWrite(sealed.map(sealing) as never[]);
    return modifiedCount;
  }

  /** Tells of what others have sealed. */
  private async catchUp(): Promise<void> {
    for (;;) {
      const news = await this.entries
        .find({ position: { $gt: this.reached } })
        .sort({ position: 1 })
        .limit(BATCH)
        .lean<JournalEntry[]>();
      this.tell(news);
      if (news.length < BATCH) return;
    }
  }

  private tell(news: readonly JournalEntry[]): void {
    for (const entry of news) {
      this.reached = entry.position ?? this.reached;
      for (const reader of this.readers) reader(entry);
    }
  }

  private async storedTail(): Promise<{ position: number; hash: string }> {
    const last = await this.entries
      .findOne({ position: { $gt: 0 } })
      .sort({ position: -1 })
      .lean<JournalEntry>();
    return { position: last?.position ?? 0, hash: last?.hash ?? '' };
  }
}

function sealing({ _id, position, hash }: StoredEntry) {
  return { updateOne: { filter: { _id, position: null }, update: { $set: { position, hash } } } };
}
