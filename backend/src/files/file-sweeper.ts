import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DateTime } from 'luxon';
import { leasedRound } from '../platform/database/leased-round.js';
import { Leases } from '../platform/database/leases.js';
import { Contents } from './contents.js';
import { FilesRepository } from './files.repository.js';

/** Longer than any upload may take: what is still loose then was left by a crash. */
const LOOSE_HOURS = 24;
/** How long a removed file can be restored. */
const REMOVED_DAYS = 30;
/** Files that one round deletes: the rest waits for the next hour. */
const MOST = 500;

/** Deletes, every hour and in one process at a time, what nobody can get at any more. */
@Injectable()
export class FileSweeper {
  private readonly logger = new Logger(FileSweeper.name);

  constructor(
    private readonly files: FilesRepository,
    private readonly contents: Contents,
    private readonly leases: Leases,
  ) {}

  @Cron(CronExpression.EVERY_HOUR)
  async sweepHourly(): Promise<void> {
    await leasedRound(this.leases, 'files-sweep', () => this.sweep(DateTime.now()));
  }

  /** Deletes files that were removed long ago, and bytes that belong to no file. */
  async sweep(now: DateTime): Promise<void> {
    for (const file of await this.files.removedBefore(now.minus({ days: REMOVED_DAYS }).toJSDate(), MOST)) {
      await this.files.purge(file);
    }
    const swept = await this.contents.sweep(now.minus({ hours: LOOSE_HOURS }).toJSDate());
    if (swept) this.logger.log(`Deleted the bytes of ${swept} uploads and files that were gone`);
  }
}
