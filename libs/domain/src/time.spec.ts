import { describe, expect, it } from '@jest/globals';
import { dayIn, startOfDay } from './time.js';

describe('the beginning of a day', () => {
  it.each([
    ['Europe/Moscow', '2026-11-25', '2026-11-24T21:00:00.000Z'],
    ['UTC', '2026-11-25', '2026-11-25T00:00:00.000Z'],
    ['America/New_York', '2026-11-25', '2026-11-25T05:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-25', '2026-11-24T18:15:00.000Z'],
    // The day on which the clocks change, and the one after.
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    // Midnight is skipped.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z'],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    // Midnight comes twice: the day begins with the first; or the evening before is an hour longer.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z'],
  ])('in %s, %s is at %s', (zone, day, instant) => {
    const begins = startOfDay(day, zone);
    expect(begins.toISOString()).toBe(instant);
    expect(dayIn(zone, begins)).toBe(day);
    expect(dayIn(zone, new Date(begins.getTime() - 1))).not.toBe(day);
  });
});
