import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { createHash } from 'node:crypto';
import type { Model } from 'mongoose';
import { Transactions } from '../database/transactions.js';
import { JournalEntry } from './journal-entry.js';
import { Leases } from './lease.js';

const BATCH = 500;
const LEASE = 'journal-sealer';
const LEASE_MS = 10_000;
const IDLE_MS = 1_000;

type Stored = JournalEntry & { _id: { toHexString(): string } };

/**
 * Gives committed entries their position and chains them by hash, one process at a time, so that writers
 * never wait for one another; then tells the readers of this process what is new.
 */
@Injectable()
export class JournalSealer implements OnApplicationShutdown {
  private readonly logger = new Logger(JournalSealer.name);
  private readonly readers = new Set<(entry: JournalEntry) => void>();
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private isWoken = false;
  private isStopped = false;
  /** The position this process has told its readers of. */
  private reached = -1;

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    private readonly leases: Leases,
    transactions: Transactions,
  ) {
    transactions.afterCommit(() => this.wake());
  }

  /** Starts following the journal from its present end. */
  async start(): Promise<void> {
    const last = await this.last();
    this.reached = last?.position ?? 0;
    this.wake();
  }

  /** Calls `reader` once for each sealed entry from now on, in order. */
  follow(reader: (entry: JournalEntry) => void): void {
    this.readers.add(reader);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Looks at once instead of at the next tick; called after every commit. */
  wake(): void {
    if (this.isStopped || this.reached < 0) return;
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
    if (await this.leases.hold(LEASE, LEASE_MS)) await this.seal();
    await this.tell();
  }

  private async seal(): Promise<void> {
    for (;;) {
      const open = await this.entries.find({ position: null }).sort({ _id: 1 }).limit(BATCH).lean<Stored[]>();
      if (!open.length) return;
      const last = await this.last();
      let position = last?.position ?? 0;
      let hash = last?.hash ?? '';
      const updates = open.map((entry) => {
        position += 1;
        hash = chainHash(hash, position, entry);
        return { updateOne: { filter: { _id: entry._id, position: null }, update: { $set: { position, hash } } } };
      });
      await this.entries.bulkWrite(updates);
      if (open.length < BATCH) return;
    }
  }

  private async tell(): Promise<void> {
    for (;;) {
      const news = await this.entries
        .find({ position: { $gt: this.reached } })
        .sort({ position: 1 })
        .limit(BATCH)
        .lean<JournalEntry[]>();
      for (const entry of news) {
        this.reached = entry.position ?? this.reached;
        for (const reader of this.readers) reader(entry);
      }
      if (news.length < BATCH) return;
    }
  }

  private async last(): Promise<JournalEntry | null> {
    return this.entries
      .findOne({ position: { $gt: 0 } })
      .sort({ position: -1 })
      .lean<JournalEntry>();
  }
}

/** SHA-256 of the former hash, the position and the entry's content, in hex. */
export function chainHash(former: string, position: number, entry: Stored): string {
  const { at, actor, entity, entityId, action, entityVersion, changes } = entry;
  const content = [
    former,
    position,
    entry._id.toHexString(),
    at,
    actor,
    entity,
    String(entityId),
    action,
    entityVersion,
    changes,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
