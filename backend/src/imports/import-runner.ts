import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { asSystem } from '../platform/access/caller.js';
import { LeasedWork } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { ImportWork } from './import-work.js';

/** How long a file lies that nobody goes on with. */
const KEPT_DAYS = 7;

/** Works on imports, one after another and in one process at a time. */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportRunner.name);
  private readonly running: LeasedWork;

  constructor(
    private readonly work: ImportWork,
    leases: Leases,
  ) {
    const isWaiting = (): Promise<boolean> => work.isWaiting();
    this.running = new LeasedWork({ name: 'imports', isWaiting, take: () => work.takeNext() }, leases);
  }

  onApplicationBootstrap(): void {
    this.running.start();
  }

  /** There is something to do. */
  wake(): void {
    this.running.wake();
  }

  @Cron('7 * * * *')
  async forget(): Promise<void> {
    const before = DateTime.now().minus({ days: KEPT_DAYS }).toJSDate();
    await asSystem('imports-forgotten', () => this.work.forget(before)).catch((error: unknown) =>
      this.logger.warn(`Imports that were given up stay for another hour: ${String(error)}`),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running.stop();
  }
}
