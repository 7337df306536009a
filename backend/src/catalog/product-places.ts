import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { ProductsRepository } from './products.repository.js';

/** What belongs to a product, as its pictures do, is for who may read or change the product. */
@Injectable()
export class ProductPlaces implements PlaceKeeper {
  readonly subject = 'Product';

  constructor(
    private readonly products: ProductsRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', { subjectId }: Place, caller: Caller): Promise<boolean> {
    return this.products.allows(action, caller, { _id: subjectId });
  }
}
