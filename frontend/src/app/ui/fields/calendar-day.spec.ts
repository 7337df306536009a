import { describe, expect, it } from '@jest/globals';
import { readDay, startOfDay, writeDay } from './calendar-day';

const TODAY = '2026-11-21';

describe('a typed day', () => {
  it.each([
    ['25.11', '2026-11-25'],
    ['5.1', '2027-01-05'],
    ['1.11', '2026-11-01'],
    ['25.11.26', '2026-11-25'],
    ['25/11/2026', '2026-11-25'],
    ['2026-11-25', '2026-11-25'],
    ['29.02.2028', '2028-02-29'],
    ['29.02.2027', undefined],
    ['32.01', undefined],
    ['завтра', undefined],
  ])('%j is %j', (text, day) => {
    expect(readDay(text, TODAY)).toBe(day);
  });

  it('comes back from how either language writes it', () => {
    expect(readDay(writeDay('2026-11-25', 'ru'), TODAY)).toBe('2026-11-25');
    expect(readDay(writeDay('2026-11-25', 'en'), TODAY)).toBe('2026-11-25');
  });
});

describe('the beginning of a day', () => {
  it.each([
    ['Europe/Moscow', '2026-11-24T21:00:00.000Z'],
    ['UTC', '2026-11-25T00:00:00.000Z'],
    ['America/New_York', '2026-11-25T05:00:00.000Z'],
  ])('in %s is %s', (zone, instant) => {
    expect(startOfDay('2026-11-25', zone).toISOString()).toBe(instant);
  });

  it('holds on the day the clocks change', () => {
    expect(startOfDay('2026-03-29', 'Europe/Berlin').toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDay('2026-03-30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T22:00:00.000Z');
  });
});
