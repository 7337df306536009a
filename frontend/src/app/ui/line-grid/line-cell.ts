import { Component, Directive, TemplateRef, computed, inject, input } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { I18n } from '../../core/i18n/i18n';
import { MoneyCell, NumberCell } from '../fields/figure-cells';
import { SuggestCell } from '../fields/suggest-cell';
import { SelectCell, TextCell } from '../fields/text-cell';
import { type LineColumn, type LineRow, fieldOf } from './line-column';

/** What a template is given: the values of a row, and the row itself to change them. */
export interface LineContext<T> {
  $implicit: T;
  row: LineRow<T>;
}

/** The template of a column of kind `template`: `<ng-template uiLineCell="total" [uiLineCellOf]="columns" let-row>`. */
@Directive({ selector: 'ng-template[uiLineCell]' })
export class LineCellTemplate<T> {
  readonly template = inject<TemplateRef<LineContext<T>>>(TemplateRef);
  /** The key of the column. */
  readonly uiLineCell = input.required<string>();
  /** Only gives the row its type. */
  readonly uiLineCellOf = input.required<readonly LineColumn<T>[]>();

  static ngTemplateContextGuard<T>(_cell: LineCellTemplate<T>, context: unknown): context is LineContext<T> {
    return context !== undefined;
  }
}

/** One editable cell of a line, as its column's kind asks for. */
@Component({
  selector: 'ui-line-cell',
  imports: [FormField, MoneyCell, NumberCell, SelectCell, SuggestCell, TextCell],
  template: `
    @let column = this.column();
    @let label = this.label();
    @let hint = this.hint();
    @switch (column.kind) {
      @case ('text') {
        @if (column.suggests; as suggests) {
          <ui-suggest-cell
            [label]="label"
            [hint]="hint"
            [limit]="column.limit ?? 200"
            [search]="suggests.search"
            [describedBy]="describedBy()"
            [formField]="text()"
            (chosen)="suggests.take(row(), $event.id)"
          />
        } @else {
          <ui-text-cell
            [label]="label"
            [hint]="hint"
            [limit]="column.limit ?? 200"
            [multiline]="column.isMultiline ?? false"
            [describedBy]="describedBy()"
            [formField]="text()"
          />
        }
      }
      @case ('number') {
        <ui-number-cell
          [label]="label"
          [places]="column.places ?? 3"
          [describedBy]="describedBy()"
          [formField]="figure()"
        />
      }
      @case ('money') {
        <ui-money-cell [label]="label" [describedBy]="describedBy()" [formField]="figure()" />
      }
      @case ('choice') {
        <ui-select-cell
          [label]="label"
          [hint]="hint"
          [options]="column.options?.() ?? []"
          [describedBy]="describedBy()"
          [formField]="text()"
        />
      }
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class LineCell<T> {
  private readonly i18n = inject(I18n);

  readonly row = input.required<LineRow<T>>();
  readonly column = input.required<LineColumn<T>>();
  /** Id of the sentence that says what is wrong with it; empty where nothing is. */
  readonly describedBy = input('');
  protected readonly label = computed(() => this.i18n.t(this.column().label));
  protected readonly hint = computed(() => {
    const { hint } = this.column();
    return hint ? this.i18n.t(hint) : '';
  });
  protected readonly text = computed(() => fieldOf<string>(this.row(), this.column().key));
  protected readonly figure = computed(() => fieldOf<number | null>(this.row(), this.column().key));
}
