import type { Capability } from '../../core/capability/capability';

/** What the workshop wants of its suppliers. */
export const REQUESTS: Capability = {
  name: 'requests',
  path: 'requests',
  needs: ['read', 'SupplyRequest'],
  routes: async () => (await import('./requests.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 38, icon: 'inbox' },
  commands: [
    {
      id: 'new-request',
      group: 'create',
      label: 'requests.new',
      icon: 'inbox',
      permission: 'requests:write',
      target: '/requests/new',
    },
    {
      id: 'request-shortages',
      group: 'create',
      label: 'requests.shortages',
      icon: 'inbox',
      permission: 'requests:write',
      target: '/requests/shortages',
    },
  ],
  finder: { permission: 'requests:read', load: async () => (await import('./request-documents')).RequestDocuments },
};
