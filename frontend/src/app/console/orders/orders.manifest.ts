import type { Capability } from '../../core/capability/capability';

/** Orders, from taking one to handing it over. */
export const ORDERS: Capability = {
  name: 'orders',
  path: 'orders',
  needs: ['read', 'Order'],
  routes: async () => (await import('./orders.routes')).routes,
  words: {
    ru: () => import('./words/ru.json', { with: { type: 'json' } }),
    en: () => import('./words/en.json', { with: { type: 'json' } }),
  },
  place: { order: 20, icon: 'orders' },
  commands: [
    {
      id: 'new-order',
      group: 'create',
      label: 'orders.new',
      icon: 'orders',
      permission: 'orders:write',
      target: '/orders/new',
    },
  ],
  finder: { permission: 'orders:read', load: async () => (await import('./order-finder')).OrderFinder },
};
