import type { Capability } from '../../core/capability/capability';

/** What the workshop offers. */
export const CATALOG: Capability = {
  name: 'catalog',
  path: 'catalog',
  needs: ['read', 'Product'],
  routes: async () => (await import('./catalog.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 35, icon: 'catalog' },
  commands: [
    {
      id: 'new-product',
      group: 'create',
      label: 'catalog.new',
      icon: 'catalog',
      permission: 'catalog:write',
      target: '/catalog/new',
    },
  ],
  finder: { permission: 'orders:read', load: async () => (await import('./product-documents')).ProductDocuments },
};
