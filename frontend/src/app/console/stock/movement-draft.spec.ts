import { describe, expect, it } from '@jest/globals';
import { differenceOf, writingOf } from './movement-draft';

const typed = {
  quantity: 5,
  unitCost: 12_500,
  supplierId: 's',
  reason: 'damaged',
  note: ' бой ',
  day: '2026-11-30',
} as const;
const item = { id: 'a', onHand: 40 };

describe('what is sent of one thing', () => {
  it.each([
    ['receipt', { lines: [{ stockItemId: 'a', quantity: 5, unitCost: 12_500 }], supplierId: 's' }],
    ['write_off', { lines: [{ stockItemId: 'a', quantity: 5 }], reason: 'damaged' }],
    ['stocktake', { lines: [{ stockItemId: 'a', quantity: 5, expected: 40 }] }],
  ] as const)('of a %s is what belongs to it', (kind, sent) => {
    expect(writingOf(kind, item, typed)).toEqual({ kind, day: '2026-11-30', note: 'бой', ...sent });
  });
});

describe('what a count differs by', () => {
  it('is exact, and nothing while nothing is typed', () => {
    expect(differenceOf(0.3, 0.1)).toBe(0.2);
    expect(differenceOf(null, 4)).toBeUndefined();
  });
});
