import { divideHalfUp, type Money, type Period, type ReportStep } from '@verstak/domain';
import { stepsOf } from './report-period.js';
import type { ClientSales, DaySales, ItemSums, ManagerSales, MasterSales, ProductSales, Sums } from './sales-tally.js';
import type {
  ClientSalesRow,
  ManagerSalesRow,
  MasterSalesRow,
  OtherClientsRow,
  OtherProductsRow,
  ProductSalesRow,
  SalesRow,
  SalesTotals,
} from './sales.dto.js';
import { shareOf } from './sums.js';

/** The totals of some days; the average is rounded half up, 0 where nothing was sold. */
export function totalsOf(days: readonly Sums[]): SalesTotals {
  const [orders, revenue] = [sum(days, 'orders'), sum(days, 'revenue')];
  const averageOrder = orders ? divideHalfUp(BigInt(revenue), BigInt(orders)) : 0;
  return { orders, revenue, gross: sum(days, 'gross'), averageOrder };
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
  const own = sum(clients, 'revenue');
  return { clients: clients.length, orders: sum(clients, 'orders'), revenue: own, share: shareOf(own, revenue) };
}

export function managerRows(managers: readonly ManagerSales[], names: Names, revenue: Money): ManagerSalesRow[] {
  return managers.map(({ managerId, orders, revenue: own }) => ({
    ...(managerId ? { managerId, name: names.get(managerId) ?? '' } : {}),
    orders,
    revenue: own,
    share: shareOf(own, revenue),
  }));
}

export function masterRows(masters: readonly MasterSales[], names: Names, revenue: Money): MasterSalesRow[] {
  return masters.map(({ masterId, ...sums }) => ({
    ...itemFigures(sums, revenue),
    ...(masterId ? { masterId, name: names.get(masterId) ?? '' } : {}),
  }));
}

/** Products by their ids, with what they are called now; one that is gone has no name. */
export function productRows(
  products: readonly ProductSales[],
  known: ReadonlyMap<string, { name: string }>,
  revenue: Money,
): ProductSalesRow[] {
  return products.map(({ productId, ...sums }) => {
    const name = productId && known.get(productId)?.name;
    return { ...itemFigures(sums, revenue), ...(productId ? { productId } : {}), ...(name ? { name } : {}) };
  });
}

/** The sums of products that have no row of their own; `undefined` where there are none. */
export function otherProductsRow(products: readonly ProductSales[], revenue: Money): OtherProductsRow | undefined {
  if (!products.length) return undefined;
  const own = sum(products, 'revenue');
  return { products: products.length, items: sum(products, 'items'), revenue: own, share: shareOf(own, revenue) };
}

type Names = ReadonlyMap<string, string>;

function itemFigures({ items, thousandths, revenue }: ItemSums, whole: Money) {
  return { items, quantity: thousandths / 1_000, revenue, share: shareOf(revenue, whole) };
}

function sum<K extends string>(rows: readonly Record<K, number>[], name: K): number {
  return rows.reduce((whole, row) => whole + row[name], 0);
}
