import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, daysOf, isCalendarDay } from './calendar.js';

describe('days of the calendar', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-11-25', 0, '2026-11-25'],
  ])('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });

  it.each([
    ['2026-03-31', -1, '2026-02-01'],
    ['2026-01-15', -12, '2025-01-01'],
    ['2026-11-25', 2, '2027-01-01'],
  ])('of %s, %i months away, lead to the first of the month %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['1899-12-31', false],
    ['2026-2-1', false],
    ['2026-02-01T00', false],
  ])('%s is one: %s', (text, isOne) => {
    expect(isCalendarDay(text)).toBe(isOne);
  });

  it('are counted with the first and the last', () => {
    expect(daysOf({ from: '2026-11-01', to: '2026-11-10' })).toBe(10);
    expect(daysOf({ from: '2024-02-28', to: '2024-03-01' })).toBe(3);
  });
});
