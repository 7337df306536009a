import { Injectable } from '@nestjs/common';
import { outstandingOf } from '@verstak/domain';
import type { Offer } from '../offers/offer.js';
import { OffersService } from '../offers/offers.service.js';
import { ProductSupplyService } from '../offers/product-supply.service.js';
import type { Stored } from '../platform/database/entity.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { RequestsService } from '../requests/requests.service.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';

/** An entry that tells of an offer of something in stock. */
interface OfferEntry {
  entry: JournalEntry;
  supplierId: string;
  stockItemId: string;
}

/**
 * What a supplier has no more of, or sells at another price: told to whoever still waits for it in a request, and of what
 * the shop sells to who keeps that, once no supplier has any, or its price is not its cost.
 */
@Injectable()
export class OfferNews implements NewsSource {
  constructor(
    private readonly offers: OffersService,
    private readonly requests: RequestsService,
    private readonly supply: ProductSupplyService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter((entry) => entry.entity === 'Offer' && isNews(entry));
    if (!own.length) return [];
    const offers = await this.offers.byIds(own.map(({ entityId }) => String(entityId)));
    const told = own.flatMap((entry) => offerEntry(entry, offers.get(String(entry.entityId))) ?? []);
    if (!told.length) return [];
    const ofRequests = await Promise.all(told.map((one) => this.requestNews(one)));
    return [...ofRequests.flat(), ...(await this.productNews(told))];
  }

  private async requestNews({ entry, supplierId, stockItemId }: OfferEntry): Promise<News[]> {
    const requests = await this.requests.inProcessOf(supplierId, stockItemId);
    return requests.flatMap(({ _id, number, supplierName: name, requesterId, items }): News[] => {
      const isAwaited = items.some((item) => String(item.stockItemId) === stockItemId && outstandingOf(item) > 0);
      if (!requesterId || !isAwaited) return [];
      const about = {
        topic: 'offer_changed',
        subject: 'SupplyRequest',
        subjectId: _id.toHexString(),
        number,
        name,
      } as const;
      return [{ about, to: [String(requesterId)], ...happeningOf(entry) }];
    });
  }

  private async productNews(told: readonly OfferEntry[]): Promise<News[]> {
    // Of several offers of one thing the last says how it stands.
    const latest = new Map(told.map(({ stockItemId, entry }) => [stockItemId, entry]));
    const found: Omit<News, 'to'>[] = [];
    for (const [subjectId, { item, news }] of await this.supply.ofStock([...latest.keys()])) {
      const entry = latest.get(subjectId);
      if (!entry || !news || item.isArchived) continue;
      const isOut = news.isOut && !!changeOf(entry, 'inStock');
      const isOther = news.price !== undefined && !!changeOf(entry, 'price');
      if (!(isOut || isOther) || !(await this.supply.shownOf(item))) continue;
      const about = { topic: 'product_supply', subject: 'StockItem', subjectId, name: item.name } as const;
      found.push({ about, details: { isOut: news.isOut }, ...happeningOf(entry) });
    }
    const to = found.length ? await this.users.idsHolding('catalog:write') : [];
    return found.map((one) => ({ ...one, to }));
  }
}

/** It ran out, or has another price than before. */
function isNews(entry: JournalEntry): boolean {
  if (entry.action === 'created' || entry.action === 'deleted') return false;
  return !!changeOf(entry, 'price') || changeOf(entry, 'inStock')?.after === 0;
}

function offerEntry(entry: JournalEntry, offer: Stored<Offer> | undefined): OfferEntry | undefined {
  if (!offer?.stockItemId) return undefined;
  return { entry, supplierId: String(offer.supplierId), stockItemId: String(offer.stockItemId) };
}
