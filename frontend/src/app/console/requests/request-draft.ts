import { type SchemaPathTree, applyEach, max, maxLength, min, required, validate } from '@angular/forms/signals';
import type {
  RequestItem,
  RequestItemWriting,
  SupplyRequest,
  SupplyRequestChange,
  SupplyRequestCreate,
} from '@verstak/api';
import { type CalendarDay, MAX_MONEY, type Money, lineTotal } from '@verstak/domain';
import { rebasedBy } from '../../ui/forms/draft';
import { linePath, placesOf } from '../../ui/forms/line-path';

/** One item as it is typed: empty texts and `null` where nothing is. */
export interface RequestLine {
  /** Empty for one that is not stored yet. */
  id: string;
  /** What it is in stock; empty for a text alone. */
  stockItemId: string;
  name: string;
  article: string;
  quantity: number | null;
  unit: string;
  /** Minor units. */
  price: number | null;
  wishedDay: CalendarDay;
  note: string;
  isCancelled: boolean;
}

/** A request as it is typed. */
export interface RequestDraft {
  supplierId: string;
  orderId: string;
  note: string;
  items: RequestLine[];
}

/** Most items of one request, and the most of one thing. */
export const MOST_ITEMS = 500;
const MOST_QUANTITY = 1_000_000;

const FIELDS = ['supplierId', 'orderId', 'note', 'items'] as const;

/** An item with nothing in it yet. */
export function blankLine(unit: string, wishedDay: CalendarDay = ''): RequestLine {
  return {
    id: '',
    stockItemId: '',
    name: '',
    article: '',
    quantity: 1,
    unit,
    price: null,
    wishedDay,
    note: '',
    isCancelled: false,
  };
}

/** Whether a new item holds nothing that would be missed; such is not sent. */
export function isBlank({ id, name, article, note, price }: RequestLine): boolean {
  return !id && !name.trim() && !article.trim() && !note.trim() && price === null;
}

/** What an item comes to, in minor units; nothing while a figure is missing. */
export function totalOf({ quantity, price }: Pick<RequestLine, 'quantity' | 'price'>): Money {
  return lineTotal({ quantity: quantity ?? 0, unitPrice: price ?? 0 });
}

/** The form of a request. */
export function draftOf(request: Partial<SupplyRequest> = {}): RequestDraft {
  const { supplierId = '', orderId = '', note = '', items = [] } = request;
  return { supplierId, orderId, note, items: items.map(lineOf) };
}

function lineOf(item: RequestItem): RequestLine {
  return {
    id: item.id,
    stockItemId: item.stockItemId ?? '',
    name: item.name,
    article: item.article ?? '',
    quantity: item.quantity,
    unit: item.unit,
    price: item.price ?? null,
    wishedDay: item.wishedDay ?? '',
    note: item.note ?? '',
    isCancelled: item.isCancelled ?? false,
  };
}

/** What it must be: the server's own limits, so that nobody learns of them too late. */
export function requestRules(path: SchemaPathTree<RequestDraft>): void {
  required(path.supplierId);
  maxLength(path.note, 4_000);
  applyEach(path.items, (line) => {
    const isWanting = (value: string, whole: RequestLine): boolean => !value.trim() && !isBlank(whole);
    validate(line.name, ({ value, valueOf }) => (isWanting(value(), valueOf(line)) ? { kind: 'required' } : null));
    validate(line.unit, ({ value, valueOf }) => (isWanting(value(), valueOf(line)) ? { kind: 'required' } : null));
    maxLength(line.name, 255);
    maxLength(line.article, 60);
    maxLength(line.unit, 20);
    required(line.quantity);
    validate(line.quantity, ({ value }) => (value() !== null && (value() ?? 0) <= 0 ? { kind: 'positive' } : null));
    max(line.quantity, MOST_QUANTITY);
    min(line.price, 0);
    max(line.price, MAX_MONEY);
    maxLength(line.note, 500);
  });
}

/** What a new request is sent as: nothing that was left empty. */
export function creationOf({ supplierId, orderId, note, items }: RequestDraft): SupplyRequestCreate {
  return {
    supplierId,
    items: written(items),
    ...(orderId && { orderId }),
    ...(note.trim() && { note: note.trim() }),
  };
}

/** Only what differs from what was seen; `null` clears a field. */
export function changeOf(seen: RequestDraft, mine: RequestDraft): SupplyRequestChange {
  const sent = { ...mine, orderId: mine.orderId || null, note: mine.note.trim() || null, items: written(mine.items) };
  // The generated type does not know that `null` clears a field.
  return Object.fromEntries(changedPaths(seen, mine).map((name) => [name, sent[name]])) as SupplyRequestChange;
}

/** Names of the fields that differ; the items are one. */
export function changedPaths(seen: RequestDraft, mine: RequestDraft): (typeof FIELDS)[number][] {
  return FIELDS.filter((name) => JSON.stringify(valueOf(seen, name)) !== JSON.stringify(valueOf(mine, name)));
}

/** What stands as others left it, with everything this person changed since. */
export const rebase = rebasedBy(changedPaths);

/** Leads from the place of an item as it was sent to its place in the form. */
export function placed({ items }: RequestDraft, path: string): string {
  return linePath(path, 'items', placesOf(writtenOf(items), items));
}

function valueOf(draft: RequestDraft, name: (typeof FIELDS)[number]): unknown {
  return name === 'items' ? written(draft.items) : draft[name].trim();
}

function writtenOf(items: readonly RequestLine[]): RequestLine[] {
  return items.filter((line) => !isBlank(line));
}

function written(items: readonly RequestLine[]): RequestItemWriting[] {
  return writtenOf(items).map(
    ({ id, stockItemId, name, article, quantity, unit, price, wishedDay, note, isCancelled }) => ({
      name: name.trim(),
      unit: unit.trim(),
      quantity: quantity ?? 0,
      ...(id && { id }),
      ...(stockItemId && { stockItemId }),
      ...(article.trim() && { article: article.trim() }),
      ...(price !== null && { price }),
      ...(wishedDay && { wishedDay }),
      ...(note.trim() && { note: note.trim() }),
      ...(isCancelled && { isCancelled }),
    }),
  );
}
