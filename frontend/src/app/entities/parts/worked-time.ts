import type { Part } from '@verstak/api';

/** What of a part tells how long was worked on it. */
export type Worked = Pick<Part, 'workedMs' | 'startedAt'>;

/** Milliseconds of work on a part so far; a stretch that goes on counts until `now`, and a slow clock never below zero. */
export function workedMs({ workedMs: ended, startedAt }: Worked, now: Date): number {
  return ended + (startedAt ? Math.max(0, now.getTime() - Date.parse(startedAt)) : 0);
}

/** The same in whole seconds. */
export function workedSeconds(part: Worked, now: Date): number {
  return Math.floor(workedMs(part, now) / 1_000);
}

/** The same in whole minutes, rounded. */
export function workedMinutes(part: Worked, now: Date): number {
  return Math.round(workedSeconds(part, now) / 60);
}

/** The words of a key, with values in them. */
export type Translate = (key: string, params: Record<string, unknown>) => string;

/** Minutes in hours and minutes, in words of the language. */
export function spellMinutes(minutes: number, t: Translate): string {
  const hours = Math.floor(minutes / 60);
  return hours ? t('parts.time.hours', { hours, minutes: minutes % 60 }) : t('parts.time.minutes', { minutes });
}
