import { describe, expect, it } from '@jest/globals';
import { elapsed } from './elapsed';

describe('how long something lasts', () => {
  const now = new Date('2026-11-20T12:00:00Z');

  it.each([
    ['2026-11-20T11:59:31Z', 'floor.minutes', { minutes: 0 }],
    ['2026-11-20T11:01:00Z', 'floor.minutes', { minutes: 59 }],
    ['2026-11-20T09:55:00Z', 'floor.hoursMinutes', { hours: 2, minutes: 5 }],
    ['2026-11-19T11:59:00Z', 'floor.days', { count: 1 }],
    // A clock that is behind the server's.
    ['2026-11-20T12:03:00Z', 'floor.minutes', { minutes: 0 }],
  ])('from %s', (from, key, params) => {
    expect(elapsed(from, now)).toEqual({ key, params });
  });
});
