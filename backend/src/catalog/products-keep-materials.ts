import { Injectable } from '@nestjs/common';
import { StockItem } from '../inventory/stock-item.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { ProductsRepository } from './products.repository.js';

/** What goes into a product is not deleted. */
@Injectable()
export class ProductsKeepMaterials implements Reaction<StockItem, number, never> {
  readonly rule = 'products keep their materials';

  constructor(
    private readonly products: ProductsRepository,
    reactions: Reactions,
  ) {
    reactions.add(StockItem, this);
  }

  async learn({ before, after }: DocumentChange<StockItem>): Promise<number | undefined> {
    return before && !after ? this.products.countOf(before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<StockItem>, products: number): never[] {
    if (!products) return [];
    const name = before?.name;
    throw Conflict('stock.in_use', `${name} goes into ${products} products; archive it.`, { name, products });
  }
}
