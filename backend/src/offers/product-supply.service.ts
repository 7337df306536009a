import { Injectable } from '@nestjs/common';
import { supplyNewsOf, type SupplyNews } from '@verstak/domain';
import type { Product } from '../catalog/product.js';
import { ProductsService } from '../catalog/products.service.js';
import type { StockItem } from '../inventory/stock-item.js';
import { StockService } from '../inventory/stock.service.js';
import type { Stored } from '../platform/database/entity.js';
import { OffersService } from './offers.service.js';
import type { ProductSupply, SuppliedItem } from './product-supply.dto.js';

/** Something in stock, and what of its supply is news. */
export interface SuppliedStock {
  item: Stored<StockItem>;
  news: SupplyNews | undefined;
}

/** What suppliers say of what products are made of, or are. */
@Injectable()
export class ProductSupplyService {
  constructor(
    private readonly offers: OffersService,
    private readonly products: ProductsService,
    private readonly stock: StockService,
  ) {}

  /** Those of these products that the caller may see and whose supply is news, in the order asked for. */
  async ofProducts(ids: readonly string[]): Promise<ProductSupply[]> {
    const products = await this.products.byIds(ids);
    const stocked = await this.stock.ofProducts(ids);
    const taken = new Map(
      [...products].map(([id, product]) => [id, takenBy(product, stocked.get(id)?._id.toHexString())]),
    );
    const supply = await this.ofStock([...new Set([...taken.values()].flat())]);
    return ids.flatMap((productId) => {
      const items = (taken.get(productId) ?? []).flatMap((id) => suppliedItem(supply.get(id)) ?? []);
      return items.length ? [{ productId, items }] : [];
    });
  }

  /** These things in stock with what of their supply is news, by id, of what the caller may see. */
  async ofStock(ids: readonly string[]): Promise<Map<string, SuppliedStock>> {
    const [items, offers] = await Promise.all([this.stock.named(ids), this.offers.ofStock(ids)]);
    const said = Map.groupBy(offers, ({ stockItemId }) => String(stockItemId));
    return new Map([...items].map(([id, item]) => [id, { item, news: supplyNewsOf(item, said.get(id) ?? []) }]));
  }

  /** How many of the products that customers see take something from stock, whoever asks. */
  async shownOf({ _id, productId }: Stored<StockItem>): Promise<number> {
    return (await this.products.shownOf([_id.toHexString()], productId ? [String(productId)] : [])).length;
  }
}

/** What a product takes from stock: itself, or what goes into it. */
function takenBy({ isStocked, materials = [] }: Product, own: string | undefined): string[] {
  if (isStocked) return own ? [own] : [];
  return [...new Set(materials.map(({ stockItemId }) => String(stockItemId)))];
}

function suppliedItem(supplied: SuppliedStock | undefined): SuppliedItem | undefined {
  if (!supplied?.news) return undefined;
  const { item, news } = supplied;
  const { price, ...rest } = news;
  return {
    stockItemId: item._id.toHexString(),
    name: item.name,
    ...rest,
    ...(price !== undefined && { price, cost: item.cost }),
  };
}
