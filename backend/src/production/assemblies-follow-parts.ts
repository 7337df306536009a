import { Injectable } from '@nestjs/common';
import { happeningAt } from '../platform/config/clock.js';
import { asSystem } from '../platform/access/caller.js';
import type { Consequence } from '../platform/records/consequence.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { enterState } from './part-work.js';
import { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

/** What is counted of the parts that go into one. */
type Below = Pick<Part, 'plannedBelow' | 'earnedBelow' | 'childrenTotal' | 'childrenDone'>;

interface PartBelow extends Consequence {
  kind: 'part.below';
  assemblyId: string;
  amounts: Partial<Below>;
}

/** An assembly knows how much of what goes into it is done; one without stages of its own is done with the last of it. */
@Injectable()
export class AssembliesFollowParts implements Reaction<Part, true, PartBelow> {
  readonly rule = 'an assembly follows its parts';

  constructor(
    private readonly parts: PartsRepository,
    reactions: Reactions,
  ) {
    reactions.add(Part, this);
  }

  /** What is made or deleted as a whole is counted by who does that. */
  learn({ before, after, action, isForced }: DocumentChange<Part>): true | undefined {
    if (action === 'imported' || isForced) return undefined;
    return (after ?? before)?.parentId ? true : undefined;
  }

  consequences({ before, after }: DocumentChange<Part>): PartBelow[] {
    const { ancestorIds, parentId } = (after ?? before) as Part; // one of them is there
    const [was, is] = [countedOf(before), countedOf(after)];
    const names = Object.keys(was) as (keyof Below)[];
    const differ = names.filter((name) => was[name] !== is[name]);
    return ancestorIds.flatMap((assemblyId): PartBelow[] => {
      const counted = differ.filter((name) => isOfAll(name) || assemblyId === String(parentId));
      const amounts = Object.fromEntries(counted.map((name) => [name, is[name] - was[name]]));
      return counted.length
        ? [{ kind: 'part.below', assemblyId, amounts, derived: [{ entity: 'Part', id: assemblyId }] }]
        : [];
    });
  }

  async bringAbout(all: readonly PartBelow[], { after, before }: DocumentChange<Part>): Promise<undefined> {
    for (const { assemblyId, amounts } of all) this.parts.addBelow(assemblyId, amounts);
    const parentId = String((after ?? before)?.parentId);
    if (all.some(({ amounts }) => amounts.childrenDone || amounts.childrenTotal))
      await asSystem(this.rule, () => this.keepInStep(parentId));
  }

  /** What has no stages is done with the last part that goes into it. */
  private async keepInStep(id: string): Promise<void> {
    const assembly = await this.parts.get(id);
    const state = assembly.childrenDone === assembly.childrenTotal ? 'done' : 'waiting';
    if (assembly.stages.length || assembly.state === 'cancelled' || assembly.state === state) return;
    await this.parts.change(assembly, { action: 'followed' }, (edited) => enterState(edited, state, happeningAt()));
  }
}

/** Seconds count for every assembly above, parts for the one that they go into. */
function isOfAll(name: keyof Below): boolean {
  return name === 'plannedBelow' || name === 'earnedBelow';
}

function countedOf(part: Part | undefined): Below {
  if (!part) return { plannedBelow: 0, earnedBelow: 0, childrenTotal: 0, childrenDone: 0 };
  const { plannedSeconds, earnedSeconds, state } = part;
  return {
    plannedBelow: plannedSeconds,
    earnedBelow: earnedSeconds,
    childrenTotal: state === 'cancelled' ? 0 : 1,
    childrenDone: state === 'done' ? 1 : 0,
  };
}
