import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { asSystem } from '../../platform/access/caller.js';
import { LeasedWork, type Piece } from '../../platform/database/leased-work.js';
import { Leases } from '../../platform/database/leases.js';
import { RunWork } from './run-work.js';

/** How long documents lie that were made. */
const KEPT_DAYS = 7;

/** Makes documents of runs, one after another and in one process at a time. */
@Injectable()
export class RunRunner extends LeasedWork {
  protected readonly name = 'documents';

  constructor(
    private readonly work: RunWork,
    leases: Leases,
  ) {
    super(leases);
  }

  @Cron('17 * * * *')
  async forget(): Promise<void> {
    const before = DateTime.now().minus({ days: KEPT_DAYS }).toJSDate();
    await asSystem('documents-forgotten', () => this.work.forget(before)).catch((error: unknown) =>
      this.logger.warn(`Documents that were made long ago stay for another hour: ${String(error)}`),
    );
  }

  protected isWaiting(): Promise<boolean> {
    return this.work.isWaiting();
  }

  protected take(): Promise<Piece | undefined> {
    return this.work.takeNext();
  }
}
