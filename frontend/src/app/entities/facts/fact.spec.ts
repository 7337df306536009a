import { describe, expect, it } from '@jest/globals';
import { PART } from '../parts/part.spec-data';
import { workedSeconds } from '../parts/worked-time';
import { type Deed, type Fact, withFacts } from './fact';

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
