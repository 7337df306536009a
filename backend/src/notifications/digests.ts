import { Injectable } from '@nestjs/common';
import { addDays, dayIn, hoursInto } from '@verstak/domain';
import { Outbox } from '../outbox/outbox.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { EntryRows } from '../platform/realtime/entry-rows.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { digestLetter } from './notification-letters.js';
import type { Notification } from './notification.js';
import { NotificationWriter, type Recipient } from './notification-writer.js';
import { NotificationsRepository } from './notifications.repository.js';

/** When the letter of the day is written, by the clock of the workshop. */
export const DIGEST_HOUR = 8;

/** Most people that one round writes to; the others get theirs by the next. */
const MOST = 500;

/** Most notifications that a letter tells of: who has more looks into the product. */
const MOST_TOLD = 100;

/** One letter a day to each who wants it so, of what they have not read by then and may still see. */
@Injectable()
export class Digests {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly writer: NotificationWriter,
    private readonly rows: EntryRows,
    private readonly outbox: Outbox,
    private readonly workshop: WorkshopService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async write(now: Date): Promise<void> {
    const { timeZone } = this.config;
    const today = dayIn(timeZone, now);
    // What came after the hour of a day waits for that of the next.
    const day = now < hoursInto(today, DIGEST_HOUR, timeZone) ? addDays(today, -1) : today;
    const end = hoursInto(day, DIGEST_HOUR, timeZone);
    for (const userId of await this.notifications.waitingBefore(end, MOST)) await this.writeTo(userId, day, end);
  }

  private async writeTo(userId: string, day: string, end: Date): Promise<void> {
    const recipient = await this.writer.recipient(userId);
    await this.transactions.run(async () => {
      const waiting = await this.notifications.waitingOf(userId, end);
      const told = recipient?.email ? await this.still(waiting, recipient) : [];
      await this.notifications.settle(waiting);
      if (!told.length || !recipient?.email) return;
      const { email: to, language, isSupplier: isAtDesk } = recipient;
      const letter = digestLetter(told, { lang: language, workshop: await this.workshop.get(), isAtDesk });
      await this.outbox.write({ key: `digest:${userId}:${day}`, kind: 'notification_digest', to, language, ...letter });
    });
  }

  /** Those that are not read, still wanted in such a letter, and about what the recipient may see now. */
  private async still(
    waiting: readonly Stored<Notification>[],
    { person, channelsOf }: Recipient,
  ): Promise<Stored<Notification>[]> {
    const told: Stored<Notification>[] = [];
    for (const one of waiting) {
      if (told.length === MOST_TOLD) break;
      if (one.readAt || channelsOf(one.topic).mail !== 'daily') continue;
      const mayKnow = this.rows.testFor({ entity: one.subject, id: String(one.subjectId) }, []);
      if (await mayKnow(person)) told.push(one);
    }
    return told;
  }
}
