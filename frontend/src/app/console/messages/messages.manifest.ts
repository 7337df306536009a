import type { Capability } from '../../core/capability/capability';
import { UnreadConversations } from '../../entities/conversations/unread-conversations';

/** The conversations in which somebody takes part. */
export const MESSAGES: Capability = {
  name: 'messages',
  path: 'messages',
  needs: ['read', 'Order'],
  routes: async () => (await import('./messages.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 22, icon: 'messages', count: UnreadConversations, counted: 'messages.waiting' },
};
