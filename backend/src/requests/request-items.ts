import { exactQuantity, outstandingOf, requestStatusOf, type FieldFault } from '@verstak/domain';
import { withoutNulls } from '../platform/database/without-nulls.js';
import { Conflict, Invalid } from '../platform/failure/failure.js';
import type { Stored } from '../platform/database/entity.js';
import type { StockItem } from '../inventory/stock-item.js';
import { requireUsable } from '../inventory/stock.service.js';
import type { RequestItemAnswer, RequestItemWriting } from './request.dto.js';
import type { RequestItem, SupplyRequest } from './request.js';

/** What lies in stock of what is asked for, by id, and in which categories products are. */
export interface KnownStock {
  items: ReadonlyMap<string, Stored<StockItem>>;
  categoryOf: ReadonlyMap<string, string>;
}

/** What a supplier answers to: a change of it has to be answered anew. */
const ANSWERED = ['stockItemId', 'name', 'article', 'quantity', 'unit', 'price', 'wishedDay', 'note'] as const;

/**
 * Items as they are written, with what follows from stock and what they had; 400 for one of nothing in stock that lacks
 * its name or unit, or that names nothing there, 422 for a new one of what is archived.
 */
export function writtenItems(
  written: readonly RequestItemWriting[],
  former: readonly RequestItem[],
  { items, categoryOf }: KnownStock,
): Omit<RequestItem, 'state' | 'total'>[] {
  const before = new Map(former.map((item) => [item.id, item]));
  const faults: FieldFault[] = [];
  const result = written.map((line, index) => {
    const own = withoutNulls(line) as RequestItemWriting; // what people write, with nothing that says nothing
    const known = own.id ? before.get(own.id) : undefined;
    const lying = own.stockItemId ? items.get(own.stockItemId) : undefined;
    if (own.stockItemId && !lying) faults.push(faultOf(index, 'stockItemId', own.stockItemId));
    if (lying && String(known?.stockItemId) !== own.stockItemId) requireUsable(lying);
    const { name = lying?.name, unit = lying?.unit, article = lying?.article } = own;
    if (!name) faults.push(faultOf(index, 'name'));
    if (!unit) faults.push(faultOf(index, 'unit'));
    const categoryId = lying?.productId ? categoryOf.get(String(lying.productId)) : undefined;
    return withoutNulls({
      ...own,
      name: name ?? '',
      unit: unit ?? '',
      article,
      kind: lying ? (lying.isProduct ? ('product' as const) : ('material' as const)) : ('other' as const),
      categoryId,
      received: 0,
      ...(known ? followingOf(known) : {}),
    }) as Omit<RequestItem, 'state' | 'total'>; // what was left out, it may do without
  });
  if (faults.length) throw Invalid(faults);
  return result;
}

/** The items after a change of a request that the supplier knows: what is another than it was, is to be answered anew. */
export function answeredAnew(items: readonly RequestItem[], former: readonly RequestItem[]): RequestItem[] {
  const before = new Map(former.map((item) => [item.id, item]));
  return items.map((item) => {
    const known = before.get(item.id);
    if (!known || ANSWERED.every((name) => String(known[name] ?? '') === String(item[name] ?? ''))) return item;
    return unanswered(item);
  });
}

/** An item that nobody has answered. */
export function unanswered(item: RequestItem): RequestItem {
  const { answer: _answer, declineReason: _reason, promisedDay: _promised, sentDay: _sent, ...asked } = item;
  return asked;
}

/** 409 where an item goes of which something has come. */
export function requireNoneReceived(items: readonly RequestItem[], former: readonly RequestItem[]): void {
  const present = new Set(items.map(({ id }) => id));
  const gone = former.find(({ id, received }) => received > 0 && !present.has(id));
  if (!gone) return;
  throw Conflict(
    'supply_request.received',
    `Of ${gone.name} ${gone.received} ${gone.unit} have come; give up the rest instead.`,
    {
      name: gone.name,
      received: gone.received,
      unit: gone.unit,
    },
  );
}

/** An item with what the supplier says of it; what they say of the price is its price. */
export function answeredItem(item: RequestItem, { itemId: _itemId, ...said }: RequestItemAnswer): RequestItem {
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const answered: RequestItem = { ...item, ...known };
  if (said.sentDay && !said.answer) answered.answer = 'accepted';
  if (answered.answer === 'declined') return { ...unanswered(answered), answer: 'declined', ...reasonOf(answered) };
  const { declineReason: _reason, ...accepted } = answered;
  return accepted;
}

/** A request whose items have what its receipts bring, and whose status follows from them. */
export function settledRequest(request: Stored<SupplyRequest>): Stored<SupplyRequest> {
  const receipts = Map.groupBy(request.receipts, ({ itemId }) => String(itemId));
  const items = request.items.map((item) => {
    const own = receipts.get(item.id) ?? [];
    return { ...item, received: exactQuantity(own.reduce((sum, { quantity }) => sum + quantity, 0)) };
  });
  return { ...request, items, status: requestStatusOf(request.status, items) };
}

/** Adds how much of each thing in stock these items still bring to sums by its id. */
export function addOutstanding(sums: Map<string, number>, items: readonly RequestItem[]): void {
  for (const item of items) {
    if (!item.stockItemId) continue;
    const id = String(item.stockItemId);
    sums.set(id, exactQuantity((sums.get(id) ?? 0) + outstandingOf(item)));
  }
}

function reasonOf({ declineReason }: RequestItem): Pick<RequestItem, 'declineReason'> {
  return declineReason ? { declineReason } : {};
}

function followingOf(
  item: RequestItem,
): Pick<RequestItem, 'answer' | 'declineReason' | 'promisedDay' | 'sentDay' | 'received'> {
  const { answer, declineReason, promisedDay, sentDay, received } = item;
  return withoutNulls({ answer, declineReason, promisedDay, sentDay, received });
}

function faultOf(index: number, name: 'stockItemId' | 'name' | 'unit', value?: string): FieldFault {
  const field = `items.${index}.${name}`;
  if (name === 'stockItemId')
    return { field, rule: 'exists', value, message: 'names nothing in stock; choose it anew or leave it out' };
  return { field, rule: 'isDefined', message: 'is needed for what does not lie in stock' };
}
