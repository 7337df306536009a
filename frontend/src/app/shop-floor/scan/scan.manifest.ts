import type { Capability } from '../../core/capability/capability';

/** Work on the part whose code is at hand. */
export const SCAN: Capability = {
  name: 'scan',
  path: 'scan',
  needs: ['work', 'Part'],
  routes: async () => (await import('./scan.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 45, icon: 'scan' },
};
