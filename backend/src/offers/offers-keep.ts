import { Injectable } from '@nestjs/common';
import { StockItem } from '../inventory/stock-item.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { OffersRepository } from './offers.repository.js';

/** A supplier who offers something is not deleted. */
@Injectable()
export class OffersKeepSuppliers {
  constructor(offers: OffersRepository, reactions: Reactions) {
    reactions.keep(Supplier, {
      rule: 'offers keep their suppliers',
      count: (id) => offers.countOf('supplierId', id),
      refusal: ({ name }, found) => {
        return Conflict('supplier.in_use', `${name} has ${found} offers; archive it.`, { offers: found });
      },
    });
  }
}

/** What is offered by suppliers is not deleted from the stock. */
@Injectable()
export class OffersKeepStock {
  constructor(offers: OffersRepository, reactions: Reactions) {
    reactions.keep(StockItem, {
      rule: 'offers keep what they are in stock',
      count: (id) => offers.countOf('stockItemId', id),
      refusal: ({ name }, found) => {
        return Conflict('stock.in_use', `${name} is what ${found} offers of suppliers are; archive it.`, {
          name,
          offers: found,
        });
      },
    });
  }
}
