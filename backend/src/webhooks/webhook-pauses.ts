const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long something waits after each attempt, and after all further ones the last of these. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR];

/** Of a pause, the share by which it is longer or shorter, so that what failed together does not return together. */
const JITTER = 0.2;

/** What was not taken after so long is given up. */
const PATIENCE_MS = 24 * HOUR;

/** Where nothing was taken for so long, nothing is sent any more. */
export const FAILING_MS = 72 * HOUR;

/** How long something lies that was being sent when its process ended: longer than a server may take to answer. */
export const CLAIM_MS = MINUTE;

/** What is due later than that was put off under a wrong clock. */
export const LONGEST_MS = PATIENCE_MS + HOUR;

/** A server is left alone for no longer than this, whatever it asks for. */
const LONGEST_REST = HOUR;

/**
 * When something is tried again that is being sent since an instant, after so many attempts, and not before `rest` is
 * over; `undefined` where it is given up.
 */
export function nextAttempt(attempts: number, since: Date, now: Date, rest = 0): Date | undefined {
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? 0;
  const shifted = pause * (1 - JITTER + 2 * JITTER * Math.random());
  const next = new Date(now.getTime() + Math.max(shifted, rest));
  return next.getTime() - since.getTime() > PATIENCE_MS ? undefined : next;
}

/** How long a server is left alone that asks for some time, in milliseconds. */
export function restOf(retryAfter: number | undefined): number {
  return Math.min(retryAfter ?? 0, LONGEST_REST);
}

/** Whether a server that asked to be left alone is, now; a rest of longer than any was asked for under a wrong clock. */
export function isResting(restsUntil: Date | undefined, now: Date): boolean {
  const left = (restsUntil?.getTime() ?? 0) - now.getTime();
  return left > 0 && left <= LONGEST_REST;
}
