import { Injectable } from '@nestjs/common';
import { addDays, OPEN_STATUSES, startOfDay } from '@verstak/domain';
import { OrderListQuery, type OrderListItem } from '../orders/order.dto.js';
import { OrdersService } from '../orders/orders.service.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { cardOf, firstOf, textOf, type ReadCard } from './cards.js';
import type { TodayRow } from './today.dto.js';

/** What of the orders waits for the office, is late or stands. */
@Injectable()
export class OrderCards {
  readonly cards = {
    fromShop: this.some({ status: ['draft'], isFromShop: true, sort: 'orderedAt' }, (order) => ({
      ...rowOf(order),
      since: order.orderedAt,
    })),
    unassigned: this.some({ status: ['confirmed'], sort: 'dueAt' }, (order) => ({
      ...rowOf(order, lackingOf(order)),
      dueAt: order.dueAt,
    })),
    ready: this.some({ status: ['ready'], sort: 'dueAt' }, owingRow),
    unpaid: this.some({ status: ['ready'], owedFrom: 1, sort: '-owed' }, owingRow),
    late: this.some({ isLate: true, sort: 'dueAt' }, dueRow),
    dueToday: () => this.some({ status: [...OPEN_STATUSES], ...this.today(), sort: 'dueAt' }, dueRow)(),
    onHold: this.some({ status: ['on_hold'], sort: 'dueAt' }, dueRow),
  } satisfies Record<string, ReadCard>;

  constructor(
    private readonly orders: OrdersService,
    private readonly config: Config,
  ) {}

  private some(asked: Partial<OrderListQuery>, row: (order: Readonly<Stored<OrderListItem>>) => TodayRow): ReadCard {
    return async () => cardOf(await this.orders.list(firstOf(OrderListQuery, asked)), row);
  }

  private today(): Pick<OrderListQuery, 'dueFrom' | 'dueTo'> {
    const today = this.config.today();
    const { timeZone } = this.config;
    return { dueFrom: startOfDay(today, timeZone), dueTo: startOfDay(addDays(today, 1), timeZone) };
  }
}

function rowOf({ _id, number, clientName, items }: Readonly<Stored<OrderListItem>>, told = items): TodayRow {
  return {
    entity: 'Order',
    id: _id.toHexString(),
    number,
    name: clientName,
    text: textOf(...told.map(({ title }) => title)),
  };
}

function dueRow(order: Readonly<Stored<OrderListItem>>): TodayRow {
  return { ...rowOf(order), dueAt: order.dueAt };
}

/** What is still owed is for whoever may read prices. */
function owingRow(order: Readonly<Stored<OrderListItem>>): TodayRow {
  return { ...rowOf(order), owed: order.owed > 0 && callerPermissions().has('orders:prices') ? order.owed : undefined };
}

/** The items that nobody is to make yet; all of them where each has somebody. */
function lackingOf({ items }: Pick<OrderListItem, 'items'>): OrderListItem['items'] {
  const lacking = items.filter(({ masterId, routeId, needsNoWork }) => !masterId && !routeId && !needsNoWork);
  return lacking.length ? lacking : items;
}
