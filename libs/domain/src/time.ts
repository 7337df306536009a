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

/** The instant so many hours after a calendar day began in a time zone: that hour of it, unless clocks changed before. */
export function hoursInto(day: CalendarDay, hours: number, timeZone: string): Date {
  return new Date(startOfDay(day, timeZone).getTime() + hours * 3_600_000);
}

/** Minutes since midnight that a clock shows at an instant in a time zone. */
export function minutesIn(timeZone: string, instant: Date): number {
  const part = clockAt(instant.getTime(), timeZone);
  return part('hour') * 60 + part('minute');
}

type ClockPart = (type: Intl.DateTimeFormatPartTypes) => number;

/** What calendar and clock show at an instant in a time zone. */
function clockAt(instant: number, timeZone: string): ClockPart {
  const shown = clockFormat(timeZone).formatToParts(instant);
  const parts = new Map(shown.map(({ type, value }) => [type, value]));
  return (type) => Number(parts.get(type) ?? 0);
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const part = clockAt(instant, timeZone);
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
