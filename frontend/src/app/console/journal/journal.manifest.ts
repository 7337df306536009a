import type { Capability } from '../../core/capability/capability';

/** The record of who did what. */
export const JOURNAL: Capability = {
  name: 'journal',
  path: 'journal',
  needs: ['read', 'JournalEntry'],
  routes: async () => (await import('./journal.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 70, icon: 'history' },
};
