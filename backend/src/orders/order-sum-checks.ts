import { Injectable } from '@nestjs/common';
import { owedFor, type Charge } from '@verstak/domain';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/database/data-check.js';
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

/** A client's account is what the client's orders come to, less what was paid for them. */
@Injectable()
export class ClientBalanceCheck extends DataCheck {
  readonly kind = { collection: 'clients', entity: 'Client' };
  readonly what = 'accounts';

  async makeAnew(clients: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const filter = { clientId: { $in: clients.map(({ _id }) => _id) } };
    const projection = { clientId: 1, status: 1, heldFrom: 1, total: 1, paid: 1 };
    const balances = new Map<string, number>();
    for await (const order of db
      .collection<Charge & { clientId: unknown }>('orders')
      .find(filter, { projection, session })) {
      const id = String(order.clientId);
      balances.set(id, (balances.get(id) ?? 0) + owedFor(order));
    }
    return clients.map(({ _id }) => ({ balance: balances.get(String(_id)) ?? 0 }));
  }
}
