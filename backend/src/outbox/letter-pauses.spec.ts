import { describe, expect, it } from '@jest/globals';
import { nextAttempt, PATIENCE_MS, restAfter } from './letter-pauses.js';

describe('a letter that is not taken', () => {
  it('waits longer after each attempt, and is given up after three days', () => {
    const since = new Date('2026-11-30T08:00:00Z');
    const pauses: number[] = [];
    let now = since;
    for (let next: Date | undefined = since; next; next = nextAttempt(pauses.length, since, now)) {
      pauses.push(next.getTime() - now.getTime());
      now = next;
    }
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
    expect(pauses.length).toBeGreaterThan(10);
    expect(pauses.length).toBeLessThan(30);
    expect(now.getTime() - since.getTime()).toBeLessThanOrEqual(PATIENCE_MS);
  });

  it('is tried once also where it waited too long for that', () => {
    const since = new Date('2026-11-20T08:00:00Z');
    expect(nextAttempt(1, since, new Date('2026-11-30T08:00:00Z'))).toBeUndefined();
  });
});

describe('a server that takes nothing', () => {
  it('is left alone for longer each time, but never for long', () => {
    const rests = Array.from({ length: 12 }, (_, times) => restAfter(times));
    expect(rests).toEqual([...rests].sort((one, other) => one - other));
    expect([rests[0], rests[1], rests.at(-1)]).toEqual([0, 10_000, 300_000]);
  });
});
