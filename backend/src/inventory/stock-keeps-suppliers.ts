import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { StockItemsRepository } from './stock-items.repository.js';

/** A supplier of something in stock is not deleted. */
@Injectable()
export class StockKeepsSuppliers implements Reaction<Supplier, number, never> {
  readonly rule = 'the stock keeps its suppliers';

  constructor(
    private readonly items: StockItemsRepository,
    reactions: Reactions,
  ) {
    reactions.add(Supplier, this);
  }

  async learn({ before, after }: DocumentChange<Supplier>): Promise<number | undefined> {
    return before && !after ? this.items.countBy(before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<Supplier>, items: number): never[] {
    if (!items) return [];
    throw Conflict('supplier.in_use', `${before?.name} supplies ${items} things in stock; archive it.`, { items });
  }
}
