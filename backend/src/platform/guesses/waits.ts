/** The wait after the first failure too many, in seconds; doubled with each further one. */
const FIRST_WAIT_SECONDS = 2;
const LONGEST_WAIT_SECONDS = 900;

/** Failures are forgotten so many milliseconds after the last one. */
export const FORGOTTEN_MS = 3_600_000;

/** The waits after one failure too many, two and so on, in seconds; the last is that of all further ones. */
export const WAITS: readonly number[] = doubled(FIRST_WAIT_SECONDS);

function doubled(seconds: number): number[] {
  return seconds < LONGEST_WAIT_SECONDS ? [seconds, ...doubled(seconds * 2)] : [LONGEST_WAIT_SECONDS];
}

/** The wait after so many failures of which all but the last of `free` cost nothing, in seconds. */
export function waitAfter(failures: number, free: number): number {
  return failures < free ? 0 : (WAITS[Math.min(failures - free, WAITS.length - 1)] ?? LONGEST_WAIT_SECONDS);
}

/** Milliseconds since the last failure, by the clock of the database. */
const AGE = { $subtract: ['$$NOW', '$at'] };

/** The failures that count still: neither of long ago, nor of a time that has not come, noted under a wrong clock. */
export const REMEMBERED = {
  $cond: [{ $and: [{ $gte: [AGE, 0] }, { $lt: [AGE, FORGOTTEN_MS] }] }, { $ifNull: ['$failures', 0] }, 0],
};

/** What is left of the wait after `$failures`, in milliseconds, by the clock of the database: `waitAfter` for it. */
export function waitLeft(free: number): object {
  const step = { $min: [{ $subtract: ['$failures', free] }, WAITS.length - 1] };
  const wait = { $multiply: [{ $arrayElemAt: [WAITS, step] }, 1_000] };
  return { $cond: [{ $lt: ['$failures', free] }, 0, { $max: [{ $subtract: [wait, AGE] }, 0] }] };
}
