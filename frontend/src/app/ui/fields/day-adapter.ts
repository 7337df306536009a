import { Service, inject } from '@angular/core';
import { NativeDateAdapter } from '@angular/material/core';
import type { CalendarDay } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { readDay, writeDay } from './calendar-day';

/** Lets Material's calendar read and write days as people of the chosen language do; weeks begin on Monday. */
@Service({ autoProvided: false })
export class DayAdapter extends NativeDateAdapter {
  private readonly i18n = inject(I18n);

  override getFirstDayOfWeek(): number {
    return 1;
  }

  override parse(value: unknown): Date | null {
    if (typeof value !== 'string' || value.trim() === '') return null;
    const day = readDay(value, dayOfDate(new Date()));
    return day ? dateOfDay(day) : new Date(NaN);
  }

  override format(date: Date, displayFormat: object | string): string {
    if (displayFormat === 'input') return writeDay(dayOfDate(date), this.i18n.language());
    return super.format(date, displayFormat as object);
  }
}

/** The calendar's local date of a day. */
export function dateOfDay(day: CalendarDay): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, date);
}

/** The day of a calendar's local date. */
export function dayOfDate(date: Date): CalendarDay {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Material's date formats; `input` is the adapter's own. */
export const DAY_FORMATS = {
  parse: { dateInput: 'input' },
  display: {
    dateInput: 'input',
    monthYearLabel: { year: 'numeric', month: 'long' },
    dateA11yLabel: { year: 'numeric', month: 'long', day: 'numeric' },
    monthYearA11yLabel: { year: 'numeric', month: 'long' },
  },
} as const;
