import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ScrapReason, StagePlan } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { Part } from './part.js';
import { StagePass } from './stage-pass.js';

/** One stretch of work; instants in milliseconds, pieces in whole thousandths, so that sums are exact. */
export interface Stretch {
  masterId: string;
  startedAt: number;
  /** Missing while the work goes on. */
  endedAt?: number;
  good: number;
  scrapped: number;
}

/** What was done at one stage of a part. */
export interface WorkedStage extends StagePlan {
  /** The same for every part of the route; of what is made by hand, the part's own. */
  id: string;
  name?: string;
  doneAt?: number;
  /** In the order in which they began. */
  stretches: Stretch[];
}

/** Pieces that were lost at an instant: whole thousandths and milliseconds too. */
export interface Loss {
  reason: ScrapReason;
  at: number;
  pieces: number;
}

/** What reports count of a part that somebody has worked on, or of which pieces were lost. */
export interface WorkedPart {
  id: string;
  quantity: number;
  routeId?: string;
  routeName?: string;
  createdAt: number;
  stages: WorkedStage[];
  losses: Loss[];
}

/** A part and a stretch as they are stored. */
type KeptPart = Pick<Part, 'quantity' | 'routeName' | 'createdAt'> & {
  _id: Types.ObjectId;
  routeId?: Types.ObjectId;
  stages: (StagePlan & { id: Types.ObjectId; name?: string; doneAt?: Date })[];
  scraps: Pick<Part['scraps'][number], 'reason' | 'at' | 'quantity'>[];
};
type KeptPass = Pick<StagePass, 'startedAt' | 'endedAt' | 'good' | 'scrapped'> &
  Record<'_id' | 'partId' | 'masterId', Types.ObjectId> & { stageId?: Types.ObjectId };

/** Few at a time: others are served between them, and what is counted is soon gone. */
const BATCH = 200;
const PART_FIELDS = {
  quantity: 1,
  routeId: 1,
  routeName: 1,
  createdAt: 1,
  'stages.id': 1,
  'stages.name': 1,
  'stages.setUpMinutes': 1,
  'stages.minutesPerUnit': 1,
  'stages.doneAt': 1,
  'scraps.reason': 1,
  'scraps.at': 1,
  'scraps.quantity': 1,
} as const;
const PASS_FIELDS = { partId: 1, stageId: 1, masterId: 1, startedAt: 1, endedAt: 1, good: 1, scrapped: 1 } as const;

/** Parts with the work that was done on them, for those who count it: whole parts stay in this capability. */
@Injectable()
export class WorkedParts {
  constructor(
    @InjectModel(Part.name) private readonly parts: Model<Part>,
    @InjectModel(StagePass.name) private readonly passes: Model<StagePass>,
  ) {}

  /** Each part, whole, on which work ended, or of which pieces were lost, from an instant on and before another. */
  async *within(from: Date, before: Date): AsyncGenerator<WorkedPart> {
    const ids = [...(await this.idsWithin({ $gte: from, $lt: before }))];
    for (let first = 0; first < ids.length; first += BATCH) yield* await this.read(ids.slice(first, first + BATCH));
  }

  private async idsWithin(period: { $gte: Date; $lt: Date }): Promise<Set<string>> {
    const worked = { projection: { _id: 0, partId: 1 }, batchSize: BATCH };
    const lost = { projection: { _id: 1 }, batchSize: BATCH };
    const ids = new Set<string>();
    const passes = this.passes.collection.find<{ partId: Types.ObjectId }>({ endedAt: period }, worked);
    for await (const { partId } of passes) ids.add(partId.toHexString());
    const parts = this.parts.collection.find({ scraps: { $elemMatch: { at: period } } }, lost);
    for await (const { _id } of parts) ids.add(_id.toHexString());
    return ids;
  }

  private async read(ids: readonly string[]): Promise<WorkedPart[]> {
    const some = { $in: ids.map((id) => new Types.ObjectId(id)) };
    const [parts, passes] = await Promise.all([
      this.parts.collection.find<KeptPart>({ _id: some }, { projection: PART_FIELDS }).toArray(),
      this.passes.collection.find<KeptPass>({ partId: some }, { projection: PASS_FIELDS }).toArray(),
    ]);
    const byPart = Map.groupBy(passes, ({ partId }) => partId.toHexString());
    return parts.map((part) => counted(part, byPart.get(part._id.toHexString()) ?? []));
  }
}

function counted(part: KeptPart, passes: readonly KeptPass[]): WorkedPart {
  const { _id, quantity, routeId, routeName, createdAt, scraps } = part;
  const stages = part.stages.map(({ id, name, setUpMinutes, minutesPerUnit, doneAt }): WorkedStage => {
    return { id: id.toHexString(), name, setUpMinutes, minutesPerUnit, doneAt: doneAt?.getTime(), stretches: [] };
  });
  for (const pass of passes.toSorted((one, other) => Number(one.startedAt) - Number(other.startedAt))) {
    // Worked on before it had stages, it was made at the only one.
    const stage = stages.find(({ id }) => id === pass.stageId?.toHexString()) ?? stages[0];
    stage?.stretches.push({
      masterId: pass.masterId.toHexString(),
      startedAt: pass.startedAt.getTime(),
      endedAt: pass.endedAt?.getTime(),
      good: inThousandths(pass.good),
      scrapped: inThousandths(pass.scrapped),
    });
  }
  const losses = scraps.map(({ reason, at, quantity: lost }) => {
    return { reason, at: at.getTime(), pieces: inThousandths(lost) };
  });
  const id = _id.toHexString();
  return { id, quantity, routeId: routeId?.toHexString(), routeName, createdAt: createdAt.getTime(), stages, losses };
}

function inThousandths(quantity: number): number {
  return Math.round(quantity * 1_000);
}
