import type { Upgrade } from './upgrade.js';

/** Whoever runs the workshop's product sees how it does. */
export const metrics: Upgrade = {
  name: '0028-metrics',
  apply: (data) => data.grantPermission('workshop:metrics', 'workshop:change'),
};
