import { describe, expect, it } from '@jest/globals';
import { daysOf } from '@verstak/domain';
import fc from 'fast-check';
import {
  PERIOD_KINDS,
  byFilter,
  filtersOf,
  growth,
  periodAround,
  readView,
  shifted,
  usualStep,
  writeView,
} from './report-period';

const NOBODY = { period: null, from: null, to: null, step: null, ...byFilter(() => null) };
const TODAY = '2026-11-21';
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const kind = fc.constantFrom(...PERIOD_KINDS);

describe('the period around a day', () => {
  it('is the week from Monday, the month, the quarter or the year', () => {
    expect(periodAround('week', TODAY)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(periodAround('month', '2024-02-10')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(periodAround('quarter', TODAY)).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodAround('year', TODAY)).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  it('holds the day, and its neighbours touch it without a gap', () => {
    fc.assert(
      fc.property(kind, day, (one, around) => {
        const period = periodAround(one, around);
        expect(period.from <= around && around <= period.to).toBe(true);
        const next = shifted(one, period, 1);
        expect(Date.parse(next.from) - Date.parse(period.to)).toBe(86_400_000);
        expect(shifted(one, next, -1)).toEqual(period);
      }),
    );
  });

  it('moves any from–to by its own length', () => {
    expect(shifted('custom', { from: '2026-11-01', to: '2026-11-10' }, -1)).toEqual({
      from: '2026-10-22',
      to: '2026-10-31',
    });
    expect(daysOf({ from: '2026-11-01', to: '2026-11-10' })).toBe(10);
  });
});

describe('the address of a report', () => {
  it('is empty for this month and gives any view back', () => {
    expect(writeView(readView(NOBODY, TODAY), TODAY)).toEqual(NOBODY);
    fc.assert(
      fc.property(kind, day, fc.constantFrom('day', 'week', 'month'), (period, from, step) => {
        const narrowed = { clientId: 'c1', productId: 'p1' };
        const view = readView({ ...NOBODY, period, from, to: from, step, ...narrowed }, TODAY);
        expect(filtersOf(view)).toEqual(narrowed);
        expect(readView(writeView(view, TODAY), TODAY)).toEqual(view);
      }),
    );
  });

  it('takes days without the name of a period for what they are', () => {
    const kindOf = (from: string, to: string): string => readView({ ...NOBODY, from, to }, TODAY).kind;
    expect(readView({ ...NOBODY, from: '1997-01-01', to: '1997-12-31' }, TODAY)).toMatchObject({
      kind: 'year',
      from: '1997-01-01',
      to: '1997-12-31',
      step: 'month',
    });
    expect(kindOf('2026-02-01', '2026-02-28')).toBe('month');
    expect(kindOf('2026-11-16', '2026-11-22')).toBe('week');
    expect(kindOf('2026-11-16', '2026-12-03')).toBe('custom');
  });

  it('shows this month where it makes no sense', () => {
    const view = readView({ ...NOBODY, period: 'decade', from: '2026-02-31', to: 'x', step: 'hour' }, TODAY);
    expect(view).toMatchObject({ kind: 'month', from: '2026-11-01', to: '2026-11-30', step: 'day' });
  });
});

describe('figures of a report', () => {
  it('are divided so that they can be read', () => {
    expect(usualStep({ from: '2026-11-01', to: '2026-11-30' })).toBe('day');
    expect(usualStep({ from: '2026-10-01', to: '2026-12-31' })).toBe('week');
    expect(usualStep({ from: '2026-01-01', to: '2026-12-31' })).toBe('month');
  });

  it('are compared only with something', () => {
    expect(growth(150, 100)).toBe(0.5);
    expect(growth(150, 0)).toBeUndefined();
  });
});
