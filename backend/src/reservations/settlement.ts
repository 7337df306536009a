import { exactQuantity, type OrderStatus } from '@verstak/domain';
import type { OrderItem } from '../orders/order.js';
import type { Product, ProductMaterial } from '../catalog/product.js';
import type { Part } from '../production/part.js';
import type { Issue, Reservation } from './reservation.js';

/** What of an order decides on what it takes from stock. */
export interface Demanding {
  status: OrderStatus;
  heldFrom?: OrderStatus | undefined;
  isFromShop?: boolean | undefined;
  items: readonly Pick<OrderItem, 'id' | 'productId' | 'choiceIds' | 'quantity'>[];
}

/** What of a part decides on what was given out for it. */
export type Working = Pick<
  Part,
  'itemId' | 'parentId' | 'quantity' | 'state' | 'stagesDone' | 'passesTotal' | 'scraps'
> & { id: string; stages: readonly { id: string }[] };

/** What an item takes of one thing in stock. */
export type Line = Pick<
  Reservation,
  'itemId' | 'stockItemId' | 'lineId' | 'productId' | 'choiceIds' | 'perUnit' | 'stageId' | 'isProduct'
>;

/** A line as it stands: how much is reserved of it, and what was given out. */
export type Standing = Line & Pick<Reservation, 'quantity'> & { issues: readonly Issue[] };

/** What becomes of a line: how much is reserved then, what is given out for it now, and what comes back. */
export interface Settled<L extends Standing = Standing> {
  line: L;
  quantity: number;
  given: readonly Pick<Issue, 'partId' | 'quantity'>[];
  returned: readonly Issue[];
}

/** What an order wants of the stock: nothing, that it is kept for it, or that all of it is given out. */
export type Claim = 'none' | 'reserve' | 'issue';

/** A confirmed order reserves, as does one from the shop before anybody confirms it; one that is handed over has it all. */
export function claimOf({ status, heldFrom, isFromShop }: Omit<Demanding, 'items'>): Claim {
  const stage = status === 'on_hold' ? (heldFrom ?? 'draft') : status;
  if (stage === 'delivered') return 'issue';
  if (stage === 'cancelled') return 'none';
  return stage !== 'draft' || isFromShop ? 'reserve' : 'none';
}

/** What an item of a product takes: the product itself where that is sold from stock, else the materials of its choices. */
export function linesOf(
  { id: itemId, productId, choiceIds = [] }: Demanding['items'][number],
  product: Pick<Product, 'isStocked'> & { materials?: readonly ProductMaterial[] },
  stockItemId: string | undefined,
): Line[] {
  if (!productId) return [];
  const common = { itemId, productId: String(productId), choiceIds: choiceIds.map(String) };
  if (product.isStocked)
    return stockItemId ? [{ ...common, stockItemId, lineId: stockItemId, perUnit: 1, isProduct: true }] : [];
  const chosen = new Set(common.choiceIds);
  return (product.materials ?? [])
    .filter(({ choiceId }) => !choiceId || chosen.has(String(choiceId)))
    .map(({ id, stockItemId: of, quantity, stageId }) => ({
      ...common,
      stockItemId: String(of),
      lineId: id,
      perUnit: quantity,
      isProduct: false,
      ...(stageId ? { stageId: String(stageId) } : {}),
    }));
}

/** Whether a line was worked out for the item as it is. */
export function isOf({ itemId, productId, choiceIds }: Line, item: Demanding['items'][number]): boolean {
  if (itemId !== item.id || String(productId) !== String(item.productId ?? '')) return false;
  return [...choiceIds].map(String).sort().join() === [...(item.choiceIds ?? [])].map(String).sort().join();
}

/**
 * What becomes of the lines of an order. What its parts have begun is given out for them, once: what they lose is taken
 * again by the parts that replace it. What is not begun stays reserved, and goes out with the order. What was begun by
 * mistake comes back.
 */
export function settle<L extends Standing>(
  order: Demanding | undefined,
  lines: readonly L[],
  parts: readonly Working[],
): Settled<L>[] {
  const claim = order ? claimOf(order) : 'none';
  return lines.map((line) => {
    const item = order?.items.find((one) => isOf(line, one));
    const own = parts.filter(({ itemId, parentId }) => String(itemId) === line.itemId && !parentId);
    const returned = order ? line.issues.filter((issue) => comesBack(issue, claim, own)) : [];
    const kept = line.issues.filter((issue) => !returned.includes(issue));
    const begun = item && !line.isProduct && claim !== 'none' ? own.filter((part) => hasBegun(part, line)) : [];
    const given = begun.flatMap((part) => lacking(part, line, kept));
    if (!item || claim === 'none') return { line, quantity: 0, given, returned };
    const issues = [...kept, ...given];
    const covered = sum(own.map((part) => coveredBy(part, line, issues)));
    const rest = exactQuantity(Math.max(line.perUnit * item.quantity - covered, 0));
    if (claim === 'reserve') return { line, quantity: rest, given, returned };
    const left = exactQuantity(rest - sum(kept.filter(({ partId }) => !partId).map(({ quantity }) => quantity)));
    return { line, quantity: 0, given: left > 0 ? [...given, { quantity: left }] : given, returned };
  });
}

/** What is taken back out: of a part that nobody has begun after all, or of an order that is not handed over after all. */
function comesBack({ partId }: Issue, claim: Claim, parts: readonly Working[]): boolean {
  if (!partId) return claim !== 'issue';
  const part = parts.find(({ id }) => id === String(partId));
  return !part || (part.state === 'waiting' && !part.passesTotal && !part.stagesDone && !part.scraps.length);
}

/** Whether a part has come to the stage at which something is given out. */
function hasBegun({ state, stages, stagesDone }: Working, { stageId }: Line): boolean {
  if (state === 'cancelled') return false;
  const index = Math.max(
    stages.findIndex(({ id }) => id === String(stageId)),
    0,
  );
  return stagesDone > index || (stagesDone === index && state !== 'waiting');
}

/** What a part that has begun is still to get. */
function lacking(part: Working, { perUnit }: Line, issues: readonly Issue[]): Pick<Issue, 'partId' | 'quantity'>[] {
  const quantity = exactQuantity(perUnit * part.quantity - issuedFor(part, issues));
  return quantity > 0 ? [{ partId: part.id, quantity }] : [];
}

/** How much of what an item takes a part has got: no more than it makes of it. */
function coveredBy(part: Working, { perUnit }: Line, issues: readonly Omit<Issue, 'movementId'>[]): number {
  if (part.state === 'cancelled') return 0;
  return Math.min(issuedFor(part, issues), exactQuantity(perUnit * part.quantity));
}

function issuedFor({ id }: Working, issues: readonly Omit<Issue, 'movementId'>[]): number {
  return sum(issues.filter(({ partId }) => String(partId) === id).map(({ quantity }) => quantity));
}

function sum(quantities: readonly number[]): number {
  return exactQuantity(quantities.reduce((all, quantity) => all + quantity, 0));
}
