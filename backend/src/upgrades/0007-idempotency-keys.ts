import type { Upgrade } from './upgrade.js';

/** Answers to requests with a key are kept for a month instead of a day. */
export const idempotencyKeys: Upgrade = {
  name: '0007-idempotency-keys',
  async apply(data) {
    await data.dropIndex('idempotencyKeys', 'createdAt_1');
  },
};
