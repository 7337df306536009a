import { describe, expect, it } from '@jest/globals';
import { supplyNewsOf, type SupplierOffer } from './supply.js';

const CUP = { unit: 'шт', cost: 12_500 };
const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
const offer = (fields: Partial<SupplierOffer>): SupplierOffer => ({ unit: 'шт', checkedAt: at(1), ...fields });

describe('news of supply', () => {
  it('is none where nobody offers it, nobody counts it, or somebody has some', () => {
    expect(supplyNewsOf(CUP, [])).toBeUndefined();
    expect(supplyNewsOf(CUP, [offer({}), offer({ inStock: 0 })])).toBeUndefined();
    expect(supplyNewsOf(CUP, [offer({ inStock: 3 }), offer({ inStock: 0 })])).toBeUndefined();
  });

  it('is that no supplier has any, as old as the oldest of what they say', () => {
    const offers = [offer({ inStock: 0, checkedAt: at(5) }), offer({ inStock: 0, checkedAt: at(3) })];
    expect(supplyNewsOf(CUP, offers)).toEqual({ isOut: true, checkedAt: at(3) });
  });

  it('is the least price of those that may have some, where it is not the cost', () => {
    const [gone, here] = [offer({ price: 9_000, inStock: 0 }), offer({ price: 14_000, inStock: 2, checkedAt: at(2) })];
    expect(supplyNewsOf(CUP, [gone, here])).toEqual({ isOut: false, price: 14_000, checkedAt: at(2) });
    expect(supplyNewsOf(CUP, [gone])).toEqual({ isOut: true, price: 9_000, checkedAt: at(1) });
    expect(supplyNewsOf(CUP, [here, offer({ price: 12_500 })])).toBeUndefined();
  });

  it('compares prices of one unit alone, and none where no cost is known', () => {
    expect(supplyNewsOf(CUP, [offer({ unit: 'коробка', price: 400_000 })])).toBeUndefined();
    expect(supplyNewsOf({ unit: 'шт' }, [offer({ price: 14_000 })])).toBeUndefined();
  });
});
