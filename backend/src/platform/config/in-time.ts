/** Nothing came within the time that was given. */
export class TooLate extends Error {}

/** What `work` gives, unless it takes longer or `stopped` aborts first: then rejects, and the work is left to itself. */
export async function inTime<T>(milliseconds: number, work: Promise<T>, stopped?: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(milliseconds);
  const signal = stopped ? AbortSignal.any([stopped, limit]) : limit;
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new TooLate(`nothing within ${milliseconds / 1_000} s`)));
  });
  return Promise.race([work, late]);
}
