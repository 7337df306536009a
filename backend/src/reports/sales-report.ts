import { divideHalfUp, type Money, type Period, type ReportStep } from '@verstak/domain';
import { stepsOf } from './report-period.js';
import type { ClientSales, DaySales, MasterSales, Sums } from './sales-tally.js';
import type { ClientSalesRow, OtherClientsRow, MasterSalesRow, SalesRow, SalesTotals } from './sales.dto.js';

/** The totals of some days; the average is rounded half up, 0 where nothing was sold. */
export function totalsOf(days: readonly Sums[]): SalesTotals {
  const sum = (field: keyof Sums): number => days.reduce((total, day) => total + day[field], 0);
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

/** The sums of clients who have no row of their own; `undefined` where there are none. */
export function otherClientsRow(clients: readonly ClientSales[], revenue: Money): OtherClientsRow | undefined {
  if (!clients.length) return undefined;
  const sum = (of: (client: ClientSales) => number): number => clients.reduce((all, client) => all + of(client), 0);
  const own = sum((client) => client.revenue);
  return {
    clients: clients.length,
    orders: sum(({ orders }) => orders),
    revenue: own,
    share: shareOf(own, revenue),
  };
}

export function masterRows(masters: readonly MasterSales[], names: Names, revenue: Money): MasterSalesRow[] {
  return masters.map(({ masterId, items, thousandths, revenue: own }) => ({
    items,
    quantity: thousandths / 1_000,
    revenue: own,
    ...(masterId ? { masterId, name: names.get(masterId) ?? '' } : {}),
    share: shareOf(own, revenue),
  }));
}

type Names = ReadonlyMap<string, string>;

/** Per cent of the whole with two places. */
function shareOf(part: Money, whole: Money): number {
  return whole ? Math.round((part / whole) * 10_000) / 100 : 0;
}
