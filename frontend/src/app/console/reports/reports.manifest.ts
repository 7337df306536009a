import type { Capability } from '../../core/capability/capability';

/** What was sold, and what the shop floor did. */
export const REPORTS: Capability = {
  name: 'reports',
  path: 'reports',
  needs: ['read', 'Report'],
  routes: async () => (await import('./reports.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 50, icon: 'chart' },
};
