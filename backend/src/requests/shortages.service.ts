import { Injectable } from '@nestjs/common';
import { exactQuantity, orderQuantityOf, type Money } from '@verstak/domain';
import { StockService } from '../inventory/stock.service.js';
import type { StockItem } from '../inventory/stock-item.js';
import type { Offer } from '../offers/offer.js';
import { OffersService } from '../offers/offers.service.js';
import type { Stored } from '../platform/database/entity.js';
import type { Shortage, ShortageQuery } from './request.dto.js';
import { RequestsRepository } from './requests.repository.js';

/** What is to be ordered of what lies in stock, and how much. */
@Injectable()
export class ShortagesService {
  constructor(
    private readonly stock: StockService,
    private readonly requests: RequestsRepository,
    private readonly offers: OffersService,
  ) {}

  /** What is to be ordered, the scarcest first; or these things, whatever there is of them. */
  async list({ ids }: ShortageQuery): Promise<Shortage[]> {
    const items = ids ? [...(await this.stock.byIds(ids)).values()] : await this.stock.lacking();
    const drafted = await this.requests.drafted(items.map(({ _id }) => _id.toHexString()));
    const offers = await this.offers.ofStock(items.map(({ _id }) => _id.toHexString()));
    const shortages = items.map((item) => {
      const own = offers.filter((offer) => isFor(offer, item));
      return shortageOf(item, drafted.get(item._id.toHexString()) ?? 0, own[0]?.price ?? item.cost);
    });
    return ids ? shortages : shortages.filter(({ suggested, drafted: inDrafts }) => suggested > 0 || inDrafts > 0);
  }
}

/** Whether it is what the supplier of something in stock offers of it. */
function isFor(offer: Offer, { _id, supplierId }: Stored<StockItem>): boolean {
  return String(offer.stockItemId) === _id.toHexString() && String(offer.supplierId) === String(supplierId);
}

function shortageOf(item: Stored<StockItem>, drafted: number, price: Money | undefined): Shortage {
  const { name, article, unit, state, available, reorderPoint, expected, supplierId, supplierName } = item;
  const coming = exactQuantity(expected + drafted);
  return {
    stockItemId: item._id.toHexString(),
    name,
    unit,
    state,
    available,
    expected,
    drafted,
    suggested: orderQuantityOf({ available, expected: coming, reorderPoint }),
    ...(article === undefined ? {} : { article }),
    ...(reorderPoint === undefined ? {} : { reorderPoint }),
    ...(supplierId ? { supplierId: String(supplierId) } : {}),
    ...(supplierName === undefined ? {} : { supplierName }),
    ...(price === undefined ? {} : { price }),
  };
}
