import type { Capability } from '../../core/capability/capability';

/** All that somebody was told of. */
export const NOTIFICATIONS: Capability = {
  name: 'notifications',
  path: 'notifications',
  needs: ['read', 'Notification'],
  routes: async () => (await import('./notifications.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 65, icon: 'bell', isRare: true },
};
