import { Injectable } from '@nestjs/common';
import { nextRequestStatuses, type FieldFault } from '@verstak/domain';
import { ProductsService } from '../catalog/products.service.js';
import { MovementsService } from '../inventory/movements.service.js';
import { StockService } from '../inventory/stock.service.js';
import { OrdersService } from '../orders/orders.service.js';
import { actorBehind, asSystem, personBehind } from '../platform/access/caller.js';
import { happeningAt } from '../platform/config/clock.js';
import { Config } from '../platform/config/config.module.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { Conflict, Invalid, NotFound, RuleBroken } from '../platform/failure/failure.js';
import { pastDay } from '../platform/failure/past-day.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { withIds } from '../platform/records/merged-members.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import {
  answeredAnew,
  answeredItem,
  requireNoneReceived,
  settledRequest,
  unanswered,
  writtenItems,
  type KnownStock,
} from './request-items.js';
import type { DeskRequestListItem, DeskRequestQuery } from './desk-request.dto.js';
import type {
  ReceiptLine,
  RequestAnswering,
  RequestItemWriting,
  RequestReceiving,
  RequestStep,
  SupplyRequestChange,
  SupplyRequestCreate,
  SupplyRequestExportQuery,
  SupplyRequestListItem,
  SupplyRequestListQuery,
} from './request.dto.js';
import { MOST_RECEIPTS, type RequestItem, type RequestReceipt, type SupplyRequest } from './request.js';
import { RequestsRepository, type DeskSort } from './requests.repository.js';

/** What the workshop wants of its suppliers, from the draft until all of it has come. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly requests: RequestsRepository,
    private readonly suppliers: SuppliersService,
    private readonly stock: StockService,
    private readonly movements: MovementsService,
    private readonly products: ProductsService,
    private readonly orders: OrdersService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async list(query: SupplyRequestListQuery): Promise<Page<Stored<SupplyRequestListItem>>> {
    return this.requests.list(query, this.config.today());
  }

  /** The requests to the supplier at whose desk somebody sits, the latest first unless told otherwise. */
  async listAtDesk(query: DeskRequestQuery, sort: DeskSort = '-sentAt'): Promise<Page<Stored<DeskRequestListItem>>> {
    return this.requests.listAtDesk(query, sort);
  }

  /** Requests to that supplier of which something accepted was to be sent by today, the first due first. */
  async listDueAtDesk(most: number): Promise<Page<Stored<DeskRequestListItem>>> {
    return this.requests.listDueAtDesk(this.config.today(), most);
  }

  /** Every request of the list, read as they are taken. */
  all(query: SupplyRequestExportQuery): AsyncIterable<Stored<SupplyRequest>> {
    return this.requests.all(query, this.config.today());
  }

  async get(id: string): Promise<Stored<SupplyRequest>> {
    return this.requests.get(id);
  }

  /** The requests with these ids, in their order; 404 where one is not there. */
  async byIds(ids: readonly string[]): Promise<Stored<SupplyRequest>[]> {
    return this.requests.byIds(ids);
  }

  /** Requests in process by which a supplier is to bring something in stock, of what the caller may see; at most 200. */
  async inProcessOf(supplierId: string, stockItemId: string): Promise<Stored<SupplyRequest>[]> {
    return this.requests.inProcessOf(supplierId, stockItemId);
  }

  /** Those of the requests with these ids that are there and that the caller may see, by id. */
  async thereOf(ids: readonly string[]): Promise<Map<string, Stored<SupplyRequest>>> {
    return byId(await this.requests.thereOf([...new Set(ids)]));
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.requests.history(id, query);
  }

  /** Makes a draft, which the supplier does not see. */
  async create({ items, orderId, ...fields }: SupplyRequestCreate): Promise<Stored<SupplyRequest>> {
    const person = personBehind();
    return this.transactions.run(async () => {
      const { name: supplierName } = await this.suppliers.forSupply(fields.supplierId);
      const written = writtenItems(items, [], await this.known(items));
      return this.requests.add({
        ...fields,
        ...(await this.orderOf(orderId)),
        supplierName,
        items: withIds(written) as RequestItem[], // what follows is added as it is stored
        receipts: [],
        status: 'draft',
        requesterId: person?.userId,
        requesterName: actorBehind()?.name,
      });
    });
  }

  /** Changes a draft, or one that is in process: what its supplier has answered to and is another now waits anew. */
  async change(id: string, { version, items, ...fields }: SupplyRequestChange): Promise<Stored<SupplyRequest>> {
    return this.transactions.run(async () => {
      const former = await this.requests.get(id);
      requireOpen(former);
      const told = await this.toldAnew(former, fields);
      const written = items && writtenItems(items, former.items, await this.known(items));
      const merged = written && (await this.requests.merged(former, 'items', written as RequestItem[], version)); // as above
      return this.requests.change(former, { version }, (request) => {
        Object.assign(request, fields, told);
        if (merged) {
          requireNoneReceived(merged, former.items);
          request.items = answeredAnew(merged, former.items);
        }
        Object.assign(request, settledRequest(request));
      });
    });
  }

  /** Takes a step; 409 where there is none such now, 422 for a request of nothing. */
  async step(id: string, { status, version, reason }: RequestStep): Promise<Stored<SupplyRequest>> {
    return this.transactions.run(async () => {
      const before = await this.requests.get(id);
      const allowed = nextRequestStatuses(before.status, before.items);
      if (!allowed.includes(status)) {
        const detail = `A request that is ${before.status} cannot become ${status}; it can become ${allowed.join(', ') || 'nothing else'}.`;
        throw Conflict('supply_request.transition', detail, { from: before.status, to: status, allowed });
      }
      if (status === 'in_process') await this.requireFit(before);
      const options = { version, action: 'status', ...(reason ? { params: { reason } } : {}) } as const;
      return this.requests.change(before, options, (request) => void Object.assign(request, stepped(request, status)));
    });
  }

  /** Notes what the supplier says of some items; 409 where the supplier does not have the request. */
  async answer(id: string, { version, items }: RequestAnswering): Promise<Stored<SupplyRequest>> {
    return this.transactions.run(async () => {
      const before = await this.requests.get(id);
      await this.suppliers.atDesk();
      if (before.status !== 'in_process') throw closed(before);
      requireItems(items, before, 'items');
      const said = new Map(items.map((one) => [one.itemId, one]));
      return this.requests.change(before, { version, action: 'answered', right: 'work' }, (request) => {
        request.items = request.items.map((item) => {
          const answer = said.get(item.id);
          return answer ? answeredItem(item, answer) : item;
        });
        request.answeredAt = happeningAt();
        Object.assign(request, settledRequest(request));
      });
    });
  }

  /** Receives what came: what lies in stock becomes more. All lines or none; 409 of a draft, 400 for a day to come. */
  async receive(id: string, { lines, note, day: told }: RequestReceiving): Promise<Stored<SupplyRequest>> {
    return this.transactions.run(async () => {
      const before = await this.requests.get(id);
      if (before.status === 'draft') throw closed(before);
      requireItems(lines, before, 'lines');
      const day = pastDay(told, this.config.today());
      const movements = await this.moveIn(before, lines, { note, day });
      const person = personBehind();
      const receipts = lines.map(({ itemId, quantity }): RequestReceipt => {
        const said = {
          note,
          movementId: movements.get(itemId),
          receivedById: person?.userId,
          receivedByName: actorBehind()?.name,
        };
        return { id: newId().toHexString(), itemId, quantity, day, ...said };
      });
      return this.requests.change(before, { action: 'received', right: 'work' }, (request) => {
        request.receipts = [...request.receipts, ...receipts];
        if (request.receipts.length > MOST_RECEIPTS)
          throw Invalid([
            { field: 'lines', rule: 'arrayMaxSize', message: `a request has at most ${MOST_RECEIPTS} receipts` },
          ]);
        Object.assign(request, settledRequest(request));
      });
    });
  }

  /** Takes a receipt back, with its movement; 422 where less is there than came by it. */
  async takeReceiptBack(id: string, receiptId: string): Promise<Stored<SupplyRequest>> {
    return this.transactions.run(async () => {
      const request = await this.requests.get(id);
      const receipt = request.receipts.find((one) => one.id === receiptId);
      if (!receipt) throw NotFound('receipt', receiptId);
      if (!receipt.movementId) return this.forgetReceipt(request, receiptId);
      await this.movements.reverse(String(receipt.movementId));
      return this.requests.get(id);
    });
  }

  /** Lets a receipt go whose movement was taken back, within the running transaction. */
  async forgetMovement(requestId: string, movementId: string): Promise<void> {
    await asSystem('a receipt was taken back', async () => {
      const request = await this.requests.get(requestId);
      const receipt = request.receipts.find((one) => String(one.movementId) === movementId);
      if (receipt) await this.forgetReceipt(request, receipt.id);
    });
  }

  /** Deletes a draft; 409 for what a supplier has seen. */
  async delete(id: string): Promise<void> {
    return this.transactions.run(async () => {
      const request = await this.requests.get(id);
      if (request.status !== 'draft') throw closed(request);
      await this.requests.delete(request);
    });
  }

  private forgetReceipt(request: Stored<SupplyRequest>, receiptId: string): Promise<Stored<SupplyRequest>> {
    return this.requests.change(request, { action: 'received', right: 'work' }, (edited) => {
      edited.receipts = edited.receipts.filter(({ id }) => id !== receiptId);
      Object.assign(edited, settledRequest(edited));
    });
  }

  /** The movements by which lines of what lies in stock come in, by the id of the item. */
  private async moveIn(
    { _id, number, supplierId, items }: Stored<SupplyRequest>,
    lines: readonly ReceiptLine[],
    told: Pick<RequestReceiving, 'note' | 'day'>,
  ): Promise<Map<string, string>> {
    const byId = new Map(items.map((item) => [item.id, item]));
    const moved = new Map<string, string>();
    let left = lines.filter(({ itemId }) => byId.get(itemId)?.stockItemId);
    while (left.length) {
      // The same thing may stand in several items, and once among movements that are written together.
      const some = [...new Map(left.map((line) => [String(byId.get(line.itemId)?.stockItemId), line]))];
      const incoming = some.map(([stockItemId, { itemId, quantity, unitCost = byId.get(itemId)?.price }]) => {
        return { stockItemId, quantity, ...(unitCost === undefined ? {} : { unitCost }) };
      });
      const written = { ...told, kind: 'receipt', supplierId: String(supplierId) } as const;
      const from = { requestId: _id.toHexString(), requestNumber: number };
      const { movements } = await this.movements.write({ ...written, lines: incoming }, from);
      some.forEach(([, { itemId }], index) => {
        moved.set(itemId, String((movements[index] as unknown as Stored<object>)._id)); // one for each line, as it is stored
      });
      left = left.filter(({ itemId }) => !moved.has(itemId));
    }
    return moved;
  }

  private async known(items: readonly RequestItemWriting[]): Promise<KnownStock> {
    const known = await this.stock.named(items.flatMap(({ stockItemId }) => stockItemId ?? []));
    const ids = [...known.values()].flatMap(({ productId }) => (productId ? [String(productId)] : []));
    const products = ids.length ? await asSystem('what is asked for', () => this.products.byIds(ids)) : new Map();
    const categoryOf = [...products].flatMap(([id, { categoryId }]) =>
      categoryId ? [[id, String(categoryId)] as const] : [],
    );
    return { items: known, categoryOf: new Map(categoryOf) };
  }

  private async orderOf(orderId: string | undefined): Promise<Pick<SupplyRequest, 'orderId' | 'orderNumber'>> {
    return orderId ? { orderId, orderNumber: (await this.orders.get(orderId)).number } : {};
  }

  /** What follows from another supplier or order; 409 where the supplier has the request already. */
  private async toldAnew(
    former: Stored<SupplyRequest>,
    { supplierId, orderId }: SupplyRequestChange,
  ): Promise<Partial<SupplyRequest>> {
    const isMoved = supplierId !== undefined && supplierId !== String(former.supplierId);
    if (isMoved && former.status !== 'draft') {
      const detail = `${former.supplierName} has it; call it back first, or make another request.`;
      throw Conflict('supply_request.sent', detail, { supplier: former.supplierName });
    }
    return {
      ...(isMoved ? { supplierName: (await this.suppliers.forSupply(supplierId)).name } : {}),
      ...(orderId === null ? { orderNumber: undefined } : {}),
      ...(orderId && orderId !== String(former.orderId ?? '') ? await this.orderOf(orderId) : {}),
    };
  }

  /** 422 for a request that no supplier can answer. */
  private async requireFit({ supplierId, items }: Stored<SupplyRequest>): Promise<void> {
    await this.suppliers.forSupply(String(supplierId));
    if (items.some(({ isCancelled }) => !isCancelled)) return;
    throw RuleBroken('supply_request.items_required', 'The request asks for nothing; add at least one item.');
  }
}

/** A request after a step of somebody. */
function stepped(request: Stored<SupplyRequest>, status: SupplyRequest['status']): Partial<SupplyRequest> {
  const { items } = request;
  if (status === 'in_process') return settledRequest({ ...request, status, sentAt: happeningAt() });
  if (status === 'draft') {
    const fresh = items.map((item) => ({ ...unanswered(item), isCancelled: undefined }) as RequestItem); // optional
    return { items: fresh, status, sentAt: undefined, answeredAt: undefined };
  }
  // What has not come is given up; the status follows.
  const left = items.map((item) => (item.received >= item.quantity ? item : { ...item, isCancelled: true }));
  return settledRequest({ ...request, items: left, status: 'in_process' });
}

function requireOpen(request: Stored<SupplyRequest>): void {
  if (request.status === 'done' || request.status === 'cancelled') throw closed(request);
}

function closed({ number, status }: SupplyRequest): Error {
  return Conflict('supply_request.closed', `Request ${number} is ${status}, and this is not done with such.`, {
    status,
  });
}

/** 400 for items that the request does not have, or that are named twice. */
function requireItems(named: readonly { itemId: string }[], { items }: SupplyRequest, list: string): void {
  const left = new Set(items.map(({ id }) => id));
  const faults = named.flatMap(({ itemId }, index): FieldFault[] => {
    if (left.delete(itemId)) return [];
    const isTwice = items.some(({ id }) => id === itemId);
    const message = isTwice ? 'stands in another line already' : 'is no item of this request';
    return [{ field: `${list}.${index}.itemId`, rule: isTwice ? 'arrayUnique' : 'known', value: itemId, message }];
  });
  if (faults.length) throw Invalid(faults);
}
