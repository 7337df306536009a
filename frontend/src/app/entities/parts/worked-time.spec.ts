import { describe, expect, it } from '@jest/globals';
import type { StagePass } from '@verstak/api';
import { spellMinutes, workedMinutes, workedSeconds } from './worked-time';

const pass = (startedAt: string, endedAt?: string): StagePass => ({
  id: startedAt,
  masterId: 'm',
  masterName: 'Иван',
  startedAt,
  ...(endedAt ? { endedAt } : {}),
});

describe('the time worked on a part', () => {
  it('sums all passes and lets the open one run until now', () => {
    const passes = [pass('2026-11-25T09:00:00Z', '2026-11-25T09:30:00Z'), pass('2026-11-25T10:00:00Z')];
    expect(workedMinutes({ passes }, new Date('2026-11-25T10:45:00Z'))).toBe(75);
  });

  it('stands still between two passes', () => {
    const passes = [pass('2026-11-21T09:00:00Z', '2026-11-21T09:01:00Z'), pass('2026-11-21T10:00:00Z')];
    expect(workedSeconds({ passes }, new Date('2026-11-21T10:00:05Z'))).toBe(65);
  });

  it('never goes below zero where this clock is behind the server', () => {
    expect(workedSeconds({ passes: [pass('2026-11-21T09:00:00Z')] }, new Date('2026-11-21T08:59:00Z'))).toBe(0);
  });

  it('is told in hours from the first hour on', () => {
    const t = (key: string, params: object): string => `${key} ${JSON.stringify(params)}`;
    expect(spellMinutes(59, t)).toBe('parts.time.minutes {"minutes":59}');
    expect(spellMinutes(75, t)).toBe('parts.time.hours {"hours":1,"minutes":15}');
  });
});
