import { Component, computed, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../../../core/i18n/i18n';
import { Session } from '../../../core/session/session';
import { Workshop } from '../../../core/workshop/workshop';
import type { Option } from '../../../ui/fields/select-field';
import { LineCellTemplate } from '../../../ui/line-grid/line-cell';
import type { LineColumn } from '../../../ui/line-grid/line-column';
import { LineGrid } from '../../../ui/line-grid/line-grid';
import { MoneyPipe } from '../../../ui/pipes/format-pipes';
import { type LineDraft, blankLine, isBlank, totalOfLine, totalOfLines } from './order-draft';
import { pastedLines } from './pasted-lines';

/** Most lines an order has. */
const MOST_LINES = 500;

/** The lines of an order as they are typed; totals follow. */
@Component({
  selector: 'app-order-lines',
  imports: [LineCellTemplate, LineGrid, MoneyPipe, TranslocoPipe],
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
      [read]="read"
    >
      <ng-template uiLineCell="total" [uiLineCellOf]="columns" let-line>
        <span class="total">{{ totalOfLine(line) | money }}</span>
      </ng-template>
      @if (hasPrices()) {
        <p class="sum">
          {{ 'orders.total' | transloco }} <output>{{ total() | money }}</output>
        </p>
      }
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
  private readonly workshop = inject(Workshop);
  private readonly session = inject(Session);

  readonly lines = input.required<FieldTree<LineDraft[]>>();
  readonly masters = input.required<readonly Option[]>();

  protected readonly most = MOST_LINES;
  protected readonly columns: readonly LineColumn<LineDraft>[] = [
    { key: 'title', label: 'orders.line.title', hint: 'orders.line.title', kind: 'text' },
    { key: 'quantity', label: 'orders.line.quantity', kind: 'number', width: '84px' },
    { key: 'unit', label: 'orders.line.unit', kind: 'text', limit: 12, width: '60px' },
    { key: 'unitPrice', label: 'orders.line.unitPrice', kind: 'money', width: '100px', permission: 'orders:prices' },
    {
      key: 'discountPercent',
      label: 'orders.line.discountPercent',
      kind: 'number',
      places: 2,
      width: '76px',
      permission: 'orders:prices',
    },
    {
      key: 'masterId',
      label: 'orders.line.masterId',
      hint: 'orders.line.noMaster',
      kind: 'choice',
      width: '136px',
      options: () => this.masters(),
    },
    {
      key: 'total',
      label: 'orders.line.total',
      kind: 'template',
      width: 'minmax(80px, max-content)',
      permission: 'orders:prices',
    },
    { key: 'product', label: 'orders.line.product', hint: 'orders.line.product', kind: 'text', isFolded: true },
    {
      key: 'wishes',
      label: 'orders.line.wishes',
      hint: 'orders.line.wishesHint',
      kind: 'text',
      limit: 4_000,
      isMultiline: true,
      isFolded: true,
    },
  ];
  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
  protected readonly total = computed(() => totalOfLines(this.lines()().value()));
  protected readonly totalOfLine = totalOfLine;
  protected readonly isBlank = isBlank;
  protected readonly blank = (): LineDraft => blankLine(this.i18n.t('orders.piece'));
  /** Stored lines keep their places in the order. */
  protected readonly isStored = ({ id }: LineDraft): boolean => id !== '';
  protected readonly read = (text: string): LineDraft[] | undefined =>
    pastedLines(text, { unit: this.i18n.t('orders.piece'), digits: this.workshop.settings().currencyDigits });
}
