import { Component, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type ProductChange, type ProductListItem } from '@verstak/api';
import { LastViews } from '../../core/platform/last-views';
import { Session } from '../../core/session/session';
import { StockFinder } from '../../entities/stock/stock-finder';
import { categoryOptions, liveCategories } from '../../entities/products/category-tree';
import { MoneyCell, NumberCell } from '../../ui/fields/figure-cells';
import { FieldErrorText } from '../../ui/fields/field-error-text';
import { TextCell } from '../../ui/fields/text-cell';
import { filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import type { Unsaved } from '../../ui/forms/unsaved';
import { EditedRows } from '../../ui/list/edited-rows';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { EditBar } from '../../ui/table/edit-bar';
import { stepAlongColumn } from '../../ui/table/step-along-column';
import {
  type PriceDraft,
  isPriceEdited,
  priceBackOf,
  priceChangeOf,
  priceDraftOf,
  priceRebase,
  priceRules,
} from './price-draft';
import { productFilters, queryOf } from './product-query';

/** Prices, units and lead times of many products in one table: what was edited on all its pages is saved together. */
@Component({
  selector: 'app-product-prices',
  imports: [
    Cell,
    DataTable,
    EditBar,
    FilterBar,
    FormField,
    MatCheckbox,
    MoneyCell,
    MoneyPipe,
    NumberCell,
    PageHeader,
    RouterLink,
    TextCell,
    TranslocoPipe,
  ],
  templateUrl: './product-prices.html',
  styleUrl: '../../ui/table/typed-table.scss',
  host: { '(keydown)': 'step($event)' },
})
export class ProductPrices implements Unsaved {
  private readonly api = inject(CatalogService);
  protected readonly faultOf = inject(FieldErrorText).ofTouched;

  protected readonly back = inject(LastViews).left('/catalog');
  protected readonly filters = productFilters(categoryOptions(liveCategories()), inject(Session), inject(StockFinder));
  protected readonly list = entityList<ProductListItem>({
    sort: 'name',
    filters: filterKeys(this.filters()),
    load: (view) => this.api.listProducts({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Product'],
  });
  protected readonly columns: readonly Column<ProductListItem>[] = [
    { key: 'name', header: 'catalog.field.name', isSortable: true, card: 'title', type: 'template' },
    { key: 'price', header: 'catalog.field.price', isSortable: true, type: 'template', align: 'end', width: '150px' },
    { key: 'unit', header: 'catalog.field.unit', type: 'template', width: '104px' },
    { key: 'leadDays', header: 'catalog.field.leadDays', type: 'template', align: 'end', width: '112px' },
    { key: 'isShown', header: 'catalog.field.isShown', type: 'template', width: '112px' },
    { key: 'isStocked', header: 'catalog.filter.isStocked', type: 'template', width: '112px' },
  ];

  protected readonly rows = new EditedRows<ProductListItem, PriceDraft, ProductChange>({
    list: () => this.list,
    rules: priceRules,
    draftOf: priceDraftOf,
    isEdited: isPriceEdited,
    changeOf: priceChangeOf,
    backOf: priceBackOf,
    rebase: priceRebase,
    read: (id) => this.api.getProduct({ id }),
    change: (id, body) => this.api.changeProduct({ id, body }),
  });
  protected readonly nameOf = ({ name }: ProductListItem): string => name;

  hasUnsaved(): boolean {
    return this.rows.hasUnsaved();
  }

  giveUp(): void {
    this.rows.giveUp();
  }

  protected readonly step = stepAlongColumn;
}
