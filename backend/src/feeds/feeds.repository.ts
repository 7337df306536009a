import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MOST_FEED_MINUTES } from '@verstak/domain';
import type { Model, QueryFilter } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { NOT_RECORDED, WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import { diff } from '../platform/database/diff.js';
import type { Stored } from '../platform/database/entity.js';
import { NotFound } from '../platform/failure/failure.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { StockFeedWriting } from './feed.dto.js';
import { StockFeed, type FeedRun } from './stock-feed.js';

/** No check takes longer: who has not settled by then has gone. */
const CLAIM_MS = 5 * 60_000;

/** A check that somebody has taken over. */
export type ClaimedFeed = Stored<StockFeed> & { busyUntil: Date };

@Injectable()
export class FeedsRepository extends BaseRepository<StockFeed> {
  constructor(@InjectModel(StockFeed.name) model: Model<StockFeed>, context: RepositoryContext) {
    super(model, StockFeed, 'StockFeed', context);
  }

  /** The check of a supplier’s offers, or `null` where none is set up. */
  async of(supplierId: string): Promise<Stored<StockFeed> | null> {
    return this.one({ supplierId });
  }

  /** The same; 404 where none is set up. */
  async getOf(supplierId: string): Promise<Stored<StockFeed>> {
    const feed = await this.of(supplierId);
    if (!feed) throw NotFound('stockfeed', supplierId);
    return feed;
  }

  async add(fields: Partial<StockFeed>): Promise<Stored<StockFeed>> {
    return this.insert({ ...fields, ...scheduled(fields) });
  }

  /** Writes it anew; a check that is under way is given up. */
  async rewrite(feed: Stored<StockFeed>, fields: StockFeedWriting): Promise<Stored<StockFeed>> {
    const changed = await this.change(feed, {}, (edited) => void Object.assign(edited, fields));
    return this.follow(changed, { ...scheduled(changed), busyUntil: undefined });
  }

  async delete(feed: Stored<StockFeed>): Promise<void> {
    return this.remove(feed);
  }

  /** Checks by schedule that came to nothing last, those first that have for longest, and how many there are. */
  async failing(most: number): Promise<{ items: Stored<StockFeed>[]; total: number }> {
    const failing = { isOn: true, 'lastRun.fault': { $exists: true } };
    const where = allOf<StockFeed>(failing, this.rows());
    const found = this.model.find(where, WITHOUT_DERIVED).sort({ 'lastRun.finishedAt': 1 }).limit(most);
    const [items, total] = await Promise.all([found.lean<Stored<StockFeed>[]>(), this.model.countDocuments(where)]);
    return { items, total };
  }

  /** Whether a check is due, whoever asks. */
  async isDue(now: Date): Promise<boolean> {
    return !!(await this.model.exists(due(now)));
  }

  /** Takes over the check that is due for longest, whoever asks; `null` where none is. */
  async claimDue(now: Date): Promise<ClaimedFeed | null> {
    return this.claim(due(now), now);
  }

  /** Takes over a check, due or not; `null` where it is under way. */
  async claimOne({ _id }: Stored<StockFeed>, now: Date): Promise<ClaimedFeed | null> {
    return this.claim({ _id, ...idle(now) }, now);
  }

  /** Whether a check is still that of who took it over. */
  async isHeld({ _id, busyUntil }: ClaimedFeed): Promise<boolean> {
    return !!(await this.model.exists({ _id, busyUntil }));
  }

  /**
   * Ends a check that is still that of who took it over. The journal tells of it where offers are others since, or it
   * ended otherwise than the one before.
   */
  async settle({ _id, busyUntil }: ClaimedFeed, lastRun: FeedRun): Promise<void> {
    await this.transactions.run(async () => {
      const feed = await this.one({ _id, busyUntil });
      if (!feed) return;
      const nextAt = scheduled(feed, lastRun.finishedAt, feed.everyMinutes).nextAt;
      this.follow(feed, { lastRun, nextAt, busyUntil: undefined });
      const [before, after] = [feed.lastRun?.fault, lastRun.fault];
      if (feed.lastRun && !lastRun.changed && before === after) return;
      this.context.journal.record({
        entity: 'StockFeed',
        entityId: feed._id.toHexString(),
        action: 'checked',
        params: { count: lastRun.changed },
        entityVersion: feed.version,
        changes: diff({ lastRun: { fault: before } }, { lastRun: { fault: after } }, NOT_RECORDED),
      });
    });
  }

  /** How many checks read the offers of a supplier, whoever asks. */
  async countOf(supplierId: string): Promise<number> {
    return this.model.countDocuments({ supplierId });
  }

  private async claim(where: QueryFilter<StockFeed>, now: Date): Promise<ClaimedFeed | null> {
    const claim = { $set: { busyUntil: new Date(now.getTime() + CLAIM_MS) } };
    return this.model
      .findOneAndUpdate(where, claim, { sort: { nextAt: 1 }, returnDocument: 'after', projection: WITHOUT_DERIVED })
      .lean<ClaimedFeed>();
  }
}

/** When it is checked next: at once unless told, and never where it is off. */
function scheduled({ isOn }: Partial<StockFeed>, from = new Date(), minutes = 0): { nextAt: Date | undefined } {
  return { nextAt: isOn ? new Date(from.getTime() + minutes * 60_000) : undefined };
}

/** Nobody is at it. What is put off for longer than ever happens was written under a wrong clock. */
function idle(now: Date): QueryFilter<StockFeed> {
  return { $or: [{ busyUntil: null }, { busyUntil: { $lte: now } }, { busyUntil: { $gt: later(now, CLAIM_MS) } }] };
}

function due(now: Date): QueryFilter<StockFeed> {
  const isDue = { $or: [{ nextAt: { $lte: now } }, { nextAt: { $gt: later(now, MOST_FEED_MINUTES * 60_000) } }] };
  return allOf<StockFeed>({ $and: [isDue, idle(now)] });
}

function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
