import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OrderShare, SoldOrder } from '../orders/order-sales.js';
import { tally, type SalesScope } from './sales-tally.js';

const MASTERS = ['m1', 'm2', undefined] as const;
const PRODUCTS = ['p1', 'p2', 'p3', undefined] as const;
const MANAGERS = ['g1', 'g2', undefined] as const;
const CLIENTS = ['c1', 'c2', 'c3'] as const;

const share = fc.record<OrderShare>({
  masterId: fc.constantFrom(...MASTERS),
  productId: fc.constantFrom(...PRODUCTS),
  items: fc.integer({ min: 1, max: 5 }),
  thousandths: fc.integer({ min: 1, max: 9_999 }),
  revenue: fc.nat(1_000_000),
  gross: fc.nat(1_000_000),
});
const order = fc
  .record({
    id: fc.uuid(),
    day: fc.integer({ min: 10, max: 28 }).map((day) => `2026-01-${day}`),
    clientId: fc.constantFrom(...CLIENTS),
    managerId: fc.constantFrom(...MANAGERS),
    shares: fc.uniqueArray(share, {
      minLength: 1,
      maxLength: 4,
      selector: ({ masterId, productId }) => `${masterId} ${productId}`,
    }),
  })
  .map((fields): SoldOrder => ({
    ...fields,
    revenue: sum(fields.shares, 'revenue'),
    gross: sum(fields.shares, 'gross'),
  }));
const orders = fc.array(order, { maxLength: 30 });
const ALL: SalesScope = { from: '2026-01-01', to: '2026-01-31' };

const scope = fc.record({
  from: fc.constantFrom('2026-01-01', '2026-01-15'),
  to: fc.constantFrom('2026-01-20', '2026-01-31'),
  clientId: fc.option(fc.constantFrom(...CLIENTS), { nil: undefined }),
  managerId: fc.option(fc.constantFrom('g1', 'g2', 'g3'), { nil: undefined }),
  masterId: fc.option(fc.constantFrom('m1', 'm2', 'm3'), { nil: undefined }),
  productIds: fc.option(
    fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3', 'p4')).map((ids) => new Set(ids)),
    { nil: undefined },
  ),
});

function sum<K extends string>(rows: readonly Record<K, number>[], name: K): number {
  return rows.reduce((total, row) => total + row[name], 0);
}

/** Every share with what its order says of it, that lies in the scope: asked one by one. */
function lying(sold: readonly SoldOrder[], { from, to, clientId, managerId, masterId, productIds }: SalesScope) {
  return sold
    .filter(({ day }) => from <= day && day <= to)
    .filter((one) => clientId === undefined || one.clientId === clientId)
    .filter((one) => managerId === undefined || one.managerId === managerId)
    .flatMap(({ shares, ...of }) => shares.map((one) => ({ ...of, ...one, order: of.id })))
    .filter((one) => masterId === undefined || one.masterId === masterId)
    .filter(({ productId }) => !productIds || (productId !== undefined && productIds.has(productId)));
}

describe('a tally', () => {
  it('is what comes out where every share is asked for each row anew', () => {
    fc.assert(
      fc.property(orders, scope, (sold, within) => {
        const found = tally(sold, within);
        const shares = lying(sold, within);
        const divided = <K extends 'day' | 'clientId' | 'managerId' | 'masterId' | 'productId'>(key: K) =>
          [...new Set(shares.map((one) => one[key]))].map((value) => {
            const own = shares.filter((one) => one[key] === value);
            const orders = new Set(own.map((one) => one.order)).size;
            return { [key]: value, orders, items: sum(own, 'items'), revenue: sum(own, 'revenue') };
          });
        const naive = {
          days: divided('day'),
          clients: divided('clientId'),
          managers: divided('managerId'),
          masters: divided('masterId'),
          products: divided('productId'),
        };
        for (const name of ['days', 'clients', 'managers', 'masters', 'products'] as const) {
          expect(found[name]).toHaveLength(naive[name].length);
          for (const row of found[name]) {
            const { thousandths: _, gross: __, ...told } = { thousandths: 0, gross: 0, ...row };
            expect(naive[name]).toContainEqual(expect.objectContaining(told));
          }
        }
        expect(sum(found.days, 'gross')).toBe(sum(shares, 'gross'));
        expect(sum(found.products, 'thousandths')).toBe(sum(shares, 'thousandths'));
      }),
    );
  });

  it('comes to the same by day, client, manager, master and product', () => {
    fc.assert(
      fc.property(orders, (sold) => {
        const { days, clients, managers, masters, products } = tally(sold, ALL);
        const revenue = sum(sold, 'revenue');
        for (const rows of [days, clients, managers, masters, products])
          expect(sum<'revenue'>(rows, 'revenue')).toBe(revenue);
        for (const rows of [days, clients, managers]) expect(sum<'orders'>(rows, 'orders')).toBe(sold.length);
        expect(sum(days, 'gross')).toBe(sum(sold, 'gross'));
        expect(sum(products, 'items')).toBe(sum(masters, 'items'));
      }),
    );
  });

  it('is divided by period, client, manager, master and product without rest', () => {
    fc.assert(
      fc.property(orders, (sold) => {
        const revenueIn = (narrowed: object): number => sum(tally(sold, { ...ALL, ...narrowed }).days, 'revenue');
        const revenue = sum(sold, 'revenue');
        const whole = tally(sold, ALL);
        expect(revenueIn({ to: '2026-01-19' }) + revenueIn({ from: '2026-01-20' })).toBe(revenue);
        expect(CLIENTS.reduce((total, clientId) => total + revenueIn({ clientId }), 0)).toBe(revenue);
        for (const { managerId, revenue: own } of whole.managers)
          if (managerId) expect(revenueIn({ managerId })).toBe(own);
        for (const { masterId, revenue: own } of whole.masters) if (masterId) expect(revenueIn({ masterId })).toBe(own);
        for (const { productId, revenue: own } of whole.products)
          if (productId) expect(revenueIn({ productIds: new Set([productId]) })).toBe(own);
      }),
    );
  });

  it('ascends by day and descends by revenue', () => {
    fc.assert(
      fc.property(orders, (sold) => {
        const { days, clients, products } = tally(sold, ALL);
        expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).sort());
        for (const rows of [clients, products]) {
          const revenues = rows.map(({ revenue }) => revenue);
          expect(revenues).toEqual(revenues.toSorted((a, b) => b - a));
        }
      }),
    );
  });
});
