import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type ProductListItem } from '@verstak/api';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Session } from '../../core/session/session';
import { archivingActs } from '../../entities/archiving';
import { CostFigure } from '../../entities/orders/cost-figure';
import { StockFinder } from '../../entities/stock/stock-finder';
import { categoryOptions, liveCategories } from '../../entities/products/category-tree';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import { filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { Keycap } from '../../ui/keycap/keycap';
import type { BulkAct, BulkUndo } from '../../ui/list/bulk';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { MoneyPipe, SharePipe } from '../../ui/pipes/format-pipes';
import { BulkBar } from '../../ui/table/bulk-bar';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { ProductExport } from './product-export';
import type { RaiseTask } from './raise-dialog';
import { productFilters, queryOf } from './product-query';
import { ProductSupplyMarks, productSupply } from './product-supply';

/** What the workshop offers: search, filters, sort and pages in the address. */
@Component({
  selector: 'app-product-list',
  imports: [
    BulkBar,
    Cell,
    CostFigure,
    DataTable,
    ExportMenu,
    FilterBar,
    Keycap,
    MatButton,
    MatIcon,
    MoneyPipe,
    PageHeader,
    ProductSupplyMarks,
    RouterLink,
    SharePipe,
    TranslocoPipe,
  ],
  templateUrl: './product-list.html',
  styles: `
    .fault {
      color: var(--mat-sys-error);
      font-weight: 550;
    }
  `,
})
export class ProductList {
  private readonly api = inject(CatalogService);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly productFiles = inject(ProductExport);

  protected readonly mayWrite = computed(() => this.session.can('catalog:write'));
  protected readonly filters = productFilters(categoryOptions(liveCategories()), this.session, inject(StockFinder));
  protected readonly list = entityList<ProductListItem>({
    sort: 'name',
    filters: filterKeys(this.filters()),
    load: (view) => this.api.listProducts({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Product'],
  });
  protected readonly supply = productSupply(() => this.list.rows().map(({ id }) => id));
  protected readonly files = computed(() => this.productFiles.of(queryOf(this.list.view())));
  /** Of the selected rows, whatever has become of them since. */
  protected readonly chosenFiles = computed(() => {
    const { sort, isArchived } = queryOf(this.list.view());
    return this.productFiles.of({
      ids: [...this.list.selection()],
      ...(sort && { sort }),
      ...(isArchived && { isArchived }),
    });
  });
  protected readonly columns: readonly Column<ProductListItem>[] = [
    { key: 'name', header: 'catalog.field.name', type: 'template', isSortable: true, card: 'title' },
    {
      key: 'number',
      header: 'catalog.field.number',
      type: 'number',
      isSortable: true,
      isOptional: true,
      width: '72px',
    },
    { key: 'article', header: 'catalog.field.article', type: 'code', isSortable: true, hideBelow: 900 },
    { key: 'categoryName', header: 'catalog.field.categoryId', isSortable: true },
    {
      key: 'price',
      header: 'catalog.field.price',
      type: 'template',
      isSortable: true,
      align: 'end',
      card: 'end',
      width: '160px',
    },
    {
      key: 'unitCost',
      header: 'catalog.field.unitCost',
      type: 'template',
      isSortable: true,
      isOptional: true,
      align: 'end',
      permission: 'stock:cost',
      width: '128px',
    },
    {
      key: 'margin',
      header: 'catalog.field.margin',
      type: 'template',
      isSortable: true,
      align: 'end',
      permission: 'stock:cost',
      hideBelow: 900,
      width: '96px',
    },
    { key: 'leadDays', header: 'catalog.field.leadDays', type: 'number', hideBelow: 1100, width: '96px' },
    { key: 'routeName', header: 'catalog.field.routeId', hideBelow: 1100 },
    {
      key: 'isShown',
      header: 'catalog.field.isShown',
      value: ({ isShown }) => (isShown ? '✓' : undefined),
      hideBelow: 900,
      card: 'none',
      width: '96px',
    },
    { key: 'updatedAt', header: 'catalog.field.updatedAt', type: 'moment', isSortable: true, isOptional: true },
  ];
  private readonly archiving = archivingActs<ProductListItem>({
    words: 'catalog.',
    put: (id, isArchived) => this.api.archiveProduct({ id, body: { isArchived } }),
  });
  protected readonly acts = computed<readonly BulkAct<ProductListItem>[]>(() =>
    this.mayWrite() ? [this.raising(), ...this.archiving] : [],
  );
  protected readonly nameOf = ({ name }: ProductListItem): string => name;
  protected readonly linkOf = ({ id }: ProductListItem): string => `/catalog/${id}`;

  constructor() {
    const run = (): void => void this.router.navigateByUrl('/catalog/new');
    useShortcuts([{ keys: 'KeyN', label: 'catalog.new', run, when: () => this.mayWrite() }]);
  }

  private raising(): BulkAct<ProductListItem> {
    return {
      key: 'raise',
      label: 'catalog.raise.title',
      icon: 'money',
      applies: () => true,
      start: async (products) => {
        const { RaiseDialog } = await import('./raise-dialog');
        const asked = { data: { products } satisfies RaiseTask, width: '560px' };
        const prices = await this.dialogs.open<ReadonlyMap<string, number>>(RaiseDialog, asked);
        return prices && ((product) => this.price(product, prices.get(product.id) ?? product.price));
      },
    };
  }

  private async price({ id, version, price: former }: ProductListItem, price: number): Promise<BulkUndo | undefined> {
    if (price === former) return undefined;
    const saved = await this.api.changeProduct({ id, body: { price, version } });
    return () => this.api.changeProduct({ id, body: { price: former, version: saved.version } });
  }
}
