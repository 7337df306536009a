import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** What is found once there is something (or something holds) that is on its way; fails after 20 s. */
export async function until<T>(find: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    await pause(20);
  }
  throw new Error('It never came about');
}
