import { describe, expect, it } from '@jest/globals';
import {
  clientRows,
  managerRows,
  masterRows,
  otherProductsRow,
  productRows,
  rowsOf,
  totalsOf,
} from './sales-report.js';

const sales = (day: string, orders: number, revenue: number, gross = revenue) => ({ day, orders, revenue, gross });

describe('totals', () => {
  it('average half up, and are zero without orders', () => {
    expect(totalsOf([sales('2026-01-01', 2, 25), sales('2026-01-02', 4, 26, 30)])).toEqual({
      orders: 6,
      revenue: 51,
      gross: 55,
      averageOrder: 9,
    });
    expect(totalsOf([])).toEqual({ orders: 0, revenue: 0, gross: 0, averageOrder: 0 });
  });
});

describe('rows', () => {
  it('hold every step, empty ones too, and every day once', () => {
    const days = [
      sales('2026-01-31', 1, 100),
      sales('2026-02-01', 1, 10),
      sales('2026-02-28', 1, 5),
      sales('2026-04-30', 1, 7),
    ];
    const rows = rowsOf({ from: '2026-01-15', to: '2026-04-30' }, 'month', days);
    expect(rows.map(({ key, orders, revenue }) => [key, orders, revenue])).toEqual([
      ['2026-01', 1, 100],
      ['2026-02', 2, 15],
      ['2026-03', 0, 0],
      ['2026-04', 1, 7],
    ]);
  });
});

describe('shares', () => {
  it('are per cent of the revenue with two places, 0 where there is none', () => {
    const clients = [{ clientId: 'a', orders: 1, revenue: 1 }];
    expect(clientRows(clients, new Map([['a', 'Ромашка']]), 3)).toEqual([
      { clientId: 'a', orders: 1, revenue: 1, name: 'Ромашка', share: 33.33 },
    ]);
    expect(clientRows(clients, new Map(), 0)[0]?.share).toBe(0);
  });

  it('of masters leave the name out for items of nobody, and count quantities in units', () => {
    expect(masterRows([{ items: 2, thousandths: 300, revenue: 50 }], new Map(), 100)).toEqual([
      { items: 2, quantity: 0.3, revenue: 50, share: 50 },
    ]);
  });

  it('of products are told by what they are called now, and stay of one that is gone', () => {
    const sums = { items: 2, thousandths: 1_500, revenue: 40 };
    const products = [{ productId: 'a', ...sums }, { productId: 'gone', ...sums }, sums];
    const told = { items: 2, quantity: 1.5, revenue: 40, share: 40 };
    expect(productRows(products, new Map([['a', { name: 'Кружка' }]]), 100)).toEqual([
      { productId: 'a', name: 'Кружка', ...told },
      { productId: 'gone', ...told },
      told,
    ]);
    expect(otherProductsRow(products, 120)).toEqual({ products: 3, items: 6, revenue: 120, share: 100 });
    expect(otherProductsRow([], 120)).toBeUndefined();
  });

  it('of managers leave the name out for what nobody took', () => {
    const managers = [
      { managerId: 'a', orders: 1, revenue: 30 },
      { orders: 2, revenue: 10 },
    ];
    expect(managerRows(managers, new Map([['a', 'Ольга']]), 40)).toEqual([
      { managerId: 'a', name: 'Ольга', orders: 1, revenue: 30, share: 75 },
      { orders: 2, revenue: 10, share: 25 },
    ]);
  });
});
