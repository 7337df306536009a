import { Injectable } from '@nestjs/common';
import { MAX_MONEY, type OrderStatus } from '@verstak/domain';
import { ClientsService } from '../clients/clients.service.js';
import type { OrderChange, OrderCreate } from '../orders/order.dto.js';
import type { Order } from '../orders/order.js';
import { OrderStepsService } from '../orders/order-steps.service.js';
import { OrdersService } from '../orders/orders.service.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Failure, Invalid, NotFound } from '../platform/failure/failure.js';
import { S2_LIMIT } from './s2-clients.service.js';
import { readS2Fields } from './s2-fields.js';
import {
  S2LineChange,
  type S2Order,
  type S2OrderAdd,
  type S2OrderEdit,
  type S2OrdersAnswer,
  type S2Status,
  type S2Success,
} from './s2-order.dto.js';
import { listedOrder, priceOf, productOf, quantityOf, s2StatusOf, shownOrder } from './s2-order-view.js';

/** S2 has no units. */
const UNIT = 'шт';

/** The steps by which an order is completed from where it stands. */
const TO_DELIVERED: Partial<Record<OrderStatus, readonly OrderStatus[]>> = {
  draft: ['confirmed', 'ready', 'delivered'],
  confirmed: ['ready', 'delivered'],
  in_production: ['ready', 'delivered'],
};

/** Orders as S2 knows them: one line, and pending until completed. */
@Injectable()
export class S2OrdersService {
  constructor(
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly clients: ClientsService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async add({ client, product, quantity, price, description }: S2OrderAdd): Promise<S2Success> {
    const items = [{ title: product, quantity, unit: UNIT, unitPrice: this.minorOf(price) }];
    const fields = {
      clientId: await this.clientId(client),
      items,
      note: description ?? undefined,
      status: 'confirmed',
    };
    return this.transactions.run(async () => {
      await namingSum('price', () => this.orders.create(fields as OrderCreate));
      return { success: true };
    });
  }

  async get(number: number): Promise<S2Order> {
    const order = await this.byNumber(number);
    const clientId = String(order.clientId);
    const clients = await this.clients.byIds([clientId]);
    return shownOrder(order, clients.get(clientId), this.config);
  }

  async list(start: number): Promise<S2OrdersAnswer> {
    const orders = await this.orders.fromNumber(start, S2_LIMIT);
    const clients = await this.clients.byIds(orders.map(({ clientId }) => String(clientId)));
    return {
      orders: orders.map((order) => listedOrder(order, clients.get(String(order.clientId)), this.config)),
    };
  }

  /** Changes what differs and moves the order along its life cycle, all or nothing. */
  async edit(number: number, fields: S2OrderEdit): Promise<S2Success> {
    return this.transactions.run(async () => {
      const order = await this.byNumber(number);
      const id = order._id.toHexString();
      const change = await this.changeOf(order, fields);
      const sent = fields.price === undefined ? 'quantity' : 'price';
      // What is changed may take the order back to work.
      const { status } = Object.keys(change).length
        ? await namingSum(sent, () => this.orders.change(id, change))
        : order;
      if (fields.status) await this.move(id, status, fields.status);
      return { success: true };
    });
  }

  async delete(number: number): Promise<S2Success> {
    const order = await this.byNumber(number);
    await this.orders.erase(order._id.toHexString());
    return { success: true };
  }

  private async byNumber(number: number): Promise<Stored<Order>> {
    const order = await this.orders.byNumber(number);
    if (!order) throw NotFound('order', number);
    return order;
  }

  private async clientId(number: number): Promise<string> {
    const client = await this.clients.byNumber(number);
    if (client) return client._id.toHexString();
    throw Invalid([{ field: 'client', rule: 'known', message: `Invalid pk "${number}" - object does not exist.` }]);
  }

  /** Only what differs: clients of S2 send all fields back as they read them. */
  private async changeOf(order: Stored<Order>, fields: S2OrderEdit): Promise<OrderChange> {
    const change: OrderChange = {};
    const price = fields.price === undefined ? undefined : this.minorOf(fields.price);
    const line = await lineChange(order, { ...fields, price });
    if (line) change.items = [line];
    const note = fields.description === undefined ? order.note : (fields.description ?? undefined);
    // `null` clears the note.
    if (note !== order.note) Object.assign(change, { note: note ?? null });
    if (fields.client !== undefined) {
      const clientId = await this.clientId(fields.client);
      if (clientId !== String(order.clientId)) change.clientId = clientId;
    }
    return change;
  }

  /** A price of S2, which it has in hundredths of a unit, in minor units of the currency. */
  private minorOf(hundredths: number): number {
    const minor = (hundredths * 10 ** this.config.currencyDigits) / 100;
    if (Number.isInteger(minor) && minor <= MAX_MONEY) return minor;
    throw Invalid([{ field: 'price', rule: 'places', message: 'The price is no whole number of the smallest units.' }]);
  }

  private async move(id: string, from: OrderStatus, to: S2Status): Promise<void> {
    if (s2StatusOf(from) === to) return;
    try {
      for (const status of stepsTo(to, from)) await this.steps.step(id, { status });
    } catch (error) {
      if (!(error instanceof Failure) || error.code === 'auth.forbidden' || error.status >= 500) throw error;
      throw Invalid([{ field: 'status', rule: 'transition', message: error.details.detail }]);
    }
  }
}

/** S2 knows no items: where their sum is too large, the refusal names the field that made it so. */
async function namingSum<T>(field: 'price' | 'quantity', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const [fault] = error instanceof Failure ? (error.details.errors ?? []) : [];
    if (fault?.field !== 'items') throw error;
    throw Invalid([{ ...fault, field, message: 'The total of the order is too large.' }]);
  }
}

/** Towards what the life cycle has no way to, the one step that it will refuse with its reason. */
function stepsTo(to: S2Status, from: OrderStatus): readonly OrderStatus[] {
  if (to === 'Cancelled') return ['cancelled'];
  return to === 'Completed' ? (TO_DELIVERED[from] ?? ['delivered']) : ['confirmed'];
}

type LineChange = NonNullable<OrderChange['items']>[number];

async function lineChange(order: Order, { product, quantity, price }: S2OrderEdit): Promise<LineChange | undefined> {
  const line: LineChange = {};
  if (product !== undefined && product !== productOf(order)) line.title = product;
  if (quantity !== undefined && quantity !== quantityOf(order)) line.quantity = quantity;
  if (price !== undefined && price !== priceOf(order)) line.unitPrice = price;
  const changed = Object.keys(line);
  if (!changed.length) return undefined;
  const [only, ...others] = order.items;
  if (only && !others.length) {
    await readS2Fields(S2LineChange, { product: line.title, quantity: line.quantity });
    return { id: only.id, ...line };
  }
  const names: Record<string, string> = { title: 'product', quantity: 'quantity', unitPrice: 'price' };
  const message = `The order has ${order.items.length} items; change it in the workshop's own screens.`;
  throw Invalid(changed.map((name) => ({ field: names[name] ?? name, rule: 'oneItem', message })));
}
