import type { Capability } from '../../core/capability/capability';

/** Letters of the workshop to people, and why some were not sent. */
export const MAIL: Capability = {
  name: 'mail',
  path: 'mail',
  needs: ['read', 'Letter'],
  routes: async () => (await import('./mail.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 75, icon: 'mail', isRare: true },
};
