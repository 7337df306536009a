import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MasterShare, SoldOrder } from '../orders/order-sales.js';
import { tally } from './sales-tally.js';

const share = fc.record<MasterShare>({
  masterId: fc.constantFrom('m1', 'm2', undefined),
  items: fc.integer({ min: 1, max: 5 }),
  thousandths: fc.integer({ min: 1, max: 9_999 }),
  revenue: fc.nat(1_000_000),
  gross: fc.nat(1_000_000),
});
const order = fc
  .record({
    id: fc.uuid(),
    day: fc.integer({ min: 10, max: 28 }).map((day) => `2026-01-${day}`),
    clientId: fc.constantFrom('c1', 'c2', 'c3'),
    shares: fc.uniqueArray(share, { maxLength: 3, selector: ({ masterId }) => masterId }),
  })
  .map((fields): SoldOrder => ({
    ...fields,
    revenue: sum(fields.shares, 'revenue'),
    gross: sum(fields.shares, 'gross'),
  }));
const orders = fc.array(order, { maxLength: 30 });
const ALL = { from: '2026-01-01', to: '2026-01-31' };

function sum<K extends string>(rows: readonly Record<K, number>[], name: K): number {
  return rows.reduce((total, row) => total + row[name], 0);
}

describe('a tally', () => {
  it('comes to the same by day, by client and by master', () => {
    fc.assert(
      fc.property(orders, (sold) => {
        const { days, clients, masters } = tally(sold, ALL);
        const revenue = sum(sold, 'revenue');
        expect([days, clients, masters].map((rows) => sum<'revenue'>(rows, 'revenue'))).toEqual([
          revenue,
          revenue,
          revenue,
        ]);
        expect([sum(days, 'orders'), sum(clients, 'orders')]).toEqual([sold.length, sold.length]);
        expect(sum(days, 'gross')).toBe(sum(sold, 'gross'));
      }),
    );
  });

  it('is divided by period, by client and by master without rest', () => {
    fc.assert(
      fc.property(orders, (sold) => {
        const revenueIn = (scope: object): number => sum(tally(sold, { ...ALL, ...scope }).days, 'revenue');
        const revenue = sum(sold, 'revenue');
        expect(revenueIn({ to: '2026-01-19' }) + revenueIn({ from: '2026-01-20' })).toBe(revenue);
        expect(['c1', 'c2', 'c3'].reduce((total, clientId) => total + revenueIn({ clientId }), 0)).toBe(revenue);
        const ofNobody = tally(sold, ALL).masters.find(({ masterId }) => masterId === undefined)?.revenue ?? 0;
        expect(revenueIn({ masterId: 'm1' }) + revenueIn({ masterId: 'm2' }) + ofNobody).toBe(revenue);
      }),
    );
  });

  it('ascends by day and descends by revenue', () => {
    fc.assert(
      fc.property(orders, (sold) => {
        const { days, clients } = tally(sold, ALL);
        expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).sort());
        expect(clients.map(({ revenue }) => revenue)).toEqual(
          clients.map(({ revenue }) => revenue).sort((a, b) => b - a),
        );
      }),
    );
  });
});
