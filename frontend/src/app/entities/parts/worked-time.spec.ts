import { describe, expect, it } from '@jest/globals';
import { spellMinutes, workedMinutes, workedSeconds } from './worked-time';

describe('the time worked on a part', () => {
  it('sums what has ended and lets the stretch that goes on run until now', () => {
    const part = { workedMs: 30 * 60_000, startedAt: '2026-11-25T10:00:00Z' };
    expect(workedMinutes(part, new Date('2026-11-25T10:45:00Z'))).toBe(75);
  });

  it('stands still while nobody works', () => {
    expect(workedSeconds({ workedMs: 65_900 }, new Date('2026-11-21T10:00:05Z'))).toBe(65);
  });

  it('never goes below what has ended where this clock is behind the server', () => {
    const part = { workedMs: 1_000, startedAt: '2026-11-21T09:00:00Z' };
    expect(workedSeconds(part, new Date('2026-11-21T08:59:00Z'))).toBe(1);
  });

  it('is told in hours from the first hour on', () => {
    const t = (key: string, params: object): string => `${key} ${JSON.stringify(params)}`;
    expect(spellMinutes(59, t)).toBe('parts.time.minutes {"minutes":59}');
    expect(spellMinutes(75, t)).toBe('parts.time.hours {"hours":1,"minutes":15}');
  });
});
