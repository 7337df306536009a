import type { Money, Period } from '@verstak/domain';
import type { SoldOrder } from '../orders/order-sales.js';

/** Which sales are summed. */
export interface SalesScope extends Period {
  clientId?: string;
  /** Then only the items of this master count, and the orders that have one. */
  masterId?: string;
}

export interface Sums {
  orders: number;
  revenue: Money;
  gross: Money;
}

export interface DaySales extends Sums {
  day: string;
}

export interface ClientSales {
  clientId: string;
  orders: number;
  revenue: Money;
}

/** Items of one master; those of nobody have no `masterId`. */
export interface MasterSales {
  masterId?: string;
  items: number;
  thousandths: number;
  revenue: Money;
}

export interface Tally {
  /** Days that have sales, ascending. */
  days: DaySales[];
  /** Most revenue first. */
  clients: ClientSales[];
  masters: MasterSales[];
}

/** Sums sold orders by day, client and master in one pass. */
export function tally(sold: Iterable<SoldOrder>, scope: SalesScope): Tally {
  const days = new Map<string, DaySales>();
  const clients = new Map<string, ClientSales>();
  const masters = new Map<string | undefined, MasterSales>();
  for (const order of sold) {
    const part = partOf(order, scope);
    if (!part) continue;
    const { revenue, gross, shares } = part;
    const day = rowOf(days, order.day, () => ({ day: order.day, orders: 0, revenue: 0, gross: 0 }));
    day.orders += 1;
    day.revenue += revenue;
    day.gross += gross;
    const client = rowOf(clients, order.clientId, () => ({ clientId: order.clientId, orders: 0, revenue: 0 }));
    client.orders += 1;
    client.revenue += revenue;
    for (const share of shares) {
      const { masterId } = share;
      const master = rowOf(masters, masterId, () => ({ masterId, items: 0, thousandths: 0, revenue: 0 }));
      master.items += share.items;
      master.thousandths += share.thousandths;
      master.revenue += share.revenue;
    }
  }
  return {
    days: [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1)),
    clients: [...clients.values()].sort(
      (one, other) => byRevenue(one, other) || (one.clientId < other.clientId ? -1 : 1),
    ),
    masters: [...masters.values()].sort(byRevenue),
  };
}

/** What of an order lies in the scope, if anything does. */
function partOf(order: SoldOrder, scope: SalesScope): Pick<SoldOrder, 'revenue' | 'gross' | 'shares'> | undefined {
  if (order.day < scope.from || order.day > scope.to) return undefined;
  if (scope.clientId !== undefined && order.clientId !== scope.clientId) return undefined;
  if (scope.masterId === undefined) return order;
  const share = order.shares.find(({ masterId }) => masterId === scope.masterId);
  return share && { revenue: share.revenue, gross: share.gross, shares: [share] };
}

function rowOf<K, Row>(rows: Map<K, Row>, key: K, make: () => Row): Row {
  let row = rows.get(key);
  if (!row) rows.set(key, (row = make()));
  return row;
}

function byRevenue(one: { revenue: Money }, other: { revenue: Money }): number {
  return other.revenue - one.revenue;
}
