import { ObjectId } from 'mongodb';
import type { Upgrade } from './upgrade.js';

const PARTS = { collection: 'parts', entity: 'Part' };
const PASSES = { collection: 'stagePasses', entity: 'StagePass' };

/** What a stage weighs for which no time is planned. */
const SECONDS = 60;

/** A part goes through stages, what was made by hand through one; orders count planned seconds beside parts. */
export const partStages: Upgrade = {
  name: '0012-part-stages',
  async apply(data) {
    await data.dropIndex('parts', 'masterId_1_state_1_dueAt_1__id_1');
    await data.changeEach(PARTS, { stages: { $exists: false } }, (part) => {
      const { state, quantity, doneAt, masterId } = part;
      const isDone = state === 'done';
      const planned = state === 'cancelled' ? 0 : SECONDS;
      const stage = {
        id: new ObjectId(),
        setUpMinutes: 0,
        minutesPerUnit: 0,
        masterIds: [],
        good: isDone ? (quantity as number) : 0,
        ...(isDone && doneAt ? { doneAt: doneAt as Date } : {}),
      };
      const below = { plannedBelow: 0, earnedBelow: 0, childrenTotal: 0, childrenDone: 0 };
      const document = {
        ...part,
        ancestorIds: [],
        isRoot: true,
        stages: [stage],
        stagesDone: isDone ? 1 : 0,
        performerIds: masterId ? [masterId as ObjectId] : [],
        isForAnybody: !masterId,
        plannedSeconds: planned,
        earnedSeconds: isDone ? SECONDS : 0,
        isBlocked: false,
        ...below,
      };
      return { document };
    });
    await data.deriveEach('orders', { plannedSeconds: { $exists: false } }, (order) => ({
      plannedSeconds: Number(order['partsTotal'] ?? 0) * SECONDS,
      earnedSeconds: Number(order['partsDone'] ?? 0) * SECONDS,
    }));
    await data.changeEach(PASSES, { good: { $exists: false } }, (pass) => ({
      document: { ...pass, good: 0, scrapped: 0 },
    }));
    for (const permission of ['routes:write', 'parts:override'] as const)
      await data.grantPermission(permission, 'users:write');
    await data.grantPermission('parts:write', 'orders:assign');
  },
};
