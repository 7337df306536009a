import { divideHalfUp, type Money, type ReportStep } from '@verstak/domain';
import type { ClientSales, DaySales, MasterSales } from '../orders/order-sales.js';
import { stepsOf, type Period } from './report-period.js';
import type { ClientSalesRow, MasterSalesRow, SalesRow, SalesTotals } from './sales.dto.js';

/** The totals of some days; the average is rounded half up, 0 where nothing was sold. */
export function totalsOf(days: readonly Omit<DaySales, 'day'>[]): SalesTotals {
  const sum = (field: 'orders' | 'revenue' | 'gross'): number => days.reduce((total, day) => total + day[field], 0);
  const [orders, revenue] = [sum('orders'), sum('revenue')];
  const averageOrder = orders ? divideHalfUp(BigInt(revenue), BigInt(orders)) : 0;
  return { orders, revenue, gross: sum('gross'), averageOrder };
}

/** Days summed by step; `days` ascend and lie in the period. */
export function rowsOf(period: Period, step: ReportStep, days: readonly DaySales[]): SalesRow[] {
  let next = 0;
  return stepsOf(period, step).map((row) => {
    const first = next;
    while ((days[next]?.day ?? '~') <= row.lastDay) next += 1;
    return { ...row, ...totalsOf(days.slice(first, next)) };
  });
}

export function clientRows(clients: readonly ClientSales[], names: Names, revenue: Money): ClientSalesRow[] {
  return clients.map((client) => ({
    ...client,
    name: names.get(client.clientId) ?? '',
    share: shareOf(client.revenue, revenue),
  }));
}

export function masterRows(masters: readonly MasterSales[], names: Names, revenue: Money): MasterSalesRow[] {
  return masters.map(({ masterId, ...sums }) => ({
    ...sums,
    ...(masterId ? { masterId, name: names.get(masterId) ?? '' } : {}),
    // Thousandths added in floating point; the sum has no more places than its parts.
    quantity: Math.round(sums.quantity * 1_000) / 1_000,
    share: shareOf(sums.revenue, revenue),
  }));
}

type Names = ReadonlyMap<string, string>;

/** Per cent of the whole with two places. */
function shareOf(part: Money, whole: Money): number {
  return whole ? Math.round((part / whole) * 10_000) / 100 : 0;
}
