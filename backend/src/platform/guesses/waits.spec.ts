import { describe, expect, it } from '@jest/globals';
import { WAITS, waitAfter } from './waits.js';

describe('the wait after failures', () => {
  it('is none up to the last free one, doubles from then on, and ends at a quarter of an hour', () => {
    const failures = Array.from({ length: 17 }, (_, count) => count);
    expect(failures.map((count) => waitAfter(count, 5))).toEqual([
      0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900,
    ]);
    expect(waitAfter(1_000_000, 5)).toBe(900);
    expect([waitAfter(49, 50), waitAfter(50, 50), waitAfter(59, 50)]).toEqual([0, 2, 900]);
    expect(Math.max(...WAITS)).toBe(900);
  });
});
