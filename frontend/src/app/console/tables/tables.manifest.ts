import type { Capability } from '../../core/capability/capability';

/** Everything that is stored, table by table. */
export const TABLES: Capability = {
  name: 'tables',
  path: 'tables',
  needs: ['read', 'Table'],
  routes: async () => (await import('./tables.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 90, icon: 'columns', isRare: true },
};
