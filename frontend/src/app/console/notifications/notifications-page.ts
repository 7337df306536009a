import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { NotificationsService, type Notification } from '@verstak/api';
import { NOTIFICATION_TOPICS, topicsOf } from '@verstak/domain';
import { Session } from '../../core/session/session';
import { NotificationActs } from '../../entities/notifications/notification-acts';
import { NotificationList } from '../../entities/notifications/notification-list';
import { UnreadNotifications } from '../../entities/notifications/unread-notifications';
import type { Filter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import { PageHeader } from '../../ui/page-header/page-header';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';
import { Paginator } from '../../ui/table/paginator';

/** Everything that one was told of, by topic and whether it is read. */
@Component({
  selector: 'app-notifications-page',
  imports: [
    EmptyState,
    FilterBar,
    MatButton,
    MatIcon,
    NotificationList,
    PageHeader,
    Paginator,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './notifications-page.html',
  styles: `
    :host {
      display: grid;
      gap: 12px;
      max-width: 880px;
    }
  `,
})
export class NotificationsPage {
  private readonly api = inject(NotificationsService);
  private readonly session = inject(Session);
  protected readonly acts = inject(NotificationActs);
  protected readonly unread = inject(UnreadNotifications).count;

  protected readonly filters = computed<readonly Filter[]>(() => [
    { kind: 'flag', key: 'isUnread', label: 'notifications.onlyUnread' },
    {
      kind: 'choice',
      key: 'topic',
      label: 'notifications.about',
      options: topicsOf(this.session.rights(), this.session.permissions()).map((value) => ({
        value,
        label: `notifications.topic.${value}`,
      })),
    },
  ]);
  protected readonly list = entityList<Notification>({
    sort: '-at',
    filters: ['isUnread', 'topic'],
    load: ({ page, pageSize, filters }) => {
      const topic = filters['topic'] && NOTIFICATION_TOPICS.filter((one) => filters['topic']?.includes(one));
      const isUnread = filters['isUnread']?.includes('true');
      return this.api.listNotifications({ page, pageSize, ...(topic && { topic }), ...(isUnread && { isUnread }) });
    },
    live: ['Notification'],
  });
}
