import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { happeningAt } from '../platform/config/clock.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import { asStored } from '../platform/database/inner-ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import type { Write } from '../platform/database/write.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { Reservation } from './reservation.js';

/** What orders take from stock. It follows from them: it has no entries of its own, and whoever asks is not looked at. */
@Injectable()
export class ReservationsRepository {
  constructor(
    @InjectModel(Reservation.name) private readonly model: Model<Reservation>,
    private readonly transactions: Transactions,
  ) {}

  async ofOrder(orderId: string): Promise<Stored<Reservation>[]> {
    return this.model.find({ orderId }).sort({ _id: 1 }).lean<Stored<Reservation>[]>();
  }

  /** Whether an order takes anything from stock. */
  async hasAny(orderId: string): Promise<boolean> {
    return !!(await this.model.exists({ orderId }));
  }

  /** One page of those who still wait for something, the largest first. */
  async waitingFor(stockItemId: string, { page, pageSize }: PageQuery): Promise<Page<Stored<Reservation>>> {
    const where = allOf<Reservation>({ stockItemId, quantity: { $gt: 0 } });
    const rows = this.model.find(where).sort({ quantity: -1, _id: 1 });
    const items = rows
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .lean<Stored<Reservation>[]>();
    const [found, total] = await Promise.all([items, this.model.countDocuments(where)]);
    return { items: found, total, page, pageSize };
  }

  add({ orderId, itemId, stockItemId, lineId, productId, stageId, ...fields }: Omit<Reservation, keyof Entity>): void {
    const now = happeningAt();
    const ids = Object.entries({ orderId, itemId, stockItemId, lineId, productId, stageId }).flatMap(([name, id]) =>
      id ? [[name, new Types.ObjectId(id)] as const] : [],
    );
    const made = { _id: newId(), version: 1, createdAt: now, updatedAt: now };
    this.write({ insert: { ...fields, ...Object.fromEntries(ids), ...made } });
  }

  change({ _id, version }: Stored<Reservation>, fields: Pick<Reservation, 'quantity' | 'issues'>): void {
    const $set = { ...fields, version: version + 1, updatedAt: happeningAt() };
    this.write({ filter: { _id: new Types.ObjectId(_id) }, update: { $set } });
  }

  delete({ _id }: Stored<Reservation>): void {
    this.write({ remove: { _id: new Types.ObjectId(_id) } });
  }

  private write(write: Write): void {
    this.transactions.write(this.model, asStored(this.model.schema, write));
  }
}
