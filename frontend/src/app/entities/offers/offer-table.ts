import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type OfferListItem, OffersService } from '@verstak/api';
import { entityList } from '../../ui/list/entity-list';
import { AgoPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';

/** What a supplier sells, by name, or what suppliers want for something in stock, the cheapest first. */
@Component({
  selector: 'app-offer-table',
  imports: [AgoPipe, Cell, DataTable, RouterLink, TranslocoPipe],
  template: `
    <ui-data-table
      emptyIcon="suppliers"
      [name]="isOfStock() ? 'stock-offers' : 'supplier-offers'"
      [label]="'offers.title' | transloco"
      [list]="list"
      [columns]="columns()"
      [emptyHeading]="'offers.empty' | transloco"
      [emptyText]="(isOfStock() ? 'offers.emptyOfStock' : 'offers.emptyText') | transloco"
    >
      <ng-template uiCell="supplierName" [uiCellOf]="columns()" let-row>
        <a [routerLink]="['/suppliers', row.supplierId]">{{ row.supplierName }}</a>
      </ng-template>
      <ng-template uiCell="stockItemName" [uiCellOf]="columns()" let-row>
        @if (row.stockItemId) {
          <a [routerLink]="['/stock', row.stockItemId]">{{ row.stockItemName }}</a>
        }
      </ng-template>
      <ng-template uiCell="checkedAt" [uiCellOf]="columns()" let-row>{{ row.checkedAt | ago }}</ng-template>
    </ui-data-table>
  `,
})
export class OfferTable {
  private readonly api = inject(OffersService);

  /** Whose offers they are, or what they are in stock: one of the two. */
  readonly supplierId = input<string>();
  readonly stockItemId = input<string>();

  protected readonly isOfStock = computed(() => !!this.stockItemId());
  protected readonly list = entityList<OfferListItem>({
    key: 'offers',
    of: () => this.supplierId() ?? this.stockItemId() ?? '',
    sort: '',
    load: ({ page, pageSize, sort }) =>
      this.api.listOffers({
        page,
        pageSize,
        sort: sort || (this.isOfStock() ? 'price' : 'name'),
        ...(this.supplierId() && { supplierId: [this.supplierId() ?? ''] }),
        ...(this.stockItemId() && { stockItemId: [this.stockItemId() ?? ''] }),
      }),
    live: ['Offer'],
  });
  protected readonly columns = computed<readonly Column<OfferListItem>[]>(() => [
    ...(this.isOfStock() ? [WHOSE] : []),
    { ...NAME, card: this.isOfStock() ? 'line' : 'title' },
    { key: 'article', header: 'offers.field.article', isSortable: true, hideBelow: 700 },
    { key: 'price', header: 'offers.field.price', type: 'money', isSortable: true },
    { key: 'inStock', header: 'offers.field.inStock', type: 'number', isSortable: true },
    { key: 'unit', header: 'offers.field.unit', width: '72px' },
    { key: 'leadDays', header: 'offers.field.leadDays', type: 'number', isSortable: true, isOptional: true },
    ...(this.isOfStock() ? [] : [LINK]),
    { key: 'checkedAt', header: 'offers.field.checkedAt', type: 'template', isSortable: true },
  ]);
}

const WHOSE: Column<OfferListItem> = {
  key: 'supplierName',
  header: 'suppliers.one',
  type: 'template',
  isSortable: true,
  card: 'title',
};
const NAME: Column<OfferListItem> = { key: 'name', header: 'offers.field.name', isSortable: true };
const LINK: Column<OfferListItem> = {
  key: 'stockItemName',
  header: 'offers.field.stockItemId',
  type: 'template',
  isSortable: true,
  isFluid: true,
};
