import type { Capability } from '../../core/capability/capability';

/** The desk of a supplier: what the workshop asks for. */
export const INCOMING: Capability = {
  name: 'incoming',
  path: 'supply/requests',
  needs: ['read', 'Desk'],
  routes: async () => (await import('./incoming.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 10, icon: 'inbox' },
};
