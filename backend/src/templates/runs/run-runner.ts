import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { asSystem } from '../../platform/access/caller.js';
import { LeasedWork } from '../../platform/database/leased-work.js';
import { Leases } from '../../platform/database/leases.js';
import { RunWork } from './run-work.js';

/** How long documents lie that were made. */
const KEPT_DAYS = 7;

/** Makes documents of runs, one after another and in one process at a time. */
@Injectable()
export class RunRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RunRunner.name);
  private readonly running: LeasedWork;

  constructor(
    private readonly work: RunWork,
    leases: Leases,
  ) {
    const isWaiting = (): Promise<boolean> => work.isWaiting();
    this.running = new LeasedWork({ name: 'documents', isWaiting, take: () => work.takeNext() }, leases);
  }

  onApplicationBootstrap(): void {
    this.running.start();
  }

  /** There is something to do. */
  wake(): void {
    this.running.wake();
  }

  @Cron('17 * * * *')
  async forget(): Promise<void> {
    const before = DateTime.now().minus({ days: KEPT_DAYS }).toJSDate();
    await asSystem('documents-forgotten', () => this.work.forget(before)).catch((error: unknown) =>
      this.logger.warn(`Documents that were made long ago stay for another hour: ${String(error)}`),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running.stop();
  }
}
