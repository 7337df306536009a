import { Injectable } from '@nestjs/common';
import { StockItem } from '../inventory/stock-item.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions } from '../platform/records/reactions.js';
import { Supplier } from '../suppliers/supplier.js';
import { RequestsRepository } from './requests.repository.js';

/** A supplier who has got requests is not deleted. */
@Injectable()
export class RequestsKeepSuppliers {
  constructor(requests: RequestsRepository, reactions: Reactions) {
    reactions.keep(Supplier, {
      rule: 'requests keep their suppliers',
      count: (id) => requests.countBy(id),
      refusal: ({ name }, found) => {
        return Conflict('supplier.in_use', `${name} has ${found} requests; archive it.`, { requests: found });
      },
    });
  }
}

/** What is asked for in requests is not deleted. */
@Injectable()
export class RequestsKeepStock {
  constructor(requests: RequestsRepository, reactions: Reactions) {
    reactions.keep(StockItem, {
      rule: 'requests keep what they ask for',
      count: (id) => requests.countOf(id),
      refusal: ({ name }, found) => {
        return Conflict('stock.in_use', `${name} stands in ${found} requests; archive it.`, { name, requests: found });
      },
    });
  }
}
