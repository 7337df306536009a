import { Component, type ElementRef, computed, effect, inject, model, viewChild } from '@angular/core';
import { type FormValueControl, transformedValue } from '@angular/forms/signals';
import { DateAdapter, MAT_DATE_FORMATS } from '@angular/material/core';
import {
  MatDatepicker,
  MatDatepickerInput,
  MatDatepickerIntl,
  MatDatepickerToggle,
  MatDatepickerToggleIcon,
} from '@angular/material/datepicker';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { I18n } from '../../core/i18n/i18n';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';
import { CalendarWords } from './calendar-words';
import { DAY_FORMATS, DayAdapter, dateOfDay, dayOfDate } from './day-adapter';

/** A calendar day, typed (`25.11`) or picked; keeps `YYYY-MM-DD`, empty for none. */
@Component({
  selector: 'ui-date-field',
  imports: [
    ErrorState,
    MatDatepicker,
    MatDatepickerInput,
    MatDatepickerToggle,
    MatDatepickerToggleIcon,
    MatError,
    MatFormField,
    MatHint,
    MatIcon,
    MatInput,
    MatLabel,
    MatSuffix,
  ],
  providers: [
    { provide: DateAdapter, useClass: DayAdapter },
    { provide: MAT_DATE_FORMATS, useValue: DAY_FORMATS },
    { provide: MatDatepickerIntl, useClass: CalendarWords },
  ],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ label() }}</mat-label>
      <input
        #control
        matInput
        autocomplete="off"
        [matDatepicker]="picker"
        [value]="date()"
        [disabled]="disabled()"
        [required]="required()"
        [uiErrorState]="errorText() !== ''"
        (dateChange)="take($event.value, control.value)"
        (blur)="blur()"
      />
      <mat-datepicker-toggle matIconSuffix [for]="picker">
        <mat-icon matDatepickerToggleIcon svgIcon="calendar" />
      </mat-datepicker-toggle>
      <mat-datepicker #picker />
      @if (errorText(); as text) {
        <mat-error>{{ text }}</mat-error>
      }
      @if (hint()) {
        <mat-hint>{{ hint() }}</mat-hint>
      }
    </mat-form-field>
  `,
  styleUrl: './field.scss',
})
export class DateField extends FieldBase implements FormValueControl<string> {
  private readonly control = viewChild<ElementRef<HTMLInputElement>>('control');
  private readonly i18n = inject(I18n);

  readonly value = model('');
  protected readonly date = computed(() => (this.value() ? dateOfDay(this.value()) : null));
  private readonly typed = transformedValue<string, Date | 'unreadable' | null>(this.value, {
    parse: (date) => (date === 'unreadable' ? { error: { kind: 'date' } } : { value: date ? dayOfDate(date) : '' }),
    format: (day) => (day ? dateOfDay(day) : null),
  });

  constructor() {
    super();
    const adapter = inject<DateAdapter<Date>>(DateAdapter);
    effect(() => adapter.setLocale(this.i18n.language()));
  }

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }

  protected take(date: Date | null, text: string): void {
    this.typed.set(date ?? (text.trim() ? 'unreadable' : null));
  }
}
