import type { Upgrade } from './upgrade.js';

/** Whoever takes orders may also save views of lists for everybody. */
export const sharedViews: Upgrade = {
  name: '0011-shared-views',
  apply: (data) => data.grantPermission('views:share', 'orders:write'),
};
