import type { Upgrade } from './upgrade.js';

/** Whoever takes orders also says what is offered. */
export const catalog: Upgrade = {
  name: '0016-catalog',
  apply: (data) => data.grantPermission('catalog:write', 'orders:write'),
};
