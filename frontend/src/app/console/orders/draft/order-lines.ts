import { Component, ElementRef, Injector, afterNextRender, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../../../core/i18n/i18n';
import { Workshop } from '../../../core/workshop/workshop';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { FieldErrorText } from '../../../ui/fields/field-error-text';
import { MoneyCell, NumberCell } from '../../../ui/fields/figure-cells';
import type { Option } from '../../../ui/fields/select-field';
import { SelectCell, TextCell } from '../../../ui/fields/text-cell';
import { MoneyPipe } from '../../../ui/pipes/format-pipes';
import { type LineDraft, blankLine, isBlank, totalOfLine, totalOfLines } from './order-draft';
import { pastedLines } from './pasted-lines';

const CHECKED = ['title', 'quantity', 'unit', 'unitPrice', 'discountPercent', 'masterId'] as const;

/**
 * The lines of an order as an editable grid: Enter goes down a column and adds a line after the last, a paste from a
 * spreadsheet adds a line for each row, totals follow what is typed.
 */
@Component({
  selector: 'app-order-lines',
  imports: [
    FormField,
    MatButton,
    MatIcon,
    MatIconButton,
    MatTooltip,
    MoneyCell,
    MoneyPipe,
    NumberCell,
    SelectCell,
    TextCell,
    TranslocoPipe,
  ],
  templateUrl: './order-lines.html',
  styleUrl: './order-lines.scss',
})
export class OrderLines {
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(FieldErrorText);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);

  readonly lines = input.required<FieldTree<LineDraft[]>>();
  readonly masters = input.required<readonly Option[]>();

  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
  protected readonly total = computed(() => totalOfLines(this.lines()().value()));
  protected readonly totalOfLine = totalOfLine;

  /** The faults of a line, each with the name of its field. */
  protected faultsOf(line: FieldTree<LineDraft>): string[] {
    return CHECKED.flatMap((name) => {
      const field = line[name]();
      const [fault] = field.touched() ? field.errors() : [];
      return fault ? [`${this.i18n.t(`orders.line.${name}`)}: ${this.texts.of(fault)}`] : [];
    });
  }

  protected add(): void {
    this.insert(this.lines().length, [blankLine(this.i18n.t('orders.piece'))]);
    this.focus(this.lines().length - 1, 'title');
  }

  protected duplicate(index: number): void {
    const line = this.lines()().value()[index];
    if (!line) return;
    this.insert(index + 1, [{ ...line, id: '' }]);
    this.focus(index + 1, 'title');
  }

  /** A line that held something can be had back for ten seconds. */
  protected remove(index: number): void {
    const line = this.lines()().value()[index];
    if (!line) return;
    this.lines()().value.update((lines) => lines.filter((_, place) => place !== index));
    this.lines()().markAsDirty();
    // The keyboard goes on at the line that took the place, else at the last, else at the button that adds one.
    this.focusOn(`[data-line="${Math.min(index, this.lines().length - 1)}"] .remove, .foot button`);
    if (isBlank(line)) return;
    this.toasts.offerUndo('orders.line.removed', { title: line.title }, async () => this.insert(index, [line]));
  }

  protected key(event: KeyboardEvent, index: number): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')?.dataset['cell'];
    const isText = event.target instanceof HTMLTextAreaElement;
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.isComposing || !cell || isText) return;
    event.preventDefault();
    const next = index + (event.shiftKey ? -1 : 1);
    if (next === this.lines().length) this.add();
    else this.focus(next, cell);
  }

  protected paste(event: ClipboardEvent, index: number): void {
    const pasting = { unit: this.i18n.t('orders.piece'), digits: this.workshop.settings().currencyDigits };
    const lines = pastedLines(event.clipboardData?.getData('text/plain') ?? '', pasting);
    if (!lines) return;
    event.preventDefault();
    const present = this.lines()().value()[index];
    if (present && isBlank(present)) this.lines()().value.update((all) => all.filter((_, place) => place !== index));
    this.insert(present && isBlank(present) ? index : index + 1, lines);
    this.toasts.say('orders.line.pasted', { count: lines.length });
  }

  private insert(index: number, added: readonly LineDraft[]): void {
    this.lines()().value.update((lines) => [...lines.slice(0, index), ...added, ...lines.slice(index)]);
    this.lines()().markAsDirty();
  }

  private focus(index: number, cell: string): void {
    this.focusOn(`[data-line="${index}"] [data-cell="${cell}"] :is(input, select)`);
  }

  private focusOn(place: string): void {
    const go = (): void => this.host.nativeElement.querySelector<HTMLElement>(place)?.focus();
    afterNextRender(go, { injector: this.injector });
  }
}
