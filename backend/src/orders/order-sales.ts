import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { OPEN_STATUSES, SOLD_STATUSES, type Money, type OrderStatus } from '@verstak/domain';
import { Types, type Model, type PipelineStage } from 'mongoose';
import { Order } from './order.js';

/** Which sales are summed: calendar days `YYYY-MM-DD` in the workshop's time zone, both included. */
export interface SalesScope {
  from: string;
  to: string;
  clientId?: string;
  /** Then only the items of this master count, and the orders that have one. */
  masterId?: string;
}

export interface DaySales {
  day: string;
  orders: number;
  revenue: Money;
  gross: Money;
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
  quantity: number;
  revenue: Money;
}

/** What orders sum to. Only sold orders count, on the day they were ordered; money in minor units. */
@Injectable()
export class OrderSales {
  constructor(@InjectModel(Order.name) private readonly orders: Model<Order>) {}

  /** Sales of each day that has any, ascending. */
  async byDay(scope: SalesScope): Promise<DaySales[]> {
    const sums = { orders: { $sum: 1 }, revenue: { $sum: '$total' }, gross: { $sum: '$gross' } };
    const days = await this.orders.aggregate<Omit<DaySales, 'day'> & { _id: string }>([
      ...sold(scope),
      { $group: { _id: '$orderedDay', ...sums } },
      { $sort: { _id: 1 } },
    ]);
    return days.map(({ _id, ...day }) => ({ day: _id, ...day }));
  }

  /** The clients who bought most, at most `limit`. */
  async byClient(scope: SalesScope, limit: number): Promise<ClientSales[]> {
    const clients = await this.orders.aggregate<Omit<ClientSales, 'clientId'> & { _id: Types.ObjectId }>([
      ...sold(scope),
      { $group: { _id: '$clientId', orders: { $sum: 1 }, revenue: { $sum: '$total' } } },
      { $sort: { revenue: -1, _id: 1 } },
      { $limit: limit },
    ]);
    return clients.map(({ _id, ...sums }) => ({ clientId: _id.toHexString(), ...sums }));
  }

  /** Items of each master, most revenue first. */
  async byMaster(scope: SalesScope): Promise<MasterSales[]> {
    const sums = { items: { $sum: 1 }, quantity: { $sum: '$items.quantity' }, revenue: { $sum: '$items.total' } };
    const masters = await this.orders.aggregate<MasterSales & { _id: string | null }>([
      ...sold(scope),
      { $unwind: '$items' },
      { $group: { _id: '$items.masterId', ...sums } },
      { $sort: { revenue: -1, _id: 1 } },
    ]);
    return masters.map(({ _id, ...master }) => ({ ...master, masterId: _id ?? undefined }));
  }

  /** How many open orders there are in each status. */
  async countOpen(): Promise<Map<OrderStatus, number>> {
    const counts = await this.orders.aggregate<{ _id: OrderStatus; orders: number }>([
      { $match: { status: { $in: [...OPEN_STATUSES] } } },
      { $group: { _id: '$status', orders: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, orders }) => [_id, orders]));
  }
}

/**
 * The sold orders of a scope. Without a master, what follows needs only fields of the index that begins with
 * `orderedDay`; with one, the items of others are left out and the sums made anew.
 */
function sold({ from, to, clientId, masterId }: SalesScope): PipelineStage[] {
  const match: PipelineStage.Match = {
    $match: {
      orderedDay: { $gte: from, $lte: to },
      status: { $in: [...SOLD_STATUSES] },
      ...(clientId ? { clientId: new Types.ObjectId(clientId) } : {}),
      ...(masterId ? { 'items.masterId': masterId } : {}),
    },
  };
  if (!masterId) return [match];
  const own = { $filter: { input: '$items', as: 'item', cond: { $eq: ['$$item.masterId', masterId] } } };
  const kept = { orderedDay: 1, clientId: 1 } as const;
  return [
    match,
    { $project: { ...kept, items: own } },
    { $project: { ...kept, items: 1, total: { $sum: '$items.total' }, gross: { $sum: '$items.gross' } } },
  ];
}
