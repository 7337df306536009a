import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Connection, Model } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { Leases } from '../database/leases.js';
import type { StoredEntry } from './journal-chain.js';
import { JournalEntry } from './journal-entry.js';
import { JournalHead, type Head } from './journal-head.js';
import { JournalKey } from './journal-key.js';

const BATCH = 500;
const LEASE = 'journal-sealer';
/** Short, because nobody seals after the end of a process until its lease ends; whom it ends too early meets the head. */
const LEASE_MS = 1_000;

/** Somebody else has sealed meanwhile: what that one stored counts. */
class Overtaken extends Error {}

/**
 * Gives committed entries their position and chains them by a keyed hash, one process at a time, so that writers never
 * wait for one another. The chain and its head move in one transaction, so two who seal at once exclude each other
 * whatever became of their leases.
 */
@Injectable()
export class JournalSealer {
  private readonly logger = new Logger(JournalSealer.name);

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    @InjectConnection() private readonly connection: Connection,
    private readonly leases: Leases,
    private readonly heads: JournalHead,
    private readonly key: JournalKey,
  ) {}

  /**
   * Seals all that is open and hands out what was sealed, a batch at a time; gives `false` where another process is at
   * it. The lease is renewed before each batch.
   */
  async seal(sealed: (batch: readonly JournalEntry[]) => Promise<void>): Promise<boolean> {
    for (let open = await this.open(); open.length; open = await this.open()) {
      const held = await this.leases.hold(LEASE, LEASE_MS);
      if (!held) return false;
      // Another process may have sealed meanwhile what was open a moment ago.
      if (held === 'taken') continue;
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
    return (await this.heads.open()).position;
  }

  /** Seals these; gives none where another process was quicker or somebody stands in the way. */
  private async sealBatch(open: readonly StoredEntry[]): Promise<StoredEntry[]> {
    const head = await this.heads.open();
    let { position, hash } = head;
    const sealed = open.map((entry) => {
      position += 1;
      const own = this.key.isOwn(entry) ? entry : { ...entry, isForeign: true };
      hash = this.key.chainHash(hash, position, own);
      return { ...own, position, hash };
    });
    try {
      await this.inTransaction((session) => this.store(head, { position, hash }, sealed, session));
      return sealed;
    } catch (error) {
      if (isDuplicateKey(error)) await this.clearWay(head);
      else if (!(error instanceof Overtaken)) throw error;
      return [];
    }
  }

  private async store(
    head: Head,
    end: { position: number; hash: string },
    sealed: readonly StoredEntry[],
    session: ClientSession,
  ): Promise<void> {
    if (!(await this.heads.move(head, end, session))) throw new Overtaken();
    const { modifiedCount } = await this.entries.collection.bulkWrite(sealed.map(sealing) as never[], { session });
    if (modifiedCount !== sealed.length) throw new Overtaken();
  }

  /** Puts what stands behind the head without having been sealed aside, where the check finds it. */
  private async clearWay(head: Head): Promise<void> {
    await this.inTransaction(async (session) => {
      // Only while the head stands there: behind it nothing was sealed.
      if (!(await this.heads.move(head, head, session))) return;
      const planted = await this.entries
        .find({ position: { $gt: head.position } })
        .session(session)
        .lean<StoredEntry[]>();
      for (const { _id, position = 0 } of planted) {
        this.logger.error(`Entry ${_id.toHexString()} of the journal had position ${position} and was never sealed.`);
        await this.entries.updateOne({ _id }, { $set: { position: -position } }, { session });
      }
    });
  }

  private async open(): Promise<StoredEntry[]> {
    return this.entries.find({ position: null }).sort({ _id: 1 }).limit(BATCH).lean<StoredEntry[]>();
  }

  private async inTransaction(work: (session: ClientSession) => Promise<void>): Promise<void> {
    await this.connection.getClient().withSession((session) =>
      session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
      }),
    );
  }
}

function sealing({ _id, position, hash, isForeign }: StoredEntry) {
  const update = { $set: { position, hash, ...(isForeign ? { isForeign } : {}) } };
  return { updateOne: { filter: { _id, position: null }, update } };
}
