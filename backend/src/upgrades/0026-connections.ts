import type { Upgrade } from './upgrade.js';

/** Whoever decides who works here decides as well which programs do. */
export const connections: Upgrade = {
  name: '0026-connections',
  apply: async (data) => data.grantPermission('connections:write', 'users:write'),
};
