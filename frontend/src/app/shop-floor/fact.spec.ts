import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { workedSeconds } from '../entities/parts/worked-time';
import { type Deed, type Fact, byDue, clockText, withFacts } from './fact';
import { PART } from './part.spec-data';

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

describe('the clock of a part', () => {
  it('reads as minutes, and as hours from the first on', () => {
    expect([0, 65, 3_599, 3_600, 3_725].map(clockText)).toEqual(['0:00', '1:05', '59:59', '1:00:00', '1:02:05']);
  });
});

describe('the order of a queue', () => {
  it('is by due date, without one last, and does not depend on the order parts arrived in', () => {
    const due = fc.option(fc.constantFrom('2026-11-20T20:59:59Z', '2026-11-25T20:59:59Z', '2027-01-01T20:59:59Z'), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ number: fc.nat(), dueAt: due }), { selector: ({ number }) => number }),
        (given) => {
          const parts = given.map((one) => ({ ...PART, ...one }));
          const sorted = [...parts].sort(byDue);
          expect([...parts].reverse().sort(byDue)).toEqual(sorted);
          const days = sorted.map(({ dueAt }) => dueAt ?? '9');
          expect(days).toEqual([...days].sort());
        },
      ),
    );
  });
});
