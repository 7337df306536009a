import { Injectable } from '@nestjs/common';
import { Product } from '../catalog/product.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { OrdersRepository } from './orders.repository.js';

/** A product that stands in an order is not deleted. */
@Injectable()
export class OrdersKeepProducts {
  constructor(orders: OrdersRepository, reactions: Reactions) {
    reactions.keep(Product, {
      rule: 'orders keep their products',
      count: (id) => orders.countWith(id),
      refusal: (_product, found) => {
        return Conflict('product.in_orders', `The product stands in ${found} orders; archive it.`, { orders: found });
      },
    });
  }
}
