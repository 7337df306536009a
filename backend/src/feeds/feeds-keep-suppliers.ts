import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { FeedsRepository } from './feeds.repository.js';

/** A supplier whose stock is checked by schedule is not deleted. */
@Injectable()
export class FeedsKeepSuppliers implements Reaction<Supplier, number, never> {
  readonly rule = 'stock checks keep their suppliers';

  constructor(
    private readonly feeds: FeedsRepository,
    reactions: Reactions,
  ) {
    reactions.add(Supplier, this);
  }

  async learn({ before, after }: DocumentChange<Supplier>): Promise<number | undefined> {
    return before && !after ? this.feeds.countOf(before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<Supplier>, feeds: number): never[] {
    if (!feeds) return [];
    const detail = `The stock of ${before?.name} is checked by schedule; remove that first, or archive it.`;
    throw Conflict('supplier.in_use', detail, { feeds });
  }
}
