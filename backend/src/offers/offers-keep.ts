import { Injectable } from '@nestjs/common';
import { StockItem } from '../inventory/stock-item.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { OffersRepository } from './offers.repository.js';

/** A supplier who offers something is not deleted. */
@Injectable()
export class OffersKeepSuppliers implements Reaction<Supplier, number, never> {
  readonly rule = 'offers keep their suppliers';

  constructor(
    private readonly offers: OffersRepository,
    reactions: Reactions,
  ) {
    reactions.add(Supplier, this);
  }

  async learn({ before, after }: DocumentChange<Supplier>): Promise<number | undefined> {
    return before && !after ? this.offers.countOf('supplierId', before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<Supplier>, offers: number): never[] {
    if (!offers) return [];
    throw Conflict('supplier.in_use', `${before?.name} has ${offers} offers; archive it.`, { offers });
  }
}

/** What is offered by suppliers is not deleted from the stock. */
@Injectable()
export class OffersKeepStock implements Reaction<StockItem, number, never> {
  readonly rule = 'offers keep what they are in stock';

  constructor(
    private readonly offers: OffersRepository,
    reactions: Reactions,
  ) {
    reactions.add(StockItem, this);
  }

  async learn({ before, after }: DocumentChange<StockItem>): Promise<number | undefined> {
    return before && !after ? this.offers.countOf('stockItemId', before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<StockItem>, offers: number): never[] {
    if (!offers) return [];
    const name = before?.name;
    throw Conflict('stock.in_use', `${name} is what ${offers} offers of suppliers are; archive it.`, { name, offers });
  }
}
