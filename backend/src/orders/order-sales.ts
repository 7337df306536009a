import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { OPEN_STATUSES, SOLD_STATUSES, type Money, type OrderStatus } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { Order, type OrderItem } from './order.js';

/** Items of an order that one master makes; those of nobody have no `masterId`. */
export interface MasterShare {
  masterId?: string;
  items: number;
  /** Whole thousandths, so that sums are exact. */
  thousandths: number;
  revenue: Money;
  gross: Money;
}

/** What of a sold order reports count. */
export interface SoldOrder {
  id: string;
  /** `YYYY-MM-DD` in the workshop's time zone. */
  day: string;
  clientId: string;
  revenue: Money;
  gross: Money;
  shares: readonly MasterShare[];
}

/** An item as it is stored. */
type KeptItem = Pick<OrderItem, 'quantity' | 'total' | 'gross'> & { masterId?: Types.ObjectId };

type Kept = Pick<Order, 'orderedDay' | 'total' | 'gross'> & {
  _id: Types.ObjectId;
  clientId: Types.ObjectId;
  items: KeptItem[];
};

/** Few at a time: what is read and counted at once is gone before the collector calls it old. */
const BATCH = 200;
/** Texts, most of an order's bytes, stay in the database. */
const FIELDS = {
  orderedDay: 1,
  clientId: 1,
  total: 1,
  gross: 1,
  'items.masterId': 1,
  'items.quantity': 1,
  'items.total': 1,
  'items.gross': 1,
} as const;
/** `isSold` of libs/domain as a filter. */
export const SOLD = { status: { $in: [...SOLD_STATUSES] }, heldFrom: { $ne: 'draft' } };

/** What orders come to, for those who count them: whole orders stay in this capability. */
@Injectable()
export class OrderSales {
  constructor(@InjectModel(Order.name) private readonly orders: Model<Order>) {}

  /** Every sold order. */
  async *all(): AsyncGenerator<SoldOrder> {
    const cursor = this.orders.collection.find<Kept>(SOLD, { projection: FIELDS, batchSize: BATCH });
    for await (const order of cursor) yield counted(order);
  }

  /** The sold ones among some orders. */
  async among(ids: readonly string[]): Promise<SoldOrder[]> {
    const filter = { ...SOLD, _id: { $in: ids.map((id) => new Types.ObjectId(id)) } };
    return (await this.orders.collection.find<Kept>(filter, { projection: FIELDS }).toArray()).map(counted);
  }

  /** How many open orders there are in each status. */
  async countOpen(): Promise<{ status: OrderStatus; orders: number }[]> {
    return Promise.all(
      OPEN_STATUSES.map(async (status) => ({ status, orders: await this.orders.countDocuments({ status }) })),
    );
  }
}

function counted({ _id, orderedDay, clientId, total, gross, items }: Kept): SoldOrder {
  const shares = new Map<string | undefined, MasterShare>();
  for (const item of items) {
    const masterId = item.masterId?.toHexString();
    const share = shares.get(masterId) ?? { masterId, items: 0, thousandths: 0, revenue: 0, gross: 0 };
    share.items += 1;
    share.thousandths += Math.round(item.quantity * 1_000);
    share.revenue += item.total;
    share.gross += item.gross;
    shares.set(masterId, share);
  }
  const day = orderedDay;
  return {
    id: _id.toHexString(),
    day,
    clientId: clientId.toHexString(),
    revenue: total,
    gross,
    shares: [...shares.values()],
  };
}
