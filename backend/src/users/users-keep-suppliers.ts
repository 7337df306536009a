import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { UsersRepository } from './users.repository.js';

/** A supplier whose people sign in is not deleted. */
@Injectable()
export class UsersKeepSuppliers {
  constructor(users: UsersRepository, reactions: Reactions) {
    reactions.keep(Supplier, {
      rule: 'people keep their suppliers',
      count: (id) => users.countOf(id),
      refusal: ({ name }, people) => {
        return Conflict('supplier.in_use', `${people} people sign in for ${name}; archive it.`, { people });
      },
    });
  }
}
