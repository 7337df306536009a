import { NgTemplateOutlet } from '@angular/common';
import { Component, type TemplateRef, computed, inject, input, output, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../../core/i18n/i18n';
import { FieldErrorText } from '../fields/field-error-text';
import { LineCell, type LineContext } from './line-cell';
import { type LineColumn, type LineRow, faultsOf, fieldOf, hasField } from './line-column';

let lines = 0;

/** One line of a grid: its cells, what is folded away of it, and what is wrong with it. */
@Component({
  selector: 'ui-line',
  imports: [LineCell, MatIcon, MatIconButton, MatTooltip, NgTemplateOutlet, TranslocoPipe],
  templateUrl: './line.html',
  styleUrl: './line.scss',
  host: { role: 'group', '[attr.data-line]': 'index()', '[attr.aria-label]': 'name()' },
})
export class Line<T> {
  private readonly i18n = inject(I18n);
  private readonly texts = inject(FieldErrorText);

  readonly row = input.required<LineRow<T>>();
  /** Its place, counted from 0. */
  readonly index = input.required<number>();
  /** The columns that the person may read. */
  readonly columns = input.required<readonly LineColumn<T>[]>();
  readonly templates = input.required<ReadonlyMap<string, TemplateRef<LineContext<T>>>>();
  /** Where the words of a line stand. */
  readonly words = input.required<string>();
  readonly duplicated = output();
  readonly removed = output();

  /** The sentences of what is wrong, each with the name of its column, by its key. */
  protected readonly faults = computed(() => {
    const faults = faultsOf(this.row(), this.columns());
    const labels = new Map(this.columns().map(({ key, label }) => [key, this.i18n.t(label)]));
    return new Map([...faults].map(([key, fault]) => [key, `${labels.get(key)}: ${this.texts.of(fault)}`]));
  });
  /** What is wrong is never folded away. */
  protected readonly isOpen = computed(
    () =>
      (this.isUnfolded() ?? this.opensItself()) ||
      this.foldedFields().some(({ key }) => fieldOf(this.row(), key)().invalid()),
  );
  private readonly isUnfolded = signal<boolean | undefined>(undefined);
  private readonly opensItself = computed(() => this.folded().some(({ opensFor }) => opensFor?.(this.row()().value())));

  protected readonly inLine = computed(() => this.columns().filter(({ isFolded }) => !isFolded));
  protected readonly folded = computed(() => this.columns().filter(({ isFolded }) => isFolded));
  private readonly foldedFields = computed(() => this.folded().filter(hasField));
  protected readonly context = computed((): LineContext<T> => ({ $implicit: this.row()().value(), row: this.row() }));
  protected readonly foldedLabels = computed(() =>
    this.folded()
      .map(({ label }) => this.i18n.t(label))
      .join(', '),
  );
  protected readonly place = computed(() => ({ index: this.index() + 1 }));
  protected readonly name = computed(() => this.i18n.t(`${this.words()}.name`, this.place()));
  /** What is folded away, in one line of text. */
  protected readonly summary = computed(() =>
    this.folded()
      .map((column) =>
        hasField(column) ? fieldOf(this.row(), column.key)().value() : column.summary?.(this.row()().value()),
      )
      .map((value) => String(value ?? '').trim())
      .filter(Boolean)
      .join(' · '),
  );
  private readonly id = `line-${++lines}`;

  /** Opens what is folded away, or closes it. */
  unfold(isUnfolded: boolean): void {
    this.isUnfolded.set(isUnfolded);
  }

  protected faultIdOf(key: string): string {
    return this.faults().has(key) ? `${this.id}-${key}` : '';
  }
}
