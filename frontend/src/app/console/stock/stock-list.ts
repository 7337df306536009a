import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockListItem, StockService } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { archivingActs } from '../../entities/archiving';
import { SupplierFinder } from '../../entities/suppliers/supplier-finder';
import { ViewStrip } from '../../entities/views/view-strip';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import type { BulkAct } from '../../ui/list/bulk';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import { BulkBar } from '../../ui/table/bulk-bar';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { StockExport } from './stock-export';
import { READY_VIEWS, STOCK_FILTERS, queryOf, stockFilters } from './stock-query';
import { StockStateChip } from '../../entities/stock/stock-state';

/** What lies in stock: how much there is, how much of it orders want, and of what more is to be ordered. */
@Component({
  selector: 'app-stock-list',
  imports: [
    BulkBar,
    Cell,
    DataTable,
    ExportMenu,
    FilterBar,
    Keycap,
    MatButton,
    MatIcon,
    PageHeader,
    RouterLink,
    StockStateChip,
    TranslocoPipe,
    ViewStrip,
  ],
  templateUrl: './stock-list.html',
})
export class StockList {
  private readonly api = inject(StockService);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly stockFiles = inject(StockExport);

  protected readonly mayWrite = computed(() => this.session.can('stock:write'));
  protected readonly filters = stockFilters(this.session.can('suppliers:read') ? inject(SupplierFinder) : undefined);
  protected readonly list = entityList<StockListItem>({
    sort: 'name',
    filters: STOCK_FILTERS,
    load: (view) => this.api.listStock({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['StockItem', 'Movement'],
  });
  protected readonly readyViews = READY_VIEWS;
  protected readonly countOf = async (view: ListView): Promise<number> =>
    (await this.api.listStock({ ...queryOf(view), pageSize: 1 })).total;
  protected readonly files = computed(() => this.stockFiles.ofStock(queryOf(this.list.view())));
  /** Of the selected rows, whatever has become of them since. */
  protected readonly chosenFiles = computed(() => {
    const { sort, isArchived } = queryOf(this.list.view());
    return this.stockFiles.ofStock({
      ids: [...this.list.selection()],
      ...(sort && { sort }),
      ...(isArchived && { isArchived }),
    });
  });
  protected readonly columns: readonly Column<StockListItem>[] = [
    { key: 'name', header: 'stock.field.name', isSortable: true, card: 'title' },
    { key: 'number', header: 'stock.field.number', type: 'number', isSortable: true, isOptional: true, width: '72px' },
    { key: 'article', header: 'stock.field.article', type: 'code', isSortable: true, hideBelow: 900 },
    { key: 'state', header: 'stock.field.state', type: 'template', isSortable: true, card: 'end', width: '150px' },
    { key: 'onHand', header: 'stock.field.onHand', type: 'number', isSortable: true, width: '96px' },
    { key: 'reserved', header: 'stock.field.reserved', type: 'number', isSortable: true, width: '96px' },
    { key: 'available', header: 'stock.field.available', type: 'number', isSortable: true, width: '96px' },
    {
      key: 'expected',
      header: 'stock.field.expected',
      type: 'number',
      isSortable: true,
      hideBelow: 1100,
      width: '104px',
    },
    { key: 'unit', header: 'stock.field.unit', width: '72px' },
    { key: 'reorderPoint', header: 'stock.field.reorderPoint', type: 'number', hideBelow: 1100, width: '112px' },
    {
      key: 'cost',
      header: 'stock.field.cost',
      type: 'money',
      isSortable: true,
      hideBelow: 1300,
      permission: 'stock:cost',
    },
    { key: 'supplierName', header: 'suppliers.one', isSortable: true, hideBelow: 1100 },
    { key: 'location', header: 'stock.field.location', hideBelow: 1300 },
    { key: 'countedAt', header: 'stock.field.countedAt', type: 'day', isSortable: true, isOptional: true },
  ];
  private readonly archiving = archivingActs<StockListItem>({
    words: 'stock.',
    put: (id, isArchived) => this.api.archiveStockItem({ id, body: { isArchived } }),
  });
  /** Leads to how much is to be ordered of them, and from whom. */
  private readonly ordering: BulkAct<StockListItem> = {
    key: 'order',
    label: 'requests.requestThis',
    icon: 'inbox',
    applies: ({ isArchived }) => !isArchived,
    start: async (rows) => {
      const queryParams = { ids: rows.map(({ id }) => id).join(',') };
      await this.router.navigate(['/requests/shortages'], { queryParams });
      return undefined;
    },
  };
  protected readonly acts = computed<readonly BulkAct<StockListItem>[]>(() => [
    ...(this.session.can('requests:write') ? [this.ordering] : []),
    ...(this.mayWrite() ? this.archiving : []),
  ]);
  protected readonly nameOf = ({ name }: StockListItem): string => name;
  protected readonly linkOf = ({ id }: StockListItem): string => `/stock/${id}`;

  constructor() {
    const run = (): void => void this.router.navigateByUrl('/stock/new');
    useShortcuts([{ keys: 'KeyN', label: 'stock.new', run, when: () => this.mayWrite() }]);
  }
}
