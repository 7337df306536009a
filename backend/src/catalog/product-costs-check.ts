import { Injectable } from '@nestjs/common';
import type { Document, WithId } from 'mongodb';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { asRead } from '../platform/database/inner-ids.js';
import { structuredCopy } from '../platform/database/structured-copy.js';
import { DataCheck } from '../platform/records/data-check.js';
import { ProductCosts } from './product-costs.js';
import { ProductSchema, type Product } from './product.js';

/** What products cost and earn, against what they are made of. */
@Injectable()
export class ProductCostsCheck extends DataCheck {
  readonly kind = { collection: 'products', entity: 'Product' };
  readonly what = 'what they cost and earn';

  constructor(private readonly costs: ProductCosts) {
    super();
  }

  async makeAnew(products: readonly WithId<Document>[]): Promise<Document[]> {
    return asSystem('what something costs', async () => {
      const read = products.map((product) => asRead(ProductSchema, structuredCopy<Document>(product)));
      const figures = await this.costs.figuresOf(read as unknown as Stored<Product>[]);
      return figures.map((one) => ({ ...one }));
    });
  }
}
