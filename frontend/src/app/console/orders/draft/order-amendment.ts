import type { OrderChange, OrderCreate, OrderItemChange, OrderItemCreate } from '@verstak/api';
import { endOfDay } from '../../../entities/due';
import { workChange, workOf } from './maker';
import { type LineDraft, type OrderDraft, isBlank } from './order-draft';
import { linePath } from '../../../ui/forms/line-path';

const FIELDS = ['clientId', 'dueAt', 'note', 'deliveryAddress', 'paid'] as const;
const LINE_FIELDS = [
  'title',
  'product',
  'productId',
  'choiceIds',
  'answers',
  'wishes',
  'quantity',
  'unit',
  'unitPrice',
  'discountPercent',
  'unitCost',
  'masterId',
] as const;

/** Fields that must have a value where an empty one would clear others. */
const ZERO_FOR_NOTHING = new Set<string>(['paid', 'unitPrice']);

type Body = Record<string, unknown>;

/** What of an order was changed: only the fields that differ, `null` for those that were emptied. */
export function amendment(base: OrderDraft, mine: OrderDraft, timeZone: string): OrderChange {
  const change: Body = {};
  for (const name of FIELDS) {
    if (isSame(base[name], mine[name])) continue;
    const value = name === 'dueAt' && mine.dueAt ? endOfDay(mine.dueAt, timeZone).toISOString() : mine[name];
    change[name] = sent(name, value);
  }
  const items = changedLines(base.items, mine.items);
  // The generated type does not know that `null` clears a field.
  return { ...change, ...(items.length ? { items } : {}) } as OrderChange;
}

/** Names of the fields that differ, as conflicts and history name them: `dueAt`, `items.<id>.quantity`. */
export function changedPaths(base: OrderDraft, mine: OrderDraft): string[] {
  const items = changedLines(base.items, mine.items).flatMap(({ id, isRemoved, ...fields }) =>
    id && !isRemoved ? Object.keys(fields).map((name) => `items.${id}.${asTyped(name)}`) : [`items.${id ?? 'new'}`],
  );
  return [...new Set([...FIELDS.filter((name) => !isSame(base[name], mine[name])), ...items])];
}

/** A route, or that nothing is made, is chosen in place of a master. */
function asTyped(name: string): string {
  return name === 'needsNoWork' || name === 'routeId' ? 'masterId' : name;
}

/** The body of a new order. */
export function creation(draft: OrderDraft, status: 'draft' | 'confirmed', timeZone: string): OrderCreate {
  return {
    clientId: draft.clientId,
    status,
    items: draft.items.filter((line) => !isBlank(line)).map(newLine),
    ...(draft.dueAt ? { dueAt: endOfDay(draft.dueAt, timeZone).toISOString() } : {}),
    ...(draft.note.trim() ? { note: draft.note.trim() } : {}),
    ...(draft.deliveryAddress.trim() ? { deliveryAddress: draft.deliveryAddress.trim() } : {}),
    ...(draft.paid ? { paid: draft.paid } : {}),
  };
}

/** Leads from the path of a fault, where the server counts lines as they were sent, to the path in the form. */
export function placedAmong(
  lines: readonly LineDraft[],
  sent: readonly OrderItemChange[] = [],
): (path: string) => string {
  const added = lines.filter((line) => !line.id && !isBlank(line)).values();
  const places = sent.map(({ id }) => {
    const own = id ? lines.find((line) => line.id === id) : added.next().value;
    return own ? lines.indexOf(own) : -1;
  });
  return (path) => linePath(path, 'items', places);
}

/**
 * My edits on top of what others have made of the order meanwhile: fields I did not touch, and those in
 * `takeTheirs`, are theirs; the others are mine. A line that they removed and I edited comes back as a new one.
 */
export function rebased(
  mine: OrderDraft,
  base: OrderDraft,
  theirs: OrderDraft,
  takeTheirs: ReadonlySet<string> = new Set(),
): OrderDraft {
  const fields = Object.fromEntries(
    FIELDS.map((name) => [name, isSame(mine[name], base[name]) || takeTheirs.has(name) ? theirs[name] : mine[name]]),
  ) as Pick<OrderDraft, (typeof FIELDS)[number]>;
  return { ...fields, items: rebasedLines(mine.items, base.items, theirs.items, takeTheirs) };
}

function rebasedLines(
  mine: readonly LineDraft[],
  base: readonly LineDraft[],
  theirs: readonly LineDraft[],
  takeTheirs: ReadonlySet<string>,
): LineDraft[] {
  const [own, former, present] = [byId(mine), byId(base), byId(theirs)];
  const kept = theirs.flatMap((their): LineDraft[] => {
    const [before, edited] = [former.get(their.id), own.get(their.id)];
    if (!before) return [their];
    if (!edited) return [...takeTheirs].some((path) => isWithin(path, their.id)) ? [their] : [];
    return [mergedLine(edited, before, their, takeTheirs)];
  });
  const added = mine.filter((line) => !line.id);
  const revived = mine.filter((line) => {
    const before = former.get(line.id);
    const isGone = line.id !== '' && !present.has(line.id);
    return (
      isGone && before !== undefined && changedFields(before, line).length > 0 && !takeTheirs.has(`items.${line.id}`)
    );
  });
  return [...kept, ...revived.map((line) => ({ ...line, id: '' })), ...added];
}

function mergedLine(mine: LineDraft, base: LineDraft, theirs: LineDraft, takeTheirs: ReadonlySet<string>): LineDraft {
  const changed = changedFields(base, mine).filter((name) => !takeTheirs.has(`items.${mine.id}.${name}`));
  // Begins with mine, whose identity in the form it keeps: whoever is typing into it goes on typing.
  return { ...mine, ...theirs, ...Object.fromEntries(changed.map((name) => [name, mine[name]])) };
}

function changedLines(base: readonly LineDraft[], mine: readonly LineDraft[]): OrderItemChange[] {
  const [former, present] = [byId(base), byId(mine)];
  const removed = base.filter(({ id }) => id && !present.has(id)).map(({ id }) => ({ id, isRemoved: true }));
  const changed = mine.flatMap((line): OrderItemChange[] => {
    const before = former.get(line.id);
    const names = before ? changedFields(before, line) : [];
    // As above: `null` clears a field.
    const fields = Object.fromEntries(
      names.filter((name) => name !== 'masterId').map((name) => [name, sent(name, line[name])]),
    ) as OrderItemChange;
    const work = names.includes('masterId') ? workChange(line.masterId, before?.masterId ?? '') : {};
    return names.length ? [{ id: line.id, ...fields, ...work }] : [];
  });
  return [...removed, ...changed, ...addedLines(base, mine)];
}

/** New lines. Those that a draft began with, as of a copied order, have no ids either and are told by their places. */
function addedLines(base: readonly LineDraft[], mine: readonly LineDraft[]): OrderItemChange[] {
  const stored = byId(base);
  const former = base.filter((line) => !line.id && !isBlank(line));
  const present = mine.filter((line) => !stored.has(line.id) && !isBlank(line));
  const added = present.filter((line, place) => {
    const before = former[place];
    return !before || changedFields(before, line).length > 0;
  });
  return [...added.map(newLine), ...former.slice(present.length).map(() => ({ isRemoved: true }))];
}

function newLine(line: LineDraft): OrderItemCreate {
  const { title, quantity, unit, unitPrice } = line;
  const optional = (['product', 'productId', 'wishes', 'discountPercent', 'unitCost'] as const)
    .map((name) => [name, sent(name, line[name])] as const)
    .filter(([, value]) => value !== null);
  const wanted = line.productId ? { choiceIds: line.choiceIds, answers: line.answers } : {};
  return {
    title: title.trim(),
    quantity: quantity ?? 0,
    unit: unit.trim(),
    unitPrice: unitPrice ?? 0,
    ...Object.fromEntries(optional),
    ...wanted,
    ...(line.masterId ? workOf(line.masterId) : {}),
  };
}

function changedFields(base: LineDraft, mine: LineDraft): (typeof LINE_FIELDS)[number][] {
  return LINE_FIELDS.filter((name) => !isSame(base[name], mine[name]));
}

function sent(name: string, value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : value;
  if (text !== '' && text !== null) return text;
  return ZERO_FOR_NOTHING.has(name) ? 0 : null;
}

/** Spaces around a text are not stored, no discount is a discount of nothing, and lists are told by what is in them. */
function isSame(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return JSON.stringify(value);
  return typeof value === 'string' ? value.trim() : value === 0 ? null : value;
}

function byId(lines: readonly LineDraft[]): Map<string, LineDraft> {
  return new Map(lines.filter((line) => line.id).map((line) => [line.id, line]));
}

function isWithin(path: string, id: string): boolean {
  return path === `items.${id}` || path.startsWith(`items.${id}.`);
}
