import { describe, expect, it } from '@jest/globals';
import { PART } from '../parts/part.spec-data';
import { workedSeconds } from '../parts/worked-time';
import { type Deed, type Fact, undoOf, withFacts } from './fact';

let count = 0;
const fact = (deed: Deed, at = '2026-11-21T09:00:00Z', partId = 'p1'): Fact => ({
  ...deed,
  key: `k${count++}`,
  at,
  partId,
});
const step = (action: 'start' | 'pause' | 'finish', at?: string): Fact => fact({ kind: 'step', action }, at);

describe('what a master did and the server does not know yet', () => {
  it('shows on the part in the order it was done', () => {
    const done = withFacts(PART, [
      step('start', '2026-11-21T09:00:00Z'),
      step('pause', '2026-11-21T09:10:00Z'),
      step('start', '2026-11-21T09:20:00Z'),
      step('finish', '2026-11-21T09:25:00Z'),
    ]);
    expect(done.state).toBe('done');
    expect(done.doneAt).toBe('2026-11-21T09:25:00Z');
    expect(workedSeconds(done, new Date('2026-11-21T12:00:00Z'))).toBe(15 * 60);
  });

  it('leaves the part alone where the server would refuse it', () => {
    expect(withFacts(PART, [step('finish')])).toEqual(PART);
    const held = { ...PART, isHeld: true };
    expect(withFacts(held, [step('start')])).toEqual(held);
  });

  it('leads it on through its stages, by portions, and one stage back', () => {
    const [first] = PART.stages;
    const staged = {
      ...PART,
      stages: [
        { ...first!, name: 'Резка' },
        { ...first!, id: 's2', name: 'Гравировка' },
      ],
    };
    const portion = withFacts(staged, [step('start'), fact({ kind: 'step', action: 'finish', good: 5 })]);
    expect(portion).toMatchObject({ state: 'in_progress', stagesDone: 0, stages: [{ good: 5 }, { good: 0 }] });
    const second = withFacts(portion, [step('finish')]);
    expect(second).toMatchObject({ state: 'waiting', stagesDone: 1, stages: [{ good: 12 }, { good: 0 }] });
    expect(withFacts(second, [step('start'), step('finish')])).toMatchObject({ state: 'done', stagesDone: 2 });
    expect(withFacts(second, [fact({ kind: 'back' })])).toMatchObject({ stagesDone: 0, stages: [{ good: 0 }, {}] });
    expect(withFacts(staged, [fact({ kind: 'back' })])).toEqual(staged);
  });

  it('stops at a problem until it is resolved', () => {
    const stopped = withFacts(PART, [step('start'), fact({ kind: 'problem', text: 'Нет резца' }), step('start')]);
    expect(stopped).toMatchObject({ state: 'paused', isBlocked: true, problem: { text: 'Нет резца' } });
    expect(withFacts(stopped, [fact({ kind: 'resolve' }), step('start')])).toMatchObject({
      state: 'in_progress',
      isBlocked: false,
    });
  });

  it('is taken back by another deed, where there is one', () => {
    const deeds: Deed[] = [
      { kind: 'step', action: 'start' },
      { kind: 'step', action: 'finish' },
      { kind: 'step', action: 'finish', good: 5 },
      { kind: 'note', note: '' },
    ];
    expect(deeds.map(undoOf)).toEqual([{ kind: 'step', action: 'pause' }, { kind: 'back' }, undefined, undefined]);
  });

  it('touches only its own part', () => {
    expect(withFacts(PART, [fact({ kind: 'note', note: 'Нужен резец' }, undefined, 'other')])).toEqual(PART);
  });

  it('writes and clears a note, and adds scrap', () => {
    const noted = withFacts(PART, [fact({ kind: 'note', note: 'Нужен резец' })]);
    expect(noted.note).toBe('Нужен резец');
    expect(withFacts(noted, [fact({ kind: 'note', note: '' })]).note).toBeUndefined();
    const scrapped = withFacts(PART, [fact({ kind: 'scrap', report: { quantity: 2, reason: 'material' } })]);
    expect(scrapped.scraps).toMatchObject([{ quantity: 2, reason: 'material' }]);
  });
});
