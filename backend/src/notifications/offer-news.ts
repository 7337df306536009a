import { Injectable } from '@nestjs/common';
import { outstandingOf } from '@verstak/domain';
import { OffersService } from '../offers/offers.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { RequestsService } from '../requests/requests.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';

/** What a supplier has no more of, or sells at another price, told to whoever still waits for it in a request. */
@Injectable()
export class OfferNews implements NewsSource {
  constructor(
    private readonly offers: OffersService,
    private readonly requests: RequestsService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter((entry) => entry.entity === 'Offer' && isOfferNews(entry));
    if (!own.length) return [];
    const offers = await this.offers.byIds(own.map(({ entityId }) => String(entityId)));
    const news = own.map(async (entry): Promise<News[]> => {
      const { supplierId, stockItemId } = offers.get(String(entry.entityId)) ?? {};
      if (!supplierId || !stockItemId) return [];
      const requests = await this.requests.inProcessOf(String(supplierId), String(stockItemId));
      return requests.flatMap(({ _id, number, supplierName: name, requesterId, items }): News[] => {
        const isAwaited = items.some(
          (item) => String(item.stockItemId) === String(stockItemId) && outstandingOf(item) > 0,
        );
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
    });
    return (await Promise.all(news)).flat();
  }
}

/** Whether an offer ran out, or has another price than before. */
export function isOfferNews(entry: JournalEntry): boolean {
  if (entry.action === 'created' || entry.action === 'deleted') return false;
  return !!changeOf(entry, 'price') || changeOf(entry, 'inStock')?.after === 0;
}
