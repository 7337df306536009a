import type { Upgrade } from './upgrade.js';

/** Whoever knows suppliers asks them for goods; of what lies in stock nothing is expected yet. */
export const requests: Upgrade = {
  name: '0020-requests',
  async apply(data) {
    await data.grantPermission('requests:read', 'suppliers:read');
    await data.grantPermission('requests:write', 'suppliers:write');
    await data.deriveEach('stockItems', { expected: { $exists: false } }, () => ({ expected: 0 }));
  },
};
