import { Injectable } from '@nestjs/common';
import { MOST_TODAY_ROWS, type CalendarDay } from '@verstak/domain';
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
        const due = items.filter((item) => item.state === 'accepted' && dayOf(item) <= this.config.today());
        return {
          entity: 'SupplyRequest',
          id: _id.toHexString(),
          number,
          text: namesOf(due),
          byName: requesterName,
          dueDay: due.map(dayOf).sort()[0],
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
}

function namesOf(items: readonly Pick<DeskRequestItem, 'name'>[]): string | undefined {
  return textOf(...items.map(({ name }) => name));
}

/** When an item is to come: as promised, else as wished; what nobody named a day for is never due. */
function dayOf({ promisedDay, wishedDay }: Pick<DeskRequestItem, 'promisedDay' | 'wishedDay'>): CalendarDay {
  return promisedDay ?? wishedDay ?? '9999-12-31';
}
