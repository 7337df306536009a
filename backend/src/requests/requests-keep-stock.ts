import { Injectable } from '@nestjs/common';
import { StockItem } from '../inventory/stock-item.js';
import { Conflict } from '../platform/failure/failure.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { RequestsRepository } from './requests.repository.js';

/** What is asked for in requests is not deleted. */
@Injectable()
export class RequestsKeepStock implements Reaction<StockItem, number, never> {
  readonly rule = 'requests keep what they ask for';

  constructor(
    private readonly requests: RequestsRepository,
    reactions: Reactions,
  ) {
    reactions.add(StockItem, this);
  }

  async learn({ before, after }: DocumentChange<StockItem>): Promise<number | undefined> {
    return before && !after ? this.requests.countOf(before._id.toHexString()) : undefined;
  }

  consequences({ before }: DocumentChange<StockItem>, requests: number): never[] {
    if (!requests) return [];
    throw Conflict('stock.in_use', `${before?.name} stands in ${requests} requests; archive it.`, {
      name: before?.name,
    });
  }
}
