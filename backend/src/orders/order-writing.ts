import type { ExportLanguage } from '../platform/exports/table.js';
import type { Workshop } from '../workshop/workshop.dto.js';
import type { OrderItem } from './order.js';
import { saidDetails } from './said-details.js';

/** Whose days and sums are written, and in which language. */
export interface Writing {
  lang: ExportLanguage;
  workshop: Pick<Workshop, 'currency' | 'currencyDigits' | 'timeZone'>;
}

export function writtenAmount({ quantity, unit }: Pick<OrderItem, 'quantity' | 'unit'>, writing: Writing): string {
  return `${writtenDecimal(quantity, writing)} ${unit}`;
}

export function writtenDecimal(value: number, { lang }: Writing): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 3 }).format(value);
}

/** The day of an instant in the workshop. */
export function writtenDay(instant: Date, { lang, workshop }: Writing): string {
  return new Intl.DateTimeFormat(lang, { timeZone: workshop.timeZone, dateStyle: 'long' }).format(instant);
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

/** What else is said of an item below its title, a line each. */
export function belowTitle({ title, product, details, wishes }: OrderItem, { lang }: Writing): string[] {
  const otherName = product === title ? '' : (product ?? '');
  return [otherName, ...saidDetails(details, lang), wishes ?? ''].filter(Boolean);
}
