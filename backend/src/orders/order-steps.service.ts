import { Injectable } from '@nestjs/common';
import { nextStatuses, permissionForStep, type OrderStatus } from '@verstak/domain';
import { currentCall } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/base.repository.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Forbidden, Invalid, RuleBroken } from '../platform/http/failure.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { Assignment, OrderStep, OrderUndo } from './order.dto.js';
import { OrderFollowers } from './order-followers.js';
import type { Order } from './order.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService, requireBackdating } from './orders.service.js';

/** How long after a step its author may take it back, in milliseconds. */
const UNDO_MS = 60_000;

/** Steps of orders along their life cycle. */
@Injectable()
export class OrderStepsService {
  constructor(
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly followers: OrderFollowers,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  /** Takes a step; 409 where the life cycle has none such, 422 where the order is not fit for it, saying why. */
  async step(id: string, { status, version, assignments, reason, at }: OrderStep): Promise<Stored<Order>> {
    if (at) requireBackdating();
    return this.transactions.run(async () => {
      const before = await this.repository.get(id);
      this.requireStep(before, status);
      if (version !== undefined && version !== before.version && status !== before.status)
        await this.requireSameStatus(before, version);
      const assigned = assignments?.length ? await this.assign(before, assignments) : before;
      requireFit(assigned, status);
      return this.move(assigned, status, 'status', at ?? new Date(), reason);
    });
  }

  /** Takes the caller's own last step back, within a minute and before anything else has changed. */
  async undo(id: string, { version }: OrderUndo): Promise<Stored<Order>> {
    return this.transactions.run(async () => {
      const order = await this.repository.get(id);
      const [last] = await this.journal.history(id);
      const former = last?.changes.find((change) => change.path === 'status')?.before as OrderStatus | undefined;
      const isOwn = String(last?.actor.id) === currentCall().principal?.userId;
      const isRecent = last !== undefined && Date.now() - last.at.getTime() < UNDO_MS;
      if (order.version !== version || !former || !isOwn || !isRecent) {
        throw Conflict(
          'order.undo_expired',
          'The step can no longer be taken back: more has changed since, or a minute has passed.',
        );
      }
      return this.move(order, former, 'undone', new Date());
    });
  }

  /** The order has become ready because its last part is done; nothing where it is not in work. */
  async becomeReady(id: string): Promise<void> {
    const order = await this.repository.get(id);
    if (order.status === 'in_production') await this.move(order, 'ready', 'status', new Date());
  }

  private async move(
    before: Stored<Order>,
    status: OrderStatus,
    action: string,
    at: Date,
    reason?: string,
  ): Promise<Stored<Order>> {
    const after = await this.repository.change(
      before._id.toHexString(),
      { action: reason ? `${action}: ${reason}`.slice(0, 200) : action },
      (order) => {
        order.heldFrom = status === 'on_hold' ? order.status : undefined;
        order.status = status;
        order.deliveredAt = status === 'delivered' ? at : undefined;
      },
    );
    await this.orders.moveBalance(before, after);
    return this.followers.stepped(after, before.status);
  }

  private async assign(order: Stored<Order>, assignments: readonly Assignment[]): Promise<Stored<Order>> {
    const masters = new Map(assignments.map(({ itemId, masterId }) => [itemId, masterId]));
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
    return this.repository.change(order._id.toHexString(), { action: 'assigned' }, async (edited) => {
      edited.items = await Promise.all(
        edited.items.map((item) =>
          this.orders.withMaster({ ...item, masterId: masters.get(item.id) ?? item.masterId }),
        ),
      );
    });
  }

  private requireStep(order: Order, status: OrderStatus): void {
    const permission = permissionForStep(order.status, status, order.heldFrom);
    if (!permission) {
      const allowed = nextStatuses(order.status, order.heldFrom);
      const detail = `An order that is ${order.status} cannot become ${status}; it can become ${allowed.join(', ') || 'nothing else'}.`;
      throw Conflict('order.transition', detail, { from: order.status, to: status, allowed });
    }
    const { principal } = currentCall();
    if (principal && !principal.permissions.has(permission)) throw Forbidden(permission);
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

function requireFit(order: Order, status: OrderStatus): void {
  const needsItems: OrderStatus[] = ['confirmed', 'in_production', 'ready', 'delivered'];
  if (needsItems.includes(status) && !order.items.length) {
    throw RuleBroken('order.items_required', 'The order has no items; add at least one.');
  }
  const unassigned = order.items.filter((item) => !item.masterId).map((item) => item.title);
  if (status === 'in_production' && unassigned.length) {
    throw RuleBroken('order.unassigned', `Choose a master for: ${unassigned.join(', ')}.`, { items: unassigned });
  }
}
