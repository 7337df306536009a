import { Injectable } from '@nestjs/common';
import type { Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/records/data-check.js';
import { grossOf, totalOf } from './order-lines.js';
import type { OrderItem } from './order.js';

/** Totals of orders are those of their lines. */
@Injectable()
export class OrderTotalsCheck extends DataCheck {
  readonly kind = { collection: 'orders', entity: 'Order' };
  readonly what = 'totals';

  async makeAnew(orders: readonly WithId<Document>[]): Promise<Document[]> {
    return orders.map(({ items }) => ({
      total: totalOf(items as OrderItem[]),
      gross: grossOf(items as OrderItem[]),
    }));
  }
}
