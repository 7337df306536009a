import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import { TranslocoPipe } from '@jsverse/transloco';
import { StockService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { StockFinder } from '../../entities/stock/stock-finder';
import { DateField } from '../../ui/fields/date-field';
import { LineCellTemplate } from '../../ui/line-grid/line-cell';
import { type LineRow, fieldOf } from '../../ui/line-grid/line-column';
import { LineGrid } from '../../ui/line-grid/line-grid';
import { MoneyPipe } from '../../ui/pipes/format-pipes';
import { requestColumns } from './request-columns';
import { MOST_ITEMS, type RequestLine, blankLine, isBlank, totalOf } from './request-draft';

/** The items of a request as they are typed; what lies in stock is suggested, sums follow. */
@Component({
  selector: 'app-request-lines',
  imports: [DateField, FormField, LineCellTemplate, LineGrid, MatCheckbox, MoneyPipe, TranslocoPipe],
  template: `
    <ui-line-grid
      words="requests.line"
      [label]="'requests.field.items' | transloco"
      [rows]="lines()"
      [columns]="columns"
      [blank]="blank"
      [isBlank]="isBlank"
      [most]="most"
    >
      <ng-template uiLineCell="total" [uiLineCellOf]="columns" let-line>{{ totalOf(line) | money }}</ng-template>
      <ng-template uiLineCell="wished" [uiLineCellOf]="columns" let-line let-row="row">
        <div class="folded">
          <ui-date-field [label]="'requests.line.wishedDay' | transloco" [formField]="dayOf(row)" />
          @if (line.id) {
            <mat-checkbox [checked]="line.isCancelled" (change)="giveUp(row, $event.checked)">{{
              'requests.line.isCancelled' | transloco
            }}</mat-checkbox>
          }
        </div>
      </ng-template>
      @if (hasPrices()) {
        <p class="sum">
          {{ 'requests.field.cost' | transloco }} <output>{{ total() | money }}</output>
        </p>
      }
    </ui-line-grid>
  `,
  styles: `
    .folded {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 24px;
      align-items: center;
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
export class RequestLines {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly stock = inject(StockFinder);
  private readonly api = inject(StockService);

  readonly lines = input.required<FieldTree<RequestLine[]>>();

  protected readonly most = MOST_ITEMS;
  protected readonly columns = requestColumns(
    {
      search: async (words) => (this.session.can('stock:read') ? this.stock.search(words) : []),
      take: (row, id) => this.take(row, id),
    },
    (line) => this.wordsOf(line),
  );
  protected readonly hasPrices = computed(() => this.session.can('stock:cost'));
  protected readonly total = computed(() =>
    this.lines()()
      .value()
      .reduce((sum, line) => sum + (line.isCancelled ? 0 : totalOf(line)), 0),
  );
  protected readonly totalOf = totalOf;
  protected readonly isBlank = isBlank;
  /** A further item is wanted when the one above it is. */
  protected readonly blank = (): RequestLine =>
    blankLine(this.i18n.t('requests.piece'), this.lines()().value().at(-1)?.wishedDay);

  protected dayOf(row: LineRow<RequestLine>): FieldTree<string> {
    return fieldOf<string>(row, 'wishedDay');
  }

  protected giveUp(row: LineRow<RequestLine>, isCancelled: boolean): void {
    const state = row();
    state.value.update((line) => ({ ...line, isCancelled }));
    state.markAsDirty();
  }

  /** The line becomes one of something in stock; how much and when stays. */
  private async take(row: LineRow<RequestLine>, id: string): Promise<void> {
    const { name, unit, article, cost } = await this.api.getStockItem({ id });
    const state = row();
    state.value.update((line) => ({
      ...line,
      stockItemId: id,
      name,
      unit,
      article: article ?? '',
      price: cost ?? line.price,
    }));
    state.markAsDirty();
  }

  private wordsOf({ wishedDay, isCancelled }: RequestLine): string {
    const day = wishedDay && this.i18n.t('requests.line.wishedFor', { day: this.formats.calendarDay(wishedDay) });
    return [isCancelled ? this.i18n.t('requests.itemState.cancelled') : '', day].filter(Boolean).join(' · ');
  }
}
