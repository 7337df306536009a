import type { Part } from '@verstak/api';

/** Whole seconds of work on a part so far; a pass that goes on counts until `now`, and a slow clock never below zero. */
export function workedSeconds({ passes }: Pick<Part, 'passes'>, now: Date): number {
  const milliseconds = passes.reduce((sum, { startedAt, endedAt }) => {
    const end = endedAt ? Date.parse(endedAt) : now.getTime();
    return sum + Math.max(0, end - Date.parse(startedAt));
  }, 0);
  return Math.floor(milliseconds / 1_000);
}

/** The same in whole minutes, rounded. */
export function workedMinutes(part: Pick<Part, 'passes'>, now: Date): number {
  return Math.round(workedSeconds(part, now) / 60);
}

/** Minutes in hours and minutes, in words of the language. */
export function spellMinutes(minutes: number, t: (key: string, params: Record<string, unknown>) => string): string {
  const hours = Math.floor(minutes / 60);
  return hours ? t('parts.time.hours', { hours, minutes: minutes % 60 }) : t('parts.time.minutes', { minutes });
}
