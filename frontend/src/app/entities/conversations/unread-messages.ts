import { type Signal, computed, inject } from '@angular/core';
import { ConversationsService } from '@verstak/api';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import type { ConversationPlace } from './conversation-log';

/** How many messages of a conversation this person has not read. Call where `inject` works. */
export function unreadMessages(place: () => ConversationPlace | undefined): Signal<number> {
  const api = inject(ConversationsService);
  const state: LiveResource<number> = liveResource({
    params: place,
    load: async (wanted) => (await api.getReadMark(wanted)).unread,
    live: ['Conversation'],
    hears: ({ id }) => id === place()?.subjectId,
  });
  return computed(() => state.value() ?? 0);
}
