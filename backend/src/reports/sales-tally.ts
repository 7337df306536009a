import type { Money, Period } from '@verstak/domain';
import type { OrderShare, SoldOrder } from '../orders/order-sales.js';
import { rowOf } from './sums.js';

/** Which sales are summed. */
export interface SalesScope extends Period {
  clientId?: string;
  managerId?: string;
  /** Then only the items of this master count, and the orders that have one. */
  masterId?: string;
  /** The same with items of one of these products. */
  productIds?: ReadonlySet<string>;
}

export interface Sums {
  orders: number;
  revenue: Money;
  gross: Money;
}

export interface DaySales extends Sums {
  day: string;
}

/** Orders of one client. */
export interface ClientSales {
  clientId: string;
  orders: number;
  revenue: Money;
}

/** Orders that one manager took; those of nobody have no `managerId`. */
export interface ManagerSales {
  managerId?: string;
  orders: number;
  revenue: Money;
}

/** Sums over items. */
export interface ItemSums {
  items: number;
  thousandths: number;
  revenue: Money;
}

/** Items of one master; those of nobody have no `masterId`. */
export interface MasterSales extends ItemSums {
  masterId?: string;
}

/** Items of one product; those of none have no `productId`. */
export interface ProductSales extends ItemSums {
  productId?: string;
}

export interface Tally {
  /** Days that have sales, ascending. */
  days: DaySales[];
  /** Most revenue first. */
  clients: ClientSales[];
  managers: ManagerSales[];
  masters: MasterSales[];
  products: ProductSales[];
}

/** Sums sold orders by day, client, manager, master and product in one pass. */
export function tally(sold: Iterable<SoldOrder>, scope: SalesScope): Tally {
  const days = new Map<string, DaySales>();
  const clients = new Map<string, ClientSales>();
  const managers = new Map<string | undefined, ManagerSales>();
  const masters = new Map<string | undefined, MasterSales>();
  const products = new Map<string | undefined, ProductSales>();
  for (const order of sold) {
    const part = partOf(order, scope);
    if (!part) continue;
    const { clientId, managerId } = order;
    const { revenue, gross, shares } = part;
    const day = rowOf(days, order.day, () => ({ day: order.day, orders: 0, revenue: 0, gross: 0 }));
    addOrder(day, revenue);
    day.gross += gross;
    addOrder(
      rowOf(clients, clientId, () => ({ clientId, orders: 0, revenue: 0 })),
      revenue,
    );
    addOrder(
      rowOf(managers, managerId, () => ({ managerId, orders: 0, revenue: 0 })),
      revenue,
    );
    for (const share of shares) {
      const { masterId, productId } = share;
      addShare(
        rowOf(masters, masterId, () => ({ masterId, items: 0, thousandths: 0, revenue: 0 })),
        share,
      );
      addShare(
        rowOf(products, productId, () => ({ productId, items: 0, thousandths: 0, revenue: 0 })),
        share,
      );
    }
  }
  return {
    days: [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1)),
    clients: byRevenue(clients),
    managers: byRevenue(managers),
    masters: byRevenue(masters),
    products: byRevenue(products),
  };
}

/** What of an order lies in the scope, if anything does. */
function partOf(order: SoldOrder, scope: SalesScope): Pick<SoldOrder, 'revenue' | 'gross' | 'shares'> | undefined {
  const { from, to, clientId, managerId, masterId, productIds } = scope;
  if (order.day < from || order.day > to) return undefined;
  if (clientId !== undefined && order.clientId !== clientId) return undefined;
  if (managerId !== undefined && order.managerId !== managerId) return undefined;
  if (masterId === undefined && !productIds) return order;
  const shares = order.shares.filter(
    (share) =>
      (masterId === undefined || share.masterId === masterId) &&
      (!productIds || (share.productId !== undefined && productIds.has(share.productId))),
  );
  if (!shares.length) return undefined;
  const sum = (of: 'revenue' | 'gross'): Money => shares.reduce((whole, share) => whole + share[of], 0);
  return { revenue: sum('revenue'), gross: sum('gross'), shares };
}

function addOrder(row: { orders: number; revenue: Money }, revenue: Money): void {
  row.orders += 1;
  row.revenue += revenue;
}

function addShare(row: ItemSums, { items, thousandths, revenue }: OrderShare): void {
  row.items += items;
  row.thousandths += thousandths;
  row.revenue += revenue;
}

/** Most revenue first, and of as much by what they are of, so that what has no row of its own is always the same. */
function byRevenue<Row extends { revenue: Money }>(rows: ReadonlyMap<string | undefined, Row>): Row[] {
  return [...rows]
    .sort(([one, { revenue }], [other, { revenue: rest }]) => rest - revenue || ((one ?? '') < (other ?? '') ? -1 : 1))
    .map(([, row]) => row);
}
