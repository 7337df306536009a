import type { Capability } from '../../core/capability/capability';

/** The first page of the day. */
export const TODAY: Capability = {
  name: 'today',
  path: '',
  needs: ['read', 'Today'],
  routes: async () => (await import('./today.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 5, icon: 'today', isExact: true },
  icons: { today: '<path d="M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6"/>' },
};
