import { Injectable } from '@nestjs/common';
import {
  detailsOf,
  earnedBy,
  productFigures,
  usualChoice,
  type Had,
  type PlannedCost,
  type ProductFigures,
} from '@verstak/domain';
import type { CostQuery, ProductCost } from '../costs/cost.dto.js';
import { CostsService } from '../costs/costs.service.js';
import type { Made } from '../costs/making.js';
import type { Stored } from '../platform/database/entity.js';
import { withoutNulls } from '../platform/database/without-nulls.js';
import type { Product } from './product.js';

/** What of a product decides on what it costs and earns; without an id before it is stored. */
export type CostedProduct = Pick<
  Product,
  'price' | 'options' | 'questions' | 'materials' | 'isStocked' | 'routeId' | 'leastQuantity' | 'targetMargin'
> &
  Partial<Pick<Stored<Product>, '_id'>>;

/** What products cost, and what they earn. */
@Injectable()
export class ProductCosts {
  constructor(private readonly costs: CostsService) {}

  /** What each of these products costs and earns as it is usually had, in their order, whoever asks. */
  async figuresOf(products: readonly CostedProduct[]): Promise<ProductFigures[]> {
    // What a change is about to clear is `null` until then.
    const kept = products.map(withoutNulls);
    const planned = await this.costs.planned(kept.map((product) => madeOf(product, usualChoice(product))));
    const target = await this.costs.targetMargin();
    return kept.map((product, index) => productFigures(product, planned[index] as PlannedCost, target)); // one each
  }

  /** What so much of a product costs now, with what is chosen. */
  async of(product: Stored<Product>, { quantity, choiceIds }: CostQuery): Promise<ProductCost> {
    const usual = usualChoice(product);
    const had = { quantity: quantity ?? usual.quantity, choiceIds: choiceIds ?? usual.choiceIds };
    const [planned] = (await this.costs.planned([madeOf(product, had)])) as [PlannedCost]; // one of one
    const earned = earnedBy(product, had, planned, await this.costs.targetMargin());
    const route = product.routeId && !product.isStocked ? { routeId: String(product.routeId) } : {};
    return { quantity: had.quantity, ...planned, ...earned, ...route } as ProductCost; // lists that nobody changes
  }
}

/** A product as it is made when it is had so; nothing is made of what is sold from stock. */
function madeOf(product: CostedProduct, had: Had): Made {
  const { _id, isStocked, materials, routeId } = product;
  const { details } = detailsOf(product, had);
  return {
    product: { id: _id?.toHexString(), isStocked, materials },
    ...had,
    details,
    routeId,
    needsNoWork: isStocked,
  };
}
