import type { Capability } from '../../core/capability/capability';

/** From whom materials and goods come. */
export const SUPPLIERS: Capability = {
  name: 'suppliers',
  path: 'suppliers',
  needs: ['read', 'Supplier'],
  routes: async () => (await import('./suppliers.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 37, icon: 'suppliers' },
  commands: [
    {
      id: 'new-supplier',
      group: 'create',
      label: 'suppliers.new',
      icon: 'suppliers',
      permission: 'suppliers:write',
      target: '/suppliers/new',
    },
  ],
  finder: { permission: 'suppliers:read', load: async () => (await import('./supplier-documents')).SupplierDocuments },
};
