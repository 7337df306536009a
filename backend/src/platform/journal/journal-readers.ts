import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Bell } from '../database/bell.js';
import { Transactions } from '../database/transactions.js';
import { JournalEntry } from './journal-entry.js';
import { JournalSealer } from './journal-sealer.js';

const BATCH = 500;
/** The bell that is rung where the journal has news for other processes. */
const BELL = 'journal';
/** A ring that was lost costs no more than this. */
const IDLE_MS = 1_000;
/** What is committed within this time is sealed together: nobody sees the difference, and writers share the cost. */
const GATHER_MS = 50;

/** What somebody in every process does with each sealed entry. */
export type JournalReader = (entry: JournalEntry) => void;

/**
 * Tells the readers of this process of every sealed entry, whichever process wrote it, once and in order. Readers are
 * for what each process keeps in memory or owes its own sockets; what is done once for all is a consumer.
 */
@Injectable()
export class JournalReaders implements BeforeApplicationShutdown {
  private readonly logger = new Logger(JournalReaders.name);
  private readonly readers = new Set<JournalReader>();
  /** What a commit sets off is no part of the call that committed. */
  private readonly apart = AsyncLocalStorage.snapshot();
  private timer?: NodeJS.Timeout;
  private gathering?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isWoken = false;
  private isStopped = false;
  /** The position this process has told its readers of. */
  private reached = -1;

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    private readonly sealer: JournalSealer,
    private readonly bell: Bell,
    transactions: Transactions,
  ) {
    transactions.afterCommit(() => this.gather());
    bell.heard(BELL, () => this.wake());
  }

  /** Starts with the present end of the journal. */
  async start(): Promise<void> {
    this.reached = await this.sealer.position();
    this.wake();
  }

  /** Calls `reader` once for each sealed entry from now on, in order. */
  add(reader: JournalReader): void {
    this.readers.add(reader);
  }

  /** Waits until this process's readers have been told of all that was sealed before the call. */
  async caughtUp(): Promise<void> {
    // A turn that is running may have looked already; the one after it has not.
    await this.running;
    this.wake();
    await this.running;
  }

  /** Ends with what is being sealed, and leaves the rest to whoever asks next. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.gathering);
    await this.running;
    await this.sealer.release();
  }

  private gather(): void {
    if (this.isStopped) this.bell.ring(BELL);
    else this.gathering ??= this.apart(() => setTimeout(() => this.wake(), GATHER_MS));
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
    this.running = this.apart(() => this.turn())
      .catch((error: unknown) => this.logger.warn(`Reading the journal failed, again in a second: ${String(error)}`))
      .finally(() => {
        this.running = undefined;
        if (this.isStopped) return;
        if (this.isWoken) {
          this.isWoken = false;
          this.wake();
        } else this.timer = this.apart(() => setTimeout(() => this.wake(), IDLE_MS)).unref();
      });
  }

  private async turn(): Promise<void> {
    let hasNews = false;
    const isDone = await this.sealer
      .seal(async (batch) => {
        hasNews = true;
        // What another process has sealed before this one took over comes first.
        if (batch[0]?.position !== this.reached + 1) await this.catchUp();
        else this.tell(batch);
      })
      .finally(() => this.catchUp());
    // Others have not seen it yet, or one of them is to seal it.
    if (hasNews || !isDone) this.bell.ring(BELL);
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
      for (const reader of this.readers) this.tellOne(reader, entry);
    }
  }

  private tellOne(reader: JournalReader, entry: JournalEntry): void {
    try {
      reader(entry);
    } catch (error) {
      this.logger.error(`A reader of the journal failed at ${entry.position}: ${String(error)}`);
    }
  }
}
