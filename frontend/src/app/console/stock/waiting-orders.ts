import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockReservation, StockService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { OrderStatusChip } from '../../entities/orders/order-status';
import { entityList } from '../../ui/list/entity-list';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';

type WaitingOrder = StockReservation & { id: string };

/** Orders that wait for one thing in stock, the largest reservation first. */
@Component({
  selector: 'app-waiting-orders',
  imports: [Cell, DataTable, OrderStatusChip, TranslocoPipe],
  template: `
    <ui-data-table
      name="waiting"
      emptyIcon="orders"
      [label]="'stock.waiting' | transloco"
      [list]="list"
      [columns]="columns"
      [link]="link()"
      [emptyHeading]="'stock.nobodyWaits' | transloco"
    >
      <ng-template uiCell="status" [uiCellOf]="columns" let-row><app-order-status [status]="row.status" /></ng-template>
    </ui-data-table>
  `,
})
export class WaitingOrders {
  private readonly api = inject(StockService);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);

  readonly itemId = input.required<string>();

  protected readonly list = entityList<WaitingOrder>({
    key: 'waiting',
    of: () => this.itemId(),
    sort: '-quantity',
    load: async ({ page, pageSize }) => {
      const { items, total } = await this.api.listStockReservations({ id: this.itemId(), page, pageSize });
      return { items: items.map((row) => ({ ...row, id: row.orderId })), total };
    },
    live: ['Order', 'StockItem'],
  });
  protected readonly columns: readonly Column<WaitingOrder>[] = [
    {
      key: 'orderNumber',
      header: 'stock.field.order',
      value: ({ orderNumber }) => this.i18n.t('ui.numbered', { number: orderNumber }),
      card: 'title',
      width: '110px',
    },
    { key: 'status', header: 'stock.field.orderStatus', type: 'template', card: 'end' },
    { key: 'clientName', header: 'stock.field.client', permission: 'orders:read' },
    { key: 'dueAt', header: 'stock.field.dueAt', type: 'due' },
    { key: 'quantity', header: 'stock.field.reserved', type: 'number', width: '110px' },
  ];
  protected readonly link = computed(() =>
    this.session.can('orders:read') ? ({ orderId }: WaitingOrder): string => `/orders/${orderId}` : undefined,
  );
}
