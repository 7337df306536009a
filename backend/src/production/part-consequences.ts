import {
  earnedSeconds,
  plannedSeconds,
  statusWithParts,
  type JournalAction,
  type OrderStatus,
  type PartState,
  exactQuantity,
} from '@verstak/domain';
import { UndoExpired } from '../orders/order-steps.service.js';
import { lacksMaster } from '../orders/order-lines.js';
import type { ItemDetail, Order, OrderItem } from '../orders/order.js';
import type { Consequence } from '../platform/records/consequence.js';
import { diff, withoutChanges, type FieldChange } from '../platform/database/diff.js';
import type { Stored } from '../platform/database/entity.js';
import type { DocumentChange } from '../platform/records/reactions.js';
import { RuleBroken } from '../platform/failure/failure.js';
import type { PartsCount } from '../orders/orders.service.js';
import { structuredCopy } from '../platform/database/structured-copy.js';
import type { Route } from '../routes/route.js';
import { follow, isUntouched, stagesOf, type Led } from './part-work.js';
import { secondsOf, type Part } from './part.js';

/** What the request that is taken back did to a part, and whether work has gone on since. */
export interface Undone {
  isMade: boolean;
  isWorkedOn: boolean;
  changes: readonly FieldChange[];
}

/** The parts of an order, oldest first; where a request is taken back, what that did to them, by their ids. */
export interface KnownParts {
  parts: readonly Stored<Part>[];
  /** The routes of its items, by their ids. */
  routes: ReadonlyMap<string, Stored<Route>>;
  undone?: ReadonlyMap<string, Undone>;
}

/** How a part becomes another by a change of its order. */
interface PartChange extends Led {
  part: Stored<Part>;
  action: JournalAction;
}

export type PartConsequence = Consequence &
  (
    | { kind: 'part.made'; fields: Partial<Part> }
    | { kind: 'part.deleted'; part: Stored<Part> }
    | { kind: 'part.undone'; part: Stored<Part>; changes: readonly FieldChange[]; isHeld: boolean }
    | { kind: 'order.parts'; count: PartsCount }
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

/** What becomes of a part, as far as its order counts it; without one, it goes. */
interface Fate {
  part?: Counted;
  consequences: readonly PartConsequence[];
}

/** What an order counts of a part. */
type Counted = Pick<Part, 'state' | 'stages' | 'stagesDone' | 'quantity'>;

/** What follows for the parts from a change of their order; 422 where a new one has no master. */
export function partConsequences(change: DocumentChange<Order>, known: KnownParts): PartConsequence[] {
  const { after } = change;
  const { parts, undone } = known;
  if (!after) return parts.map((part) => ({ kind: 'part.deleted', ...named(part), part }));
  const fates = parts.map((part) => (undone ? fateUndone(part, after, undone) : fateOf(part, change, known)));
  const made = !undone && keepsItems(change, parts) ? missing(after, parts) : [];
  fates.push(...made.map((piece) => making(piece, after, known)));
  return [...fates.flatMap(({ consequences }) => consequences), ...counted(after, fates)];
}

/** What a part takes over from its item. */
function copied(order: Order, item: OrderItem, quantity: number): Partial<Part> {
  const { title, product, wishes, unit, masterId, masterName } = item;
  const details = item.details?.map(({ id, name, value, isDay }) => ({ id, name, value, ...(isDay && { isDay }) }));
  return { title, product, details, wishes, quantity, unit, masterId, masterName, dueAt: order.dueAt };
}

/** What a part takes over from its route, with the minutes that its details add. */
export function routed(
  route: Stored<Route> | undefined,
  details: readonly ItemDetail[] = [],
): Pick<Part, 'routeId' | 'routeName' | 'routeRevision' | 'stages'> {
  const { _id, name, revision } = route ?? {};
  return { routeId: _id?.toHexString(), routeName: name, routeRevision: revision, stages: stagesOf(route, details) };
}

/** Whether what is chosen of an item takes other minutes than before. */
function takesOtherTime({ id, details }: OrderItem, before: Order): boolean {
  const former = before.items.find((item) => item.id === id);
  return diff({ minutes: minutesIn(former?.details) }, { minutes: minutesIn(details) }).length > 0;
}

function minutesIn(details: readonly ItemDetail[] = []): object[] {
  return details.flatMap(({ stageId, minutesPerUnit }) => (minutesPerUnit ? [{ stageId, minutesPerUnit }] : []));
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

function fateOf(part: Stored<Part>, change: DocumentChange<Order>, { parts, routes }: KnownParts): Fate {
  const { before, after } = change as Required<DocumentChange<Order>>;
  const isStep = before.status !== after.status;
  const state = isStep ? stateAfterStep(part.state, before.status, after.status) : part.state;
  const action = isStep ? 'followed' : 'amended';
  if (!keepsItems(change, parts)) return becoming(part, after, { action, fields: {}, state });
  const item = after.items.find(({ id, needsNoWork }) => id === String(part.itemId) && !needsNoWork);
  const quantity = item && sharesOf(item, parts).get(part);
  if (!item || !quantity) return dropped(part, after);
  const isOther = String(part.routeId ?? '') !== (item.routeId ?? '') || takesOtherTime(item, before);
  const route =
    isOther && isUntouched(part) ? routed(item.routeId ? routes.get(item.routeId) : undefined, item.details) : {};
  return becoming(part, after, {
    action,
    fields: { ...copied(after, item, quantity), ...route },
    state: stateAfterAmendment({ ...part, state }, item, quantity),
  });
}

/**
 * How much of an item each of its parts is to make. What is wanted more goes to the first that has not left its first
 * stage, and is otherwise made anew; what is wanted less is taken from the latest. Parts that were taken out of work
 * come back only where no other is left, as many of them as are wanted.
 */
function sharesOf(item: OrderItem, parts: readonly Stored<Part>[]): Map<Stored<Part>, number> {
  const own = parts.filter(({ itemId }) => String(itemId) === item.id);
  const wanted = own.filter(({ state }) => state !== 'cancelled');
  const live = wanted.length ? wanted : own;
  const shares = new Map(live.map((part) => [part, part.quantity]));
  let surplus = exactQuantity(live.reduce((sum, { quantity }) => sum + quantity, 0) - item.quantity);
  const growing = live.find(canGrow);
  if (surplus < 0 && growing) shares.set(growing, exactQuantity(growing.quantity - surplus));
  for (const part of live.toReversed()) {
    if (surplus <= 0) break;
    const taken = Math.min(part.quantity, surplus);
    shares.set(part, exactQuantity(part.quantity - taken));
    surplus = exactQuantity(surplus - taken);
  }
  return shares;
}

/** More pieces join a part before they have missed a stage. */
function canGrow({ stagesDone, stages }: Part): boolean {
  return stagesDone === 0 || stages.length === 1;
}

function fateUndone(part: Stored<Part>, order: Order, undone: ReadonlyMap<string, Undone>): Fate {
  const done = undone.get(part._id.toHexString());
  if (!done) return { part, consequences: [] };
  if (done.isWorkedOn) throw UndoExpired();
  if (done.isMade) return dropped(part, order);
  const former = withoutChanges(part, done.changes);
  const { changes } = done;
  const isHeld = isHeldWith(order, former.state);
  return { part: former, consequences: [{ kind: 'part.undone', ...named(part), part, changes, isHeld }] };
}

/** A part is taken out of work; one of which nothing is known goes without trace. */
function dropped(part: Stored<Part>, order: Order): Fate {
  if (part.state !== 'waiting' || !isUntouched(part) || part.note)
    return becoming(part, order, { action: 'cancelled', fields: {}, state: 'cancelled' });
  return { consequences: [{ kind: 'part.deleted', ...named(part), part }] };
}

function becoming(part: Stored<Part>, order: Order, to: Pick<PartChange, 'action' | 'fields' | 'state'>): Fate {
  const { state } = to;
  const change: PartChange = { part, ...to, isHeld: isHeldWith(order, state) };
  const kind = kindOf(change);
  const after = structuredCopy(part);
  follow(after, change, new Date());
  return { part: after, consequences: kind ? [{ kind, ...named({ ...part, ...to.fields }), ...change }] : [] };
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

/** Pieces of an item that no part makes yet. */
interface Piece {
  item: OrderItem;
  quantity: number;
}

/** What nothing is made for yet, of each item; 422 where one has nobody to make it. */
function missing(order: Order, parts: readonly Stored<Part>[]): Piece[] {
  const pieces = order.items.flatMap((item): Piece[] => {
    if (item.needsNoWork) return [];
    const shared = [...sharesOf(item, parts).values()].reduce((sum, quantity) => sum + quantity, 0);
    const quantity = exactQuantity(item.quantity - shared);
    return quantity > 0 ? [{ item, quantity }] : [];
  });
  const unassigned = pieces.find(({ item }) => lacksMaster(item));
  if (!unassigned) return pieces;
  const { title } = unassigned.item;
  throw RuleBroken('order.unassigned', `The order is in work: choose a master for ${title}.`, { items: [title] });
}

function making({ item, quantity }: Piece, order: Order, { routes }: KnownParts): Fate {
  const route = routed(item.routeId ? routes.get(item.routeId) : undefined, item.details);
  const isHeld = isHeldWith(order, 'waiting');
  const fields = { ...copied(order, item, quantity), ...route, itemId: item.id, isHeld };
  return {
    part: { state: 'waiting', stages: route.stages, stagesDone: 0, quantity },
    consequences: [{ kind: 'part.made', ...named({ ...item, quantity }), fields }],
  };
}

/** How many of these parts are wanted, how many of them are done, and how much of what is planned. */
export function countParts(parts: readonly Counted[]): PartsCount {
  const wanted = parts.filter(({ state }) => state !== 'cancelled');
  return {
    partsTotal: wanted.length,
    partsDone: wanted.filter(({ state }) => state === 'done').length,
    plannedSeconds: wanted.reduce((sum, part) => sum + secondsOf(part, plannedSeconds), 0),
    earnedSeconds: wanted.reduce((sum, part) => sum + secondsOf(part, earnedSeconds), 0),
  };
}

/** What the order is to count of its parts, where that is something else. */
function counted(order: Order, fates: readonly Fate[]): PartConsequence[] {
  const count = countParts(fates.flatMap(({ part }) => part ?? []));
  const status = statusWithParts(order.status, count.partsTotal, count.partsDone);
  const names = Object.keys(count) as (keyof PartsCount)[];
  if (names.every((name) => count[name] === order[name]) && status === order.status) return [];
  return [{ kind: 'order.parts', count, ...(status === order.status ? {} : { status }) }];
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
function stateAfterAmendment(part: Part, item: OrderItem, wanted: number): PartState {
  const { state, passesTotal, quantity, masterId } = part;
  if (state === 'cancelled') return passesTotal ? 'paused' : 'waiting';
  // More is wanted of what was already made: it goes on.
  if (state === 'done') return wanted > quantity ? 'paused' : 'done';
  // Who it was given to begins anew: the stretch that goes on is the former master's.
  return state === 'in_progress' && String(masterId ?? '') !== (item.masterId ?? '') ? 'paused' : state;
}
