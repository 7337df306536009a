import { Injectable } from '@nestjs/common';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/database/data-check.js';

/** What is paid for an order is the sum of its payments. */
@Injectable()
export class OrderPaidCheck extends DataCheck {
  readonly kind = { collection: 'orders', entity: 'Order' };
  readonly what = 'what was paid';

  async makeAnew(orders: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const filter = { orderId: { $in: orders.map(({ _id }) => _id) } };
    const sums = db
      .collection('payments')
      .aggregate<{ _id: unknown; paid: number }>(
        [{ $match: filter }, { $group: { _id: '$orderId', paid: { $sum: '$amount' } } }],
        { session },
      );
    const paid = new Map<string, number>();
    for await (const sum of sums) paid.set(String(sum._id), sum.paid);
    return orders.map(({ _id }) => ({ paid: paid.get(String(_id)) ?? 0 }));
  }
}
