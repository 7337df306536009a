import { Injectable } from '@nestjs/common';
import type { Product } from '../catalog/product.js';
import { ProductsService } from '../catalog/products.service.js';
import { StockService } from '../inventory/stock.service.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import { promised, unitsBeside } from './availability.js';
import { linesOf, type Demanding } from './settlement.js';

/** What of a product decides on how many of it can be had. */
type Taken = Stored<Entity & Pick<Product, 'isStocked' | 'materials'>>;

/** So many of a product with such choices. */
export interface WantedUnits extends Pick<Demanding['items'][number], 'choiceIds' | 'quantity'> {
  product: Taken;
}

/** How many can be had. */
export interface Availability {
  /** `undefined` where nothing limits it. */
  available: number | undefined;
  /** More is wanted than there is. */
  isShort: boolean;
}

/** How much of what the workshop offers can be had now, by what lies in stock and nobody has reserved. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly stock: StockService,
    private readonly products: ProductsService,
  ) {}

  /** How many of each of these can be had when nothing else is wanted and nothing chosen, by id, whoever asks. */
  async ofProducts(products: readonly Taken[]): Promise<Map<string, number | undefined>> {
    const each = await this.beside(products.map((product) => ({ product, quantity: 0 })));
    return new Map(products.map(({ _id }, index) => [_id.toHexString(), each[index]?.available]));
  }

  /** How many of each of these can be had beside the others, whoever asks. */
  async beside(wanted: readonly WantedUnits[]): Promise<Availability[]> {
    const stocked = wanted.flatMap(({ product: { _id, isStocked } }) => (isStocked ? [_id.toHexString()] : []));
    const places = await this.stock.ofProducts(stocked);
    const wants = wanted.map(({ product, choiceIds, quantity }, index) => {
      const productId = product._id.toHexString();
      const item = { id: String(index), productId, quantity, ...(choiceIds ? { choiceIds } : {}) };
      return { takes: linesOf(item, product, places.get(productId)?._id.toHexString()), quantity };
    });
    const there = await this.stock.named(wants.flatMap(({ takes }) => takes.map(({ stockItemId }) => stockItemId)));
    const units = unitsBeside(wants, there);
    return wanted.map(({ product, quantity }, index) => {
      const most = units[index];
      return {
        available: most === undefined ? most : promised(most, product),
        isShort: most !== undefined && quantity > most,
      };
    });
  }

  /** The ids of the products shown to customers of which nobody can have one now, whoever asks. */
  async usedUp(): Promise<string[]> {
    const scarce = await this.stock.scarce(await this.products.mostOfMaterial());
    const [ids, of] = [scarce.map(({ _id }) => _id.toHexString()), scarce.flatMap(({ productId }) => productId ?? [])];
    const units = await this.ofProducts(await this.products.shownOf(ids, of.map(String)));
    return [...units].flatMap(([id, available]) => (available === 0 ? [id] : []));
  }
}
