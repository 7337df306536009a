import { Injectable } from '@nestjs/common';
import {
  addDays,
  detailsOf,
  dueFor,
  isSoldAs,
  missingOf,
  nearestSold,
  quantitiesOf,
  startOfDay,
  type FieldFault,
} from '@verstak/domain';
import { randomBytes } from 'node:crypto';
import { ProductsService } from '../catalog/products.service.js';
import type { Product } from '../catalog/product.js';
import type { Client } from '../clients/client.js';
import { ClientsService, type Customer } from '../clients/clients.service.js';
import { OrderListQuery, type OrderCreate, type OrderListItem } from '../orders/order.dto.js';
import { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { OrderStepsService } from '../orders/order-steps.service.js';
import { asSystem, asVisitor, currentCall } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Invalid, NotFound } from '../platform/failure/failure.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { networkOf } from '../platform/guesses/network.js';
import { ArtworkService } from './artwork.service.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { User } from '../users/user.js';
import { AccountsService } from './accounts.service.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import type { ShopRepeat } from './cart.dto.js';
import { CartsService } from './carts.service.js';
import { ShopCatalogService } from './shop-catalog.service.js';
import type { ShopOrder, ShopOrderCreate, ShopOwnOrder, ShopOwnOrderListItem } from './shop.dto.js';

/** Orders from one network in a row that are taken at once; each further one within the hour waits longer. */
const FREE_ORDERS = 30;

/** Bytes of the key of an order: nobody guesses it. */
const KEY_BYTES = 24;

/** Steps that a customer may still take back: nothing has been begun. */
const CANCELLABLE: readonly string[] = ['draft', 'confirmed'];

/** Why an order is cancelled that its customer cancels, as the journal tells it. */
export const CUSTOMER_CANCELS = 'the customer cancels';

/** Orders that customers make themselves, and follow by a link that nobody can guess. */
@Injectable()
export class ShopOrdersService {
  constructor(
    private readonly catalog: ShopCatalogService,
    private readonly artwork: ArtworkService,
    private readonly products: ProductsService,
    private readonly accounts: AccountsService,
    private readonly carts: CartsService,
    private readonly clients: ClientsService,
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly reservations: ReservationsService,
    private readonly transactions: Transactions,
    private readonly guesses: Guesses,
    private readonly config: Config,
  ) {}

  /**
   * Takes an order of a customer as a draft of the managers', in the account of who is signed in, or in a new one where
   * one is wanted: 400 naming what is missing or cannot be had, 404 for a product that is not shown, 409 naming what there
   * is not enough of, 429 where one network orders too often.
   */
  async create(fields: ShopOrderCreate): Promise<ShopOrder> {
    const account = await this.accounts.current();
    return asVisitor(() => this.take(fields, account));
  }

  private async take(fields: ShopOrderCreate, signedIn: Stored<User> | undefined): Promise<ShopOrder> {
    const email = fields.email ?? signedIn?.login;
    const customer = { name: fields.name, phone: fields.phone, email };
    requireContact({ ...fields, email });
    const products = await this.wanted(fields);
    this.requireDay(fields, products);
    const { items, artwork } = await this.artwork.named(fields.items, products);
    await this.guesses.pace(`shop-orders:${networkOf(currentCall().address ?? '')}`, FREE_ORDERS);
    const { password, language = 'ru' } = fields;
    const passwordHash = password && !signedIn ? await this.accounts.prepare(email ?? '', password) : undefined;
    return asSystem('an order from the shop', async () => {
      const known = await this.clients.ofCustomer(customer);
      return this.transactions.run(async () => {
        const made =
          passwordHash && email ? await this.accounts.add({ ...customer, email, language }, passwordHash) : undefined;
        const account = signedIn ?? made;
        const clientId = await this.clientOf(customer, account, known);
        const order = await this.orders.create(this.asTaken({ ...fields, items }, clientId), {
          isFromShop: true,
          shopKey: randomBytes(KEY_BYTES).toString('base64url'),
          shopLanguage: language,
          shopEmail: email?.toLowerCase(),
          customerId: account?._id.toHexString(),
        });
        for (const file of artwork) {
          const itemId = order.items[file.line]?.id ?? '';
          await this.artwork.claim(file, { subject: 'Order', subjectId: order._id.toHexString(), itemId });
        }
        await this.reservations.requireInStock(order);
        if (account) await this.carts.take(account._id.toHexString(), fields.items);
        return shown(order);
      });
    });
  }

  private asTaken({ items, deliveryAddress, wishedDay, note }: ShopOrderCreate, clientId: string): OrderCreate {
    return { clientId, items, deliveryAddress, dueAt: wishedDay ? this.endOf(wishedDay) : undefined, note };
  }

  /** The client of an order: that of the account, else whoever is known by the contact, else one made for it. */
  private async clientOf(
    customer: Customer,
    account: Stored<User> | undefined,
    known: Stored<Client> | undefined,
  ): Promise<string> {
    const own = account && (await this.accounts.clientOf(account));
    const client = own ?? known ?? (await this.clients.addCustomer(customer));
    const id = client._id.toHexString();
    if (account && !own && !known) await this.accounts.link('the client made for it', account, id);
    return id;
  }

  /** 404 for a key that is of no order. */
  async get(key: string): Promise<ShopOrder> {
    return shown(await this.find(key));
  }

  /** Own orders of the customer who is signed in, the latest first. */
  async listOwn({ page, pageSize }: PageQuery): Promise<Page<ShopOwnOrderListItem>> {
    const query = Object.assign(new OrderListQuery(), { page, pageSize, sort: '-orderedAt' });
    const found = await this.orders.list(query);
    return { ...found, items: found.items.map(listed) };
  }

  /** An own order of the customer who is signed in; 404 for another's. */
  async getOwn(id: string): Promise<ShopOwnOrder> {
    return shown(await this.orders.get(id));
  }

  /** What of an own order can be had again. */
  async repeatOwn(id: string): Promise<ShopRepeat> {
    return this.carts.repeat(await this.orders.get(id));
  }

  async cancelOwn(id: string): Promise<ShopOwnOrder> {
    return this.cancelled(await this.orders.get(id));
  }

  /** Cancels an order of which nothing has been begun; 409 for another. */
  async cancel(key: string): Promise<ShopOrder> {
    return this.cancelled(await this.find(key));
  }

  private async cancelled(order: Stored<Order>): Promise<Shown> {
    if (!isCancellable(order)) {
      const detail = `Order ${order.number} is ${order.status}: call the workshop to cancel it.`;
      throw Conflict('order.closed', detail, { status: order.status });
    }
    const { version } = order;
    const step = { status: 'cancelled', reason: 'Отменён покупателем', version } as const;
    return asSystem(CUSTOMER_CANCELS, () =>
      this.transactions.run(async () => shown(await this.steps.step(order._id.toHexString(), step))),
    );
  }

  /** The last moment of a day in the workshop. */
  private endOf(day: string): Date {
    return new Date(startOfDay(addDays(day, 1), this.config.timeZone).getTime() - 1);
  }

  private async find(key: string): Promise<Stored<Order>> {
    const order = await asSystem('a customer looks at an own order', () => this.orders.byShopKey(key));
    if (!order) throw NotFound('order', key);
    return order;
  }

  /** The products of the lines, each shown; 400 where something needed of one is missing. */
  private async wanted({ items }: ShopOrderCreate): Promise<Product[]> {
    const known = await this.products.shownByIds(items.map(({ productId }) => productId));
    const products = items.map(({ productId }) => {
      const product = known.get(productId);
      if (!product) throw NotFound('product', productId);
      return product;
    });
    const faults = items.flatMap((line, index) => {
      const product = products[index];
      const missing = product ? missingOf(product, line) : [];
      // What is not offered is refused with the order itself.
      if (!product || !missing.length || detailsOf(product, line).faults.length) return [];
      const message = `needs ${missing.join(', ')}: choose or fill it in`;
      return [{ field: `items.${index}`, rule: 'isDefined', message, params: { missing: missing.join(', ') } }];
    });
    const sold = items.flatMap(({ quantity }, index) => soldFaults(quantity, index, products[index]));
    if (faults.length || sold.length) throw Invalid([...faults, ...sold]);
    return products;
  }

  private requireDay({ wishedDay: value }: ShopOrderCreate, products: readonly Product[]): void {
    const earliest = this.catalog.earliestDay(products);
    if (!value || value >= earliest) return;
    throw Invalid([{ field: 'wishedDay', rule: 'min', value, message: `must be ${earliest} or later` }]);
  }
}

/** 400 where the workshop could not reach the customer, or may not keep how. */
function requireContact({ phone, email, password, isAgreed }: ShopOrderCreate): void {
  if (password && !email)
    throw Invalid([{ field: 'email', rule: 'isDefined', message: 'is needed for an account: you sign in by it' }]);
  if (!phone && !email)
    throw Invalid([{ field: 'phone', rule: 'isDefined', message: 'or an e-mail is needed to reach you' }]);
  if (!isAgreed)
    throw Invalid([{ field: 'isAgreed', rule: 'equals', value: isAgreed, message: 'must be true to take the order' }]);
}

/** What is wrong with how much is ordered of a product. */
function soldFaults(value: number, index: number, product: Product | undefined): FieldFault[] {
  if (!product || isSoldAs(value, product)) return [];
  const { least, step } = quantitiesOf(product);
  const message = `must be ${least} ${product.unit} or more, by ${step}; the nearest is ${nearestSold(value, product)}`;
  return [{ field: `items.${index}.quantity`, rule: 'step', value, message }];
}

function isCancellable({ status, partsTotal }: Order): boolean {
  return CANCELLABLE.includes(status) && !partsTotal;
}

function listed(order: Stored<OrderListItem>): ShopOwnOrderListItem {
  const { _id, number, status, orderedAt, dueAt, items, total } = order;
  const [first] = items;
  return {
    id: _id.toHexString(),
    number,
    status,
    progress: progressOf(order),
    orderedAt,
    ...(dueAt ? { dueAt } : {}),
    title: first?.title ?? '',
    lines: items.length,
    total,
  };
}

/** For its customer, whoever follows it by the key, and whoever by the id. */
type Shown = ShopOrder & ShopOwnOrder;

function shown(order: Stored<Order>): Shown {
  const { number, shopKey = '', status, orderedAt, dueAt, deliveryAddress, items, total } = order;
  return {
    id: order._id.toHexString(),
    number,
    key: shopKey,
    status,
    progress: progressOf(order),
    orderedAt,
    ...(dueAt ? { dueAt } : {}),
    ...(deliveryAddress ? { deliveryAddress } : {}),
    items: items.map(({ id, title, details = [], quantity, unit, unitPrice, total: sum }) => ({
      id,
      title,
      details,
      quantity,
      unit,
      unitPrice,
      total: sum,
    })),
    total,
    owed: status === 'cancelled' ? 0 : Math.max(dueFor(order), 0),
    isCancellable: isCancellable(order),
  };
}

type Progressing = Pick<Order, 'status' | 'partsTotal' | 'partsDone' | 'plannedSeconds' | 'earnedSeconds'>;

/** In whole per cent: of planned time where there is some, else of parts. */
function progressOf({ status, partsTotal, partsDone, plannedSeconds, earnedSeconds }: Progressing): number {
  if (status === 'ready' || status === 'delivered') return 100;
  const [done, all] = plannedSeconds ? [earnedSeconds, plannedSeconds] : [partsDone, partsTotal];
  return all ? Math.floor((done / all) * 100) : 0;
}
