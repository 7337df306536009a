import { Injectable } from '@nestjs/common';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { FeedsRepository } from './feeds.repository.js';

/** A supplier whose stock is checked by schedule is not deleted. */
@Injectable()
export class FeedsKeepSuppliers {
  constructor(feeds: FeedsRepository, reactions: Reactions) {
    reactions.keep(Supplier, {
      rule: 'stock checks keep their suppliers',
      count: (id) => feeds.countOf(id),
      refusal: ({ name }, found) => {
        const detail = `The stock of ${name} is checked by schedule; remove that first, or archive it.`;
        return Conflict('supplier.in_use', detail, { feeds: found });
      },
    });
  }
}
