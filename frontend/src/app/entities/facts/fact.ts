import type { Part, ScrapReport } from '@verstak/api';
import { type PartAction, type PartState, partStateAfter, performersOf } from '@verstak/domain';
import { workedMs } from '../parts/worked-time';

/** What a master does to a part; `good` are the pieces of a portion, all that are left unless told. */
export type Deed =
  | { kind: 'step'; action: PartAction; good?: number }
  | { kind: 'scrap'; report: ScrapReport }
  | { kind: 'note'; note: string }
  | { kind: 'problem'; text: string }
  | { kind: 'resolve' }
  | { kind: 'back' };

/**
 * A deed to be sent; the key stays with it over every attempt, so that nothing doubles. It knows what its part is called
 * (those of a former version do not), to be told of where the part is not at hand.
 */
export type Fact = Deed & { key: string; partId: string; title?: string; at: string };

/** What takes a deed back once it is known; nothing where no deed does, as of a portion. */
export function undoOf(deed: Deed): Deed | undefined {
  if (deed.kind === 'problem') return { kind: 'resolve' };
  if (deed.kind !== 'step' || deed.good !== undefined) return undefined;
  if (deed.action === 'finish') return { kind: 'back' };
  return { kind: 'step', action: deed.action === 'start' ? 'pause' : 'start' };
}

/** The part as it will be once the server has taken the fact; unchanged where the server would refuse it. */
export function withFact(part: Part, fact: Fact): Part {
  switch (fact.kind) {
    case 'note':
      return { ...part, note: fact.note || undefined };
    case 'scrap':
      return { ...part, scraps: [...part.scraps, { ...fact.report, id: fact.key, at: fact.at, masterName: '' }] };
    case 'step':
      return withStep(part, fact.action, fact.good, fact.at);
    case 'problem': {
      const stopped = part.state === 'in_progress' ? entered(part, 'paused', fact.at) : part;
      return { ...stopped, isBlocked: true, problem: { text: fact.text, at: fact.at, byName: '' } };
    }
    case 'resolve':
      return { ...part, isBlocked: false, problem: undefined };
    case 'back':
      return withStepBack(part, fact.at);
  }
}

/** The part with everything that is still to be sent about it. */
export function withFacts(part: Part, facts: readonly Fact[]): Part {
  return facts.reduce((changed, fact) => (fact.partId === part.id ? withFact(changed, fact) : changed), part);
}

function withStep(part: Part, action: PartAction, good: number | undefined, at: string): Part {
  const state = partStateAfter(part.state, action);
  if (!state || part.isHeld || (part.isBlocked && action !== 'pause')) return part;
  return action === 'finish' ? withGood(part, good, at) : entered(part, state, at);
}

/** With the last piece that is good the part goes on to the next stage, or is done. */
function withGood(part: Part, portion: number | undefined, at: string): Part {
  const stage = part.stages[part.stagesDone];
  if (!stage) return entered(part, 'done', at);
  const good = stage.good + (portion ?? part.quantity - stage.good);
  const isDone = good >= part.quantity;
  const stages = part.stages.map((one) => (one === stage ? { ...one, good, ...(isDone && { doneAt: at }) } : one));
  if (!isDone) return { ...part, stages };
  const stagesDone = part.stagesDone + 1;
  return entered(atStage({ ...part, stages, stagesDone }), stages[stagesDone] ? 'waiting' : 'done', at);
}

/** Whose the stage is at which a part has come. */
function atStage(part: Part): Part {
  const stage = part.stages[part.stagesDone];
  const stagePerformerIds = stage ? performersOf(stage, part) : [];
  return { ...part, stagePerformerIds, isStageForAnybody: !!stage && !stagePerformerIds.length };
}

function withStepBack(part: Part, at: string): Part {
  const stagesDone = part.stagesDone - 1;
  if (stagesDone < 0 || part.state === 'cancelled' || part.isHeld) return part;
  const stages = part.stages.map((one, place) => (place < stagesDone ? one : { ...one, good: 0, doneAt: undefined }));
  return entered(atStage({ ...part, stages, stagesDone }), 'waiting', at);
}

function entered(part: Part, state: PartState, at: string): Part {
  const begins = state === 'in_progress';
  return {
    ...part,
    state,
    workedMs: workedMs(part, new Date(at)),
    passesTotal: part.passesTotal + (begins ? 1 : 0),
    startedAt: begins ? at : undefined,
    doneAt: state === 'done' ? at : undefined,
  };
}
