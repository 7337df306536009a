import type { Collection, Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** A lease as it is stored. */
interface Lease {
  /** What may be done under it. */
  _id: string;
  holder: string;
  /** When it ends by the database's clock; without it, it is free. */
  until?: Date;
  /** Grows whenever it passes to another holder. */
  turn: number;
}

/** No lease is given for longer, so one that ends later than that was written under a wrong clock and is void. */
const LONGEST_MS = 60_000;
/** For work that is done at once: how long it may take, and how often those who wait look again. */
const SHORT_MS = 10_000;
const LOOK_MS = 100;

/**
 * Lets one process at a time do a piece of work: a lease that is not renewed falls to the next that asks. It is given
 * and judged by the database's clock alone, whatever those of the processes say.
 */
export class Leases {
  private readonly holder = randomUUID();
  /** The turns in which this process holds leases. */
  private readonly held = new Map<string, number>();
  private readonly leases: Collection<Lease>;

  constructor(database: Db) {
    this.leases = database.collection<Lease>('leases');
  }

  /**
   * Takes or renews the lease for `milliseconds`, at most a minute: `kept` where no other process has held it since the
   * last call, `taken` where one may have, `undefined` where one does.
   */
  async hold(name: string, milliseconds: number): Promise<'kept' | 'taken' | undefined> {
    const until = { $add: ['$$NOW', Math.min(milliseconds, LONGEST_MS)] };
    const isOwn = { $eq: ['$holder', this.holder] };
    const isVoid = { $gt: ['$until', { $add: ['$$NOW', LONGEST_MS] }] };
    const isFree = { $or: [isOwn, { $lt: ['$until', '$$NOW'] }, isVoid] };
    const lease = await this.leases.findOneAndUpdate(
      { _id: name },
      [
        {
          $set: {
            holder: { $cond: [isFree, this.holder, '$holder'] },
            until: { $cond: [isFree, until, '$until'] },
            turn: { $cond: [{ $and: [isFree, { $not: isOwn }] }, { $add: [{ $ifNull: ['$turn', 0] }, 1] }, '$turn'] },
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    const former = this.held.get(name);
    this.held.delete(name);
    if (lease?.holder !== this.holder) return undefined;
    this.held.set(name, lease.turn);
    return lease.turn === former ? 'kept' : 'taken';
  }

  /** Does a short piece of work when no other process does it; the others wait and do it after one another. */
  async inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    while (!(await this.hold(name, SHORT_MS))) await pause(LOOK_MS);
    return await work().finally(() => this.release(name));
  }

  /** Gives the lease up, so that another process need not wait for its end; nothing where it is not held here. */
  async release(name: string): Promise<void> {
    if (!this.held.delete(name)) return;
    await this.leases.updateOne({ _id: name, holder: this.holder }, { $unset: { until: '' } });
  }
}
