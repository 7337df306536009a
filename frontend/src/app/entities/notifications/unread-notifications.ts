import { Service, computed, inject } from '@angular/core';
import { NotificationsService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';

/** How many of the own notifications wait to be read. */
@Service()
export class UnreadNotifications {
  private readonly api = inject(NotificationsService);
  private readonly session = inject(Session);

  private readonly read = liveResource({
    params: () => (this.session.isSignedIn() ? this.session.user()?.id : undefined),
    load: async () => (await this.api.countUnreadNotifications()).count,
    live: ['Notification'],
    pause: 1_000,
  });

  readonly count = computed(() => this.read.value() ?? 0);
}
