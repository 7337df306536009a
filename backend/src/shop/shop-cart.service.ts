import { Injectable } from '@nestjs/common';
import { detailsOf, isSoldAs, lineTotal, missingOf, mostSold, nearestSold, priceOf } from '@verstak/domain';
import type { Product } from '../catalog/product.js';
import { ProductsService } from '../catalog/products.service.js';
import type { Stored } from '../platform/database/entity.js';
import { AvailabilityService, type Availability } from '../reservations/availability.service.js';
import { ShopCatalogService } from './shop-catalog.service.js';
import {
  MOST_TOLD,
  type CartFault,
  type ShopCartToCheck,
  type ShopCartCheck,
  type ShopCheckedLine,
  type ShopOrderLine,
} from './shop.dto.js';

/** What a customer wants of a product that is still offered, by its place in the cart. */
interface Offered {
  index: number;
  line: ShopOrderLine;
  product: Stored<Product>;
}

/** How a cart stands that a customer has filled: nothing of it is kept or reserved. */
@Injectable()
export class ShopCartService {
  constructor(
    private readonly catalog: ShopCatalogService,
    private readonly products: ProductsService,
    private readonly availability: AvailabilityService,
  ) {}

  /** What each line costs now, and why one cannot be ordered as it is. */
  async check({ items }: ShopCartToCheck): Promise<ShopCartCheck> {
    const known = await this.products.shownByIds(items.map(({ productId }) => productId));
    const offered = items.flatMap((line, index): Offered[] => {
      const product = known.get(line.productId);
      return product ? [{ index, line, product }] : [];
    });
    const there = await this.availability.beside(
      offered.map(({ line: { choiceIds, quantity }, product }) => ({ product, choiceIds, quantity })),
    );
    const lines = items.map((): ShopCheckedLine => ({ fault: 'gone' }));
    offered.forEach((one, at) => (lines[one.index] = standing(one, there[at])));
    return {
      items: lines,
      total: lines.reduce((sum, { total = 0 }) => sum + total, 0),
      earliestDay: this.catalog.earliestDay(offered.map(({ product }) => product)),
    };
  }
}

function standing({ line, product }: Offered, there: Availability = WITHOUT_LIMIT): ShopCheckedLine {
  const { available, isShort } = there;
  const { details } = detailsOf(product, line);
  const missing = missingOf(product, line).join(', ');
  const unitPrice = priceOf(product, details);
  const fault = faultOf(line, product, there);
  return {
    ...(fault ? { fault } : {}),
    title: product.name,
    unitPrice,
    total: lineTotal({ unitPrice, quantity: line.quantity, discountPercent: 0 }),
    ...(available !== undefined && (isShort || available <= MOST_TOLD)
      ? { available: mostSold(available, product) }
      : {}),
    ...(isSoldAs(line.quantity, product) ? {} : { nearest: nearestSold(line.quantity, product) }),
    ...(missing ? { missing } : {}),
  };
}

/** Why a line cannot be ordered as it is: what has to be put right first. */
function faultOf(line: ShopOrderLine, product: Product, { isShort }: Availability): CartFault | undefined {
  if (detailsOf(product, line).faults.length) return 'not_offered';
  if (missingOf(product, line).length) return 'incomplete';
  if (isShort) return 'short';
  return isSoldAs(line.quantity, product) ? undefined : 'step';
}

const WITHOUT_LIMIT: Availability = { available: undefined, isShort: false };
