import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PART } from '../entities/parts/part.spec-data';
import { byDue } from './queue-parts';

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
