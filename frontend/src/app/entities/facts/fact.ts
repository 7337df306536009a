import type { Part, ScrapReport } from '@verstak/api';
import { type PartAction, partStateAfter } from '@verstak/domain';
import { workedMs } from '../parts/worked-time';

/** What a master does to a part. */
export type Deed =
  { kind: 'step'; action: PartAction } | { kind: 'scrap'; report: ScrapReport } | { kind: 'note'; note: string };

/**
 * A deed to be sent; the key stays with it over every attempt, so that nothing doubles. It knows what its part is called
 * (those of a former version do not), to be told of where the part is not at hand.
 */
export type Fact = Deed & { key: string; partId: string; title?: string; at: string };

/** What takes a deed back once it is known; nothing where no deed does. */
export function undoOf(deed: Deed): Deed | undefined {
  if (deed.kind !== 'step' || deed.action === 'finish') return undefined;
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
      return withStep(part, fact.action, fact);
  }
}

/** The part with everything that is still to be sent about it. */
export function withFacts(part: Part, facts: readonly Fact[]): Part {
  return facts.reduce((changed, fact) => (fact.partId === part.id ? withFact(changed, fact) : changed), part);
}

function withStep(part: Part, action: PartAction, { at }: Fact): Part {
  const state = partStateAfter(part.state, action);
  if (!state || part.isHeld) return part;
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
