import type { CalendarDay } from './calendar.js';
import { exactQuantity } from './stock.js';

/** The life of a request to a supplier. */
export const REQUEST_STATUSES = ['draft', 'in_process', 'done', 'cancelled'] as const;

export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** What is asked for: a material, a product that is sold as it comes, or something that does not lie in stock. */
export const REQUESTED_KINDS = ['material', 'product', 'other'] as const;

export type RequestedKind = (typeof REQUESTED_KINDS)[number];

/** What a supplier says of an item. */
export const REQUEST_ANSWERS = ['accepted', 'declined'] as const;

export type RequestAnswer = (typeof REQUEST_ANSWERS)[number];

/** How it stands with an item: nobody has answered, it will come, it is on its way, some has come, all has, or it will not come. */
export const REQUEST_ITEM_STATES = [
  'waiting',
  'accepted',
  'sent',
  'partly',
  'received',
  'declined',
  'cancelled',
] as const;

export type RequestItemState = (typeof REQUEST_ITEM_STATES)[number];

/** Whether nothing of an item is to come: its supplier declines it, or the workshop wants it no more. */
export function isGivenUp(state: RequestItemState): boolean {
  return state === 'declined' || state === 'cancelled';
}

/** Whether nothing more of an item is to come. */
export function isItemClosed(state: RequestItemState): boolean {
  return state === 'received' || isGivenUp(state);
}

/** What of an item decides how it stands with it. */
export interface RequestItemStanding {
  quantity: number;
  /** How much of it has come. */
  received: number;
  answer?: RequestAnswer | undefined;
  /** The day on which the supplier has sent it, by what they say. */
  sentDay?: string | undefined;
  /** The workshop wants no more of it. */
  isCancelled?: boolean | undefined;
}

/**
 * Where a request may go from each status; the first is the next step, shown as the main action. What is done follows
 * from the items: a step to `done` gives up what has not come.
 */
export const REQUEST_TRANSITIONS: Record<RequestStatus, readonly RequestStatus[]> = {
  draft: ['in_process', 'cancelled'],
  in_process: ['done', 'draft', 'cancelled'],
  done: [],
  cancelled: ['draft'],
};

/** How it stands with an item. */
export function requestItemStateOf({
  quantity,
  received,
  answer,
  sentDay,
  isCancelled,
}: RequestItemStanding): RequestItemState {
  if (received >= quantity) return 'received';
  if (isCancelled || answer === 'declined') {
    if (received > 0) return 'received';
    return isCancelled ? 'cancelled' : 'declined';
  }
  if (received > 0) return 'partly';
  if (sentDay) return 'sent';
  return answer ?? 'waiting';
}

/** When an item is to come: as promised, else as wished; nothing where nobody has named a day. */
export function itemDayOf({
  promisedDay,
  wishedDay,
}: {
  promisedDay?: CalendarDay | undefined;
  wishedDay?: CalendarDay | undefined;
}): CalendarDay | undefined {
  return promisedDay ?? wishedDay;
}

/** How much of an item is still to come. */
export function outstandingOf(item: RequestItemStanding): number {
  if (isItemClosed(requestItemStateOf(item))) return 0;
  return exactQuantity(Math.max(item.quantity - item.received, 0));
}

/**
 * Where a request stands by its items: a draft stays one; any other is in process as long as something is to come, and
 * then done where something came, or cancelled.
 */
export function requestStatusOf(status: RequestStatus, items: readonly RequestItemStanding[]): RequestStatus {
  if (status === 'draft') return status;
  if (items.some((item) => outstandingOf(item) > 0)) return 'in_process';
  return items.some(({ received }) => received > 0) ? 'done' : 'cancelled';
}

/** Statuses that somebody may choose now: what has come is neither called back nor cancelled, but done with. */
export function nextRequestStatuses(status: RequestStatus, items: readonly RequestItemStanding[]): RequestStatus[] {
  const hasCome = items.some(({ received }) => received > 0);
  return REQUEST_TRANSITIONS[status].filter((to) => status !== 'in_process' || (to === 'done') === hasCome);
}

/**
 * How much is to be ordered of something in stock, beside what is on its way: what orders lack and, where it has a
 * reorder point, as much as brings it to twice that.
 */
export function orderQuantityOf({
  available,
  expected,
  reorderPoint,
}: {
  available: number;
  expected: number;
  reorderPoint?: number | undefined;
}): number {
  const coming = available + expected;
  const isLow = reorderPoint !== undefined && coming <= reorderPoint;
  return exactQuantity(Math.max(isLow ? 2 * reorderPoint - coming : -coming, 0));
}
