import type { Capability } from '../../core/capability/capability';

/** What lies in stock, how it comes and goes, and how much of it orders want. */
export const STOCK: Capability = {
  name: 'stock',
  path: 'stock',
  needs: ['read', 'StockItem'],
  routes: async () => (await import('./stock.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 36, icon: 'stock' },
  commands: [
    {
      id: 'new-material',
      group: 'create',
      label: 'stock.new',
      icon: 'stock',
      permission: 'stock:write',
      target: '/stock/new',
    },
  ],
  finder: { permission: 'stock:read', load: async () => (await import('./stock-documents')).StockDocuments },
};
