import type { Upgrade } from './upgrade.js';

const DAYS_30 = 30 * 24 * 60 * 60 * 1_000;

/** Sessions know when they were used last, and end 30 days after the sign-in; each renewal had put that off. */
export const sessionUse: Upgrade = {
  name: '0008-session-use',
  async apply(data) {
    await data.dropIndex('sessions', 'userId_1');
    await data.deriveEach('sessions', { usedAt: { $exists: false } }, ({ createdAt, spentAt, expiresAt }) => {
      const end = (createdAt as Date).getTime() + DAYS_30;
      return {
        usedAt: (spentAt ?? createdAt) as Date,
        expiresAt: new Date(Math.min((expiresAt as Date).getTime(), end)),
      };
    });
  },
};
