import { Injectable } from '@nestjs/common';
import { availableOf, exactQuantity, type ConsequenceKind } from '@verstak/domain';
import { ProductsService } from '../catalog/products.service.js';
import { MovementsService } from '../inventory/movements.service.js';
import type { StockItem } from '../inventory/stock-item.js';
import { StockService } from '../inventory/stock.service.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { Conflict } from '../platform/failure/failure.js';
import type { Consequence } from '../platform/records/consequence.js';
import type { Part } from '../production/part.js';
import { ProductionService } from '../production/production.service.js';
import { promised, unitsOf } from './availability.js';
import type { OrderStock, StockReservation } from './reservation.dto.js';
import type { Issue, Reservation } from './reservation.js';
import { ReservationsRepository } from './reservations.repository.js';
import { claimOf, isOf, linesOf, settle, type Line, type Settled, type Standing, type Working } from './settlement.js';

/** A line of an order, with its document where there is one already. */
type KnownLine = Standing & { document?: Stored<Reservation> };

/** What an order takes from stock, and what decides on it. */
export interface Taking {
  orderId: string;
  /** The order as it stands; without it, it goes. */
  order?: Stored<Order> | undefined;
  settled: readonly Settled<KnownLine>[];
  /** What lies in stock of that, by id. */
  items: ReadonlyMap<string, Stored<StockItem>>;
}

/** What orders reserve of the stock, and what is given out for them. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly reservations: ReservationsRepository,
    private readonly stock: StockService,
    private readonly movements: MovementsService,
    private readonly products: ProductsService,
    private readonly production: ProductionService,
    private readonly orders: OrdersService,
  ) {}

  /** Orders that wait for something in stock, the largest first. */
  async waitingFor(stockItemId: string, query: PageQuery): Promise<Page<StockReservation>> {
    await this.stock.get(stockItemId);
    const page = await this.reservations.waitingFor(stockItemId, query);
    const orders = await this.orders.named(page.items.map(({ orderId }) => String(orderId)));
    const items = page.items.flatMap(({ orderId, quantity }): StockReservation[] => {
      const order = orders.get(String(orderId));
      if (!order) return [];
      const { number: orderNumber, clientName, status, dueAt } = order;
      return [{ orderId: String(orderId), orderNumber, clientName, status, quantity, ...(dueAt ? { dueAt } : {}) }];
    });
    return { ...page, items };
  }

  /** What an order takes from stock. */
  async ofOrder(orderId: string): Promise<OrderStock[]> {
    await this.orders.get(orderId);
    const lines = await this.reservations.ofOrder(orderId);
    const items = await this.stock.byIds(lines.map(({ stockItemId }) => String(stockItemId)));
    return lines.flatMap(({ itemId, stockItemId, quantity: reserved, issues }): OrderStock[] => {
      const item = items.get(String(stockItemId));
      const issued = exactQuantity(sumOf(issues));
      if (!item || (!reserved && !issued)) return [];
      const { name, unit, state, available } = item;
      const ids = { itemId: String(itemId), stockItemId: String(stockItemId) };
      return [{ ...ids, name, unit, reserved, issued, state, available, isShort: reserved > 0 && state === 'short' }];
    });
  }

  /** Whether an order takes anything from stock. */
  async concernsOrder(orderId: string): Promise<boolean> {
    return this.reservations.hasAny(orderId);
  }

  /** What an order takes as it stands, or goes; with a part as it is about to become. */
  async work(orderId: string, order: Stored<Order> | undefined, changed?: Stored<Part>): Promise<Taking> {
    return asSystem('what an order takes from stock', async () => {
      const documents = await this.reservations.ofOrder(orderId);
      const known = documents.map((document): KnownLine => ({ ...textual(document), document }));
      const lines = [...known, ...(order ? await this.newLines(order, known) : [])];
      const parts = lines.length && order ? await this.partsOf(orderId, changed) : [];
      const items = await this.stock.byIds(lines.map(({ stockItemId }) => stockItemId));
      const settled = settle(order, lines, parts).filter(({ line }) => items.has(line.stockItemId));
      return { orderId, order, settled, items };
    });
  }

  /** Makes it so: gives out, takes back, and reserves, within the running transaction. */
  async carryOut({ orderId, order, settled, items: known }: Taking): Promise<void> {
    const items = new Map(known);
    const target = { orderId, ...(order ? { orderNumber: order.number } : {}) };
    await asSystem('what an order takes from stock', async () => {
      for (const { line, quantity, given, returned } of settled) {
        let item = items.get(line.stockItemId) as Stored<StockItem>; // looked at when it was worked out
        const issues = line.issues.filter((issue) => !returned.includes(issue));
        for (const { partId, quantity: back, movementId } of returned) {
          if (!movementId) continue;
          item = (await this.movements.record(item, { ...target, partId, kind: 'return', quantity: back })).item;
        }
        for (const { partId, quantity: out } of given) {
          const issue: Issue = { quantity: out, ...(partId ? { partId } : {}) };
          if (item.isTracked) {
            const moved = await this.movements.record(item, { ...target, partId, kind: 'issue', quantity: -out });
            item = moved.item;
            issue.movementId = moved.movement._id.toHexString();
          }
          issues.push(issue);
        }
        items.set(line.stockItemId, this.stock.reserve(item, exactQuantity(quantity - line.quantity)));
        this.keep({ line, quantity, given, returned }, issues, target.orderId, order, item.unit);
      }
    });
  }

  /** 409 naming the lines of an order of which there is not enough, where it takes what others have reserved. */
  async requireInStock({ _id, items }: Stored<Order>): Promise<void> {
    const lines = await this.reservations.ofOrder(_id.toHexString());
    const there = await this.stock.named(lines.map(({ stockItemId }) => String(stockItemId)));
    const short = lines.flatMap(({ itemId, stockItemId, perUnit, isProduct, quantity }) => {
      const item = there.get(String(stockItemId));
      if (!item?.isTracked || !quantity || item.available >= 0) return [];
      const own = lines.filter((line) => String(line.stockItemId) === String(stockItemId));
      const free = item.available + own.reduce((sum, line) => sum + line.quantity, 0);
      const line = items.findIndex(({ id }) => id === String(itemId));
      const available = promised(unitsOf(free, perUnit), { isStocked: isProduct });
      return [{ line, title: items[line]?.title ?? item.name, available }];
    });
    if (!short.length) return;
    const named = short.map(({ title, available }) => `${title} (${available})`).join(', ');
    throw Conflict('stock.short', `There is not enough any more of: ${named}.`, { titles: named, lines: short });
  }

  private async partsOf(orderId: string, changed: Stored<Part> | undefined): Promise<Working[]> {
    const parts = await this.production.ofOrder(orderId);
    const others = changed ? parts.filter(({ _id }) => !_id.equals(changed._id)) : parts;
    return [...others, ...(changed ? [changed] : [])].map((part) => ({ ...part, id: part._id.toHexString() }));
  }

  /** The lines of the items for which none was worked out as they are. */
  private async newLines(order: Stored<Order>, known: readonly Line[]): Promise<KnownLine[]> {
    if (claimOf(order) === 'none') return [];
    const items = order.items.filter((item) => item.productId && !known.some((line) => isOf(line, item)));
    if (!items.length) return [];
    const products = await this.products.byIds(items.map(({ productId = '' }) => String(productId)));
    const stocked = [...products].flatMap(([id, { isStocked }]) => (isStocked ? [id] : []));
    const places = await this.stock.ofProducts(stocked);
    return items.flatMap((item) => {
      const product = products.get(String(item.productId));
      const lines = product ? linesOf(item, product, places.get(String(item.productId))?._id.toHexString()) : [];
      return lines.map((line): KnownLine => ({ ...line, quantity: 0, issues: [] }));
    });
  }

  private keep(
    { line, quantity, given, returned }: Settled<KnownLine>,
    issues: Issue[],
    orderId: string,
    order: Stored<Order> | undefined,
    unit: string,
  ): void {
    const { document, issues: _former, ...fields } = line;
    if (document) {
      if (!order) this.reservations.delete(document);
      else if (quantity !== line.quantity || given.length || returned.length)
        this.reservations.change(document, { quantity, issues });
    } else this.reservations.add({ ...fields, orderId, quantity, issues, unit });
  }
}

/** What follows from that, as it is told; what falls short is told where it does so by this. */
export function consequencesOf({ settled, items }: Taking): Consequence[] {
  const told = settled.flatMap(({ line, quantity, given, returned }): Consequence[] => {
    const { name: title, unit } = items.get(line.stockItemId) as Stored<StockItem>; // as above
    const derived = [{ entity: 'StockItem' as const, id: line.stockItemId }];
    const tell = (kind: ConsequenceKind, much: number): Consequence[] =>
      much > 0 ? [{ kind, title, unit, quantity: exactQuantity(much), derived }] : [];
    const out = sumOf(given);
    const back = sumOf(returned);
    const more = quantity - line.quantity;
    return [
      ...tell('stock.returned', back),
      ...tell('stock.issued', out),
      ...tell('stock.reserved', more),
      ...tell('stock.released', -more - out),
    ];
  });
  return [...told, ...shortagesIn(settled, items)];
}

function shortagesIn(settled: Taking['settled'], items: Taking['items']): Consequence[] {
  const byItem = Map.groupBy(settled, ({ line }) => line.stockItemId);
  return [...byItem].flatMap(([id, of]) => {
    const item = items.get(id) as Stored<StockItem>; // as above
    const change = of.reduce((sum, { line, quantity, given, returned }) => {
      return sum - (quantity - line.quantity) - sumOf(given) + sumOf(returned);
    }, 0);
    const available = exactQuantity(availableOf(item) + change);
    if (!item.isTracked || change >= 0 || available >= 0) return [];
    return [{ kind: 'stock.short', title: item.name, unit: item.unit, quantity: -available }];
  });
}

function sumOf(issues: readonly Pick<Issue, 'quantity'>[]): number {
  return issues.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** A stored line with its ids as texts. */
function textual(document: Stored<Reservation>): Standing {
  const { itemId, stockItemId, lineId, productId, choiceIds, perUnit, stageId, isProduct, quantity, issues } = document;
  return {
    itemId: String(itemId),
    stockItemId: String(stockItemId),
    lineId: String(lineId),
    productId: String(productId),
    choiceIds,
    perUnit,
    ...(stageId ? { stageId: String(stageId) } : {}),
    isProduct,
    quantity,
    issues,
  };
}
