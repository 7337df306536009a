import { Injectable } from '@nestjs/common';
import { nextStatuses, permissionForStep, type OrderStatus, type JournalAction } from '@verstak/domain';
import { actorBehind, actorId, requirePermission } from '../platform/access/caller.js';
import { happeningAt } from '../platform/config/clock.js';
import { requireKnownVersion, type ChangeOptions } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { withoutChanges, type FieldChange } from '../platform/database/diff.js';
import { Transactions } from '../platform/database/transactions.js';
import { withoutNulls } from '../platform/database/without-nulls.js';
import { Reactions } from '../platform/records/reactions.js';
import { Conflict, Invalid, RuleBroken, type Failure } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { Assignment, OrderPreview, OrderStep, OrderUndo } from './order.dto.js';
import { lacksMaster } from './order-lines.js';
import type { Order, OrderItem } from './order.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService, requireItems } from './orders.service.js';

/** How long after a step its author may take it back, in milliseconds. */
export const UNDO_MS = 60_000;

/** Where an order stands in its life. */
type State = Pick<Order, 'status' | 'heldFrom' | 'deliveredAt' | 'paid'>;

/** The steps of one request, with what they changed of the order. */
interface Steps {
  requestId: string;
  changes: FieldChange[];
}

/** Steps of orders along their life cycle. */
@Injectable()
export class OrderStepsService {
  constructor(
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
    private readonly reactions: Reactions,
  ) {}

  /** Takes a step; 409 where the life cycle has none such, 422 where the order is not fit for it, saying why. */
  async step(id: string, { status, version, assignments, reason, at }: OrderStep): Promise<Stored<Order>> {
    if (at) requirePermission('orders:backdate');
    return this.transactions.run(async () => {
      const before = await this.repository.get(id);
      requireKnownVersion(version, before.version);
      this.requireStep(before, status);
      if (version !== undefined && version !== before.version && status !== before.status)
        await this.requireSameStatus(before, version);
      const assigned = assignments?.length ? await this.assign(before, assignments) : before;
      requireFit(assigned, status);
      return this.move(assigned, stateAt(assigned, status, at ?? happeningAt()), {
        action: 'status',
        ...(reason ? { params: { reason } } : {}),
      });
    });
  }

  /** What a step would bring about. */
  async previewStep(id: string, step: OrderStep): Promise<OrderPreview> {
    return { consequences: await this.reactions.rehearse(() => this.step(id, step)) };
  }

  /** Takes the caller's own last step back, within a minute and before anything else has changed. */
  async undo(id: string, { version }: OrderUndo): Promise<Stored<Order>> {
    return this.transactions.run(async () => {
      const order = await this.repository.get(id);
      requireKnownVersion(version, order.version);
      const step = order.version === version ? lastStep(await this.journal.lastRequest(id)) : undefined;
      if (!step) throw UndoExpired();
      const { requestId, changes } = step;
      return this.move(order, withoutChanges<State>(order, changes), { action: 'undone', undoes: requestId });
    });
  }

  private async move(before: Stored<Order>, state: State, options: ChangeOptions): Promise<Stored<Order>> {
    const { status, heldFrom, deliveredAt, paid } = state;
    return this.repository.change(
      before,
      options,
      (order) => void Object.assign(order, { status, heldFrom, deliveredAt, paid }),
    );
  }

  private async assign(order: Stored<Order>, assignments: readonly Assignment[]): Promise<Stored<Order>> {
    const chosen = new Map(assignments.map((assignment, index) => [assignment.itemId, workOf(assignment, index)]));
    const unknown = assignments.findIndex(({ itemId }) => !order.items.some((item) => item.id === itemId));
    if (unknown >= 0) {
      throw Invalid([
        {
          field: `assignments.${unknown}.itemId`,
          rule: 'known',
          value: assignments[unknown]?.itemId,
          message: 'is no item of this order',
        },
      ]);
    }
    return this.repository.change(order, { action: 'assigned' }, async (edited) => {
      const items = edited.items.map((item) => withoutNulls({ ...item, ...chosen.get(item.id) }));
      edited.items = await this.orders.completed(items, edited.items);
    });
  }

  private requireStep(order: Order, status: OrderStatus): void {
    const permission = permissionForStep(order.status, status, order.heldFrom);
    if (!permission) {
      const allowed = nextStatuses(order.status, order.heldFrom);
      const detail = `An order that is ${order.status} cannot become ${status}; it can become ${allowed.join(', ') || 'nothing else'}.`;
      throw Conflict('order.transition', detail, { from: order.status, to: status, allowed });
    }
    requirePermission(permission);
  }

  /** A step decided on an older version stands unless the status itself was changed meanwhile. */
  private async requireSameStatus(order: Stored<Order>, version: number): Promise<void> {
    const changes = await this.journal.changesSince(order._id.toHexString(), version);
    if (changes.some((change) => change.path === 'status')) {
      throw Conflict('order.transition', `Somebody else made the order ${order.status} meanwhile.`, {
        from: order.status,
        allowed: nextStatuses(order.status, order.heldFrom),
      });
    }
  }
}

/** A step that can no longer be taken back, because work has gone on since or too much time has passed. */
export function UndoExpired(): Failure {
  return Conflict(
    'order.undo_expired',
    'The step can no longer be taken back: more has changed since, or a minute has passed.',
  );
}

/** What is recorded of an order in a request that does nothing but take steps. */
const STEPPING: readonly JournalAction[] = ['status', 'assigned', 'progress', 'payment'];

/** The caller's last request, where it took steps within the last minute and did nothing else. */
function lastStep(entries: readonly JournalEntry[]): Steps | undefined {
  const [last, actor] = [entries.at(-1), actorBehind()];
  if (!last || !actor || String(last.actor.id) !== actorId(actor)) return undefined;
  if (Date.now() - last.at.getTime() >= UNDO_MS) return undefined;
  const { requestId } = last;
  if (!entries.every(({ action }) => STEPPING.includes(action))) return undefined;
  if (!entries.some(({ action }) => action === 'status')) return undefined;
  return { requestId, changes: entries.flatMap((entry) => entry.changes) };
}

/** Where a step leads: an order on hold remembers from where, one handed over remembers when. */
function stateAt(order: Order, status: OrderStatus, at: Date): State {
  return {
    status,
    paid: order.paid,
    ...(status === 'on_hold' ? { heldFrom: order.status } : {}),
    ...(status === 'delivered' ? { deliveredAt: at } : {}),
  };
}

/** Who makes an item and by which route, or that nobody does; 400 where that is not said. */
function workOf(
  { masterId, routeId, needsNoWork }: Assignment,
  index: number,
): Pick<OrderItem, 'masterId' | 'routeId' | 'needsNoWork'> {
  if (!(masterId ?? routeId) === !needsNoWork) {
    const message = 'must name a master or a route, unless `needsNoWork` says that nothing is made for the item';
    throw Invalid([{ field: `assignments.${index}.masterId`, rule: 'isDefined', message }]);
  }
  return needsNoWork
    ? { masterId: undefined, routeId: undefined, needsNoWork }
    : { masterId, routeId, needsNoWork: undefined };
}

function requireFit(order: Order, status: OrderStatus): void {
  const needsItems: OrderStatus[] = ['confirmed', 'in_production', 'ready', 'delivered'];
  if (needsItems.includes(status)) requireItems({ status, items: order.items });
  const unassigned = order.items.filter(lacksMaster).map((item) => item.title);
  if (status === 'in_production' && unassigned.length) {
    throw RuleBroken('order.unassigned', `Choose a master for: ${unassigned.join(', ')}.`, { items: unassigned });
  }
}
