import { describe, expect, it } from '@jest/globals';
import { addDays, daysOf, type Period } from '@verstak/domain';
import fc from 'fast-check';
import { Failure } from '../platform/failure/failure.js';
import { checkedPeriod, formerPeriod, stepsOf } from './report-period.js';

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const period = fc.tuple(day, fc.nat(900)).map(([from, days]): Period => ({ from, to: addDays(from, days) }));

describe('a period of a report', () => {
  it('is refused where it ends before it begins, naming the field', () => {
    const refused = (): unknown => checkedPeriod({ from: '2026-02-01', to: '2026-01-31' });
    expect(refused).toThrow(Failure);
    expect(refused).toThrow(/to: must not be before from/);
  });

  it('is refused beyond ten years', () => {
    expect(checkedPeriod({ from: '2020-01-01', to: '2029-12-31' })).toEqual({ from: '2020-01-01', to: '2029-12-31' });
    expect(() => checkedPeriod({ from: '2020-01-01', to: '2030-01-02' })).toThrow(/ten years/);
  });

  it.each([
    ['a year', '1997-01-01', '1997-12-31', '1996-01-01', '1996-12-31'],
    ['a quarter', '2026-04-01', '2026-06-30', '2026-01-01', '2026-03-31'],
    ['a month after a shorter one', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['a January', '2026-01-01', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['a week', '2026-11-23', '2026-11-29', '2026-11-16', '2026-11-22'],
    ['a month less a day', '2026-03-01', '2026-03-30', '2026-01-30', '2026-02-28'],
  ])('of %s is compared with the one before', (_name, from, to, formerFrom, formerTo) => {
    expect(formerPeriod({ from, to })).toEqual({ from: formerFrom, to: formerTo });
  });

  it('is compared with what ends the day before, as many days long unless of whole months', () => {
    fc.assert(
      fc.property(period, (asked) => {
        const former = formerPeriod(asked);
        expect(addDays(former.to, 1)).toBe(asked.from);
        const isWholeMonths = asked.from.endsWith('-01') && addDays(asked.to, 1).endsWith('-01');
        if (!isWholeMonths) expect(daysOf(former)).toBe(daysOf(asked));
        else expect(former.from.endsWith('-01')).toBe(true);
      }),
    );
  });

  it('is divided without gap or overlap', () => {
    fc.assert(
      fc.property(period, fc.constantFrom('day' as const, 'week' as const, 'month' as const), (asked, step) => {
        const steps = stepsOf(asked, step);
        expect(steps[0]?.firstDay).toBe(asked.from);
        expect(steps.at(-1)?.lastDay).toBe(asked.to);
        for (const [index, row] of steps.entries()) {
          const next = steps[index + 1];
          if (next) expect(next.firstDay).toBe(addDays(row.lastDay, 1));
        }
        expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('steps', () => {
  it('of weeks begin on Monday, the first and the last cut to the period', () => {
    expect(stepsOf({ from: '2026-11-25', to: '2026-12-08' }, 'week')).toEqual([
      { key: '2026-W48', firstDay: '2026-11-25', lastDay: '2026-11-29' },
      { key: '2026-W49', firstDay: '2026-11-30', lastDay: '2026-12-06' },
      { key: '2026-W50', firstDay: '2026-12-07', lastDay: '2026-12-08' },
    ]);
  });

  it('of weeks are numbered by ISO 8601 around the new year', () => {
    const keys = (from: string): string | undefined => stepsOf({ from, to: from }, 'week')[0]?.key;
    expect(keys('2021-01-03')).toBe('2020-W53');
    expect(keys('2024-12-30')).toBe('2025-W01');
    expect(keys('2027-01-01')).toBe('2026-W53');
  });

  it('of months know the leap day', () => {
    expect(stepsOf({ from: '2024-02-10', to: '2024-03-05' }, 'month')).toEqual([
      { key: '2024-02', firstDay: '2024-02-10', lastDay: '2024-02-29' },
      { key: '2024-03', firstDay: '2024-03-01', lastDay: '2024-03-05' },
    ]);
  });
});
