import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CatalogService, type ProductListItem } from '@verstak/api';
import { toProblem } from '../../core/http/api-problem';
import { LastViews } from '../../core/platform/last-views';
import { categoryOptions, liveCategories } from '../../entities/products/category-tree';
import { MoneyCell, NumberCell } from '../../ui/fields/figure-cells';
import { FieldErrorText } from '../../ui/fields/field-error-text';
import { TextCell } from '../../ui/fields/text-cell';
import { filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { formSession } from '../../ui/forms/form-session';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { type BulkAct, BulkRun, type BulkUndo } from '../../ui/list/bulk';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { BulkResults } from '../../ui/table/bulk-results';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { stepAlongColumn } from '../../ui/table/step-along-column';
import {
  type PriceDraft,
  type PriceDrafts,
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
    BulkResults,
    Cell,
    DataTable,
    FilterBar,
    FormField,
    Keycap,
    MatButton,
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
  private readonly texts = inject(FieldErrorText);

  protected readonly back = inject(LastViews).left('/catalog');
  protected readonly filters = productFilters(categoryOptions(liveCategories()));
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

  private readonly drafts = signal<PriceDrafts>({ rows: [] });
  /** The products as they were when their rows were last read or saved. */
  private readonly products = signal<ReadonlyMap<string, ProductListItem>>(new Map());
  protected readonly session = formSession(this.drafts, { rules: priceRules, save: () => this.save() });
  private readonly places = computed(() => new Map(this.drafts().rows.map(({ id }, index) => [id, index])));
  protected readonly edited = computed(() => this.drafts().rows.filter((draft) => this.isEdited(draft)));
  protected readonly bulk = new BulkRun<ProductListItem>(() => this.list);
  protected readonly nameOf = ({ name }: ProductListItem): string => name;

  constructor() {
    effect(() => {
      const rows = this.list.rows();
      untracked(() => this.follow(rows));
    });
  }

  hasUnsaved(): boolean {
    return this.edited().length > 0;
  }

  giveUp(): void {
    this.drafts.set({ rows: this.list.rows().map(priceDraftOf) });
    this.products.set(new Map(this.list.rows().map((row) => [row.id, row])));
  }

  protected fieldsOf({ id }: ProductListItem): FieldTree<PriceDraft> | undefined {
    const place = this.places().get(id);
    return place === undefined ? undefined : this.session.form.rows[place];
  }

  /** What a price is now, where another is typed. */
  protected formerPrice({ id }: ProductListItem): number | undefined {
    const [product, place] = [this.products().get(id), this.places().get(id)];
    const draft = place === undefined ? undefined : this.drafts().rows[place];
    return product && draft && draft.price !== product.price ? product.price : undefined;
  }

  protected faultOf(field: FieldTree<unknown>): string {
    const [first] = field().touched() ? field().errors() : [];
    return first ? this.texts.of(first) : '';
  }

  protected readonly step = stepAlongColumn;

  private isEdited(draft: PriceDraft): boolean {
    const product = this.products().get(draft.id);
    return !!product && isPriceEdited(product, draft);
  }

  /** The rows of another page, or as others have left them; what is edited stays. */
  private follow(rows: readonly ProductListItem[]): void {
    const kept = this.edited();
    const [ids, known] = [new Set(kept.map(({ id }) => id)), this.products()];
    const fresh = rows.filter(({ id }) => !ids.has(id));
    const products = [...kept.flatMap(({ id }) => known.get(id) ?? []), ...fresh];
    this.products.set(new Map(products.map((product) => [product.id, product])));
    this.drafts.set({ rows: [...kept, ...fresh.map(priceDraftOf)] });
  }

  private async save(): Promise<void> {
    const products = this.edited().flatMap(({ id }) => this.products().get(id) ?? []);
    const act: BulkAct<ProductListItem> = {
      key: 'save',
      label: 'ui.save',
      icon: 'check',
      applies: () => true,
      start: () => Promise.resolve((product) => this.store(product)),
    };
    await this.bulk.run(act, products);
  }

  /** Saves one row. Where others changed the same, it stays edited, over what stands now: that is shown beside it. */
  private async store(product: ProductListItem): Promise<BulkUndo | undefined> {
    const { id, version } = product;
    const draft = this.drafts().rows[this.places().get(id) ?? -1];
    if (!draft) return undefined;
    const change = priceChangeOf(product, draft);
    try {
      const saved = await this.api.changeProduct({ id, body: { ...change, version } });
      this.settle(saved, priceDraftOf(saved));
      return () => this.api.changeProduct({ id, body: { ...priceBackOf(product, change), version: saved.version } });
    } catch (error) {
      if (toProblem(error).code === 'conflict.version') {
        const now = await this.api.getProduct({ id });
        this.settle(now, priceRebase(product, draft, now));
      }
      throw error;
    }
  }

  private settle(product: ProductListItem, draft: PriceDraft): void {
    this.products.update((products) => new Map(products).set(product.id, product));
    this.drafts.update(({ rows }) => ({ rows: rows.map((row) => (row.id === draft.id ? draft : row)) }));
  }
}
