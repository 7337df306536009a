import type { Upgrade } from './upgrade.js';

/** Whoever reads the journal, which tells what every document was, sees the documents too. */
export const tables: Upgrade = {
  name: '0021-tables',
  apply: async (data) => data.grantPermission('tables:read', 'journal:read'),
};
