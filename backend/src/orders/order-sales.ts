import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { SOLD_STATUSES, type Money } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { Order, type OrderItem } from './order.js';

/** Items of an order that are of one master and one product; those of nobody, or of no product of the catalog, lack it. */
export interface OrderShare {
  masterId?: string;
  productId?: string;
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
  /** Who took it; nobody where a customer has made it in the shop. */
  managerId?: string;
  revenue: Money;
  gross: Money;
  /** They come to the whole order. */
  shares: readonly OrderShare[];
}

/** An item as it is stored. */
type KeptItem = Pick<OrderItem, 'quantity' | 'total' | 'gross'> & {
  masterId?: Types.ObjectId;
  productId?: Types.ObjectId;
};

/** An order as it is stored, with what of it is counted. */
export type KeptOrder = Pick<Order, 'orderedDay' | 'total' | 'gross'> & {
  _id: Types.ObjectId;
  clientId: Types.ObjectId;
  managerId?: Types.ObjectId;
  items: KeptItem[];
};

/** Few at a time: what is read and counted at once is gone before the collector calls it old. */
const BATCH = 200;
/** Texts, most of an order's bytes, stay in the database. */
const FIELDS = {
  orderedDay: 1,
  clientId: 1,
  managerId: 1,
  total: 1,
  gross: 1,
  'items.masterId': 1,
  'items.productId': 1,
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
    const cursor = this.orders.collection.find<KeptOrder>(SOLD, { projection: FIELDS, batchSize: BATCH });
    for await (const order of cursor) yield counted(order);
  }

  /** The sold ones among some orders. */
  async among(ids: readonly string[]): Promise<SoldOrder[]> {
    const filter = { ...SOLD, _id: { $in: ids.map((id) => new Types.ObjectId(id)) } };
    return (await this.orders.collection.find<KeptOrder>(filter, { projection: FIELDS }).toArray()).map(counted);
  }
}

/** What reports count of an order: its items by master and product. */
export function counted({ _id, orderedDay, clientId, managerId, total, gross, items }: KeptOrder): SoldOrder {
  const shares = new Map<string, OrderShare>();
  for (const item of items) {
    const [masterId, productId] = [item.masterId?.toHexString(), item.productId?.toHexString()];
    const key = `${masterId}/${productId}`;
    const share = shares.get(key) ?? { masterId, productId, items: 0, thousandths: 0, revenue: 0, gross: 0 };
    share.items += 1;
    share.thousandths += Math.round(item.quantity * 1_000);
    share.revenue += item.total;
    share.gross += item.gross;
    shares.set(key, share);
  }
  return {
    id: _id.toHexString(),
    day: orderedDay,
    clientId: clientId.toHexString(),
    managerId: managerId?.toHexString(),
    revenue: total,
    gross,
    shares: [...shares.values()],
  };
}
