/** A day of the calendar without a time, `YYYY-MM-DD`. */
export type CalendarDay = string;

/** Days from–to, both included. */
export interface Period {
  from: CalendarDay;
  to: CalendarDay;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

const DAY = /^(19|2[01])\d{2}-\d{2}-\d{2}$/;

/** Whether a text is a day that there is, `YYYY-MM-DD`, from 1900 to 2199. */
export function isCalendarDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const instant = instantOf(text);
  return Number.isFinite(instant) && dayAt(instant) === text;
}

/** The instant at which a day begins in UTC, in milliseconds: what days are counted by. */
export function instantOf(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The day so many days later, or earlier where negative. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayAt(instantOf(day) + days * DAY_MS);
}

/** The first day of the month so many months later than that of `day`, or earlier where negative. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const date = new Date(instantOf(day));
  return dayAt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** How many days a period has. */
export function daysOf({ from, to }: Period): number {
  return (instantOf(to) - instantOf(from)) / DAY_MS + 1;
}

function dayAt(instant: number): CalendarDay {
  return new Date(instant).toISOString().slice(0, 10);
}
