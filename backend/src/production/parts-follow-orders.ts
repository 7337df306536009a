import { Injectable } from '@nestjs/common';
import { Order } from '../orders/order.js';
import { OrdersService, type PartsCount } from '../orders/orders.service.js';
import { happeningAt } from '../platform/config/clock.js';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { withoutChanges } from '../platform/database/diff.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { partConsequences, type KnownParts, type PartConsequence, type Undone } from './part-consequences.js';
import { RoutesService } from '../routes/routes.service.js';
import { follow } from './part-work.js';
import type { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

/** Parts are made, changed and taken away as their orders are; the order counts them. */
@Injectable()
export class PartsFollowOrders implements Reaction<Order, KnownParts, PartConsequence> {
  readonly rule = 'parts follow their order';

  constructor(
    private readonly parts: PartsRepository,
    private readonly orders: OrdersService,
    private readonly routes: RoutesService,
    private readonly journal: JournalService,
    reactions: Reactions,
  ) {
    reactions.add(Order, this);
  }

  async learn(change: DocumentChange<Order>): Promise<KnownParts | undefined> {
    const { before, after, undoes } = change;
    if (!before || !concernsParts(change)) return undefined;
    const parts = await this.parts.ofOrder(before._id.toHexString());
    const routes = await this.routes.byIds((after?.items ?? []).flatMap(({ routeId }) => routeId ?? []));
    return { parts, routes, ...(after && undoes ? { undone: await this.doneBy(undoes, parts) } : {}) };
  }

  consequences(change: DocumentChange<Order>, known: KnownParts): PartConsequence[] {
    return partConsequences(change, known);
  }

  async bringAbout(
    consequences: readonly PartConsequence[],
    { after, undoes }: DocumentChange<Order>,
  ): Promise<Stored<Order> | undefined> {
    let order = after;
    for (const consequence of consequences) {
      if (order && consequence.kind === 'order.parts') order = await this.countParts(order, consequence.count);
      else await asSystem(this.rule, () => this.bringOneAbout(consequence, after, undoes));
    }
    return order;
  }

  private async bringOneAbout(
    consequence: PartConsequence,
    order: Stored<Order> | undefined,
    undoes: string | undefined,
  ): Promise<void> {
    if (consequence.kind === 'part.deleted') return this.parts.delete(consequence.part._id.toHexString());
    if (!order || consequence.kind === 'order.parts') return;
    const now = happeningAt();
    if (consequence.kind === 'part.made') {
      const { _id, number: orderNumber } = order;
      await this.parts.add({ ...consequence.fields, orderId: _id.toHexString(), orderNumber });
    } else if (consequence.kind === 'part.undone') {
      const { part, changes, isHeld } = consequence;
      await this.parts.change(part, { action: 'undone', undoes }, (edited) => {
        Object.assign(edited, withoutChanges(edited, changes), { isHeld });
      });
    } else {
      const { part, action } = consequence;
      const params = action === 'followed' ? { status: order.status } : undefined;
      await this.parts.change(part, { action, params }, (edited) => follow(edited, consequence, now));
    }
  }

  private async countParts(order: Stored<Order>, count: PartsCount): Promise<Stored<Order>> {
    return asSystem('the order follows its parts', () => this.orders.countParts(order, count));
  }

  /** What a request did to parts, by their ids. */
  private async doneBy(requestId: string, parts: readonly Stored<Part>[]): Promise<Map<string, Undone>> {
    const ids = parts.map(({ _id }) => _id.toHexString());
    const byPart = Map.groupBy(await this.journal.ofRequest(requestId, ids), ({ entityId }) => String(entityId));
    const undone = new Map<string, Undone>();
    for (const [id, entries] of byPart) {
      const since = await this.journal.changesSince(id, entries.at(-1)?.entityVersion ?? 0);
      undone.set(id, {
        isMade: entries[0]?.action === 'created',
        isWorkedOn: since.some(({ path }) => path === 'state'),
        changes: entries.flatMap(({ changes }) => changes),
      });
    }
    return undone;
  }
}

/** Whether parts have to be looked at: where the order goes, takes a step, or is amended while it is made. */
function concernsParts({ before, after, action, undoes }: DocumentChange<Order>): boolean {
  if (!before || !after || undoes) return true;
  // What the order counts of its parts follows them.
  if (action === 'progress' || action === 'payment') return false;
  // Without parts there is nothing to follow with.
  if (before.status !== after.status) return after.partsTotal > 0 || after.status === 'in_production';
  const stage = after.heldFrom ?? after.status;
  return stage === 'in_production' || stage === 'ready';
}
