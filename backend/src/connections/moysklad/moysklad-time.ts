import { dayIn, isCalendarDay, minutesIn, startOfDay } from '@verstak/domain';

/** MoySklad's clock, in answers and in filters. */
const ZONE = 'Europe/Moscow';

const MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;

/** The instant of a moment as MoySklad writes it, `2026-11-30 12:34:56.789`; `undefined` where it is none. */
export function instantOfMoment(moment: string | undefined): Date | undefined {
  const [, day = '', hours, minutes, seconds = 0, fraction = ''] = MOMENT.exec(moment ?? '') ?? [];
  if (!isCalendarDay(day)) return undefined;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, '0'));
  return new Date(startOfDay(day, ZONE).getTime() + ms);
}

/** An instant as MoySklad writes it, with milliseconds. */
export function momentOf(instant: Date): string {
  const minutes = minutesIn(ZONE, instant);
  const two = (number: number): string => String(number).padStart(2, '0');
  const rest = instant.toISOString().slice(17, 23);
  return `${dayIn(ZONE, instant)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${rest}`;
}
