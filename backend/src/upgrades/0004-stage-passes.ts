import { ObjectId, type Document } from 'mongodb';
import type { Upgrade } from './upgrade.js';

const PARTS = { collection: 'parts', entity: 'Part' };
const PASSES = { collection: 'stagePasses', entity: 'StagePass' };

interface Stretch {
  id: string;
  masterId: string;
  masterName: string;
  startedAt: Date;
  endedAt?: Date;
}

/** Stretches of work are documents of their own; the part keeps how many there were and how long they took. */
export const stagePasses: Upgrade = {
  name: '0004-stage-passes',
  async apply(data) {
    await data.dropIndex('parts', 'passes.masterId_1');
    await data.changeEach(PARTS, { passes: { $exists: true } }, ({ passes, ...part }) => {
      const stretches = passes as Stretch[];
      const running = stretches.find(({ endedAt }) => !endedAt);
      const ended = stretches.reduce(
        (sum, { startedAt, endedAt }) => sum + (endedAt ? lengthOf(startedAt, endedAt) : 0),
        0,
      );
      const sums = { passesTotal: stretches.length, workedMs: ended };
      return {
        document: { ...part, ...sums, ...(running ? { startedAt: running.startedAt } : {}) },
        added: stretches.map((stretch) => ({ kind: PASSES, document: passOf(stretch, part) })),
      };
    });
  },
};

function lengthOf(startedAt: Date, endedAt: Date): number {
  return Math.max(endedAt.getTime() - startedAt.getTime(), 0);
}

function passOf(stretch: Stretch, part: Document): Document & { _id: ObjectId } {
  const { id, masterId, masterName, startedAt, endedAt } = stretch;
  const now = new Date();
  return {
    _id: new ObjectId(id),
    partId: part['_id'],
    orderId: part['orderId'],
    masterId: new ObjectId(masterId),
    masterName,
    startedAt,
    ...(endedAt ? { endedAt } : {}),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
