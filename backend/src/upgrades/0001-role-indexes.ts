import type { Upgrade } from './upgrade.js';

/** People are found by their role and no longer by its key. */
export const roleIndexes: Upgrade = {
  name: '0001-role-indexes',
  async apply(data) {
    await data.dropIndex('users', 'roleKey_1_isActive_1');
  },
};
