import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { StockItemsRepository } from './stock-items.repository.js';

/** A supplier of something in stock is not deleted. */
@Injectable()
export class StockKeepsSuppliers {
  constructor(stock: StockItemsRepository, reactions: Reactions) {
    reactions.keep(Supplier, {
      rule: 'the stock keeps its suppliers',
      count: (id) => stock.countBy(id),
      refusal: ({ name }, items) => {
        return Conflict('supplier.in_use', `${name} supplies ${items} things in stock; archive it.`, { items });
      },
    });
  }
}
