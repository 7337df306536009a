import { sortKey } from '@verstak/domain';
import type { Document, ObjectId } from 'mongodb';
import type { Upgrade } from './upgrade.js';

const PARTS = { collection: 'parts', entity: 'Part' };

interface Stage {
  masterIds: ObjectId[];
}

/** A part says who may do its present stage, who worked on it last, and since when nobody does. */
export const partWorkers: Upgrade = {
  name: '0015-part-workers',
  apply: (data) =>
    data.changeEach(PARTS, { stagePerformerIds: { $exists: false } }, async (part) => {
      const { stages, stagesDone, state, createdAt, sortKeys } = part as Document;
      const stage = (stages as Stage[])[stagesDone as number];
      const given = part['masterId'] ? [part['masterId'] as ObjectId] : [];
      const stagePerformerIds = !stage ? [] : stage.masterIds.length ? stage.masterIds : given;
      const [last] = await data.db
        .collection('stagePasses')
        .find({ partId: part._id }, { projection: { masterId: 1, masterName: 1, endedAt: 1 } })
        .sort({ startedAt: -1, _id: -1 })
        .limit(1)
        .toArray();
      const isIdle = state === 'waiting' || state === 'paused';
      const document = {
        ...part,
        stagePerformerIds,
        isStageForAnybody: !!stage && !stagePerformerIds.length,
        ...(last ? workedOnBy(last, sortKeys as object) : {}),
        ...(isIdle ? { idleSince: (last?.['endedAt'] ?? createdAt) as Date } : {}),
      };
      return { document };
    }),
};

function workedOnBy({ masterId, masterName }: Document, sortKeys: object): Document {
  return {
    workerId: masterId as ObjectId,
    workerName: masterName as string,
    sortKeys: { ...sortKeys, workerName: sortKey(masterName as string) },
  };
}
