import { Injectable } from '@nestjs/common';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/records/data-check.js';
import { addOutstanding } from './request-items.js';
import type { SupplyRequest } from './request.js';

/** What is expected in stock is what requests still bring. */
@Injectable()
export class ExpectedStockCheck extends DataCheck {
  readonly kind = { collection: 'stockItems', entity: 'StockItem' };
  readonly what = 'what requests still bring of them';

  async makeAnew(stock: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const filter = { status: 'in_process', 'items.stockItemId': { $in: stock.map(({ _id }) => _id) } };
    const sums = new Map<string, number>();
    const requests = db.collection('supplyRequests').find(filter, { session, projection: { items: 1 } });
    for await (const { items } of requests) addOutstanding(sums, items as SupplyRequest['items']); // as they are stored
    return stock.map(({ _id }) => ({ expected: sums.get(String(_id)) ?? 0 }));
  }
}
