import type { CalendarDay } from '@verstak/domain';
import type { Language } from '../../core/i18n/languages';

const HALF_A_YEAR = 183 * 86_400_000;

/**
 * The day that was typed: `25.11`, `25.11.26`, `25/11/2026`, `2026-11-25`; without a year the one of this
 * year, or of the next where that is over half a year ago.
 */
export function readDay(text: string, today: CalendarDay): CalendarDay | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const match = /^(\d{1,2})[./\s-](\d{1,2})(?:[./\s-](\d{2}|\d{4}))?\.?$/.exec(text.trim());
  if (!match) return undefined;
  const [day, month, year] = [Number(match[1]), Number(match[2]), match[3]];
  if (year) return dayOf(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
  const thisYear = Number(today.slice(0, 4));
  const inThisYear = dayOf(thisYear, month, day);
  const isLongPast = inThisYear !== undefined && Date.parse(today) - Date.parse(inThisYear) > HALF_A_YEAR;
  return isLongPast ? dayOf(thisYear + 1, month, day) : inThisYear;
}

/** The day as it is edited: `25.11.2026` in Russian, `25/11/2026` in English. */
export function writeDay(day: CalendarDay, language: Language): string {
  const [year, month, date] = day.split('-');
  return [date, month, year].join(language === 'ru' ? '.' : '/');
}

/** The instant at which a calendar day begins in a time zone. */
export function startOfDay(day: CalendarDay, timeZone: string): Date {
  const utc = new Date(`${day}T00:00:00Z`);
  const shifted = new Date(utc.getTime() - offsetAt(utc, timeZone));
  // Around a change of clocks the first guess may be off by the change itself.
  return new Date(utc.getTime() - offsetAt(shifted, timeZone));
}

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((found) => found.type === type)?.value ?? '00';
  const local = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(local) - Math.floor(instant.getTime() / 1_000) * 1_000;
}

function dayOf(year: number, month: number, day: number): CalendarDay | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}
