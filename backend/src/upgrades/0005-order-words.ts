import type { Upgrade } from './upgrade.js';

/** Orders are found by words within their status. */
export const orderWords: Upgrade = {
  name: '0005-order-words',
  async apply(data) {
    await data.dropIndex('orders', 'searchAll_1');
  },
};
