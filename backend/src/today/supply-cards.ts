import { Injectable } from '@nestjs/common';
import { MOST_TODAY_ROWS } from '@verstak/domain';
import { FeedsService } from '../feeds/feeds.service.js';
import { StockListQuery } from '../inventory/stock-item.dto.js';
import { StockService } from '../inventory/stock.service.js';
import { NotificationListQuery } from '../notifications/notification.dto.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { SupplyRequestListQuery, type SupplyRequestListItem } from '../requests/request.dto.js';
import { RequestsService } from '../requests/requests.service.js';
import { cardOf, firstOf, textOf, type ReadCard } from './cards.js';

/** What waits for the workshop of its suppliers, is late with them, lacks in stock, or is read from them no more. */
@Injectable()
export class SupplyCards {
  readonly cards = {
    answered: async () =>
      cardOf(
        await this.notifications.list(firstOf(NotificationListQuery, { topic: ['request_answered'], isUnread: true })),
        ({ subjectId, number, name, byName, at }) => ({
          entity: 'SupplyRequest',
          id: String(subjectId),
          number,
          name,
          byName,
          since: at,
        }),
      ),
    lateRequests: async () =>
      cardOf(
        await this.requests.list(firstOf(SupplyRequestListQuery, { isLate: true, sort: 'dueDay' })),
        ({ _id, number, supplierName, items, dueDay }) => ({
          entity: 'SupplyRequest',
          id: _id.toHexString(),
          number,
          name: supplierName,
          text: namesOf(items),
          dueDay,
        }),
      ),
    short: async () =>
      cardOf(
        await this.stock.list(firstOf(StockListQuery, { state: ['short'], sort: 'available' })),
        ({ _id, name, unit, available, supplierName }) => ({
          entity: 'StockItem',
          id: _id.toHexString(),
          name,
          quantity: -available,
          unit,
          byName: supplierName,
        }),
      ),
    feeds: async () => {
      const { total, items } = await this.feeds.failing(MOST_TODAY_ROWS);
      const rows = items.map(({ supplierId, supplierName, fault, at }) => ({
        entity: 'Supplier' as const,
        id: supplierId,
        name: supplierName,
        code: fault && `feed.${fault}`,
        since: at,
      }));
      return { total, rows };
    },
  } satisfies Record<string, ReadCard>;

  constructor(
    private readonly notifications: NotificationsService,
    private readonly requests: RequestsService,
    private readonly stock: StockService,
    private readonly feeds: FeedsService,
  ) {}
}

/** What is asked for. */
function namesOf(items: SupplyRequestListItem['items']): string | undefined {
  return textOf(...items.map(({ name }) => name));
}
