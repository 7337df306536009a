import { Injectable, type OnModuleInit } from '@nestjs/common';
import { partActions, partStateAfter, type OrderStatus, type PartAction, type PartState } from '@verstak/domain';
import { Types } from 'mongoose';
import { OrderFollowers, type OrderFollower } from '../orders/order-followers.js';
import type { Order, OrderItem } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { asSystem, signedInPerson } from '../platform/access/caller.js';
import type { ChangeOptions, Stored } from '../platform/database/base.repository.js';
import { withoutChanges } from '../platform/database/diff.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken } from '../platform/http/failure.js';
import type { ListQuery, Page } from '../platform/http/paging.js';
import type { DocumentEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { PartListQuery, PartNote, ScrapReport } from './part.dto.js';
import type { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';
import type { StagePass } from './stage-pass.js';
import { StagePassesRepository } from './stage-passes.repository.js';
import { WorkRecord } from './work-record.js';

/** Why parts change that nobody works on. */
const FOLLOWING = 'parts follow their order';
/** How often a part may be lost and made anew; more is a slip of the finger. */
const MOST_REMAKES = 10;

/** Parts in the workshop: they follow their orders, and masters work on them. */
@Injectable()
export class ProductionService implements OnModuleInit, OrderFollower {
  constructor(
    private readonly parts: PartsRepository,
    private readonly passes: StagePassesRepository,
    private readonly work: WorkRecord,
    private readonly orders: OrdersService,
    private readonly followers: OrderFollowers,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.followers.add(this);
  }

  async list(query: PartListQuery): Promise<Page<Stored<Part>>> {
    return this.parts.list(query);
  }

  async get(id: string): Promise<Stored<Part>> {
    return this.parts.get(id);
  }

  /** The stretches of work on a part; of a master, the own ones. */
  async passesOf(id: string, query: ListQuery): Promise<Page<Stored<StagePass>>> {
    await this.parts.get(id);
    return this.passes.list(id, query);
  }

  /** Starts, pauses or finishes a part; with its last part, the order becomes ready. */
  async step(id: string, action: PartAction): Promise<Stored<Part>> {
    return this.transactions.run(async () => {
      const part = await this.parts.get(id);
      const state = partStateAfter(part.state, action);
      if (!state || part.isHeld) {
        const allowed = part.isHeld ? [] : partActions(part.state);
        throw Conflict('part.transition', `A part that is ${part.isHeld ? 'on hold' : part.state} cannot ${action}.`, {
          state: part.state,
          isHeld: part.isHeld,
          action,
          allowed,
        });
      }
      const changed = await this.parts.change(part, { action, right: 'work' }, (edited) =>
        this.work.enter(edited, state),
      );
      if (state === 'done') await this.count(String(part.orderId));
      return changed;
    });
  }

  /** Records lost pieces with their reason: what was lost is a fact, whether the part is still wanted or not. */
  async scrap(id: string, report: ScrapReport): Promise<Stored<Part>> {
    return this.parts.change(id, { action: 'scrapped', right: 'work' }, (part) => {
      const lost = part.scraps.reduce((sum, scrap) => sum + scrap.quantity, 0);
      if (lost + report.quantity > part.quantity * MOST_REMAKES) {
        throw RuleBroken(
          'part.quantity',
          `The part is for ${part.quantity} ${part.unit}: no more than ${part.quantity * MOST_REMAKES} can be lost, and ${lost} are.`,
          { quantity: part.quantity },
        );
      }
      const { name } = signedInPerson();
      part.scraps = [
        ...part.scraps,
        { ...report, id: new Types.ObjectId().toHexString(), at: new Date(), masterName: name },
      ];
    });
  }

  /** Writes or clears the note of a part. */
  async writeNote(id: string, { note, version }: PartNote): Promise<Stored<Part>> {
    return this.parts.change(id, { version, action: 'noted', right: 'work' }, (part) => {
      part.note = note || undefined;
    });
  }

  async stepped(order: Stored<Order>, from: OrderStatus): Promise<Stored<Order>> {
    // Without parts there is nothing to follow with.
    if (!order.partsTotal && order.status !== 'in_production') return order;
    const parts = await this.parts.ofOrder(order._id.toHexString());
    for (const part of parts) {
      const state = stateAfterStep(part.state, from, order.status);
      await this.change(part, order, { action: 'followed', params: { status: order.status } }, (edited) =>
        this.work.enter(edited, state),
      );
    }
    return order.status === 'in_production' ? this.follow(order) : this.count(order);
  }

  async amended(order: Stored<Order>): Promise<Stored<Order>> {
    const stage = order.heldFrom ?? order.status;
    if (stage === 'in_production') return this.follow(order);
    // What was made without parts needs none.
    if (stage === 'ready' && (await this.parts.ofOrder(order._id.toHexString())).length) return this.follow(order);
    return order;
  }

  async undone(order: Stored<Order>, requestId: string): Promise<Stored<Order> | undefined> {
    const parts = await this.parts.ofOrder(order._id.toHexString());
    const ids = parts.map(({ _id }) => _id.toHexString());
    const entries = await this.journal.ofRequest(requestId, ids);
    for (const part of parts) {
      const own = entries.filter(({ entityId }) => String(entityId) === part._id.toHexString());
      if (!(await this.takeBack(part, order, own))) return undefined;
    }
    return this.count(order);
  }

  async deleted(order: Stored<Order>): Promise<void> {
    for (const part of await this.parts.ofOrder(order._id.toHexString())) await this.delete(part);
  }

  /** Takes back what these entries changed; false where work has gone on since. */
  private async takeBack(part: Stored<Part>, order: Order, entries: readonly DocumentEntry[]): Promise<boolean> {
    const last = entries.at(-1);
    if (!last) return true;
    const since = await this.journal.changesSince(part._id.toHexString(), last.entityVersion);
    if (since.some(({ path }) => path === 'state')) return false;
    if (entries[0]?.action === 'created') await this.drop(part, order);
    else {
      const changes = entries.flatMap((entry) => entry.changes);
      await this.work.takeBack(part, last.requestId);
      await this.change(
        part,
        order,
        { action: 'undone' },
        (edited) => void Object.assign(edited, withoutChanges(edited, changes)),
      );
    }
    return true;
  }

  /** Brings the parts in step with the items: changed, made or taken away. */
  private async follow(order: Stored<Order>): Promise<Stored<Order>> {
    const parts = await this.parts.ofOrder(order._id.toHexString());
    for (const part of parts) {
      const item = order.items.find(({ id }) => id === String(part.itemId));
      if (item) await this.update(part, order, item);
      else await this.drop(part, order);
    }
    for (const item of order.items) {
      if (parts.some((part) => String(part.itemId) === item.id)) continue;
      if (!item.masterId) {
        throw RuleBroken('order.unassigned', `The order is in work: choose a master for ${item.title}.`, {
          items: [item.title],
        });
      }
      await this.make(order, item);
    }
    return this.count(order);
  }

  private async make(order: Stored<Order>, item: OrderItem): Promise<void> {
    await asSystem(FOLLOWING, () =>
      this.parts.add({
        ...copied(order, item),
        orderId: order._id.toHexString(),
        orderNumber: order.number,
        itemId: item.id,
        state: 'waiting',
        passesTotal: 0,
        workedMs: 0,
        scraps: [],
        isHeld: order.status === 'on_hold',
      }),
    );
  }

  private async update(part: Stored<Part>, order: Order, item: OrderItem): Promise<void> {
    await this.change(part, order, { action: 'amended' }, async (edited) => {
      Object.assign(edited, copied(order, item));
      await this.work.enter(edited, stateAfterAmendment(part, item));
    });
  }

  /** Takes a part out of work; one of which nothing is known goes without trace. */
  private async drop(part: Stored<Part>, order: Order): Promise<void> {
    const { state, passesTotal, scraps, note } = part;
    if (state === 'waiting' && !passesTotal && !scraps.length && !note) await this.delete(part);
    else await this.change(part, order, { action: 'cancelled' }, (edited) => this.work.enter(edited, 'cancelled'));
  }

  private async delete(part: Stored<Part>): Promise<void> {
    await this.work.erase(part);
    await asSystem(FOLLOWING, () => this.parts.delete(part._id.toHexString()));
  }

  private async change(
    part: Stored<Part>,
    order: Order,
    options: ChangeOptions,
    edit: (part: Stored<Part>) => void | Promise<void>,
  ): Promise<void> {
    await asSystem(FOLLOWING, () =>
      this.parts.change(part, options, async (edited) => {
        await edit(edited);
        // What is finished waits for nothing.
        edited.isHeld = order.status === 'on_hold' && edited.state !== 'done' && edited.state !== 'cancelled';
      }),
    );
  }

  /** Keeps the order's count of parts, by which it is in work or ready. */
  private async count(order: string | Stored<Order>): Promise<Stored<Order>> {
    const parts = await this.parts.ofOrder(typeof order === 'string' ? order : order._id.toHexString());
    const wanted = parts.filter((part) => part.state !== 'cancelled');
    const done = wanted.filter((part) => part.state === 'done');
    return asSystem('the order follows its parts', () => this.orders.countParts(order, wanted.length, done.length));
  }
}

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

/** What a part takes over from its item. */
function copied(order: Order, item: OrderItem): Partial<Part> {
  const { title, product, wishes, quantity, unit, masterId, masterName } = item;
  return { title, product, wishes, quantity, unit, masterId, masterName, dueAt: order.dueAt };
}
