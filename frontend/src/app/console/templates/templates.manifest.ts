import type { Capability } from '../../core/capability/capability';

/** Files of Word by which documents are made. */
export const TEMPLATES: Capability = {
  name: 'templates',
  path: 'templates',
  needs: ['read', 'Template'],
  routes: async () => (await import('./templates.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 72, icon: 'document', isRare: true },
};
