import { MOST_MARKED, NOTIFICATION_TOPICS, type NotificationTopic } from '@verstak/domain';
import { IdsField, InstantField, IntegerField, QueryFlag, QueryList } from '../platform/fields/index.js';
import { PageQuery } from '../platform/lists/paging.js';

/** Which notifications are asked for. */
export class NotificationListQuery extends PageQuery {
  @QueryList(NOTIFICATION_TOPICS, 'NotificationTopic', 'Only of these topics, separated by commas.')
  topic?: NotificationTopic[];

  @QueryFlag('Only those that are not read yet (true), or that are.')
  isUnread?: boolean;
}

/** How much somebody has not read. */
export class UnreadNotifications {
  @IntegerField({ example: 3, description: 'Counted to 100.' })
  count!: number;
}

/** Which notifications are read now. */
export class NotificationsRead {
  @IdsField({ optional: true, max: MOST_MARKED, description: 'All unless told.' })
  ids?: string[];

  @IdsField({ optional: true, max: MOST_MARKED, example: undefined, description: 'What they are about.' })
  subjectIds?: string[];
}

/** What was marked as read, by which it is taken back. */
export class NotificationsMarked {
  @InstantField()
  readAt!: Date;

  @IntegerField({ example: 3 })
  count!: number;
}

/** Which notifications are unread again: some, or those that were marked as read at a time. */
export class NotificationsUnread {
  @IdsField({ optional: true, max: MOST_MARKED, example: undefined })
  ids?: string[];

  @InstantField({ optional: true, description: 'As it was answered when they were marked.' })
  readAt?: Date;
}
