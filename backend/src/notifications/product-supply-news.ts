import { Injectable } from '@nestjs/common';
import { OffersService } from '../offers/offers.service.js';
import { ProductSupplyService } from '../offers/product-supply.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';
import { isOfferNews } from './offer-news.js';

/** What no supplier has any more, or what costs another price than before, of what the shop sells: told to who keeps that. */
@Injectable()
export class ProductSupplyNews implements NewsSource {
  constructor(
    private readonly offers: OffersService,
    private readonly supply: ProductSupplyService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter((entry) => entry.entity === 'Offer' && isOfferNews(entry));
    if (!own.length) return [];
    const offers = await this.offers.byIds(own.map(({ entityId }) => String(entityId)));
    // Of several offers of one thing the last says how it stands.
    const latest = new Map(
      own.flatMap((entry) => {
        const { stockItemId } = offers.get(String(entry.entityId)) ?? {};
        return stockItemId ? [[String(stockItemId), entry] as const] : [];
      }),
    );
    const found: News[] = [];
    for (const [subjectId, { item, news }] of await this.supply.ofStock([...latest.keys()])) {
      const entry = latest.get(subjectId);
      if (!entry || !news || item.isArchived) continue;
      const isOut = news.isOut && !!changeOf(entry, 'inStock');
      const isOther = news.price !== undefined && !!changeOf(entry, 'price');
      if (!(isOut || isOther) || !(await this.supply.shownOf(item))) continue;
      const about = { topic: 'product_supply', subject: 'StockItem', subjectId, name: item.name } as const;
      found.push({ about, details: { isOut: news.isOut }, to: [], ...happeningOf(entry) });
    }
    if (!found.length) return [];
    const to = (await this.users.holding('catalog:write')).map(({ _id }) => _id.toHexString());
    return found.map((one) => ({ ...one, to }));
  }
}
