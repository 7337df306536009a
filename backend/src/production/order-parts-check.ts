import { Injectable } from '@nestjs/common';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/database/data-check.js';

/** An order knows how many parts it has and how many of them are done; cancelled ones do not count. */
@Injectable()
export class OrderPartsCheck extends DataCheck {
  readonly kind = { collection: 'orders', entity: 'Order' };
  readonly what = 'parts made and to be made';

  async makeAnew(orders: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const filter = { orderId: { $in: orders.map(({ _id }) => _id) }, state: { $ne: 'cancelled' } };
    const isDone = { $cond: [{ $eq: ['$state', 'done'] }, 1, 0] };
    const sums = db
      .collection('parts')
      .aggregate<{ _id: unknown; partsTotal: number; partsDone: number }>(
        [{ $match: filter }, { $group: { _id: '$orderId', partsTotal: { $sum: 1 }, partsDone: { $sum: isDone } } }],
        { session },
      );
    const counts = new Map<string, Document>();
    for await (const { _id, partsTotal, partsDone } of sums) counts.set(String(_id), { partsTotal, partsDone });
    return orders.map(({ _id }) => counts.get(String(_id)) ?? { partsTotal: 0, partsDone: 0 });
  }
}
