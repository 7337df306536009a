import { Injectable } from '@nestjs/common';
import { Client } from '../clients/client.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { OrdersRepository } from './orders.repository.js';

/** A client with orders is not deleted. */
@Injectable()
export class OrdersKeepClients {
  constructor(orders: OrdersRepository, reactions: Reactions) {
    reactions.keep(Client, {
      rule: 'orders keep their clients',
      count: (id) => orders.countOf(id),
      refusal: (_client, found) => {
        const detail = `The client has ${found} orders; archive the client, or delete the orders first.`;
        return Conflict('client.has_orders', detail, { orders: found });
      },
    });
  }
}
