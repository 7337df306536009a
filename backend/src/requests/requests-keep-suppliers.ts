import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { RequestsRepository } from './requests.repository.js';

/** A supplier who has got requests is not deleted. */
@Injectable()
export class RequestsKeepSuppliers implements Reaction<Supplier, number, never> {
  readonly rule = 'requests keep their suppliers';

  constructor(
    private readonly requests: RequestsRepository,
    reactions: Reactions,
  ) {
    reactions.add(Supplier, this);
  }

  async learn({ before, after }: DocumentChange<Supplier>): Promise<number | undefined> {
    return before && !after ? this.requests.countBy(before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<Supplier>, items: number): never[] {
    if (!items) return [];
    throw Conflict('supplier.in_use', `${before?.name} has ${items} requests; archive it.`, { items });
  }
}
