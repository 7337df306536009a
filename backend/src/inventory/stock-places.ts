import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { Movement } from './movement.js';
import { StockItemsRepository } from './stock-items.repository.js';

/** What belongs to something in stock, as its movements do, is for who may read or change that. */
@Injectable()
export class StockPlaces implements PlaceKeeper {
  readonly subject = 'StockItem';

  constructor(
    private readonly items: StockItemsRepository,
    places: Places,
  ) {
    places.add(this);
    places.addBelonging(Movement, 'Movement', (movement) => ({
      subject: 'StockItem',
      subjectId: String((movement as Movement).stockItemId),
    }));
  }

  async allows(action: 'read' | 'change', { subjectId }: Place, caller: Caller): Promise<boolean> {
    return this.items.allows(action, caller, { _id: subjectId });
  }
}
