import type { Upgrade } from './upgrade.js';

/** Whoever says what is offered also says from whom it comes. */
export const suppliers: Upgrade = {
  name: '0018-suppliers',
  apply: async (data) => {
    await data.grantPermission('suppliers:read', 'catalog:write');
    await data.grantPermission('suppliers:write', 'catalog:write');
  },
};
