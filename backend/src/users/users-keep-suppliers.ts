import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { UsersRepository } from './users.repository.js';

/** A supplier whose people sign in is not deleted. */
@Injectable()
export class UsersKeepSuppliers implements Reaction<Supplier, number, never> {
  readonly rule = 'people keep their suppliers';

  constructor(
    private readonly users: UsersRepository,
    reactions: Reactions,
  ) {
    reactions.add(Supplier, this);
  }

  async learn({ before, after }: DocumentChange<Supplier>): Promise<number | undefined> {
    return before && !after ? this.users.countOf(before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<Supplier>, people: number): never[] {
    if (!people) return [];
    throw Conflict('supplier.in_use', `${people} people sign in for ${before?.name}; archive it.`, { people });
  }
}
