import type { Capability } from '../../core/capability/capability';

/** Who orders. */
export const CLIENTS: Capability = {
  name: 'clients',
  path: 'clients',
  needs: ['read', 'Client'],
  routes: async () => (await import('./clients.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 30, icon: 'clients' },
  commands: [
    {
      id: 'new-client',
      group: 'create',
      label: 'clients.new',
      icon: 'clients',
      permission: 'clients:write',
      target: '/clients/new',
    },
  ],
  finder: { permission: 'clients:read', load: async () => (await import('./client-documents')).ClientDocuments },
};
