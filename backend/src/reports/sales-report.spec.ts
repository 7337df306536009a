import { describe, expect, it } from '@jest/globals';
import { clientRows, masterRows, rowsOf, totalsOf } from './sales-report.js';

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
});
