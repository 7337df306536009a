import { Injectable } from '@nestjs/common';
import { OrderSales, type SoldOrder } from '../orders/order-sales.js';
import { JournalReaders } from '../platform/journal/journal-readers.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { Ledger } from '../platform/records/ledger.js';

/** Sold orders as reports count them: some 300 bytes an order, and 80 for each further product or master in it. */
@Injectable()
export class SalesLedger extends Ledger<SoldOrder> {
  constructor(orders: OrderSales, journal: JournalService, readers: JournalReaders) {
    super('Order', orders, journal, readers);
  }

  protected override compact(order: SoldOrder): SoldOrder {
    order.day = this.once(order.day);
    order.clientId = this.once(order.clientId);
    order.managerId = this.once(order.managerId);
    for (const share of order.shares) {
      share.masterId = this.once(share.masterId);
      share.productId = this.once(share.productId);
    }
    return order;
  }
}
