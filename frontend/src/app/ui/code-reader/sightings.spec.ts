import { describe, expect, it } from '@jest/globals';
import { Sightings } from './sightings';

describe('what a camera sees', () => {
  it('is told once while it is in sight, and again after it was gone or another came', () => {
    const sightings = new Sightings();
    const told = [
      ['a', 0],
      ['a', 500],
      ['a', 2_400],
      ['a', 5_000],
      ['b', 5_100],
      ['a', 5_200],
    ] as const;
    expect(told.map(([text, at]) => sightings.isNew(text, at))).toEqual([true, false, false, true, true, true]);
  });
});
