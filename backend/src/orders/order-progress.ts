import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Order } from './order.js';

/** How far the parts of an order have come: planned seconds, and those earned of them. */
export type Progress = Pick<Order, 'plannedSeconds' | 'earnedSeconds' | 'partsTotal' | 'partsDone'>;

const FIELDS = { plannedSeconds: 1, earnedSeconds: 1, partsTotal: 1, partsDone: 1 } as const;

/** How far orders have come, for those who show it beside their parts. */
@Injectable()
export class OrderProgress {
  constructor(@InjectModel(Order.name) private readonly orders: Model<Order>) {}

  /** By the id of the order, whoever asks. */
  async of(ids: readonly string[]): Promise<Map<string, Progress>> {
    const filter = { _id: { $in: ids.map((id) => new Types.ObjectId(id)) } };
    const found = this.orders.collection.find<Progress & { _id: Types.ObjectId }>(filter, { projection: FIELDS });
    return new Map((await found.toArray()).map(({ _id, ...progress }) => [_id.toHexString(), progress]));
  }
}
