import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockListItem, StockService } from '@verstak/api';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import { Formats } from '../../core/i18n/formats';
import { LastViews } from '../../core/platform/last-views';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { SupplierFinder } from '../../entities/suppliers/supplier-finder';
import { SupplierPicker } from '../../entities/suppliers/supplier-picker';
import { DateField } from '../../ui/fields/date-field';
import { FieldErrorText } from '../../ui/fields/field-error-text';
import { MoneyCell, NumberCell } from '../../ui/fields/figure-cells';
import { TextField } from '../../ui/fields/text-field';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { draft } from '../../ui/forms/draft';
import { linePath, placesOf } from '../../ui/forms/line-path';
import { FormProblem } from '../../ui/forms/form-problem';
import { formSession } from '../../ui/forms/form-session';
import type { Unsaved } from '../../ui/forms/unsaved';
import { Keycap } from '../../ui/keycap/keycap';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { QuantityPipe } from '../../ui/pipes/format-pipes';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { stepAlongColumn } from '../../ui/table/step-along-column';
import { differenceOf } from './movement-draft';
import {
  MOST_LINES,
  type SheetDraft,
  type SheetKind,
  type SheetLine,
  filledOf,
  linesOver,
  recounted,
  sheetRules,
  sheetWriting,
} from './sheet-draft';
import { STOCK_FILTERS, queryOf, stockFilters } from './stock-query';

/** Many things counted, or received, in one sheet: what was typed on all its pages is written down together. */
@Component({
  selector: 'app-stock-sheet',
  imports: [
    Cell,
    DataTable,
    DateField,
    FilterBar,
    FormField,
    FormProblem,
    Keycap,
    MatButton,
    MatIcon,
    MoneyCell,
    NumberCell,
    PageHeader,
    QuantityPipe,
    RouterLink,
    SupplierPicker,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './stock-sheet.html',
  styleUrls: ['../../ui/forms/form-fields.scss', '../../ui/table/typed-table.scss'],
  host: { '(keydown)': 'step($event)' },
})
export class StockSheet implements Unsaved {
  private readonly api = inject(StockService);
  private readonly access = inject(Session);
  private readonly formats = inject(Formats);
  protected readonly faultOf = inject(FieldErrorText).ofTouched;
  private readonly toasts = inject(Toasts);
  private readonly today = inject(Workshop).today();

  /** From the route. */
  readonly kind = input.required<SheetKind>();

  protected readonly back = inject(LastViews).left('/stock');
  protected readonly filters = stockFilters(this.access.can('suppliers:read') ? inject(SupplierFinder) : undefined);
  protected readonly list = entityList<StockListItem>({
    sort: 'name',
    filters: STOCK_FILTERS,
    load: (view) => this.api.listStock({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['StockItem', 'Movement'],
  });
  protected readonly columns = computed<readonly Column<StockListItem>[]>(() => [
    { key: 'name', header: 'stock.field.name', isSortable: true, card: 'title', type: 'template' },
    { key: 'article', header: 'stock.field.article', type: 'code', isSortable: true, hideBelow: 700 },
    { key: 'location', header: 'stock.field.location', hideBelow: 700 },
    { key: 'expected', header: 'stock.sheet.expected', type: 'template', align: 'end', width: '170px' },
    { key: 'quantity', header: `stock.sheet.${this.kind()}`, type: 'template', align: 'end', width: '130px' },
    ...(this.kind() === 'stocktake'
      ? [
          {
            key: 'difference',
            header: 'stock.sheet.difference',
            type: 'template',
            align: 'end',
            width: '120px',
          } as const,
        ]
      : [
          {
            key: 'unitCost',
            header: 'stock.field.cost',
            type: 'template',
            align: 'end',
            width: '140px',
            permission: 'stock:cost',
          } as const,
        ]),
  ]);
  private readonly blank: SheetDraft = { day: this.today, supplierId: '', note: '', lines: [] };
  protected readonly draft = draft<SheetDraft>(this.blank, {
    key: () => `verstak.draft.stock-sheet.${this.kind()}`,
    changed: (_base, mine) => filledOf(mine, this.kind()).map(({ id }) => id),
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: (path) => sheetRules(path, this.today),
    save: () => this.save(),
    placed: (path) => linePath(path, 'lines', placesOf(this.filled(), this.draft.mine().lines)),
    draft: this.draft,
  });
  private readonly places = computed(() => new Map(this.draft.mine().lines.map(({ id }, index) => [id, index])));
  protected readonly filled = computed(() => filledOf(this.draft.mine(), this.kind()));
  protected readonly most = MOST_LINES;
  protected readonly maySeeSuppliers = computed(() => this.access.can('suppliers:read'));

  constructor() {
    effect(() => {
      this.kind();
      untracked(() => this.draft.open(this.blank));
    });
    effect(() => {
      const rows = this.list.rows();
      untracked(() => this.follow(rows));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  /** Begins the sheet anew, with nothing typed. */
  protected clear(): void {
    this.draft.openAnew(this.blank);
    this.follow(this.list.rows());
  }

  protected fieldsOf({ id }: StockListItem): FieldTree<SheetLine> | undefined {
    const place = this.places().get(id);
    return place === undefined ? undefined : this.session.form.lines[place];
  }

  protected lineOf({ id }: StockListItem): SheetLine | undefined {
    return this.draft.mine().lines[this.places().get(id) ?? -1];
  }

  /** By how much what was counted differs, with its sign. */
  protected difference(row: StockListItem): string {
    const line = this.lineOf(row);
    const difference = line && differenceOf(line.quantity, line.expected);
    if (difference === undefined) return '';
    return `${difference > 0 ? '+' : ''}${this.formats.number(difference)}`;
  }

  protected readonly step = stepAlongColumn;

  protected print(): void {
    window.print();
  }

  private follow(rows: readonly StockListItem[]): void {
    this.draft.mine.update((sheet) => ({ ...sheet, lines: linesOver(sheet.lines, rows, this.kind()) }));
  }

  private async save(): Promise<void> {
    const filled = this.filled();
    try {
      await this.api.writeMovements({ body: sheetWriting(this.kind(), filled, this.draft.mine()) });
    } catch (error) {
      const { code, params } = toProblem(error);
      if (code === 'stock.recount') this.recount(filled, params);
      throw error;
    }
    this.toasts.say(`stock.sheet.done.${this.kind()}`, { count: filled.length });
    this.clear();
    this.list.reload();
  }

  /** Marks the lines that moved while they were counted: the refused one, and others on screen. */
  private recount(filled: readonly SheetLine[], { line, onHand }: ApiProblem['params']): void {
    const now = new Map(this.list.rows().map((row) => [row.id, row.onHand]));
    const refused = filled[Number(line)];
    if (refused) now.set(refused.id, Number(onHand));
    this.draft.mine.update((sheet) => ({ ...sheet, lines: recounted(sheet.lines, now) }));
  }
}
