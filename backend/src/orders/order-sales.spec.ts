import { describe, expect, it } from '@jest/globals';
import { lineGross, lineTotal, orderTotal } from '@verstak/domain';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { counted, type KeptOrder } from './order-sales.js';

const [MASTERS, PRODUCTS] = [2, 3].map((count) => Array.from({ length: count }, () => new Types.ObjectId()));

const line = fc.record({
  unitPrice: fc.nat(1_000_000),
  quantity: fc.integer({ min: 1, max: 99_999 }).map((thousandths) => thousandths / 1_000),
  discountPercent: fc.integer({ min: 0, max: 10_000 }).map((points) => points / 100),
  masterId: fc.constantFrom(undefined, ...(MASTERS ?? [])),
  productId: fc.constantFrom(undefined, ...(PRODUCTS ?? [])),
});

const order = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines): KeptOrder => ({
  _id: new Types.ObjectId(),
  clientId: new Types.ObjectId(),
  orderedDay: '2026-01-01',
  items: lines.map((one) => ({ ...one, total: lineTotal(one), gross: lineGross(one) })),
  total: orderTotal(lines),
  gross: lines.reduce((sum, one) => sum + lineGross(one), 0),
}));

describe('what reports count of an order', () => {
  it('comes to its total, less discount and before, to the smallest coin, however it is divided', () => {
    fc.assert(
      fc.property(order, (kept) => {
        const { shares, revenue, gross } = counted(kept);
        const sum = (of: 'revenue' | 'gross'): number => shares.reduce((whole, share) => whole + share[of], 0);
        expect([sum('revenue'), sum('gross')]).toEqual([kept.total, kept.gross]);
        expect([revenue, gross]).toEqual([kept.total, kept.gross]);
      }),
    );
  });

  it('is one share for each master and product, with what is theirs', () => {
    fc.assert(
      fc.property(order, (kept) => {
        const { shares } = counted(kept);
        const keys = shares.map(({ masterId, productId }) => `${masterId} ${productId}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { masterId, productId, items, thousandths, revenue } of shares) {
          const own = kept.items.filter(
            (item) => item.masterId?.toHexString() === masterId && item.productId?.toHexString() === productId,
          );
          expect(items).toBe(own.length);
          expect(thousandths).toBe(own.reduce((sum, { quantity }) => sum + Math.round(quantity * 1_000), 0));
          expect(revenue).toBe(own.reduce((sum, { total }) => sum + total, 0));
        }
      }),
    );
  });
});
