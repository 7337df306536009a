import type { Model } from 'mongoose';
import { SharedReads } from '../database/shared-reads.js';
import type { JournalEntry } from './journal-entry.js';

/** The newest entries of the journal, which all consumers of a process look at: read once for those at the same place. */
export class JournalTail {
  private readonly reads = new SharedReads();

  constructor(private readonly entries: Model<JournalEntry>) {}

  /** The first so many sealed entries after a position, in order. They are shared: nobody may change them. */
  async after(position: number, limit: number): Promise<readonly JournalEntry[]> {
    return this.reads.run(`${position} ${limit}`, () =>
      this.entries
        .find({ position: { $gt: position } })
        .sort({ position: 1 })
        .limit(limit)
        .lean<JournalEntry[]>()
        .exec(),
    );
  }
}
