import type { Capability } from '../core/capability/capability';

/** The desk of a supplier: what they sell, with its prices and stock. */
export const DESK: Capability = {
  name: 'desk',
  path: 'supply/offers',
  needs: ['read', 'Desk'],
  routes: async () => (await import('./desk.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 20, icon: 'catalog' },
};
