import { runningUnit } from './unit.js';

interface Lane {
  running: Promise<unknown>;
  next?: Promise<unknown>;
}

/**
 * Makes a read once for all who ask for the same at the same time: a change is told to every screen, and all of them
 * ask for their list at once. Who comes while a read is running shares the next one with the others who wait, so that
 * nobody gets what was read before they asked. What is given is shared: nobody may change it.
 */
export class SharedReads {
  private readonly lanes = new Map<string, Lane>();

  run<T>(key: string, read: () => Promise<T>): Promise<T> {
    // What a transaction sees is its own: neither what others have read, nor for others.
    if (runningUnit()) return read();
    const lane = this.lanes.get(key);
    if (!lane) return this.start(key, read);
    const start = (): Promise<T> => this.start(key, read);
    lane.next ??= lane.running.then(start, start);
    return lane.next as Promise<T>;
  }

  private start<T>(key: string, read: () => Promise<T>): Promise<T> {
    const running = read();
    const lane: Lane = { running };
    this.lanes.set(key, lane);
    const end = (): void => {
      if (!lane.next) this.lanes.delete(key);
    };
    running.then(end, end);
    return running;
  }
}
