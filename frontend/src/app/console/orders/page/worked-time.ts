import type { StagePass } from '@verstak/api';

/** Whole minutes of all passes together; one that goes on counts until now. */
export function minutesOf(passes: readonly StagePass[], now: Date): number {
  const milliseconds = passes.reduce((sum, { startedAt, endedAt }) => {
    const end = endedAt ? Date.parse(endedAt) : now.getTime();
    return sum + Math.max(end - Date.parse(startedAt), 0);
  }, 0);
  return Math.round(milliseconds / 60_000);
}

/** Minutes in hours and minutes, in words of the language. */
export function spellMinutes(minutes: number, t: (key: string, params: Record<string, unknown>) => string): string {
  const hours = Math.floor(minutes / 60);
  return hours ? t('orders.time.hours', { hours, minutes: minutes % 60 }) : t('orders.time.minutes', { minutes });
}
