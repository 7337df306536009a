import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { MARGIN_PLACES } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { DateField } from '../fields/date-field';
import { MoneyField } from '../fields/money-field';
import { NumberField } from '../fields/number-field';
import type { EntityList } from '../list/entity-list';
import type { RangeFilter } from './filter';
import { PanelChip } from './panel-chip';

/** A filter by days, sums or shares from–to. */
@Component({
  selector: 'ui-range-chip',
  imports: [DateField, FormField, MatButton, MatIcon, MoneyField, NumberField, PanelChip, TranslocoPipe],
  template: `
    <ui-panel-chip
      [label]="filter().label | transloco"
      [values]="values()"
      [isOpen]="isOpen()"
      (isOpenChange)="toggle($event)"
      (removed)="apply('', '')"
    >
      <ng-template #panel>
        @for (preset of filter().presets; track preset.value) {
          <button
            mat-stroked-button
            type="button"
            [attr.aria-pressed]="preset.value === chosen().preset"
            (click)="choose(preset.value)"
          >
            @if (preset.value === chosen().preset) {
              <mat-icon svgIcon="check" />
            }
            {{ preset.label | transloco }}
          </button>
        }
        @switch (filter().kind) {
          @case ('period') {
            <ui-date-field [label]="'table.from' | transloco" [formField]="days.from" />
            <ui-date-field [label]="'table.to' | transloco" [formField]="days.to" />
          }
          @case ('sum') {
            <ui-money-field [label]="'table.sumFrom' | transloco" [formField]="figures.from" />
            <ui-money-field [label]="'table.sumTo' | transloco" [formField]="figures.to" />
          }
          @case ('share') {
            <ui-number-field
              suffix="%"
              [label]="'table.sumFrom' | transloco"
              [places]="sharePlaces"
              [formField]="figures.from"
            />
            <ui-number-field
              suffix="%"
              [label]="'table.sumTo' | transloco"
              [places]="sharePlaces"
              [formField]="figures.to"
            />
          }
        }
        <button mat-flat-button type="button" (click)="applyTyped()">
          {{ 'table.apply' | transloco }}
        </button>
      </ng-template>
    </ui-panel-chip>
  `,
  styles: ':host { display: contents; }',
})
export class RangeChip<T extends { id: string }> {
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  readonly filter = input.required<RangeFilter>();
  readonly list = input.required<EntityList<T>>();
  protected readonly isOpen = signal(false);
  protected readonly days = form(signal({ from: '', to: '' }));
  protected readonly figures = form(signal<{ from: number | null; to: number | null }>({ from: null, to: null }));
  protected readonly sharePlaces = MARGIN_PLACES;

  protected readonly chosen = computed(() => {
    const { filters } = this.list().view();
    const { key } = this.filter();
    return {
      from: filters[`${key}From`]?.[0] ?? '',
      to: filters[`${key}To`]?.[0] ?? '',
      preset: filters[key]?.[0] ?? '',
    };
  });

  protected readonly values = computed(() => {
    const { from, to, preset } = this.chosen();
    const known = this.filter().presets?.find(({ value }) => value === preset);
    if (known) return this.i18n.t(known.label);
    return from || to ? `${this.written(from)} – ${this.written(to)}` : '';
  });

  /** What is chosen stands in the fields when they are opened. */
  protected toggle(isOpen: boolean): void {
    const { from, to } = this.chosen();
    if (isOpen && this.filter().kind === 'period') this.days().reset({ from, to });
    else if (isOpen) this.figures().reset({ from: this.figureOf(from), to: this.figureOf(to) });
    this.isOpen.set(isOpen);
  }

  protected applyTyped(): void {
    if (this.filter().kind === 'period') return this.apply(this.days.from().value(), this.days.to().value());
    const { from, to } = this.figures().value();
    this.apply(String(from ?? ''), String(to ?? ''));
  }

  protected apply(from: string, to: string): void {
    const { key } = this.filter();
    this.put({ ...(from && { [`${key}From`]: [from] }), ...(to && { [`${key}To`]: [to] }) });
  }

  protected choose(preset: string): void {
    this.put({ [this.filter().key]: [preset] });
  }

  /** In the place of whatever was chosen before. */
  private put(values: Readonly<Record<string, readonly string[]>>): void {
    const { key } = this.filter();
    const { [`${key}From`]: _from, [`${key}To`]: _to, [key]: _preset, ...others } = this.list().wanted().filters;
    this.list().patch({ filters: { ...others, ...values } });
    this.isOpen.set(false);
  }

  private written(end: string): string {
    const { kind } = this.filter();
    if (kind === 'period') return end ? this.formats.calendarDay(end) : '…';
    const figure = this.figureOf(end);
    if (figure === null) return '…';
    return kind === 'sum' ? this.formats.money(figure) : this.formats.percent(figure / 100, MARGIN_PLACES);
  }

  private figureOf(end: string): number | null {
    const figure = end ? Number(end) : NaN;
    const isOne = this.filter().kind === 'sum' ? Number.isSafeInteger(figure) : Number.isFinite(figure);
    return isOne ? figure : null;
  }
}
