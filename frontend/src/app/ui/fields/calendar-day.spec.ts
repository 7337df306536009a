import { describe, expect, it } from '@jest/globals';
import { readDay, writeDay } from './calendar-day';

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
    ['29.02', '2028-02-29'],
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
