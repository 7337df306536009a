import { Logger } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { asSystem } from '../access/caller.js';
import type { Leases } from '../database/leases.js';
import type { ConsumerStates, StoredConsumer } from './consumer-states.js';
import type { JournalConsumer } from './journal-consumer.js';
import type { JournalEntry } from './journal-entry.js';
import type { JournalTail } from './journal-tail.js';

const BATCH = 200;
/** How long nobody goes on after the end of a process. */
const LEASE_MS = 5_000;
const RENEWAL_MS = 1_500;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A shutdown waits no longer for what is being done: it is done again at the next start. */
const PATIENCE_MS = 3_000;

/** One consumer at work in this process, where no other process is at it. */
export class ConsumerRun {
  private readonly logger = new Logger('JournalConsumers');
  private readonly apart = AsyncLocalStorage.snapshot();
  private readonly lease: string;
  private running?: Promise<void>;
  private isStarted = false;
  private isStopped = false;
  private isWoken = false;

  constructor(
    private readonly consumer: JournalConsumer,
    private readonly tail: JournalTail,
    private readonly states: ConsumerStates,
    private readonly leases: Leases,
  ) {
    this.lease = `consumer:${consumer.name}`;
  }

  /** Starts where the consumer once stopped; a new one at the beginning or at `end`, as it says. */
  async start(end: number): Promise<void> {
    await this.states.begin(this.consumer.name, this.consumer.begins === 'first' ? 0 : end);
    this.isStarted = true;
    this.wake();
  }

  /** Looks at once for what is to be done, unless it waits after a failure. */
  wake(): void {
    if (!this.isStarted || this.isStopped) return;
    if (this.running) {
      this.isWoken = true;
      return;
    }
    this.running = this.apart(() => this.work())
      .catch((error: unknown) => this.logger.warn(`${this.consumer.name}: ${String(error)}`))
      .finally(() => {
        this.running = undefined;
        if (this.isWoken) this.wake();
      });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    await Promise.race([this.running, late]);
    if (!this.running) await this.leases.release(this.lease);
  }

  /** Does batch after batch while there is something to do and the lease is this process's. */
  private async work(): Promise<void> {
    while (!this.isStopped) {
      this.isWoken = false;
      const state = await this.states.find(this.consumer.name);
      if (!state || isPausing(state)) return;
      // After a failure one entry at a time, so that those before the bad one are done.
      const limit = state.failure ? 1 : BATCH;
      const batch = await this.tail.after(state.position, limit);
      const last = batch.at(-1)?.position;
      if (last === undefined) return;
      const held = await this.leases.hold(this.lease, LEASE_MS);
      if (!held) return;
      // Another process may have done meanwhile what was open a moment ago.
      if (held === 'taken') continue;
      if (!(await this.attempt(state, batch))) return;
      await this.states.advance(state, last);
      // Whatever was sealed meanwhile wakes it again.
      if (batch.length < limit) return;
    }
  }

  private async attempt(state: StoredConsumer, batch: readonly JournalEntry[]): Promise<boolean> {
    const { name } = this.consumer;
    const renewing = setInterval(() => {
      this.leases.hold(this.lease, LEASE_MS).catch((error: unknown) => this.logger.warn(`${name}: ${String(error)}`));
    }, RENEWAL_MS);
    try {
      await asSystem(name, () => this.consumer.handle(batch));
      return true;
    } catch (error) {
      const times = (state.failure?.times ?? 0) + 1;
      const at = batch[0]?.position;
      this.logger.warn(`${name} failed at position ${at}, ${times} times in a row: ${(error as Error).stack ?? error}`);
      await this.states.fail(state, error, times);
      return false;
    } finally {
      clearInterval(renewing);
    }
  }
}

function isPausing({ failure }: StoredConsumer): boolean {
  if (!failure) return false;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failure.times - 1), LONGEST_PAUSE_MS);
  const passed = Date.now() - failure.at.getTime();
  // A failure in the future was noted under a wrong clock.
  return passed >= 0 && passed < pause;
}
