import { Injectable } from '@nestjs/common';
import { Client } from '../clients/client.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Conflict } from '../platform/failure/failure.js';
import { OrdersRepository } from './orders.repository.js';

/** A client with orders is not deleted. */
@Injectable()
export class OrdersKeepClients implements Reaction<Client, number, never> {
  readonly rule = 'orders keep their clients';

  constructor(
    private readonly orders: OrdersRepository,
    reactions: Reactions,
  ) {
    reactions.add(Client, this);
  }

  async learn({ before, after }: DocumentChange<Client>): Promise<number | undefined> {
    return before && !after ? this.orders.countOf(before._id.toHexString()) : undefined;
  }

  consequences(_deletion: DocumentChange<Client>, orders: number): never[] {
    if (!orders) return [];
    throw Conflict(
      'client.has_orders',
      `The client has ${orders} orders; archive the client, or delete the orders first.`,
      { orders },
    );
  }
}
