import { Injectable } from '@nestjs/common';
import { dayIn, isAmendable, MAX_MONEY, startOfDay, statusWithParts, type Money } from '@verstak/domain';
import { ProductsService } from '../catalog/products.service.js';
import type { Client } from '../clients/client.js';
import { ClientsService } from '../clients/clients.service.js';
import { happeningAt } from '../platform/config/clock.js';
import { personBehind, requirePermission } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Reactions } from '../platform/records/reactions.js';
import { Conflict, Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { RoutesService } from '../routes/routes.service.js';
import { UsersService } from '../users/users.service.js';
import { changedItems, grossOf, newItem, totalOf } from './order-lines.js';
import { OrderCosts } from './order-costs.js';
import { productsAsked } from './order-products.js';
import type {
  OrderChange,
  OrderCreate,
  OrderExportQuery,
  OrderListItem,
  OrderListQuery,
  OrderPreview,
} from './order.dto.js';
import { Order, type OrderItem } from './order.js';
import { OrdersRepository, type KnownOfQuery, type NamedOrder } from './orders.repository.js';

/** How many parts an order has, how many of them are done, and how much of their planned seconds. */
export type PartsCount = Pick<Order, 'partsTotal' | 'partsDone' | 'plannedSeconds' | 'earnedSeconds'>;

/** What tells of an order that a customer has made it, and how the customer is written to. */
export type ShopOrigin = Pick<Order, 'isFromShop' | 'shopKey' | 'customerId' | 'shopLanguage' | 'shopEmail'>;

const NO_PARTS: PartsCount = { partsTotal: 0, partsDone: 0, plannedSeconds: 0, earnedSeconds: 0 };

/** Orders as managers take, amend and read them. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly clients: ClientsService,
    private readonly users: UsersService,
    private readonly routes: RoutesService,
    private readonly products: ProductsService,
    private readonly costs: OrderCosts,
    private readonly transactions: Transactions,
    private readonly reactions: Reactions,
    private readonly config: Config,
  ) {}

  async list(query: OrderListQuery): Promise<Page<Stored<OrderListItem>>> {
    return this.orders.list(query, await this.knownOf(query));
  }

  /** Every order of the list, read as they are taken. */
  async *all(query: OrderExportQuery): AsyncGenerator<Stored<Order>> {
    yield* this.orders.all(query, await this.knownOf(query));
  }

  async get(id: string): Promise<Stored<Order>> {
    return this.orders.get(id);
  }

  async byNumber(number: number): Promise<Stored<Order> | null> {
    return this.orders.byNumber(number);
  }

  /** The orders with these ids, in their order; 404 where one is not there. */
  async byIds(ids: readonly string[]): Promise<Stored<Order>[]> {
    return this.orders.byIds(ids);
  }

  /** What those of the orders with these ids are called that there are, by id, whoever asks. */
  async named(ids: readonly string[]): Promise<Map<string, NamedOrder>> {
    return byId(await this.orders.named([...new Set(ids)]));
  }

  /** So many of the orders that are still to be made and due within a time, whoever asks. */
  async dueWithin(from: Date, to: Date, limit: number): Promise<NamedOrder[]> {
    return this.orders.dueWithin(from, to, limit);
  }

  async fromNumber(number: number, limit: number): Promise<Stored<Order>[]> {
    return this.orders.fromNumber(number, limit);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.orders.history(id, query);
  }

  /** The order that a customer follows by this key, or `null`. */
  async byShopKey(shopKey: string): Promise<Stored<Order> | null> {
    return this.orders.byShopKey(shopKey);
  }

  /** Takes an order, with what tells where it comes from; another date than now needs `orders:backdate`. */
  async create(fields: OrderCreate, from: Partial<ShopOrigin> = {}): Promise<Stored<Order>> {
    if (fields.orderedAt) requirePermission('orders:backdate');
    requireCosts(fields.items);
    requireItems({ status: fields.status ?? 'draft', items: fields.items });
    const orderedAt = fields.orderedAt ?? happeningAt();
    const manager = personBehind();
    const products = await this.products.byIds(productsAsked(fields.items));
    const lines = fields.items.map((line, index) => newItem(line, index, products));
    const items = await this.completed(lines, []);
    return this.transactions.run(async () => {
      const client = await this.clients.forOrder(fields.clientId);
      return this.orders.add({
        ...fields,
        status: fields.status ?? 'draft',
        ...copiedOf(client),
        items,
        total: totalOf(items),
        gross: grossOf(items),
        paid: fields.paid ?? 0,
        orderedAt,
        orderedDay: dayIn(this.config.timeZone, orderedAt),
        managerId: manager?.userId,
        managerName: manager?.name,
        ...from,
        ...NO_PARTS,
      });
    });
  }

  /** Amends an order at any time before it is handed over, what is paid for it also afterwards. */
  async change(id: string, { version, items, ...fields }: OrderChange): Promise<Stored<Order>> {
    if (fields.orderedAt) requirePermission('orders:backdate');
    requireCosts(items);
    return this.transactions.run(async () => {
      const before = await this.orders.get(id);
      if (!isAmendable(before.status) && !isPaymentAlone({ ...fields, items })) {
        throw Conflict('order.closed', `Order ${before.number} is ${before.status} and can no longer be changed.`, {
          status: before.status,
        });
      }
      const { clientId } = fields;
      const isMoved = clientId !== undefined && clientId !== String(before.clientId);
      const client = isMoved ? await this.clients.forOrder(clientId) : undefined;
      return this.orders.change(before, { version }, async (order) => {
        Object.assign(order, fields, client ? copiedOf(client) : {});
        if (items) {
          const products = await this.products.byIds(productsAsked(items, order.items));
          order.items = await this.completed(changedItems(order, items, products, version), order.items);
        }
        order.total = totalOf(order.items);
        order.gross = grossOf(order.items);
        if (items) requireItems(order);
        // The day by which a sale is reported stays with its date.
        if (Number(order.orderedAt) !== Number(before.orderedAt))
          order.orderedDay = dayIn(this.config.timeZone, order.orderedAt);
      });
    });
  }

  /** What an amendment would bring about. */
  async previewChange(id: string, change: OrderChange): Promise<OrderPreview> {
    return { consequences: await this.reactions.rehearse(() => this.change(id, change)) };
  }

  /** Deletes a draft or a cancelled order for which no money changed hands; others are cancelled first. */
  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const order = await this.orders.get(id);
      if (order.status !== 'draft' && order.status !== 'cancelled') {
        throw Conflict('order.closed', `Order ${order.number} is ${order.status}; cancel it first.`, {
          status: order.status,
        });
      }
      await this.orders.delete(id);
    });
  }

  /**
   * Deletes an order whatever its status, with its parts, its payments and what the client owes for it: for callers
   * whose contract knows no life cycle. The journal keeps what it was.
   */
  async erase(id: string): Promise<void> {
    return this.orders.erase(id);
  }

  /**
   * Notes how many parts of an order there are and how much of them is done. With the last one an order in work is ready;
   * with one more to be done a ready one is in work again.
   */
  async countParts(order: string | Stored<Order>, count: PartsCount): Promise<Stored<Order>> {
    return this.orders.change(order, { action: 'progress' }, (edited) => {
      const status = statusWithParts(edited.status, count.partsTotal, count.partsDone);
      Object.assign(edited, count, { status });
    });
  }

  /** Adds to what is paid for an order, or takes from it; the payment itself is recorded by who calls this. */
  async countPayment(order: Stored<Order>, amount: Money): Promise<Stored<Order>> {
    const paid = order.paid + amount;
    if (paid > MAX_MONEY) {
      const message = `must leave what is paid for the order at ${MAX_MONEY} minor units or less`;
      throw Invalid([{ field: 'amount', rule: 'max', value: amount, message }]);
    }
    return this.orders.change(order, { action: 'payment' }, (edited) => void (edited.paid = paid));
  }

  /** Orders of a client that are still to be paid, or that hold money of the client. */
  async unsettledOf(clientId: string): Promise<{ owing: Stored<OrderListItem>[]; credits: Stored<OrderListItem>[] }> {
    const [owing, credits] = await Promise.all([this.orders.owingOf(clientId), this.orders.creditsOf(clientId)]);
    return { owing, credits };
  }

  /** The items with the names of their masters and routes, and with what they cost. */
  async completed(items: readonly OrderItem[], former: readonly OrderItem[]): Promise<OrderItem[]> {
    return this.costs.costed(await this.withNames(items, former), former);
  }

  /**
   * The items with the names of their masters and routes; 422 where an id is no active master's or an archived route's,
   * 404 where it is no route's. An item that stays with what it had keeps it, also a master who has left since: only new
   * work needs somebody who can take it.
   */
  private async withNames(items: readonly OrderItem[], former: readonly OrderItem[]): Promise<OrderItem[]> {
    const led = await named(items, former, { by: 'masterId', as: 'masterName' }, async (id) => {
      const { name } = await this.users.master(id);
      requirePermission('orders:assign');
      return name;
    });
    return named(led, former, { by: 'routeId', as: 'routeName' }, async (id) => (await this.routes.forWork(id)).name);
  }

  /** What a query means by the workshop's day, before which what was due is late, and by the catalog. */
  private async knownOf({ isLate, ...query }: OrderExportQuery | OrderListQuery): Promise<KnownOfQuery> {
    return {
      lateBefore: isLate ? startOfDay(this.config.today(), this.config.timeZone) : undefined,
      productIds: await this.products.idsIn(query),
    };
  }
}

/** 403 where somebody says what an item costs who may not know it. */
function requireCosts(items: readonly { unitCost?: unknown }[] = []): void {
  if (items.some(({ unitCost }) => unitCost !== undefined)) requirePermission('stock:cost');
}

/** 422 for a sale of nothing: only a draft may be without items. */
export function requireItems({
  status,
  heldFrom,
  items,
}: Pick<Order, 'status' | 'heldFrom'> & { items: object[] }): void {
  if (items.length || (heldFrom ?? status) === 'draft') return;
  throw RuleBroken('order.items_required', 'The order has no items; add at least one.');
}

/** What an order repeats of its client. */
function copiedOf({ name, phone, email, contacts }: Client): Partial<Order> {
  return { clientName: name, clientPhone: phone, clientEmail: email, clientContacts: contacts };
}

/** Whether a change is of what was paid and of nothing else. */
function isPaymentAlone(fields: object): boolean {
  return Object.entries(fields).every(([name, value]) => name === 'paid' || value === undefined);
}

/** Where an item keeps an id, and what that is called. */
type Naming = { by: 'masterId'; as: 'masterName' } | { by: 'routeId'; as: 'routeName' };

/** The items with the names of what they refer to: those they had, else found, each once. */
async function named(
  items: readonly OrderItem[],
  former: readonly OrderItem[],
  { by, as }: Naming,
  find: (id: string) => Promise<string>,
): Promise<OrderItem[]> {
  const known = new Map(former.map((item) => [item.id, item]));
  const names = new Map<string, string>();
  const result: OrderItem[] = [];
  for (const { [as]: _former, ...item } of items) {
    const id = item[by];
    const before = known.get(item.id);
    const kept = before?.[by] === id ? before?.[as] : undefined;
    if (id && !kept && !names.has(id)) names.set(id, await find(id));
    const name = id && (kept ?? names.get(id));
    result.push(name ? { ...item, [as]: name } : item);
  }
  return result;
}
