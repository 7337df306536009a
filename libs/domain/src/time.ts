import { addDays, instantOf, type CalendarDay } from './calendar.js';

/** Units that a report is divided into. */
export const REPORT_STEPS = ['day', 'week', 'month'] as const;

export type ReportStep = (typeof REPORT_STEPS)[number];

/** The calendar day of an instant in a time zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: Date): string {
  return dayFormat(timeZone).format(instant);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}

/**
 * The instant at which a calendar day begins in a time zone: its first, also where the clocks skip midnight (Santiago)
 * or strike it twice (Havana).
 */
export function startOfDay(day: CalendarDay, timeZone: string): Date {
  const [before, after] = [addDays(day, -1), addDays(day, 1)].map((other) => offsetAt(instantOf(other), timeZone));
  const begins = [before, after].map((offset = 0) => new Date(instantOf(day) - offset));
  begins.sort((one, other) => one.getTime() - other.getTime());
  const [first = new Date(NaN), second = first] = begins;
  return dayIn(timeZone, first) === day ? first : second;
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Map(
    clockFormat(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - instant;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockFormat(timeZone: string): Intl.DateTimeFormat {
  let format = clocks.get(timeZone);
  if (!format) {
    const numeric = 'numeric' as const;
    const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: 'h23' as const };
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: numeric, month: numeric, day: numeric, ...time });
    clocks.set(timeZone, format);
  }
  return format;
}
