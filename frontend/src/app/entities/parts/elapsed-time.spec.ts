import { describe, expect, it } from '@jest/globals';
import { spellElapsed } from './elapsed-time';

describe('how long something lasts', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const t = (key: string, params: object): string => `${key} ${JSON.stringify(params)}`;

  it.each([
    ['2026-11-20T11:59:31Z', 'minutes', { minutes: 0 }],
    ['2026-11-20T11:01:00Z', 'minutes', { minutes: 59 }],
    ['2026-11-20T09:55:00Z', 'hours', { hours: 2, minutes: 5 }],
    ['2026-11-19T11:59:00Z', 'days', { count: 1 }],
    // A clock that is behind the server's.
    ['2026-11-20T12:03:00Z', 'minutes', { minutes: 0 }],
  ])('from %s', (from, key, params) => {
    expect(spellElapsed(from, now, t)).toBe(t(`parts.time.${key}`, params));
  });
});
