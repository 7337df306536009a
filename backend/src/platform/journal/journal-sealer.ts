import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Leases } from '../database/leases.js';
import { chainHash, type StoredEntry } from './journal-chain.js';
import { JournalEntry } from './journal-entry.js';

const BATCH = 500;
const LEASE = 'journal-sealer';
/** Short, because nobody seals after the end of a process until its lease ends; whom it ends too early meets the index. */
const LEASE_MS = 1_000;

/**
 * Gives committed entries their position and chains them by hash, one process at a time, so that writers never wait
 * for one another.
 */
@Injectable()
export class JournalSealer {
  /** Where the chain ends, while nobody else can have gone on with it. */
  private tail?: { position: number; hash: string };

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    private readonly leases: Leases,
  ) {}

  /**
   * Seals all that is open and hands out what was sealed, a batch at a time; gives `false` where another process is at
   * it. The lease is renewed before each batch.
   */
  async seal(sealed: (batch: readonly JournalEntry[]) => Promise<void>): Promise<boolean> {
    for (let open = await this.open(); open.length; open = await this.open()) {
      const held = await this.leases.hold(LEASE, LEASE_MS);
      if (!held) return false;
      if (held === 'taken') {
        // Another process may have sealed meanwhile what was open a moment ago.
        this.tail = undefined;
        continue;
      }
      await sealed(await this.sealBatch(open));
      if (open.length < BATCH) return true;
    }
    return true;
  }

  /** Leaves the work to whoever asks next. */
  async release(): Promise<void> {
    await this.leases.release(LEASE);
  }

  /** The last position that was given; 0 where there is none. */
  async position(): Promise<number> {
    return (await this.storedTail()).position;
  }

  /** Seals these; gives none where some were sealed meanwhile, by another process: what it stored counts. */
  private async sealBatch(open: readonly StoredEntry[]): Promise<StoredEntry[]> {
    let { position, hash } = this.tail ?? (await this.storedTail());
    this.tail = undefined;
    const sealed = open.map((entry) => {
      position += 1;
      hash = chainHash(hash, position, entry);
      return { ...entry, position, hash };
    });
    // In their order, up to the first position that another process has given, which the index refuses.
    const { modifiedCount } = await this.entries.collection.bulkWrite(sealed.map(sealing) as never[]);
    if (modifiedCount !== sealed.length) return [];
    this.tail = { position, hash };
    return sealed;
  }

  private async open(): Promise<StoredEntry[]> {
    return this.entries.find({ position: null }).sort({ _id: 1 }).limit(BATCH).lean<StoredEntry[]>();
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
