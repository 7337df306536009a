import type { Capability } from '../../core/capability/capability';

/** Who works here, and what they may do. */
export const USERS: Capability = {
  name: 'users',
  path: 'users',
  needs: ['read', 'Role'],
  routes: async () => (await import('./users.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 60, icon: 'people' },
  commands: [
    {
      id: 'new-user',
      group: 'create',
      label: 'users.new',
      icon: 'people',
      permission: 'users:write',
      target: '/users?add=true',
    },
  ],
};
