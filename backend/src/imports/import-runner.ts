import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { asSystem } from '../platform/access/caller.js';
import { LeasedWork, type Piece } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { ImportWork } from './import-work.js';

/** How long a file lies that nobody goes on with. */
const KEPT_DAYS = 7;

/** Works on imports, one after another and in one process at a time. */
@Injectable()
export class ImportRunner extends LeasedWork {
  protected readonly name = 'imports';

  constructor(
    private readonly work: ImportWork,
    leases: Leases,
  ) {
    super(leases);
  }

  @Cron('7 * * * *')
  async forget(): Promise<void> {
    const before = DateTime.now().minus({ days: KEPT_DAYS }).toJSDate();
    await asSystem('imports-forgotten', () => this.work.forget(before)).catch((error: unknown) =>
      this.logger.warn(`Imports that were given up stay for another hour: ${String(error)}`),
    );
  }

  protected isWaiting(): Promise<boolean> {
    return this.work.isWaiting();
  }

  protected take(): Promise<Piece | undefined> {
    return this.work.takeNext();
  }
}
