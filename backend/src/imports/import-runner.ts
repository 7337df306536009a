import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { setTimeout } from 'node:timers/promises';
import { asSystem } from '../platform/access/caller.js';
import { Leases } from '../platform/database/leases.js';
import { ImportWork } from './import-work.js';

const LEASE = 'imports';
const LEASE_MS = 20_000;
const RENEW_MS = 6_000;
/** How long a file lies that nobody goes on with. */
const KEPT_DAYS = 7;

/** How long what was begun in a process that was killed waits at most, beyond its lease. */
const LOOK_MS = 5_000;

/**
 * Works on imports, one after another and in one process at a time: the work of a process that was killed is taken up
 * by the next that looks. It goes on beside the requests that ask for it, and in none of them.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportRunner.name);
  private readonly stopping = new AbortController();
  private asked = Promise.withResolvers<void>();
  private running?: Promise<void>;

  constructor(
    private readonly work: ImportWork,
    private readonly leases: Leases,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** There is something to do. */
  wake(): void {
    this.asked.resolve();
  }

  @Cron('7 * * * *')
  async forget(): Promise<void> {
    const before = DateTime.now().minus({ days: KEPT_DAYS }).toJSDate();
    await asSystem('imports-forgotten', () => this.work.forget(before)).catch((error: unknown) =>
      this.logger.warn(`Imports that were given up stay for another hour: ${String(error)}`),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pause = new AbortController();
      const look = setTimeout(LOOK_MS, undefined, { signal: pause.signal, ref: false }).catch(() => undefined);
      await Promise.race([this.asked.promise, look]);
      pause.abort();
      this.asked = Promise.withResolvers<void>();
      try {
        if (!signal.aborted) await this.inTurn();
      } catch (error) {
        this.logger.warn(`Imports wait: ${String(error)}`);
      }
    }
  }

  private async inTurn(): Promise<void> {
    if (!(await asSystem('imports', () => this.work.isWaiting()))) return;
    if (!(await this.leases.hold(LEASE, LEASE_MS))) return;
    const renewing = setInterval(() => {
      void this.leases.hold(LEASE, LEASE_MS).catch((error: unknown) => this.logger.debug(String(error)));
    }, RENEW_MS);
    try {
      while (!this.stopping.signal.aborted && (await asSystem('imports', () => this.work.doNext())));
    } finally {
      clearInterval(renewing);
      await this.leases.release(LEASE);
    }
  }
}
