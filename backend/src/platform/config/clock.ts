import { AsyncLocalStorage } from 'node:async_hooks';

const told = new AsyncLocalStorage<Date>();

/** Runs `work` as what happened at an instant of the past: documents bear it, the journal keeps the real time beside it. */
export function asOf<T>(instant: Date, work: () => T): T {
  return told.run(instant, work);
}

/** When it happened that is told late; `undefined` of what happens now. */
export function happenedAt(): Date | undefined {
  return told.getStore();
}

/** When what is done happens: now, unless it is told of as of an instant of the past. */
export function happeningAt(): Date {
  return happenedAt() ?? new Date();
}
