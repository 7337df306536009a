import type { Upgrade } from './upgrade.js';

/** Whoever shares views with everybody keeps the templates of documents too. */
export const templates: Upgrade = {
  name: '0023-templates',
  apply: async (data) => data.grantPermission('templates:write', 'views:share'),
};
