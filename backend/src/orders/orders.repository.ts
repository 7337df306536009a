import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { OPEN_STATUSES, ORDER_STATUSES } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { personBehind, type Caller } from '../platform/access/caller.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { allOf, rowsOf } from '../platform/access/rows.js';
import { projectionOf } from '../platform/records/projection.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { FiltersOf } from '../platform/fields/index.js';
import type { Page } from '../platform/lists/paging.js';
import { OrderListItem, type OrderExportQuery, type OrderListQuery } from './order.dto.js';
import { SOLD } from './order-sales.js';
import { Order, type OrderItem } from './order.js';

/** Orders that an account names; the others are in the list of the client's orders. */
const MOST_UNSETTLED = 200;

/** What an order is called, and who looks after it. */
export type NamedOrder = Stored<Pick<Order, 'number' | 'clientName' | 'status' | 'dueAt' | 'managerId'>>;

/** What a query means that is not known of orders alone. */
export interface KnownOfQuery {
  /** Only open orders that were due before it. */
  lateBefore?: Date;
  /** Only with an item of one of these products. */
  productIds?: string[];
}

@Injectable()
export class OrdersRepository extends BaseRepository<Order> {
  constructor(@InjectModel(Order.name) model: Model<Order>, context: RepositoryContext) {
    super(model, Order, 'Order', context);
  }

  /** Orders that match. */
  async list(query: OrderListQuery, known: KnownOfQuery): Promise<Page<Stored<OrderListItem>>> {
    return this.page(query, OrderListItem, ...meant(query, known));
  }

  /** The same orders without pages, read as they are taken. */
  all(query: OrderExportQuery, known: KnownOfQuery): AsyncIterable<Stored<Order>> {
    return this.each(query, ...meant(query, known));
  }

  /** In the order of their ids; 404 where the caller may not see one of them. */
  async byIds(ids: readonly string[]): Promise<Stored<Order>[]> {
    return this.inOrder(ids);
  }

  async byShopKey(shopKey: string): Promise<Stored<Order> | null> {
    return this.one({ shopKey });
  }

  async add(fields: Partial<Order>): Promise<Stored<Order>> {
    return this.insert(fields);
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** Sold orders of a client that are not paid in full, the newest first. */
  async owingOf(clientId: string): Promise<Stored<OrderListItem>[]> {
    return this.unsettled({ clientId, ...SOLD, $expr: { $lt: ['$paid', '$total'] } });
  }

  /** Orders that hold money of a client: more than they come to, or anything for what is no sale. */
  async creditsOf(clientId: string): Promise<Stored<OrderListItem>[]> {
    const excess = { ...SOLD, $expr: { $gt: ['$paid', '$total'] } };
    return this.unsettled({ clientId, $or: [excess, { $nor: [SOLD], paid: { $gt: 0 } }] });
  }

  /** Whether the order has this item now. */
  async hasItem(id: string, itemId: string): Promise<boolean> {
    const where: object = { _id: id, 'items.id': new Types.ObjectId(itemId) };
    return !!(await this.model.exists(where));
  }

  async countOf(clientId: string): Promise<number> {
    return this.model.countDocuments({ clientId });
  }

  /** How many orders have a product, whoever asks. */
  async countWith(productId: string): Promise<number> {
    return this.model.countDocuments(allOf<Order>({ 'items.productId': new Types.ObjectId(productId) }));
  }

  private async unsettled(filter: object): Promise<Stored<OrderListItem>[]> {
    const where = allOf<Order>(filter, this.rows());
    const rows = this.model.find(where, projectionOf(OrderListItem)).sort({ _id: -1 }).limit(MOST_UNSETTLED);
    return rows.lean<Stored<OrderListItem>[]>();
  }

  /** What the orders with these ids are called, in no order, whoever asks. */
  async named(ids: readonly string[]): Promise<NamedOrder[]> {
    return this.namesWhere({ _id: { $in: [...ids] } });
  }

  /** What those of these orders are called that a caller may see, in no order. */
  async namedFor(caller: Caller, ids: readonly string[]): Promise<NamedOrder[]> {
    return this.namesWhere(allOf({ _id: { $in: [...ids] } }, rowsOf(caller, 'read', 'Order')));
  }

  /** So many of the orders that are still to be made and due within a time, whoever asks. */
  async dueWithin(from: Date, to: Date, limit: number): Promise<NamedOrder[]> {
    const status = { $in: ['confirmed', 'in_production', 'on_hold'] };
    return this.namesWhere({ status, dueAt: { $gte: from, $lt: to } }, limit);
  }

  private async namesWhere(where: object, limit = 0): Promise<NamedOrder[]> {
    const names = { number: 1, clientName: 1, status: 1, dueAt: 1, managerId: 1 } as const;
    return this.model.find(where, names).limit(limit).lean<NamedOrder[]>();
  }
}

/** What is asked in other words than by a field, said by the fields. */
function meant(
  query: OrderExportQuery | OrderListQuery,
  { lateBefore, productIds }: KnownOfQuery,
): FiltersOf<Order & Pick<OrderItem, 'productId'>>[] {
  const { q, status, isMine } = query;
  const person = personBehind();
  return [
    ...(productIds ? [{ productId: productIds }] : []),
    ...(lateBefore ? [{ status: [...OPEN_STATUSES], dueTo: lateBefore }] : []),
    ...(isMine ? [{ managerId: person ? [person.userId] : [] }] : []),
    // Words are found within statuses: the index begins with them.
    ...(q && !status && !lateBefore ? [{ status: [...ORDER_STATUSES] }] : []),
  ];
}
