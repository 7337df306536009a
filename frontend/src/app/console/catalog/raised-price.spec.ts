import { describe, expect, it } from '@jest/globals';
import { raised, roundedUp } from './raised-price';

describe('a price that is changed by per cent', () => {
  it.each([
    [100_000, 10, 1, 110_000],
    [99_999, 7.5, 1, 107_499],
    [123_450, 5, 100, 129_600],
    [123_450, 5, 1_000, 130_000],
    [10_050, -10, 100, 9_000],
    [10_050, -100, 100, 0],
    [10_050, 0, 100, 10_100],
    [1, 50, 1, 2],
  ])('%i by %f %% to %i is %i', (price, percent, step, after) => {
    expect(raised(price, percent, step)).toBe(after);
  });
});

describe('the least price in whole steps', () => {
  it.each([
    [62_584, 100, 62_600],
    [62_600, 100, 62_600],
    [1, 10_000, 10_000],
    [0, 100, 0],
  ])('for %i by %i is %i', (price, step, after) => {
    expect(roundedUp(price, step)).toBe(after);
  });
});
