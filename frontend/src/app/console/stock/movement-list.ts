import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Movement, OrdersService, StockService } from '@verstak/api';
import { MOVEMENT_KINDS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { LastViews } from '../../core/platform/last-views';
import { Session } from '../../core/session/session';
import { PersonFinder } from '../../entities/people/person-finder';
import { StockFinder } from '../../entities/stock/stock-finder';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import type { EntityOption } from '../../ui/fields/entity-field';
import { type Filter, choiceFilter, entityFilter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { MOVEMENT_FILTERS, queryOf } from './movement-query';
import { MovementTable } from './movement-table';
import { StockExport } from './stock-export';

const SHOWN = 12;

/** How everything in stock came and went, the newest first. */
@Component({
  selector: 'app-movement-list',
  imports: [ExportMenu, FilterBar, MovementTable, PageHeader, TranslocoPipe],
  templateUrl: './movement-list.html',
})
export class MovementList {
  private readonly api = inject(StockService);
  private readonly orders = inject(OrdersService);
  private readonly people = inject(PersonFinder);
  private readonly items = inject(StockFinder);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly stockFiles = inject(StockExport);

  protected readonly back = inject(LastViews).left('/stock');
  protected readonly filters = computed<readonly Filter[]>(() => [
    choiceFilter('kind', 'stock.field.kind', MOVEMENT_KINDS, 'stock.kind.'),
    { kind: 'period', key: 'day', label: 'stock.field.day' },
    entityFilter('stockItemId', 'stock.field.item', this.items),
    ...(this.session.can('orders:read') ? [entityFilter('orderId', 'stock.field.order', this.orderFinder)] : []),
    ...(this.session.can('users:read') ? [entityFilter('doneById', 'stock.field.doneBy', this.people)] : []),
  ]);
  protected readonly list = entityList<Movement>({
    sort: '-createdAt',
    filters: MOVEMENT_FILTERS,
    load: (view) => this.api.listMovements({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Movement'],
  });
  protected readonly files = computed(() => this.stockFiles.ofMovements(queryOf(this.list.view())));

  private readonly orderFinder = {
    search: async (words: string): Promise<readonly EntityOption[]> => {
      const q = words.trim();
      const { items } = await this.orders.listOrders({ pageSize: SHOWN, ...(q && { q }) });
      return items.map(({ id, number, clientName }) => ({ id, label: this.numbered(number), detail: clientName }));
    },
    nameOf: async (id: string): Promise<string> => this.numbered((await this.orders.getOrder({ id })).number),
  };

  private numbered(number: number): string {
    return this.i18n.t('ui.numbered', { number });
  }
}
