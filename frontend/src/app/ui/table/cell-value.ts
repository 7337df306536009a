import { Component, computed, inject, input } from '@angular/core';
import { Formats } from '../../core/i18n/formats';
import { DueDate } from '../pipes/due-date';
import { telOf } from '../pipes/tel';
import type { CellType } from './column';

/** A value as its column's type writes it. */
@Component({
  selector: 'ui-cell-value',
  imports: [DueDate],
  template: `
    @if (type() === 'due') {
      <ui-due-date [at]="asDate()" />
    } @else if (address(); as address) {
      <a [href]="address">{{ text() }}</a>
    } @else {
      <span [class.mono]="type() === 'code'" [class.nothing]="text() === nothing">{{ text() }}</span>
    }
  `,
})
export class CellValue {
  protected readonly nothing = '–';
  private readonly formats = inject(Formats);
  readonly value = input.required<unknown>();
  readonly type = input.required<CellType>();
  /** How a phone number is dialled, where that is known. */
  readonly dialled = input<string>();

  protected readonly address = computed(() => {
    const value = this.value();
    if (!value) return '';
    if (this.type() === 'phone') return telOf({ phone: String(value), dialled: this.dialled() });
    return this.type() === 'email' ? `mailto:${String(value)}` : '';
  });

  protected readonly asDate = computed(() => (typeof this.value() === 'string' ? String(this.value()) : undefined));

  protected readonly text = computed(() => {
    const value = this.value();
    if (value === null || value === undefined || value === '') return this.nothing;
    switch (this.type()) {
      case 'money':
        return this.formats.money(Number(value));
      case 'number':
        return this.formats.number(Number(value));
      case 'day':
        return this.formats.day(String(value));
      case 'moment':
        return this.formats.moment(String(value));
      default:
        return String(value);
    }
  });
}
