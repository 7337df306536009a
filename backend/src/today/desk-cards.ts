import { Injectable } from '@nestjs/common';
import { itemDayOf, MOST_TODAY_ROWS } from '@verstak/domain';
import { OffersService } from '../offers/offers.service.js';
import { Config } from '../platform/config/config.module.js';
import { DeskRequestQuery, type DeskRequestItem } from '../requests/desk-request.dto.js';
import { RequestsService } from '../requests/requests.service.js';
import { cardOf, firstOf, textOf, type ReadCard } from './cards.js';
import type { TodayRow } from './today.dto.js';

/** What waits for a supplier at their desk, what they have promised by now, and what they have not said for long. */
@Injectable()
export class DeskCards {
  readonly cards = {
    deskWaiting: async () =>
      cardOf(
        await this.requests.listAtDesk(firstOf(DeskRequestQuery, { isUnanswered: true }), 'sentAt'),
        ({ _id, number, requesterName, items, sentAt }): TodayRow => ({
          entity: 'SupplyRequest',
          id: _id.toHexString(),
          number,
          text: namesOf(items.filter(({ state }) => state === 'waiting')),
          byName: requesterName,
          since: sentAt,
        }),
      ),
    deskDue: async () =>
      cardOf(await this.requests.listDueAtDesk(MOST_TODAY_ROWS), ({ _id, number, requesterName, items }): TodayRow => {
        const due = items.filter((item) => this.isDue(item));
        return {
          entity: 'SupplyRequest',
          id: _id.toHexString(),
          number,
          text: namesOf(due),
          byName: requesterName,
          dueDay: due.flatMap((item) => itemDayOf(item) ?? []).sort()[0],
        };
      }),
    deskStock: async () =>
      cardOf(
        await this.offers.listStale(MOST_TODAY_ROWS),
        ({ _id, number, name, inStock, unit, checkedAt }): TodayRow => ({
          entity: 'Offer',
          id: _id.toHexString(),
          number,
          name,
          quantity: inStock,
          unit,
          since: checkedAt,
        }),
      ),
  } satisfies Record<string, ReadCard>;

  constructor(
    private readonly requests: RequestsService,
    private readonly offers: OffersService,
    private readonly config: Config,
  ) {}

  private isDue(item: DeskRequestItem): boolean {
    const day = itemDayOf(item);
    return item.state === 'accepted' && day !== undefined && day <= this.config.today();
  }
}

function namesOf(items: readonly Pick<DeskRequestItem, 'name'>[]): string | undefined {
  return textOf(...items.map(({ name }) => name));
}
