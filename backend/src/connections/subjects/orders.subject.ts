import { Injectable } from '@nestjs/common';
import { divideHalfUp, exactQuantity, ORDER_STATUSES, type OrderStatus } from '@verstak/domain';
import { OrderChange, OrderCreate, OrderStep, type OrderItemChange } from '../../orders/order.dto.js';
import type { Order, OrderItem } from '../../orders/order.js';
import { OrderStepsService } from '../../orders/order-steps.service.js';
import { OrdersService } from '../../orders/orders.service.js';
import type { Stored } from '../../platform/database/entity.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Failure, Invalid, RuleBroken } from '../../platform/failure/failure.js';
import { picked, type OrderLineRecord, type RecordFields } from '../records.js';
import { checkedBody, withoutEmpty, type OwnDocument, type References, type Subject } from './subject.js';

/** What is written as it is said. */
const PLAIN = ['dueAt', 'note', 'paid'] as const;

/** The unit of a line of no product. */
const UNIT = 'шт';

/** Orders with their lines; what refers to clients and products does so by what the other system calls them. */
@Injectable()
export class OrdersSubject implements Subject {
  readonly subject = 'orders';
  readonly entity = 'Order';

  constructor(
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly transactions: Transactions,
  ) {}

  async read(id: string, references: References): Promise<OwnDocument | undefined> {
    const order = await this.found(id);
    if (!order) return undefined;
    const { number, status, dueAt, note, paid, items, orderedAt } = order;
    const client = String(order.clientId);
    const clientId = (await references.externalIdsOf('clients', [client])).get(client);
    const lines = await this.linesOf(items, references);
    const fields = { number: String(number), clientId, status, orderedAt, dueAt, note, paid, lines };
    return { name: `№ ${number}`, fields };
  }

  isGiven({ status }: RecordFields): boolean {
    return status !== 'draft';
  }

  async needs(id: string): Promise<{ clients: string[]; products: string[] }> {
    const order = await this.orders.get(id);
    const products = order.items.flatMap(({ productId }) => (productId ? [String(productId)] : []));
    return { clients: [String(order.clientId)], products: [...new Set(products)] };
  }

  /** An order is never taken for another by what it says. */
  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async create(fields: RecordFields, references: References): Promise<string> {
    const said = withoutEmpty(fields);
    const status = statusOf(said['status']);
    const body = await checkedBody(OrderCreate, {
      clientId: await this.clientOf(said['clientId'], references),
      items: await this.newItems(said['lines'], references),
      status: status === 'draft' ? 'draft' : 'confirmed',
      ...picked(said, [...PLAIN, 'orderedAt']),
    });
    return this.transactions.run(async () => {
      const order = await this.orders.create(body);
      const id = order._id.toHexString();
      if (status !== order.status) await this.step(id, status);
      return id;
    });
  }

  async change(id: string, fields: RecordFields, references: References): Promise<void> {
    const clientId = 'clientId' in fields ? { clientId: await this.clientOf(fields['clientId'], references) } : {};
    await this.transactions.run(async () => {
      const order = await this.orders.get(id);
      const items = 'lines' in fields ? { items: await this.changedItems(order, fields['lines'], references) } : {};
      const said = { ...picked(fields, PLAIN), ...clientId, ...items };
      if (Object.keys(said).length) await this.orders.change(id, await checkedBody(OrderChange, said));
      if ('status' in fields) await this.step(id, statusOf(fields['status']));
    });
  }

  async *ids(): AsyncGenerator<string[]> {
    const some: string[] = [];
    for await (const { _id, status } of this.orders.all({ lang: 'ru' })) {
      if (status !== 'draft') some.push(_id.toHexString());
      if (some.length === 1_000) yield some.splice(0);
    }
    yield some;
  }

  private async found(id: string): Promise<Stored<Order> | undefined> {
    try {
      return await this.orders.get(id);
    } catch (error) {
      if (error instanceof Failure && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  private async step(id: string, status: OrderStatus): Promise<void> {
    const order = await this.orders.get(id);
    if (order.status !== status) await this.steps.step(id, await checkedBody(OrderStep, { status }));
  }

  private async clientOf(externalId: unknown, references: References): Promise<string> {
    const id = typeof externalId === 'string' ? await references.documentOf('clients', externalId) : undefined;
    if (id) return id;
    const detail =
      'Its client has not come from there: exchange clients too, or take it again when the client has come.';
    throw RuleBroken('connection.client_unknown', detail, { id: externalId });
  }

  private async linesOf(items: readonly OrderItem[], references: References): Promise<OrderLineRecord[]> {
    const productIds = items.flatMap(({ productId }) => (productId ? [String(productId)] : []));
    const known = await references.externalIdsOf('products', productIds);
    return items.map(({ productId, title, quantity, unitPrice, discountPercent, wishes, total }) => {
      const product = productId && known.get(String(productId));
      return {
        ...(product ? { productId: product } : {}),
        title,
        quantity,
        unitPrice,
        ...(wishes ? { note: wishes } : {}),
        ...(discountPercent ? { total } : {}),
      };
    });
  }

  private async newItems(lines: unknown, references: References): Promise<object[]> {
    const said = linesIn(lines);
    const known = await this.productsOf(said, references);
    return said.map((line) => ({ ...itemOf(line, known), unitPrice: discounted(line) }));
  }

  /** Lines of the same product, or called the same, are the same; the others of the order go, and new ones come. */
  private async changedItems(order: Stored<Order>, lines: unknown, references: References): Promise<OrderItemChange[]> {
    const said = linesIn(lines);
    const known = await this.productsOf(said, references);
    const left = [...order.items];
    const changes: object[] = said.map((line) => {
      const item = itemOf(line, known);
      const index = left.findIndex(({ productId, title }) =>
        item.productId ? String(productId) === item.productId : !productId && title === item.title,
      );
      const [same] = index < 0 ? [] : left.splice(index, 1);
      // What was chosen and who makes it is known here alone.
      return same
        ? { id: same.id, quantity: item.quantity, unitPrice: item.unitPrice }
        : { ...item, unitPrice: discounted(line) };
    });
    return [...changes, ...left.map(({ id }) => ({ id, isRemoved: true }))] as OrderItemChange[];
  }

  private async productsOf(lines: readonly OrderLineRecord[], references: References): Promise<Map<string, string>> {
    return references.documentsOf(
      'products',
      lines.flatMap(({ productId }) => productId ?? []),
    );
  }
}

function itemOf(
  { productId, title, quantity, unitPrice, note }: OrderLineRecord,
  known: ReadonlyMap<string, string>,
): { title: string; quantity: number; unitPrice: number; productId?: string; unit?: string; wishes?: string } {
  const product = productId && known.get(productId);
  return {
    title,
    quantity: exactQuantity(quantity),
    unitPrice,
    ...(product ? { productId: product } : { unit: UNIT }),
    ...(note ? { wishes: note } : {}),
  };
}

/** The price of a unit of a new line, with a discount that only its sum tells of. */
function discounted({ unitPrice, quantity, total }: OrderLineRecord): number {
  const thousandths = BigInt(Math.round(quantity * 1_000));
  return total === undefined || !thousandths ? unitPrice : divideHalfUp(BigInt(total) * 1_000n, thousandths);
}

function linesIn(lines: unknown): OrderLineRecord[] {
  return Array.isArray(lines) ? (lines as OrderLineRecord[]) : []; // each of them is checked as a body
}

function statusOf(status: unknown): OrderStatus {
  if (status === undefined || status === null) return 'draft';
  if (ORDER_STATUSES.includes(status as OrderStatus)) return status as OrderStatus;
  throw Invalid([
    { field: 'status', rule: 'isIn', value: status, message: `must be one of ${ORDER_STATUSES.join(', ')}` },
  ]);
}
