import { describe, expect, it } from '@jest/globals';
import { promised, unitsBeside, unitsOf, type Want } from './availability.js';

const want = (quantity: number, ...takes: [stockItemId: string, perUnit: number][]): Want => ({
  quantity,
  takes: takes.map(([stockItemId, perUnit]) => ({ stockItemId, perUnit })),
});

const there = (balances: Record<string, number | undefined>) =>
  new Map(
    Object.entries(balances).map(([id, available]) => [
      id,
      { isTracked: available !== undefined, available: available ?? 0 },
    ]),
  );

describe('how many can be had', () => {
  it('is what the scarcest of its materials is enough for', () => {
    expect(unitsBeside([want(0, ['clay', 0.35], ['glaze', 0.1])], there({ clay: 7, glaze: 1.9 }))).toEqual([19]);
  });

  it('counts a material once that goes into it twice', () => {
    expect(unitsBeside([want(0, ['clay', 0.3], ['clay', 0.2])], there({ clay: 1 }))).toEqual([2]);
  });

  it('has no limit by what nobody has counted, or by nothing', () => {
    expect(unitsBeside([want(5, ['clay', 1]), want(5)], there({ clay: undefined }))).toEqual([undefined, undefined]);
    expect(unitsBeside([want(5, ['gone', 1])], there({}))).toEqual([undefined]);
  });

  it('is what the other lines leave, and never less than none', () => {
    const lines = [want(2, ['clay', 1]), want(1, ['clay', 2]), want(9, ['glaze', 1])];
    expect(unitsBeside(lines, there({ clay: 3, glaze: -4 }))).toEqual([1, 0.5, 0]);
  });

  it('is exact where binary fractions are not', () => {
    expect(unitsOf(0.3, 0.1)).toBe(3);
    expect(unitsOf(6.999, 7)).toBe(0.999);
    expect(unitsBeside([want(1, ['clay', 0.1]), want(2, ['clay', 0.1])], there({ clay: 0.3 }))).toEqual([1, 2]);
  });

  it('is promised in whole units of what is made, and as it lies of what is stocked', () => {
    expect([promised(2.857, {}), promised(2.5, { isStocked: true })]).toEqual([2, 2.5]);
  });
});
