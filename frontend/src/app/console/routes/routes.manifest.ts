import type { Capability } from '../../core/capability/capability';

/** How things are made. */
export const ROUTES: Capability = {
  name: 'routes',
  path: 'routes',
  needs: ['change', 'Route'],
  routes: async () => (await import('./routes.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 55, icon: 'route' },
  commands: [
    {
      id: 'new-route',
      group: 'create',
      label: 'routes.new',
      icon: 'route',
      permission: 'routes:write',
      target: '/routes/new',
    },
  ],
};
