import { statusWithParts, type JournalAction, type OrderStatus, type PartState } from '@verstak/domain';
import { UndoExpired } from '../orders/order-steps.service.js';
import { lacksMaster } from '../orders/order-lines.js';
import type { Order, OrderItem } from '../orders/order.js';
import type { Consequence } from '../platform/records/consequence.js';
import { diff, withoutChanges, type FieldChange } from '../platform/database/diff.js';
import type { Stored } from '../platform/database/entity.js';
import type { DocumentChange } from '../platform/records/reactions.js';
import { RuleBroken } from '../platform/failure/failure.js';
import type { Part } from './part.js';

/** What the request that is taken back did to a part, and whether work has gone on since. */
export interface Undone {
  isMade: boolean;
  isWorkedOn: boolean;
  changes: readonly FieldChange[];
}

/** The parts of an order; where a request is taken back, what that did to them, by their ids. */
export interface KnownParts {
  parts: readonly Stored<Part>[];
  undone?: ReadonlyMap<string, Undone>;
}

/** How a part becomes another by a change of its order. */
interface PartChange {
  part: Stored<Part>;
  action: JournalAction;
  /** What it takes over from its item. */
  fields: Partial<Part>;
  state: PartState;
  isHeld: boolean;
}

export type PartConsequence = Consequence &
  (
    | { kind: 'part.made'; item: OrderItem; isHeld: boolean }
    | { kind: 'part.deleted'; part: Stored<Part> }
    | { kind: 'part.undone'; part: Stored<Part>; changes: readonly FieldChange[]; isHeld: boolean }
    | { kind: 'order.parts'; partsTotal: number; partsDone: number }
    | ({ kind: ChangeKind } & PartChange)
  );

type ChangeKind =
  | 'part.changed'
  | 'part.finished'
  | 'part.reopened'
  | 'part.paused'
  | 'part.held'
  | 'part.released'
  | 'part.returned'
  | 'part.cancelled';

/** What becomes of a part; without a state, it goes. */
interface Fate {
  state?: PartState;
  consequences: readonly PartConsequence[];
}

/** What follows for the parts from a change of their order; 422 where a new one has no master. */
export function partConsequences(change: DocumentChange<Order>, known: KnownParts): PartConsequence[] {
  const { after } = change;
  const { parts, undone } = known;
  if (!after) return parts.map((part) => ({ kind: 'part.deleted', ...named(part), part }));
  const fates = parts.map((part) => (undone ? fateUndone(part, after, undone) : fateOf(part, change, known)));
  const made = !undone && keepsItems(change, parts) ? missing(after, parts) : [];
  fates.push(...made.map((item): Fate => ({ state: 'waiting', consequences: [making(item, after)] })));
  return [...fates.flatMap(({ consequences }) => consequences), ...counted(after, fates)];
}

/** What a part takes over from its item. */
export function copied(order: Order, item: OrderItem): Partial<Part> {
  const { title, product, wishes, quantity, unit, masterId, masterName } = item;
  return { title, product, wishes, quantity, unit, masterId, masterName, dueAt: order.dueAt };
}

/** What is finished waits for nothing. */
function isHeldWith({ status }: Order, state: PartState): boolean {
  return status === 'on_hold' && state !== 'done' && state !== 'cancelled';
}

/** Whether the parts are brought in step with the items. */
function keepsItems({ before, after }: DocumentChange<Order>, parts: readonly Part[]): boolean {
  if (!after) return false;
  if (before?.status !== after.status) return after.status === 'in_production';
  const stage = after.heldFrom ?? after.status;
  // What was made without parts needs none.
  return stage === 'in_production' || (stage === 'ready' && parts.length > 0);
}

function fateOf(part: Stored<Part>, change: DocumentChange<Order>, { parts }: KnownParts): Fate {
  const { before, after } = change as Required<DocumentChange<Order>>;
  const isStep = before.status !== after.status;
  const state = isStep ? stateAfterStep(part.state, before.status, after.status) : part.state;
  const action = isStep ? 'followed' : 'amended';
  if (!keepsItems(change, parts)) return becoming(part, after, { action, fields: {}, state });
  const item = after.items.find(({ id, needsNoWork }) => id === String(part.itemId) && !needsNoWork);
  if (!item) return dropped(part, after);
  return becoming(part, after, {
    action,
    fields: copied(after, item),
    state: stateAfterAmendment({ ...part, state }, item),
  });
}

function fateUndone(part: Stored<Part>, order: Order, undone: ReadonlyMap<string, Undone>): Fate {
  const done = undone.get(part._id.toHexString());
  if (!done) return { state: part.state, consequences: [] };
  if (done.isWorkedOn) throw UndoExpired();
  if (done.isMade) return dropped(part, order);
  const { state } = withoutChanges(part, done.changes);
  const { changes } = done;
  return {
    state,
    consequences: [{ kind: 'part.undone', ...named(part), part, changes, isHeld: isHeldWith(order, state) }],
  };
}

/** A part is taken out of work; one of which nothing is known goes without trace. */
function dropped(part: Stored<Part>, order: Order): Fate {
  const { state, passesTotal, scraps, note } = part;
  if (state !== 'waiting' || passesTotal || scraps.length || note)
    return becoming(part, order, { action: 'cancelled', fields: {}, state: 'cancelled' });
  return { consequences: [{ kind: 'part.deleted', ...named(part), part }] };
}

function becoming(part: Stored<Part>, order: Order, to: Pick<PartChange, 'action' | 'fields' | 'state'>): Fate {
  const { state } = to;
  const change: PartChange = { part, ...to, isHeld: isHeldWith(order, state) };
  const kind = kindOf(change);
  return { state, consequences: kind ? [{ kind, ...named({ ...part, ...to.fields }), ...change }] : [] };
}

/** What a change of a part is foremost; `undefined` where it stays as it is. */
function kindOf({ part, state, fields, isHeld }: PartChange): ChangeKind | undefined {
  if (state !== part.state) {
    if (state === 'cancelled') return 'part.cancelled';
    if (state === 'done') return 'part.finished';
    if (part.state === 'cancelled') return 'part.returned';
    return part.state === 'done' ? 'part.reopened' : 'part.paused';
  }
  if (isHeld !== part.isHeld) return isHeld ? 'part.held' : 'part.released';
  return diff(part, { ...part, ...fields }).length ? 'part.changed' : undefined;
}

/** Items that nothing is made of yet; 422 where one has no master. */
function missing(order: Order, parts: readonly Part[]): OrderItem[] {
  const items = order.items.filter(
    ({ id, needsNoWork }) => !needsNoWork && !parts.some((part) => String(part.itemId) === id),
  );
  const unassigned = items.find(lacksMaster);
  if (!unassigned) return items;
  const { title } = unassigned;
  throw RuleBroken('order.unassigned', `The order is in work: choose a master for ${title}.`, { items: [title] });
}

function making(item: OrderItem, order: Order): PartConsequence {
  return { kind: 'part.made', ...named(item), item, isHeld: isHeldWith(order, 'waiting') };
}

/** How many parts in these states are wanted, and how many of them are done. */
export function countParts(states: readonly PartState[]): Pick<Order, 'partsTotal' | 'partsDone'> {
  const wanted = states.filter((state) => state !== 'cancelled');
  return { partsTotal: wanted.length, partsDone: wanted.filter((state) => state === 'done').length };
}

/** What the order is to count of its parts, where that is something else. */
function counted(order: Order, fates: readonly Fate[]): PartConsequence[] {
  const { partsTotal, partsDone } = countParts(fates.flatMap(({ state }) => state ?? []));
  const status = statusWithParts(order.status, partsTotal, partsDone);
  if (partsTotal === order.partsTotal && partsDone === order.partsDone && status === order.status) return [];
  return [{ kind: 'order.parts', partsTotal, partsDone, ...(status === order.status ? {} : { status }) }];
}

function named({
  number,
  title,
  quantity,
  unit,
  masterName,
}: Partial<Part> | OrderItemNames): Omit<Consequence, 'kind'> {
  return { number, title, quantity, unit, masterName };
}

type OrderItemNames = OrderItem & { number?: undefined };

/** Where a step of its order leads a part. */
function stateAfterStep(state: PartState, from: OrderStatus, to: OrderStatus): PartState {
  if (state === 'cancelled') return state;
  switch (to) {
    case 'ready':
    case 'delivered':
      // What comes back from hold is as ready as its parts are.
      return from === 'on_hold' ? state : 'done';
    case 'in_production':
      // Sent back, all of it is worked on again.
      return from === 'ready' && state === 'done' ? 'paused' : state;
    case 'on_hold':
      return state === 'in_progress' ? 'paused' : state;
    case 'cancelled':
      return state === 'done' ? state : 'cancelled';
    default:
      return state;
  }
}

/** Where an amendment of its item leads a part. */
function stateAfterAmendment(part: Part, item: OrderItem): PartState {
  const { state, passesTotal, quantity, masterId } = part;
  if (state === 'cancelled') return passesTotal ? 'paused' : 'waiting';
  // More is wanted of what was already made: it goes on.
  if (state === 'done') return item.quantity > quantity ? 'paused' : 'done';
  // Who it was given to begins anew: the stretch that goes on is the former master's.
  return state === 'in_progress' && String(masterId) !== item.masterId ? 'paused' : state;
}
