import { Injectable } from '@nestjs/common';
import { exactQuantity, type JournalAction } from '@verstak/domain';
import { asSystem, signedInPerson } from '../platform/access/caller.js';
import type { Consequence } from '../platform/records/consequence.js';
import { withoutChanges, type FieldChange } from '../platform/database/diff.js';
import type { Stored } from '../platform/database/entity.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { currentStage, Part } from './part.js';
import type { StagePass } from './stage-pass.js';
import { StagePassesRepository } from './stage-passes.repository.js';

/** The stretches that a change of a part may concern, and what the request that it takes back did to the latest. */
interface Known {
  passes: readonly Stored<StagePass>[];
  undone?: { isMade: boolean; changes: readonly FieldChange[] };
}

/** Pieces that were reported. */
type Pieces = Pick<StagePass, 'good' | 'scrapped'>;

type PassConsequence = Consequence &
  (
    | { kind: 'pass.begun'; startedAt: Date }
    | { kind: 'pass.ended'; pass: Stored<StagePass>; pieces: Pieces; endedAt: Date }
    | { kind: 'pass.counted'; pass: Stored<StagePass>; pieces: Pieces }
    | { kind: 'pass.undone'; pass: Stored<StagePass>; changes: readonly FieldChange[] }
    | { kind: 'pass.deleted'; pass: Stored<StagePass> }
  );

/** Records who works on a part from when to when, in step with what the part says of it. */
@Injectable()
export class PassesFollowParts implements Reaction<Part, Known, PassConsequence> {
  readonly rule = 'stretches of work follow their part';

  constructor(
    private readonly passes: StagePassesRepository,
    private readonly journal: JournalService,
    reactions: Reactions,
  ) {
    reactions.add(Part, this);
  }

  async learn({ before, after, action, undoes }: DocumentChange<Part>): Promise<Known | undefined> {
    if (!before) return undefined;
    const id = before._id.toHexString();
    if (!after) return before.passesTotal ? { passes: await this.passes.ofPart(id) } : undefined;
    const pieces = piecesOf(before, after, action);
    const isReported = pieces.good > 0 || pieces.scrapped > 0;
    if (!undoes && !isReported && Number(before.startedAt) === Number(after.startedAt)) return undefined;
    const latest = before.startedAt || isReported || undoes ? await this.passes.latestOf(id) : null;
    if (!latest) return { passes: [] };
    return { passes: [latest], ...(undoes ? { undone: await this.doneBy(undoes, latest) } : {}) };
  }

  consequences({ before, after, action, undoes }: DocumentChange<Part>, { passes, undone }: Known): PassConsequence[] {
    const [latest] = passes;
    if (!after) return passes.map((pass) => ({ kind: 'pass.deleted', pass }));
    if (undoes) {
      if (!latest || !undone) return [];
      const { isMade, changes } = undone;
      return [isMade ? { kind: 'pass.deleted', pass: latest } : { kind: 'pass.undone', pass: latest, changes }];
    }
    if (!before) return [];
    const { startedAt } = after;
    const isOther = Number(before.startedAt) !== Number(startedAt);
    const told: PassConsequence[] = [];
    if (latest) {
      const pieces = piecesOf(before, after, action);
      const isEnded = isOther && !!before.startedAt && !latest.endedAt;
      if (isEnded) told.push({ kind: 'pass.ended', pass: latest, pieces, endedAt: endOf(before, after) });
      else if (pieces.good || pieces.scrapped) told.push({ kind: 'pass.counted', pass: latest, pieces });
    }
    if (isOther && startedAt) told.push({ kind: 'pass.begun', startedAt });
    return told;
  }

  async bringAbout(consequences: readonly PassConsequence[], { after }: DocumentChange<Part>): Promise<undefined> {
    for (const consequence of consequences) await asSystem(this.rule, () => this.bringOneAbout(consequence, after));
  }

  private async bringOneAbout(consequence: PassConsequence, part: Stored<Part> | undefined): Promise<void> {
    switch (consequence.kind) {
      case 'pass.begun':
        if (part) await this.begin(part, consequence.startedAt);
        break;
      case 'pass.ended': {
        const { pass, pieces, endedAt } = consequence;
        await this.passes.change(
          pass,
          { action: 'ended' },
          (ended) => void Object.assign(ended, more(pass, pieces), { endedAt }),
        );
        break;
      }
      case 'pass.counted': {
        const { pass, pieces } = consequence;
        await this.passes.change(
          pass,
          { action: 'progress' },
          (counted) => void Object.assign(counted, more(pass, pieces)),
        );
        break;
      }
      case 'pass.undone': {
        const { pass, changes } = consequence;
        await this.passes.change(pass, { action: 'undone' }, (undone) => {
          Object.assign(undone, withoutChanges(undone, changes));
        });
        break;
      }
      case 'pass.deleted':
        await this.passes.delete(consequence.pass._id.toHexString());
    }
  }

  private async begin(part: Stored<Part>, startedAt: Date): Promise<void> {
    const { userId: masterId, name: masterName } = signedInPerson();
    const { id: stageId, name: stageName } = currentStage(part) ?? {};
    await this.passes.add({
      partId: part._id.toHexString(),
      orderId: part.orderId,
      stageId,
      stageName,
      masterId,
      masterName,
      startedAt,
      good: 0,
      scrapped: 0,
    });
  }

  private async doneBy(requestId: string, pass: Stored<StagePass>): Promise<Known['undone']> {
    const entries = await this.journal.ofRequest(requestId, [pass._id.toHexString()]);
    if (!entries.length) return undefined;
    const changes = entries.flatMap((entry) => entry.changes);
    return { isMade: entries[0]?.action === 'started', changes };
  }
}

/** Ways in which masters report pieces; what a step of the order finishes, nobody has reported. */
const REPORTS: readonly JournalAction[] = ['finish', 'scrapped'];

/** What was reported between two versions of a part: good pieces of its stages, and lost ones. */
function piecesOf(before: Part, after: Part, action: JournalAction): Pieces {
  if (!REPORTS.includes(action)) return { good: 0, scrapped: 0 };
  const goodIn = ({ stages }: Part): number => stages.reduce((sum, { good }) => sum + good, 0);
  const lostIn = ({ scraps }: Part): number => scraps.reduce((sum, { quantity }) => sum + quantity, 0);
  const good = Math.max(exactQuantity(goodIn(after) - goodIn(before)), 0);
  return { good, scrapped: Math.max(exactQuantity(lostIn(after) - lostIn(before)), 0) };
}

function more(pass: Pieces, pieces: Pieces): Pieces {
  return { good: exactQuantity(pass.good + pieces.good), scrapped: exactQuantity(pass.scrapped + pieces.scrapped) };
}

/** When the stretch ended: so long after its start as the part counts it. */
function endOf(before: Part, after: Part): Date {
  return new Date(Number(before.startedAt) + after.workedMs - before.workedMs);
}
