import { Logger } from '@nestjs/common';
import { setTimeout as pauseFor } from 'node:timers/promises';
import type { Leases } from './leases.js';

const LEASE_MS = 20_000;
const RENEW_MS = 6_000;

/** How long what was begun in a process that was killed waits at most, beyond its lease. */
const LOOK_MS = 5_000;

/** A shutdown waits no longer for what is being done: it is taken up at the next start. */
const PATIENCE_MS = 5_000;

/** What is done piece by piece, beside the requests that ask for it, and in none of them. */
export interface Piecework {
  /** Its lease, and its name in the log. */
  readonly name: string;
  isWaiting(): Promise<boolean>;
  /** Does one piece; whether there was anything. */
  doNext(): Promise<boolean>;
}

/**
 * Does pieces of work one after another and in one process at a time: the work of a process that was killed is taken up
 * by the next that looks.
 */
export class LeasedWork {
  private readonly logger = new Logger(LeasedWork.name);
  private readonly stopping = new AbortController();
  private asked = Promise.withResolvers<void>();
  private running?: Promise<void>;

  constructor(
    private readonly work: Piecework,
    private readonly leases: Leases,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** There is something to do. */
  wake(): void {
    this.asked.resolve();
  }

  /** Ends with the piece that is being done, where that does not take long. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await Promise.race([this.running, pauseFor(PATIENCE_MS, undefined, { ref: false })]);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pause = new AbortController();
      const look = pauseFor(LOOK_MS, undefined, { signal: pause.signal, ref: false }).catch(() => undefined);
      await Promise.race([this.asked.promise, look]);
      pause.abort();
      this.asked = Promise.withResolvers<void>();
      try {
        if (!signal.aborted) await this.inTurn();
      } catch (error) {
        this.logger.warn(`${this.work.name} waits: ${String(error)}`);
      }
    }
  }

  private async inTurn(): Promise<void> {
    const { name } = this.work;
    if (!(await this.work.isWaiting())) return;
    if (!(await this.leases.hold(name, LEASE_MS))) return;
    const renewing = setInterval(() => {
      void this.leases.hold(name, LEASE_MS).catch((error: unknown) => this.logger.debug(String(error)));
    }, RENEW_MS);
    try {
      while (!this.stopping.signal.aborted && (await this.work.doNext()));
    } finally {
      clearInterval(renewing);
      await this.leases.release(name);
    }
  }
}
