import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Bell } from '../platform/database/bell.js';
import { Transactions } from '../platform/database/transactions.js';
import { Rooms } from '../platform/realtime/rooms.js';
import { NotificationsRepository } from './notifications.repository.js';

/** The bell that is rung where other processes have notifications to hint at. */
const BELL = 'notifications';

/** Clocks of processes may differ by so much: what was written within it is looked at again. */
const OVERLAP_MS = 2_000;
const BATCH = 500;

/** Tells the screens of recipients, in every process, that their notifications are others by now. */
@Injectable()
export class NotificationHints implements OnApplicationBootstrap {
  private readonly logger = new Logger(NotificationHints.name);
  /** What was written until then has been hinted at here. */
  private seen = new Date();

  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly rooms: Rooms,
    private readonly bell: Bell,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.bell.heard(BELL, () => {
      this.look().catch((error: unknown) => this.logger.warn(`A hint was lost: ${String(error)}`));
    });
  }

  /** Hints at what was written for some people, once it is committed. */
  tell(userIds: readonly string[]): void {
    this.transactions.whenCommitted(() => {
      this.hint(userIds);
      this.bell.ring(BELL);
    });
  }

  private async look(): Promise<void> {
    const after = new Date(this.seen.getTime() - OVERLAP_MS);
    const changed = await this.notifications.changedAfter(after, BATCH);
    this.seen = changed.at(-1)?.changedAt ?? this.seen;
    this.hint(new Set(changed.map(({ recipientId }) => String(recipientId))));
  }

  private hint(userIds: Iterable<string>): void {
    for (const userId of userIds) this.rooms.tell([userId], 'changed', { entity: 'Notification', id: userId });
  }
}
