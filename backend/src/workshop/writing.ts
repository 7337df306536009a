import type { CalendarDay } from '@verstak/domain';
import type { PaperPicture } from '../platform/exports/pdf-pages.js';
import type { ExportLanguage } from '../platform/exports/table.js';
import type { Workshop } from './workshop.dto.js';

/** Whose days and sums are written, and in which language. */
export interface Writing {
  lang: ExportLanguage;
  workshop: Pick<Workshop, 'currency' | 'currencyDigits' | 'timeZone'>;
}

/** The same on paper: who prints, and with which picture. */
export interface Printing extends Writing {
  workshop: Workshop;
  logo?: PaperPicture;
}

/** A quantity with its unit. */
export function writtenAmount({ quantity, unit }: { quantity: number; unit: string }, writing: Writing): string {
  return `${writtenDecimal(quantity, writing)} ${unit}`;
}

export function writtenDecimal(value: number, { lang }: Writing): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 3 }).format(value);
}

/** The day of an instant in the workshop. */
export function writtenDay(instant: Date, { lang, workshop }: Writing): string {
  return new Intl.DateTimeFormat(lang, { timeZone: workshop.timeZone, dateStyle: 'long' }).format(instant);
}

/** A day of the calendar. */
export function writtenCalendarDay(day: CalendarDay, { lang }: Writing): string {
  return new Intl.DateTimeFormat(lang, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(`${day}T00:00:00Z`));
}

/** What writes sums in the workshop's currency, of its minor units. */
export function sumsOf({ lang, workshop }: Writing): (minor: number) => string {
  const { currency, currencyDigits: digits } = workshop;
  const format = new Intl.NumberFormat(lang, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (minor) => format.format(minor / 10 ** digits);
}
