const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a letter waits after each attempt, and after all further ones the last of these. */
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];

/** What was not sent after so long is given up: nobody waits for it any more. */
export const PATIENCE_MS = 72 * HOUR;

/** How long a letter lies that was being sent when its process ended: longer than a server may take to answer. */
export const CLAIM_MS = 10 * MINUTE;

/** A letter that is due later than that was put off under a wrong clock. */
export const LONGEST_MS = 24 * HOUR;

const LONGEST_REST = 5 * MINUTE;

/** When a letter is tried again that was written at an instant; `undefined` where it is given up. */
export function nextAttempt(attempts: number, since: Date, now: Date): Date | undefined {
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? MINUTE;
  const next = new Date(now.getTime() + pause);
  return next.getTime() - since.getTime() > PATIENCE_MS ? undefined : next;
}

/** How long a server is left alone that took nothing so many times in a row, in milliseconds. */
export function restAfter(times: number): number {
  return times ? Math.min(10_000 * 2 ** (times - 1), LONGEST_REST) : 0;
}
