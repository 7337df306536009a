import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConversationsService } from '../conversations/conversations.service.js';
import { signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Invalid } from '../platform/failure/failure.js';
import type { Page } from '../platform/lists/paging.js';
import type {
  NotificationListQuery,
  NotificationsMarked,
  NotificationsRead,
  NotificationsUnread,
} from './notification.dto.js';
import { NotificationHints } from './notification-hints.js';
import type { Notification } from './notification.js';
import { NotificationsRepository } from './notifications.repository.js';

/** What somebody is notified of, as they read it. */
@Injectable()
export class NotificationsService implements OnModuleInit {
  constructor(
    private readonly notifications: NotificationsRepository,
    private readonly hints: NotificationHints,
    private readonly conversations: ConversationsService,
  ) {}

  /** Who reads a conversation has read what tells of it, too. */
  onModuleInit(): void {
    this.conversations.whenRead((_userId, { subjectId }) => this.markRead({ subjectId, topic: TALK }));
  }

  async list(query: NotificationListQuery): Promise<Page<Stored<Notification>>> {
    return this.notifications.list(query);
  }

  async countUnread(): Promise<{ count: number }> {
    return { count: await this.notifications.countUnread() };
  }

  /** Marks some of the caller's as read, or all. */
  async read({ ids, subjectIds }: NotificationsRead): Promise<NotificationsMarked> {
    const readAt = new Date();
    const condition = {
      ...(ids ? { _id: { $in: ids } } : {}),
      ...(subjectIds ? { subjectId: { $in: subjectIds } } : {}),
    };
    return { readAt, count: await this.mark(condition, readAt) };
  }

  /** Marks some of the caller's as unread again; 400 where none are named. */
  async unread({ ids, readAt }: NotificationsUnread): Promise<void> {
    if (!ids && !readAt) {
      const message = 'must name some, or `readAt` say when they were marked';
      throw Invalid([{ field: 'ids', rule: 'isDefined', message }]);
    }
    await this.mark({ ...(ids ? { _id: { $in: ids } } : {}), ...(readAt ? { readAt } : {}) }, undefined);
  }

  private async markRead(condition: object): Promise<void> {
    await this.mark(condition, new Date());
  }

  private async mark(condition: object, readAt: Date | undefined): Promise<number> {
    const count = await this.notifications.mark(condition, readAt);
    if (count) this.hints.tell([signedInPerson().userId]);
    return count;
  }
}

const TALK = { $in: ['message', 'mention'] };
