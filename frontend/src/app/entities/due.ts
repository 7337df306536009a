import { type CalendarDay, addDays, instantOf, startOfDay } from '@verstak/domain';

/** When things are due, by words that mean other days every day. */
export const DUE_PRESETS = ['late', 'today', 'week', 'none'] as const;
export type DuePreset = (typeof DUE_PRESETS)[number];

/** From an instant on, and before another one. */
export interface DueRange {
  dueFrom: string;
  dueTo: string;
}

export function isDuePreset(value: string | undefined): value is DuePreset {
  return (DUE_PRESETS as readonly (string | undefined)[]).includes(value);
}

/** The instants of this day, or of the rest of its week, which ends on Sunday. */
export function dueWithin(preset: 'today' | 'week', today: CalendarDay, timeZone: string): DueRange {
  const sinceMonday = (new Date(instantOf(today)).getUTCDay() + 6) % 7;
  const end = preset === 'today' ? addDays(today, 1) : addDays(today, 7 - sinceMonday);
  return { dueFrom: startOfDay(today, timeZone).toISOString(), dueTo: startOfDay(end, timeZone).toISOString() };
}

/** The last instant of a day: what is due on it is late when the day is over, not when it begins. */
export function endOfDay(day: CalendarDay, timeZone: string): Date {
  return new Date(startOfDay(addDays(day, 1), timeZone).getTime() - 1);
}
