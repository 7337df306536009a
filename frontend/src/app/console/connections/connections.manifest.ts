import type { Capability } from '../../core/capability/capability';

/** How other programs work with this one. */
export const CONNECTIONS: Capability = {
  name: 'connections',
  path: 'connections',
  needs: ['read', 'ApiKey'],
  routes: async () => (await import('./connections.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 80, icon: 'connection', isRare: true },
  icons: {
    connection:
      '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"/>',
  },
};
