import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { dayIn, hoursInto } from '@verstak/domain';
import { Config } from '../platform/config/config.module.js';
import { leasedRound } from '../platform/database/leased-round.js';
import { Leases } from '../platform/database/leases.js';
import { Digests } from './digests.js';
import { DueReminders } from './due-reminders.js';
import { NotificationsRepository } from './notifications.repository.js';

/** Nobody is reminded at night: from this hour of the workshop's clock on, before the letter of the day is written. */
const REMINDER_HOUR = 7;

/** How long notifications are kept. */
const KEPT_MS = 90 * 24 * 3_600_000;

/** What comes by the clock: reminders, the letter of the day, and the end of what is old; in one process at a time. */
@Injectable()
export class NotificationClock {
  constructor(
    private readonly reminders: DueReminders,
    private readonly digests: Digests,
    private readonly notifications: NotificationsRepository,
    private readonly leases: Leases,
    private readonly config: Config,
  ) {}

  /** Often enough for hours that begin at a half or a quarter of that of the server. */
  @Cron('*/15 * * * *')
  async strike(): Promise<void> {
    await leasedRound(this.leases, 'notifications', () => this.run(new Date()));
  }

  /** Does what is due at a time; what was done for it before is not done again. */
  async run(now: Date): Promise<void> {
    const { timeZone } = this.config;
    if (now >= hoursInto(dayIn(timeZone, now), REMINDER_HOUR, timeZone)) await this.reminders.remind(now);
    await this.digests.write(now);
    await this.notifications.deleteBefore(new Date(now.getTime() - KEPT_MS));
  }
}
