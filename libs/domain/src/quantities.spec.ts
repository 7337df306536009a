import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineTotal } from './money.js';
import { isLeastInSteps, isSoldAs, mostSold, nearestSold, quantitiesOf, usualUnits, type Sold } from './quantities.js';

const thousandths = fc.integer({ min: 1, max: 5_000 });
/** How something is sold, its least quantity so many steps. */
const sold: fc.Arbitrary<Sold> = fc.oneof(
  fc.constantFrom(...usualUnits('ru'), ...usualUnits('en')).map((unit) => ({ unit })),
  fc
    .record({ step: thousandths, least: fc.integer({ min: 1, max: 20 }) })
    .map(({ step, least }) => ({ unit: 'кг', quantityStep: step / 1_000, leastQuantity: (least * step) / 1_000 })),
);
const quantity = fc.integer({ min: 1, max: 1_000_000_000 }).map((value) => value / 1_000);

describe('how much of a product is sold', () => {
  it('is whole pieces and portions, and any part of what is measured, unless the product says otherwise', () => {
    for (const unit of ['шт', 'порция', 'pcs', 'коробка']) {
      expect([isSoldAs(1, { unit }), isSoldAs(1.5, { unit })]).toEqual([true, false]);
    }
    for (const unit of ['кг', ' Kg', 'м²']) expect(isSoldAs(0.125, { unit })).toBe(true);
    expect(quantitiesOf({ unit: 'порция', quantityStep: 0.5 })).toEqual({ least: 0.5, step: 0.5 });
  });

  it('is from the least by the step', () => {
    const cake = { unit: 'кг', leastQuantity: 1, quantityStep: 0.5 };
    expect([0.5, 1, 1.2, 1.5, 2].map((one) => isSoldAs(one, cake))).toEqual([false, true, false, true, true]);
    expect([0.1, 1.2, 1.3, 7.77, 2_000_000].map((one) => nearestSold(one, cake))).toEqual([1, 1, 1.5, 8, 1_000_000]);
    expect(isLeastInSteps({ ...cake, leastQuantity: 0.7 })).toBe(false);
  });

  it('is at most what there is of it', () => {
    const cake = { unit: 'кг', leastQuantity: 1, quantityStep: 0.5 };
    expect([0, 0.9, 1, 1.4, 7.999].map((one) => mostSold(one, cake))).toEqual([0, 0, 1, 1, 7.5]);
    expect(mostSold(2.5, { unit: 'шт' })).toBe(2);
  });

  it('is what comes nearest, for any quantity and any step', () => {
    fc.assert(
      fc.property(sold, quantity, (how, wanted) => {
        const { least, step } = quantitiesOf(how);
        const nearest = nearestSold(wanted, how);
        expect(isSoldAs(nearest, how)).toBe(true);
        expect(nearestSold(nearest, how)).toBe(nearest);
        if (wanted >= least && wanted <= 999_990)
          expect(Math.abs(nearest - wanted)).toBeLessThanOrEqual(step / 2 + 1e-6);
      }),
    );
  });

  it('is sold together too: the same twice in the cart', () => {
    fc.assert(
      fc.property(sold, quantity, quantity, (how, one, other) => {
        const sum = Math.round((nearestSold(one, how) + nearestSold(other, how)) * 1_000) / 1_000;
        expect(isSoldAs(sum, how)).toBe(true);
      }),
    );
  });

  it('costs what a naive count in thousandths says, rounded half up', () => {
    fc.assert(
      fc.property(
        sold,
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (how, q, price) => {
          const amount = nearestSold(q / 1_000, how);
          const exact = BigInt(price) * BigInt(Math.round(amount * 1_000));
          const [whole, rest] = [exact / 1_000n, exact % 1_000n];
          expect(lineTotal({ unitPrice: price, quantity: amount })).toBe(Number(whole + (rest >= 500n ? 1n : 0n)));
        },
      ),
    );
  });
});
