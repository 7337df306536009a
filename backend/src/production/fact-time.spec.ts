import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Stored } from '../platform/database/entity.js';
import { factTime, formerFact } from './fact-time.js';
import type { Part } from './part.js';

const NOW = new Date('2026-11-25T12:00:00Z');
const MADE = new Date('2026-11-10T08:00:00Z');
const at = (text: string): Date => new Date(text);

describe('when a fact happened', () => {
  it('is what was told, and the history says so where it arrived later', () => {
    const told = at('2026-11-25T10:00:00Z');
    expect(factTime(told, MADE, NOW)).toEqual({ at: told, params: { doneAt: told } });
    const exactly = at('2026-11-18T12:00:00Z');
    expect(factTime(exactly, MADE, NOW)).toEqual({ at: exactly, params: { doneAt: exactly } });
  });

  it('is now where nothing was told', () => {
    expect(factTime(undefined, MADE, NOW)).toEqual({ at: NOW });
  });

  it.each([
    ['in the future', '2026-11-25T12:01:01Z', MADE],
    ['more than 7 days ago', '2026-11-18T11:59:59Z', MADE],
    ['before the former fact', '2026-11-25T09:58:59Z', at('2026-11-25T10:00:00Z')],
  ])('is now where what was told lies %s, and the history keeps what that was', (_why, told, former) => {
    expect(factTime(at(told), former, NOW)).toEqual({ at: NOW, params: { timeCorrected: at(told) } });
  });

  it('bears clocks that are a little apart: neither after now nor before the former fact, and nothing to tell', () => {
    expect(factTime(at('2026-11-25T12:00:59Z'), MADE, NOW)).toEqual({ at: NOW });
    const former = at('2026-11-25T11:59:50Z');
    expect(factTime(at('2026-11-25T11:59:10Z'), former, NOW)).toEqual({ at: former });
  });

  it('never lies outside of what can be, whatever is told in whatever order', () => {
    const moments = fc.array(fc.integer({ min: -20 * 86_400_000, max: 20 * 86_400_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(moments, (offsets) => {
        let former = MADE;
        for (const offset of offsets) {
          const { at } = factTime(new Date(NOW.getTime() + offset), former, NOW);
          expect(at.getTime()).toBeGreaterThanOrEqual(former.getTime());
          expect(at.getTime()).toBeLessThanOrEqual(NOW.getTime());
          former = at;
        }
      }),
    );
  });
});

describe('the former fact of a part', () => {
  // Only what tells a time.
  const part = { createdAt: MADE, scraps: [] } as unknown as Stored<Part>;
  const later = at('2026-11-20T08:00:00Z');

  it('is the latest of what was done to it: a stretch of work, its end, pieces lost', () => {
    expect(formerFact(part, null)).toEqual(MADE);
    expect(formerFact({ ...part, startedAt: later }, null)).toEqual(later);
    expect(formerFact({ ...part, doneAt: later }, null)).toEqual(later);
    expect(formerFact({ ...part, scraps: [{ at: later }] } as Stored<Part>, null)).toEqual(later);
    expect(formerFact(part, { endedAt: later } as never)).toEqual(later);
  });
});
