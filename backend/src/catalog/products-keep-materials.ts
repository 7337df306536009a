import { Injectable } from '@nestjs/common';
import { StockItem } from '../inventory/stock-item.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { ProductsRepository } from './products.repository.js';

/** What goes into a product is not deleted. */
@Injectable()
export class ProductsKeepMaterials {
  constructor(products: ProductsRepository, reactions: Reactions) {
    reactions.keep(StockItem, {
      rule: 'products keep their materials',
      count: (id) => products.countOf(id),
      refusal: ({ name }, found) => {
        return Conflict('stock.in_use', `${name} goes into ${found} products; archive it.`, { name, products: found });
      },
    });
  }
}
