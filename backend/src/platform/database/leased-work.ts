import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { SystemReason } from '@verstak/domain';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { asSystem } from '../access/caller.js';
import type { Leases } from './leases.js';

const LEASE_MS = 20_000;
const RENEW_MS = 6_000;

/** How long what was begun in a process that was killed waits at most, beyond its lease. */
const LOOK_MS = 5_000;

/** A shutdown waits no longer for what is being done: it is taken up at the next start. */
const PATIENCE_MS = 5_000;

/** A piece of work that was taken over, to be done now. */
export type Piece = () => Promise<void>;

/**
 * Does pieces of work, beside the requests that ask for them and in none of them, in one process at a time: the work of a
 * process that was killed is taken up by the next that looks.
 */
export abstract class LeasedWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Its lease, its name in the log, and why it is at work, as the journal tells it. */
  protected abstract readonly name: SystemReason;
  /** Pieces that are done at the same time; one after another unless told. */
  protected readonly atOnce: number = 1;
  protected readonly logger = new Logger(this.constructor.name);
  private readonly stopping = new AbortController();
  private asked = Promise.withResolvers<void>();
  private running?: Promise<void>;

  constructor(private readonly leases: Leases) {}

  protected abstract isWaiting(): Promise<boolean>;

  /** Takes over the next piece that nobody is at; `undefined` where there is none to be done now. */
  protected abstract take(): Promise<Piece | undefined>;

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Ends with what is being done, where that does not take long. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await Promise.race([this.running, pauseFor(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** There is something to do: it is looked for at once. */
  wake(): void {
    this.asked.resolve();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.reasonToLook();
      try {
        if (!signal.aborted) await this.inTurn();
      } catch (error) {
        this.logger.warn(`${this.name} waits: ${String(error)}`);
      }
    }
  }

  /** Waits until somebody asks, or it is time to look again, or one of these is over. */
  private async reasonToLook(...begun: readonly Promise<void>[]): Promise<void> {
    const pause = new AbortController();
    const look = pauseFor(LOOK_MS, undefined, { signal: pause.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.asked.promise, look, ...begun]);
    pause.abort();
    this.asked = Promise.withResolvers<void>();
  }

  private async inTurn(): Promise<void> {
    const { name } = this;
    if (!(await asSystem(name, () => this.isWaiting()))) return;
    if (!(await this.leases.hold(name, LEASE_MS))) return;
    const renewing = setInterval(() => {
      void this.leases.hold(name, LEASE_MS).catch((error: unknown) => this.logger.debug(String(error)));
    }, RENEW_MS);
    const begun = new Set<Promise<void>>();
    try {
      await this.doAll(begun);
    } finally {
      await Promise.all(begun);
      clearInterval(renewing);
      await this.leases.release(name);
    }
  }

  /** Does piece after piece, so many at once, until there is none left; a piece that fails ends the turn. */
  private async doAll(begun: Set<Promise<void>>): Promise<void> {
    const { name, atOnce } = this;
    const failures: unknown[] = [];
    while (!failures.length) {
      const isFree = begun.size < atOnce && !this.stopping.signal.aborted;
      const piece = isFree ? await asSystem(name, () => this.take()) : undefined;
      if (piece) {
        const doing: Promise<void> = asSystem(name, piece)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => begun.delete(doing));
        begun.add(doing);
      } else if (begun.size) await this.reasonToLook(...begun);
      else return;
    }
    throw failures[0];
  }
}
