import { type CalendarDay, instantOf } from '@verstak/domain';
import type { Language } from '../../core/i18n/languages';

const HALF_A_YEAR = 183 * 86_400_000;

/** Of so many years in a row one at least is a leap year: between 2096 and 2104 there is none. */
const LEAP_YEARS = 9;

/**
 * The day that was typed: `25.11`, `25.11.26`, `25/11/2026`, `2026-11-25`; without a year the one of this
 * year, or of the next that has it where it is over half a year ago or there is none: 29.02 of the next leap year.
 */
export function readDay(text: string, today: CalendarDay): CalendarDay | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const match = /^(\d{1,2})[./\s-](\d{1,2})(?:[./\s-](\d{2}|\d{4}))?\.?$/.exec(text.trim());
  if (!match) return undefined;
  const [day, month, year] = [Number(match[1]), Number(match[2]), match[3]];
  if (year) return dayOf(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: LEAP_YEARS }, (_, later) => dayOf(thisYear + later, month, day));
  return years.find((found) => found !== undefined && instantOf(today) - instantOf(found) <= HALF_A_YEAR);
}

/** The day as it is edited: `25.11.2026` in Russian, `25/11/2026` in English. */
export function writeDay(day: CalendarDay, language: Language): string {
  const [year, month, date] = day.split('-');
  return [date, month, year].join(language === 'ru' ? '.' : '/');
}

function dayOf(year: number, month: number, day: number): CalendarDay | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}
