import type { Capability } from '../../core/capability/capability';

/** What is made where and by whom. */
export const FLOOR: Capability = {
  name: 'floor',
  path: 'floor',
  needs: ['read', 'Floor'],
  routes: async () => (await import('./floor.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 25, icon: 'floor' },
  icons: { floor: '<path d="M3 20V9l6 4V9l6 4V5h6v15H3zM8 16.5h2M14 16.5h2"/>' },
};
