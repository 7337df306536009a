import { ORDER_STATUSES, type OrderStatus } from '@verstak/domain';
import { OrderListItem } from '../orders/order.dto.js';
import { ChoiceField, IntegerField, ListField, NestedField } from '../platform/fields/index.js';

/** Some orders of a kind, the most urgent first, and how many there are of it. */
export class TodayOrders {
  @IntegerField({ example: 7 })
  total!: number;

  @ListField(() => OrderListItem, { description: 'At most ten.' })
  items!: OrderListItem[];
}

/** How many orders are in a status. */
export class StatusCount {
  @ChoiceField(ORDER_STATUSES, { name: 'OrderStatus' })
  status!: OrderStatus;

  @IntegerField({ example: 12 })
  orders!: number;
}

/** What the day begins with. */
export class TodayReport {
  @NestedField(() => TodayOrders, { description: 'Their due day has passed, and they are not handed over.' })
  late!: TodayOrders;

  @NestedField(() => TodayOrders, { description: "Due today, in the workshop's time zone." })
  dueToday!: TodayOrders;

  @NestedField(() => TodayOrders, { description: 'Ready and waiting to be handed over.' })
  ready!: TodayOrders;

  @ListField(() => StatusCount, { description: 'Open orders by status, each status once.' })
  byStatus!: StatusCount[];
}
