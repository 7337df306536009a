import type { Capability } from '../../core/capability/capability';

/** What the workshop is called, and what its documents say of it. */
export const WORKSHOP: Capability = {
  name: 'workshop',
  path: 'workshop',
  needs: ['change', 'Workshop'],
  routes: async () => (await import('./workshop.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 80, icon: 'settings', isRare: true },
};
