import { Injectable } from '@nestjs/common';
import { Product } from '../catalog/product.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Conflict } from '../platform/failure/failure.js';
import { OrdersRepository } from './orders.repository.js';

/** A product that stands in an order is not deleted. */
@Injectable()
export class OrdersKeepProducts implements Reaction<Product, number, never> {
  readonly rule = 'orders keep their products';

  constructor(
    private readonly orders: OrdersRepository,
    reactions: Reactions,
  ) {
    reactions.add(Product, this);
  }

  async learn({ before, after }: DocumentChange<Product>): Promise<number | undefined> {
    return before && !after ? this.orders.countWith(before._id.toHexString()) : undefined;
  }

  consequences(_deletion: DocumentChange<Product>, orders: number): never[] {
    if (!orders) return [];
    throw Conflict('product.in_orders', `The product stands in ${orders} orders; archive it.`, { orders });
  }
}
