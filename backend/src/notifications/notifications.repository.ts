import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MOST_UNREAD_NOTIFICATIONS } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { currentCall } from '../platform/access/caller.js';
import { allOf, rowsOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { Traces } from '../platform/records/traces.js';
import type { Page } from '../platform/lists/paging.js';
import type { NotificationListQuery } from './notification.dto.js';
import { Notification } from './notification.js';

type Filter = QueryFilter<Notification>;

/** Notifications, which nobody but their recipient sees or marks. */
@Injectable()
export class NotificationsRepository {
  constructor(
    @InjectModel(Notification.name) private readonly model: Model<Notification>,
    private readonly transactions: Transactions,
    traces: Traces,
  ) {
    traces.add(model, 'subjectId', 'recipientId');
  }

  /** Those of the caller that match, the newest first. */
  async list({ topic, isUnread, page, pageSize }: NotificationListQuery): Promise<Page<Stored<Notification>>> {
    const where = this.own({
      ...(topic ? { topic: { $in: topic } } : {}),
      ...(isUnread === undefined ? {} : { readAt: isUnread ? null : { $ne: null } }),
    });
    const found = this.model.find(where).sort({ at: -1, _id: -1 });
    const [items, total] = await Promise.all([
      found
        .skip((page - 1) * pageSize)
        .limit(pageSize)
        .lean<Stored<Notification>[]>(),
      this.model.countDocuments(where),
    ]);
    return { items, total, page, pageSize };
  }

  /** How many of the caller's are unread, counted so far. */
  async countUnread(): Promise<number> {
    return this.model.countDocuments(this.own({ readAt: null }), { limit: MOST_UNREAD_NOTIFICATIONS });
  }

  /** Marks those of the caller that meet a condition as read at a time, or unread; gives how many. */
  async mark(condition: object, readAt: Date | undefined): Promise<number> {
    const where = this.own({ ...condition, ...(readAt ? { readAt: null } : {}) });
    const changedAt = new Date();
    const change = readAt ? { $set: { readAt, changedAt } } : { $set: { changedAt }, $unset: { readAt: '' } };
    return (await this.model.updateMany(where, change)).modifiedCount;
  }

  /** The one that was written last of a thread of somebody, whoever asks. */
  async latestOf(recipientId: string, thread: string): Promise<Stored<Notification> | null> {
    const where = { recipientId: new Types.ObjectId(recipientId), thread };
    return this.model.findOne(where).sort({ position: -1 }).lean<Stored<Notification>>();
  }

  /** Writes a new one within the running transaction; gives its id. */
  add(
    fields: Omit<Notification, 'id' | 'recipientId' | 'subjectId'> & { recipientId: string; subjectId: string },
  ): string {
    const _id = newId();
    const ids = {
      recipientId: new Types.ObjectId(fields.recipientId),
      subjectId: new Types.ObjectId(fields.subjectId),
    };
    this.transactions.write(this.model, { insert: { ...fields, ...ids, _id } });
    return _id.toHexString();
  }

  /** Makes one tell of something later, within the running transaction. */
  renew({ _id }: Stored<Notification>, { subjectId, ...fields }: Partial<Notification> & { subjectId: string }): void {
    const $set = { ...fields, subjectId: new Types.ObjectId(subjectId) };
    this.transactions.write(this.model, { filter: { _id }, update: { $set } });
  }

  /** Whose notifications wait for the letter of the day since before a time, some of them. */
  async waitingBefore(before: Date, limit: number): Promise<string[]> {
    const where = allOf<Notification>({ waitsSince: { $lt: before } });
    return (await this.model.distinct('recipientId', where)).slice(0, limit).map(String);
  }

  /** What waits for the letter of the day of somebody since before a time, the oldest first. */
  async waitingOf(recipientId: string, before: Date): Promise<Stored<Notification>[]> {
    const where = allOf<Notification>({ recipientId: new Types.ObjectId(recipientId), waitsSince: { $lt: before } });
    return this.model.find(where).sort({ at: 1 }).lean<Stored<Notification>[]>();
  }

  /** These wait for no letter any more; within the running transaction. */
  async settle(notifications: readonly Stored<Notification>[]): Promise<void> {
    const _id = { $in: notifications.map((one) => one._id) };
    await this.model.updateMany(allOf<Notification>({ _id }), { $unset: { waitsSince: '' } });
  }

  /** Whose notifications were written or marked after a time, and when the last of them was. */
  async changedAfter(time: Date, limit: number): Promise<Pick<Notification, 'recipientId' | 'changedAt'>[]> {
    return this.model
      .find(allOf<Notification>({ changedAt: { $gt: time } }), { recipientId: 1, changedAt: 1 })
      .sort({ changedAt: 1 })
      .limit(limit)
      .lean<Notification[]>();
  }

  /** Deletes those that were written before a time. */
  async deleteBefore(time: Date): Promise<void> {
    await this.model.deleteMany(allOf<Notification>({ changedAt: { $lt: time } }));
  }

  private own(condition: object): Filter {
    return allOf<Notification>(rowsOf(currentCall().caller, 'read', 'Notification'), { isShown: true }, condition);
  }
}
