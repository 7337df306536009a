import { Injectable } from '@nestjs/common';
import { asSystem, signedInPerson } from '../platform/access/caller.js';
import type { Consequence } from '../platform/records/consequence.js';
import { withoutChanges, type FieldChange } from '../platform/database/diff.js';
import type { Stored } from '../platform/database/entity.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { Part } from './part.js';
import type { StagePass } from './stage-pass.js';
import { StagePassesRepository } from './stage-passes.repository.js';

/** The stretches that a change of a part may concern, and what the request that it takes back did to the latest. */
interface Known {
  passes: readonly Stored<StagePass>[];
  undone?: { isMade: boolean; changes: readonly FieldChange[] };
}

type PassConsequence = Consequence &
  (
    | { kind: 'pass.begun'; startedAt: Date }
    | { kind: 'pass.ended'; pass: Stored<StagePass>; endedAt: Date }
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

  async learn({ before, after, undoes }: DocumentChange<Part>): Promise<Known | undefined> {
    if (!before) return undefined;
    const id = before._id.toHexString();
    if (!after) return before.passesTotal ? { passes: await this.passes.ofPart(id) } : undefined;
    if (!undoes && Number(before.startedAt) === Number(after.startedAt)) return undefined;
    const latest = before.startedAt || undoes ? await this.passes.latestOf(id) : null;
    if (!latest) return { passes: [] };
    return { passes: [latest], ...(undoes ? { undone: await this.doneBy(undoes, latest) } : {}) };
  }

  consequences({ before, after, undoes }: DocumentChange<Part>, { passes, undone }: Known): PassConsequence[] {
    const [latest] = passes;
    if (!after) return passes.map((pass) => ({ kind: 'pass.deleted', pass }));
    if (undoes) {
      if (!latest || !undone) return [];
      const { isMade, changes } = undone;
      return [isMade ? { kind: 'pass.deleted', pass: latest } : { kind: 'pass.undone', pass: latest, changes }];
    }
    const isEnded = !!before?.startedAt && latest && !latest.endedAt;
    return [
      ...(isEnded ? [{ kind: 'pass.ended', pass: latest, endedAt: endOf(before, after) } as const] : []),
      ...(after.startedAt ? [{ kind: 'pass.begun', startedAt: after.startedAt } as const] : []),
    ];
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
        const { pass, endedAt } = consequence;
        await this.passes.change(pass, { action: 'ended' }, (ended) => void (ended.endedAt = endedAt));
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
    const [partId, orderId] = [part._id.toHexString(), String(part.orderId)];
    await this.passes.add({ partId, orderId, masterId, masterName, startedAt });
  }

  private async doneBy(requestId: string, pass: Stored<StagePass>): Promise<Known['undone']> {
    const entries = await this.journal.ofRequest(requestId, [pass._id.toHexString()]);
    if (!entries.length) return undefined;
    const changes = entries.flatMap((entry) => entry.changes);
    return { isMade: entries[0]?.action === 'started', changes };
  }
}

/** When the stretch ended: so long after its start as the part counts it. */
function endOf(before: Part, after: Part): Date {
  return new Date(Number(before.startedAt) + after.workedMs - before.workedMs);
}
