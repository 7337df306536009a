import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { WebhookState } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { currentCall } from '../platform/access/caller.js';
import { allOf, rowsOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { NotFound } from '../platform/failure/failure.js';
import type { Page } from '../platform/lists/paging.js';
import type { WebhookDeliveryListItem, WebhookDeliveryListQuery } from './webhook.dto.js';
import { CLAIM_MS, LONGEST_MS } from './webhook-pauses.js';
import { MOST_ATTEMPTS, WebhookDelivery, type WebhookAttempt } from './webhook-delivery.js';

type Filter = QueryFilter<WebhookDelivery>;

/** What is to be sent, as it is written. */
export type NewDelivery = Pick<WebhookDelivery, 'eventId' | 'type' | 'at' | 'body' | 'position' | 'state'> &
  Partial<Pick<WebhookDelivery, 'entity' | 'documentId' | 'number'>>;

/** What a list needs of a delivery. */
const LISTED = { body: 0, 'attempts.answer': 0 } as const;

/** What is sent, which nobody sees but who may see where. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(
    @InjectModel(WebhookDelivery.name) private readonly model: Model<WebhookDelivery>,
    private readonly transactions: Transactions,
  ) {}

  /** Those of a place that match, the newest first. */
  async list(endpointId: string, query: WebhookDeliveryListQuery): Promise<Page<Stored<WebhookDeliveryListItem>>> {
    const { page, pageSize } = query;
    const where = this.own(endpointId, query);
    const found = this.model.find(where, LISTED).sort({ at: -1, _id: -1 });
    const [items, total] = await Promise.all([
      found
        .skip((page - 1) * pageSize)
        .limit(pageSize)
        .lean<Stored<WebhookDelivery>[]>(),
      this.model.countDocuments(where),
    ]);
    return { items: items.map(listed), total, page, pageSize };
  }

  /** One of a place; 404 where there is none for the caller. */
  async get(endpointId: string, id: string): Promise<Stored<WebhookDelivery>> {
    const where = { ...this.own(endpointId, {}), _id: new Types.ObjectId(id) };
    const delivery = await this.model.findOne(where).lean<Stored<WebhookDelivery>>();
    if (!delivery) throw NotFound('webhookdelivery', id);
    return delivery;
  }

  /** Writes what is to be sent to a place; what is there already stays as it is. */
  async add(endpointId: Types.ObjectId, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
    await this.transactions.run(async () => {
      const eventIds = deliveries.map(({ eventId }) => eventId);
      const known = await this.model.find(at(endpointId, { eventId: { $in: eventIds } }), { eventId: 1 }).lean();
      const there = new Set(known.map(({ eventId }) => eventId));
      for (const delivery of deliveries) if (!there.has(delivery.eventId)) this.addOne(endpointId, delivery, now);
    });
  }

  /** Writes one, within the running transaction; gives it. */
  addOne(endpointId: Types.ObjectId, { documentId, ...delivery }: NewDelivery, now: Date): Stored<WebhookDelivery> {
    const made = {
      ...delivery,
      _id: newId(),
      endpointId,
      ...(documentId ? { documentId: new Types.ObjectId(documentId) } : {}),
      ...(delivery.state === 'waiting' ? { dueAt: now } : {}),
      attempts: [],
      tries: 0,
      since: now,
    };
    this.transactions.write(this.model, { insert: made });
    return made as unknown as Stored<WebhookDelivery>; // ids are written as texts
  }

  /** How many wait to be sent to a place. */
  async countWaiting(endpointId: Types.ObjectId): Promise<number> {
    return this.model.countDocuments(at(endpointId, { state: 'waiting' }));
  }

  /** Whether something is due at one of these places. */
  async isDue(endpointIds: readonly Types.ObjectId[], now: Date): Promise<boolean> {
    if (!endpointIds.length) return false;
    return !!(await this.model.exists(at({ $in: endpointIds }, due(now))));
  }

  /**
   * Takes over what is due at a place for longest, and counts an attempt: nobody takes it again before its sender must
   * have ended. `null` where nothing is due.
   */
  async claim(endpointId: Types.ObjectId, now: Date): Promise<Stored<WebhookDelivery> | null> {
    const claim = { $inc: { tries: 1 }, $set: { dueAt: new Date(now.getTime() + CLAIM_MS) } };
    return this.model
      .findOneAndUpdate(at(endpointId, due(now)), claim, { sort: { dueAt: 1, position: 1 }, returnDocument: 'after' })
      .lean<Stored<WebhookDelivery>>();
  }

  /** Ends an attempt: tells of it, and what is next, unless somebody has decided that meanwhile. */
  async settle(
    { _id, dueAt }: Stored<WebhookDelivery>,
    attempt: WebhookAttempt,
    next: { state: WebhookState; dueAt?: Date },
  ): Promise<void> {
    const $push = { attempts: { $each: [attempt], $slice: -MOST_ATTEMPTS } };
    const $set = { state: next.state, ...(next.state === 'delivered' ? { deliveredAt: attempt.at } : {}) };
    const update = next.dueAt
      ? { $push, $set: { ...$set, dueAt: next.dueAt } }
      : { $push, $set, $unset: { dueAt: '' } };
    const { matchedCount } = await this.model.updateOne(allOf<WebhookDelivery>({ _id, dueAt }), update);
    if (!matchedCount) await this.model.updateOne({ _id }, { $push });
  }

  /** Has one sent as if it were written now; gives it. */
  async beginAnew(delivery: Stored<WebhookDelivery>, now: Date): Promise<Stored<WebhookDelivery>> {
    await this.model.updateOne({ _id: delivery._id }, anew(now));
    return { ...delivery, state: 'waiting', dueAt: now, deliveredAt: undefined };
  }

  /** Has those of a place sent as if they were written now that match, what happened first, at most so many; gives how many. */
  async beginSomeAnew(endpointId: string, query: WebhookDeliveryFilter, most: number, now: Date): Promise<number> {
    const found = await this.model
      .find(this.own(endpointId, query), { _id: 1 })
      .sort({ at: 1, _id: 1 })
      .limit(most)
      .lean<Stored<WebhookDelivery>[]>();
    const where = { _id: { $in: found.map(({ _id }) => _id) } };
    return (await this.model.updateMany(where, anew(now))).matchedCount;
  }

  /** Has nothing sent that waits at a place. */
  async dropWaiting(endpointId: Types.ObjectId): Promise<void> {
    await this.model.updateMany(at(endpointId, { state: 'waiting' }), DROPPED);
  }

  /** Has nothing sent that waits at none of these places. */
  async dropWaitingBeyond(endpointIds: readonly Types.ObjectId[]): Promise<void> {
    await this.model.updateMany(at({ $nin: endpointIds }, { state: 'waiting' }), DROPPED);
  }

  /** Deletes all of a place. */
  async deleteOf(endpointId: Types.ObjectId): Promise<void> {
    await this.model.deleteMany(at(endpointId));
  }

  /** Deletes what is settled and was to be sent since before a time, and of a place beyond so many, the oldest. */
  async deleteOld(before: Date, endpointIds: readonly Types.ObjectId[], most: number): Promise<void> {
    const settled = { state: { $ne: 'waiting' } };
    await this.model.deleteMany(allOf<WebhookDelivery>({ ...settled, since: { $lt: before } }));
    for (const endpointId of endpointIds) {
      const beyond = await this.model
        .findOne(at(endpointId), { at: 1 })
        .sort({ at: -1, _id: -1 })
        .skip(most)
        .lean<Stored<WebhookDelivery>>();
      if (beyond) await this.model.deleteMany(at(endpointId, { ...settled, at: { $lte: beyond.at } }));
    }
  }

  private own(endpointId: string, { state, type, from, to }: WebhookDeliveryFilter): Filter {
    const at = { ...(from ? { $gte: from } : {}), ...(to ? { $lt: to } : {}) };
    return allOf<WebhookDelivery>(rowsOf(currentCall().caller, 'read', 'WebhookDelivery'), {
      endpointId: new Types.ObjectId(endpointId),
      ...(state ? { state: { $in: state } } : {}),
      ...(type ? { type: { $in: type } } : {}),
      ...(from || to ? { at } : {}),
    });
  }
}

/** Which deliveries of a place are meant. */
export type WebhookDeliveryFilter = Omit<WebhookDeliveryListQuery, 'page' | 'pageSize'>;

const DROPPED = { $set: { state: 'dropped' }, $unset: { dueAt: '' } };

/** What lies at some places and meets a condition. */
function at(endpointId: object, condition: object = {}): Filter {
  return allOf<WebhookDelivery>({ endpointId, ...condition });
}

function anew(now: Date): object {
  return { $set: { state: 'waiting', tries: 0, since: now, dueAt: now }, $unset: { deliveredAt: '' } };
}

function due(now: Date): object {
  return { $or: [{ dueAt: { $lte: now } }, { dueAt: { $gt: new Date(now.getTime() + LONGEST_MS) } }] };
}

function listed({ attempts, ...delivery }: Stored<WebhookDelivery>): Stored<WebhookDeliveryListItem> {
  const { status: lastStatus, fault: lastFault } = attempts.at(-1) ?? {};
  return {
    ...delivery,
    attemptCount: attempts.length,
    ...(lastStatus === undefined ? {} : { lastStatus }),
    ...(lastFault ? { lastFault } : {}),
  };
}
