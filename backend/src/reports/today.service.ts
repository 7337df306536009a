import { Injectable } from '@nestjs/common';
import { addDays, OPEN_STATUSES, startOfDay } from '@verstak/domain';
import { OrderSales } from '../orders/order-sales.js';
import { OrderListQuery, type OrderListItem } from '../orders/order.dto.js';
import { OrdersService } from '../orders/orders.service.js';
import { Config } from '../platform/config/config.module.js';
import type { Page } from '../platform/lists/paging.js';
import type { TodayReport } from './today.dto.js';

/** Orders shown of each kind. */
const SHOWN = 10;

/** What waits for the people at the counter today; the same filters as the list of orders, so that the numbers agree. */
@Injectable()
export class TodayService {
  constructor(
    private readonly orders: OrdersService,
    private readonly sales: OrderSales,
    private readonly config: Config,
  ) {}

  async today(): Promise<TodayReport> {
    const { timeZone } = this.config;
    const today = this.config.today();
    const [dueFrom, dueTo] = [startOfDay(today, timeZone), startOfDay(addDays(today, 1), timeZone)];
    const [late, dueToday, ready, byStatus] = await Promise.all([
      this.some({ isLate: true }),
      this.some({ status: [...OPEN_STATUSES], dueFrom, dueTo }),
      this.some({ status: ['ready'] }),
      this.sales.countOpen(),
    ]);
    return { late, dueToday, ready, byStatus };
  }

  private async some(filter: Partial<OrderListQuery>): Promise<Page<OrderListItem>> {
    return this.orders.list(Object.assign(new OrderListQuery(), { sort: 'dueAt', pageSize: SHOWN }, filter));
  }
}
