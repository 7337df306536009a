import type { Capability } from '../../core/capability/capability';

/** What moves through the workshop. */
export const PARTS: Capability = {
  name: 'parts',
  path: 'parts',
  // Not for whoever sees own parts alone: those stand in the queue.
  needs: ['read', 'Floor'],
  routes: async () => (await import('./parts.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 54, icon: 'part' },
  commands: [
    {
      id: 'new-part',
      group: 'create',
      label: 'parts.new',
      icon: 'part',
      permission: 'parts:write',
      target: '/parts/new',
    },
  ],
  finder: { permission: 'parts:read', load: async () => (await import('./part-documents')).PartDocuments },
};
