import type { Upgrade } from './upgrade.js';

/** Whoever says who works here also says what the workshop is called and what stands on its documents. */
export const workshopProfile: Upgrade = {
  name: '0013-workshop-profile',
  apply: (data) => data.grantPermission('workshop:change', 'users:write'),
};
