import { type Translate, spellMinutes } from './worked-time';

const DAY = 24 * 60;

/** How long something has lasted as people say it: in hours and minutes, from a day on in whole days. */
export function spellElapsed(from: string, now: Date, t: Translate): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(from)) / 60_000));
  return minutes < DAY ? spellMinutes(minutes, t) : t('parts.time.days', { count: Math.floor(minutes / DAY) });
}
