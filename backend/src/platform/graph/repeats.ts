import { setTimeout as sleep } from 'node:timers/promises';

/** What did not go well, and may a little later. */
export class ComeAgain extends Error {
  /** Milliseconds that the server wants to be left alone. */
  readonly afterMs: number | undefined;
  /** That nothing was done, the server said. */
  readonly isUndone: boolean;

  constructor(
    readonly failure: Error,
    { afterMs, isUndone = false }: { afterMs?: number | undefined; isUndone?: boolean } = {},
  ) {
    super(failure.message);
    this.afterMs = afterMs;
    this.isUndone = isUndone;
  }
}

/** How often and how long something is tried. */
export interface Pace {
  /** Times in all, without any progress between them. */
  attempts: number;
  /** Milliseconds of the first wait where the server names none; each next is twice as long. */
  firstWaitMs: number;
  /** Milliseconds of all waits together. */
  mostWaitMs: number;
  /** Milliseconds that an answer may take, and one that has a file in it or after it. */
  answerMs: number;
  contentMs: number;
  pause: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  /** From 0 to 1. */
  random: () => number;
}

export const PACE: Pace = {
  attempts: 5,
  firstWaitMs: 500,
  mostWaitMs: 120_000,
  answerMs: 30_000,
  contentMs: 120_000,
  pause: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
  random: Math.random,
};

/** What is added to a wait that a server named, at most: so that not everybody comes back at once. */
const JITTER = 0.2;

/** Counts how often something was tried, and waits before the next time. */
export class Repeats {
  private failures = 0;
  private waitedMs = 0;

  constructor(
    private readonly pace: Pace,
    private readonly signal?: AbortSignal,
  ) {}

  /** Waits as long as it takes after a fault, or throws what is the matter where it is not tried again. */
  async after(error: unknown): Promise<void> {
    if (!(error instanceof ComeAgain)) throw error;
    this.failures += 1;
    const ms = this.waitFor(error);
    if (this.failures >= this.pace.attempts || this.waitedMs + ms > this.pace.mostWaitMs) throw error.failure;
    this.waitedMs += ms;
    try {
      await this.pace.pause(ms, this.signal);
    } catch (reason) {
      // Of the pause it would be an error of its own.
      throw this.signal?.aborted ? this.signal.reason : reason;
    }
  }

  /** It goes on: what comes next has as many times as at first. */
  succeeded(): void {
    this.failures = 0;
  }

  /** Never less than the server wants; else twice as long each time, and somewhere in its second half. */
  private waitFor({ afterMs }: ComeAgain): number {
    const { firstWaitMs, random } = this.pace;
    if (afterMs !== undefined) return Math.round(afterMs * (1 + JITTER * random()));
    return Math.round(firstWaitMs * 2 ** (this.failures - 1) * (0.5 + random() / 2));
  }
}

/** Tries something until it goes well, at that pace; throws what is the matter with the last time. */
export async function repeated<T>(attempt: () => Promise<T>, pace: Pace, signal?: AbortSignal): Promise<T> {
  const repeats = new Repeats(pace, signal);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      await repeats.after(error);
    }
  }
}
