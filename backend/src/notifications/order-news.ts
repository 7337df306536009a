import { Injectable } from '@nestjs/common';
import type { OrderStatus } from '@verstak/domain';
import { OrdersService } from '../orders/orders.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';

/** What becomes of orders, told to whoever manages them; of those from the shop to all who take orders. */
@Injectable()
export class OrderNews implements NewsSource {
  constructor(
    private readonly orders: OrdersService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter((entry) => entry.entity === 'Order' && (isFromShop(entry) || isStep(entry)));
    const orders = await this.orders.named(own.map(({ entityId }) => String(entityId)));
    const takers = own.some(isFromShop) ? await this.users.idsHolding('orders:write') : [];
    return own.flatMap((entry): News[] => {
      const subjectId = String(entry.entityId);
      const order = orders.get(subjectId);
      if (!order) return [];
      const named = { subject: 'Order', subjectId, number: order.number, name: order.clientName } as const;
      if (isFromShop(entry)) {
        return [{ about: { topic: 'shop_order', ...named }, to: takers, ...happeningOf(entry) }];
      }
      const status = changeOf(entry, 'status')?.after as OrderStatus; // of the closed list, as it was stored
      const details = { status, byName: entry.actor.name };
      const to = order.managerId ? [String(order.managerId)] : [];
      return [{ about: { topic: 'order_status', ...named }, details, to, ...happeningOf(entry) }];
    });
  }
}

function isFromShop(entry: JournalEntry): boolean {
  return entry.action === 'created' && changeOf(entry, 'isFromShop')?.after === true;
}

function isStep(entry: JournalEntry): boolean {
  return entry.action !== 'created' && typeof changeOf(entry, 'status')?.after === 'string';
}
