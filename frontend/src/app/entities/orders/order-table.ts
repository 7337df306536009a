import { Component, booleanAttribute, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OrderListItem } from '@verstak/api';
import type { EntityList } from '../../ui/list/entity-list';
import { DueDate } from '../../ui/pipes/due-date';
import { SharePipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import { DataTable } from '../../ui/table/data-table';
import { CostFigure } from './cost-figure';
import { OrderStatusChip, isSettled } from './order-status';
import { ORDER_COLUMNS, mastersOf, summaryOf } from './order-columns';
import { OrderProgress } from './order-progress';
import { PaymentState } from './payment-state';

/** Orders as rows; also on the card of a client. */
@Component({
  selector: 'app-order-table',
  imports: [
    Cell,
    CostFigure,
    DataTable,
    DueDate,
    MatButton,
    OrderProgress,
    OrderStatusChip,
    PaymentState,
    RouterLink,
    SharePipe,
    TranslocoPipe,
  ],
  templateUrl: './order-table.html',
  styleUrl: './order-table.scss',
})
export class OrderTable {
  readonly list = input.required<EntityList<OrderListItem>>();
  readonly mayWrite = input(false);
  /** Rows can be ticked, to do something with several. */
  readonly isSelectable = input(false, { transform: booleanAttribute });

  /** Columns that say nothing new where the table stands: the client's on the client's own card. */
  readonly without = input<readonly string[]>([]);

  protected readonly columns = computed(() => ORDER_COLUMNS.filter(({ key }) => !this.without().includes(key)));
  protected readonly summaryOf = summaryOf;
  protected readonly mastersOf = mastersOf;
  protected readonly isSettled = isSettled;
  protected readonly linkOf = (order: OrderListItem): string => `/orders/${order.id}`;
}
