import type { Capability } from '../core/capability/capability';

/** A master’s own jobs. */
export const QUEUE: Capability = {
  name: 'queue',
  path: 'queue',
  needs: ['work', 'Part'],
  routes: async () => (await import('./shop-floor.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 40, icon: 'queue', hiddenFor: ['read', 'Order'] },
  icons: { queue: '<path d="M4 6.5h2M4 12h2M4 17.5h2M9.5 6.5H20M9.5 12H20M9.5 17.5H20"/>' },
};
