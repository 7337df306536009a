import { Service, computed, inject } from '@angular/core';
import { ConversationsService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';

/** In how many of the own conversations something waits to be read. */
@Service()
export class UnreadConversations {
  private readonly api = inject(ConversationsService);
  private readonly session = inject(Session);

  private readonly read = liveResource({
    params: () => (this.session.isSignedIn() ? this.session.user()?.id : undefined),
    load: async () => (await this.api.countUnreadConversations()).conversations,
    live: ['Conversation'],
    pause: 2_000,
  });

  readonly count = computed(() => this.read.value() ?? 0);
}
