import { Component, computed, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../../core/i18n/formats';
import { I18n } from '../../../core/i18n/i18n';
import { Session } from '../../../core/session/session';
import type { Option } from '../../../ui/fields/select-base';
import { LineCellTemplate } from '../../../ui/line-grid/line-cell';
import { LineGrid } from '../../../ui/line-grid/line-grid';
import { MoneyPipe } from '../../../ui/pipes/format-pipes';
import type { LineRow } from '../../../ui/line-grid/line-column';
import { lineColumns } from './line-columns';
import { LinesCost } from './lines-cost';
import { LineOptions } from './line-options';
import { lineOfProduct, wordsOf } from './line-product';
import { makerOptions } from './maker';
import { type LineDraft, blankLine, isBlank, totalOfLine, totalOfLines } from './order-draft';
import { OfferedProducts } from './offered-products';
import { columnsByContents } from './pasted-columns';

/** Most lines an order has. */
const MOST_LINES = 500;

/** The lines of an order as they are typed; totals follow. */
@Component({
  selector: 'app-order-lines',
  host: { '[style.--total]': 'totalWidth()' },
  providers: [OfferedProducts],
  imports: [LineCellTemplate, LineGrid, LineOptions, LinesCost, MoneyPipe, TranslocoPipe],
  template: `
    <ui-line-grid
      words="orders.line"
      [label]="'orders.items' | transloco"
      [rows]="lines()"
      [columns]="columns"
      [blank]="blank"
      [isBlank]="isBlank"
      [isFixed]="isStored"
      [most]="most"
      [guess]="columnsByContents"
    >
      <ng-template uiLineCell="total" [uiLineCellOf]="columns" let-line>
        <span class="total">{{ totalOfLine(line) | money }}</span>
      </ng-template>
      <ng-template uiLineCell="options" [uiLineCellOf]="columns" let-row="row">
        <app-line-options [row]="row" [orderId]="orderId()" />
      </ng-template>
      @if (hasPrices()) {
        <p class="sum">
          {{ 'orders.total' | transloco }} <output>{{ total() | money }}</output>
        </p>
      }
      <app-lines-cost [lines]="lines()().value()" />
    </ui-line-grid>
  `,
  styles: `
    .total {
      font-weight: 550;
    }
    .sum {
      margin-left: auto;
      font-size: 16px;
      font-weight: 600;
    }
    output {
      display: inline-block;
      padding-left: 12px;
    }
  `,
})
export class OrderLines {
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly formats = inject(Formats);
  private readonly products = inject(OfferedProducts);

  readonly lines = input.required<FieldTree<LineDraft[]>>();
  readonly masters = input.required<readonly Option[]>();
  /** The order, where it is stored. */
  readonly orderId = input<string>();

  protected readonly most = MOST_LINES;
  protected readonly columns = lineColumns(
    makerOptions(() => this.masters()),
    { search: this.products.search, take: async (row, id) => this.take(row, id) },
    (line) => this.wordsOf(line),
  );
  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
  protected readonly total = computed(() => totalOfLines(this.lines()().value()));
  /** As wide as the longest total; most of its letters are narrower than a zero where it is grouped. */
  protected readonly totalWidth = computed(() => {
    const totals = this.lines()()
      .value()
      .map((line) => this.formats.money(totalOfLine(line)).length);
    return `calc(${Math.max(8, ...totals)} * 0.9ch + 18px)`;
  });
  protected readonly totalOfLine = totalOfLine;
  protected readonly isBlank = isBlank;
  protected readonly blank = (): LineDraft => blankLine(this.i18n.t('orders.piece'));
  /** Stored lines keep their places in the order. */
  protected readonly isStored = ({ id }: LineDraft): boolean => id !== '';
  protected readonly columnsByContents = columnsByContents;

  /** The line becomes one of a product; what is told of quantity, discount and wishes stays. */
  private async take(row: LineRow<LineDraft>, id: string): Promise<void> {
    const product = await this.products.load(id);
    const state = row();
    state.value.update((line) => ({ ...line, ...lineOfProduct(product) }));
    state.markAsDirty();
  }

  private wordsOf(line: LineDraft): string {
    const product = line.productId ? this.products.get(line.productId) : undefined;
    return product ? wordsOf(product, line, (day) => this.formats.calendarDay(day)) : '';
  }
}
