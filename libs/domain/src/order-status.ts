import type { Permission } from './permissions.js';

/** The life of an order, in the order of a board's columns. */
export const ORDER_STATUSES = [
  'draft',
  'confirmed',
  'in_production',
  'ready',
  'delivered',
  'on_hold',
  'cancelled',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** States in which work or hand-over is still to come. */
export const OPEN_STATUSES = [
  'draft',
  'confirmed',
  'in_production',
  'ready',
  'on_hold',
] as const satisfies OrderStatus[];

/** States that count as a sale: neither a draft nor cancelled. */
export const SOLD_STATUSES = [
  'confirmed',
  'in_production',
  'ready',
  'delivered',
  'on_hold',
] as const satisfies OrderStatus[];

interface Transition {
  to: OrderStatus;
  permission: Permission;
}

const write = (to: OrderStatus): Transition => ({ to, permission: 'orders:write' });
const assign = (to: OrderStatus): Transition => ({ to, permission: 'orders:assign' });

/** Whether an order counts as a sale: one that is on hold counts as it did before. */
export function isSold({ status, heldFrom }: { status: OrderStatus; heldFrom?: OrderStatus }): boolean {
  return (SOLD_STATUSES as readonly OrderStatus[]).includes(status) && heldFrom !== 'draft';
}

/**
 * Where an order may go from each status; the first is the next step, shown as the main action.
 * `on_hold` leads back only to the status it was held from.
 */
export const ORDER_TRANSITIONS: Record<OrderStatus, readonly Transition[]> = {
  draft: [write('confirmed'), write('on_hold'), write('cancelled')],
  confirmed: [assign('in_production'), write('ready'), write('draft'), write('on_hold'), write('cancelled')],
  in_production: [write('ready'), write('on_hold'), write('cancelled')],
  ready: [write('delivered'), assign('in_production'), write('on_hold'), write('cancelled')],
  delivered: [],
  on_hold: [write('draft'), write('confirmed'), assign('in_production'), write('ready'), write('cancelled')],
  cancelled: [],
};

/** Statuses an order may go to now; an order on hold returns only to `heldFrom`. */
export function nextStatuses(from: OrderStatus, heldFrom?: OrderStatus): OrderStatus[] {
  return ORDER_TRANSITIONS[from]
    .map((transition) => transition.to)
    .filter((to) => from !== 'on_hold' || to === 'cancelled' || to === heldFrom);
}

/** The permission that a step needs, or `undefined` where the life cycle has no such step. */
export function permissionForStep(from: OrderStatus, to: OrderStatus, heldFrom?: OrderStatus): Permission | undefined {
  if (!nextStatuses(from, heldFrom).includes(to)) return undefined;
  return ORDER_TRANSITIONS[from].find((transition) => transition.to === to)?.permission;
}

/** An order can be amended at any time before it is handed over or cancelled. */
export function isAmendable(status: OrderStatus): boolean {
  return status !== 'delivered' && status !== 'cancelled';
}

/** Where an order stands with so many parts, of which so many are done: one in work is ready with the last of them. */
export function statusWithParts(status: OrderStatus, partsTotal: number, partsDone: number): OrderStatus {
  const isMade = status === 'in_production' || status === 'ready';
  if (!isMade || !partsTotal) return status;
  return partsDone < partsTotal ? 'in_production' : 'ready';
}
