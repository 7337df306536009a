import { Injectable, type OnModuleInit } from '@nestjs/common';
import { partActions, partStateAfter, type OrderStatus, type PartAction, type PartState } from '@verstak/domain';
import { Types } from 'mongoose';
import { OrderFollowers, type OrderFollower } from '../orders/order-followers.js';
import { OrderStepsService } from '../orders/order-steps.service.js';
import type { Order, OrderItem } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { asSystem, signedInCaller } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/base.repository.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken } from '../platform/http/failure.js';
import type { Page } from '../platform/http/paging.js';
import type { PartListQuery, PartNote, ScrapReport } from './part.dto.js';
import type { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

/** How often a part may be lost and made anew; more is a slip of the finger. */
const MOST_REMAKES = 10;

/** Parts in the workshop: they follow their orders, and masters work on them. */
@Injectable()
export class ProductionService implements OnModuleInit, OrderFollower {
  constructor(
    private readonly parts: PartsRepository,
    private readonly orders: OrdersService,
    private readonly orderSteps: OrderStepsService,
    private readonly followers: OrderFollowers,
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
      const changed = await this.parts.change(part, { action }, (edited) => enter(edited, state));
      if (state === 'done') await this.count(String(part.orderId), true);
      return changed;
    });
  }

  /** Records lost pieces with their reason; what is lost is made anew. 409 where the part is no longer wanted. */
  async scrap(id: string, report: ScrapReport): Promise<Stored<Part>> {
    return this.parts.change(id, { action: 'scrapped' }, async (part) => {
      await this.requireWanted(part, 'scrap');
      const lost = part.scraps.reduce((sum, scrap) => sum + scrap.quantity, 0);
      if (lost + report.quantity > part.quantity * MOST_REMAKES) {
        throw RuleBroken(
          'part.quantity',
          `The part is for ${part.quantity} ${part.unit}: no more than ${part.quantity * MOST_REMAKES} can be lost, and ${lost} are.`,
          { quantity: part.quantity },
        );
      }
      const { name } = signedInCaller();
      part.scraps = [
        ...part.scraps,
        { ...report, id: new Types.ObjectId().toHexString(), at: new Date(), masterName: name },
      ];
    });
  }

  /** Writes or clears the note of a part; 409 where the part is no longer wanted. */
  async writeNote(id: string, { note, version }: PartNote): Promise<Stored<Part>> {
    return this.parts.change(id, { version, action: 'noted' }, async (part) => {
      await this.requireWanted(part, 'note');
      part.note = note || undefined;
    });
  }

  async stepped(order: Stored<Order>, from: OrderStatus): Promise<Stored<Order>> {
    // Without parts there is nothing to follow with; cancelled parts are not counted but may come back.
    if (!order.partsTotal && from !== 'cancelled' && order.status !== 'in_production') return order;
    const orderId = order._id.toHexString();
    if (from === 'on_hold') await this.hold(await this.parts.ofOrder(orderId), false);
    if (from === 'cancelled') await this.revive(order, await this.parts.ofOrder(orderId));
    const parts = await this.parts.ofOrder(orderId);
    switch (order.status) {
      case 'in_production':
        await this.follow(order, parts);
        if (from === 'ready') await this.reopenLast(await this.parts.ofOrder(orderId));
        break;
      case 'ready':
      case 'delivered':
        await this.finishAll(parts);
        break;
      case 'on_hold':
        await this.hold(parts, true);
        break;
      case 'cancelled':
        await this.cancelAll(parts);
        break;
      default:
        await this.withdraw(parts);
    }
    // What was left to do may have been taken out while the order was on hold.
    return this.count(orderId, order.status === 'in_production' && from === 'on_hold');
  }

  async amended(before: Stored<Order>, after: Stored<Order>): Promise<Stored<Order>> {
    if (after.status !== 'in_production' && after.status !== 'on_hold') return after;
    const orderId = after._id.toHexString();
    const parts = await this.parts.ofOrder(orderId);
    if (!parts.length) return after;
    await this.follow(after, parts);
    return this.count(orderId, before.items.length > after.items.length);
  }

  /** Nothing is lost or to be known of what nobody waits for: a part taken out, or one finished for a cancelled order. */
  private async requireWanted({ state, orderId, orderNumber, isHeld }: Stored<Part>, action: string): Promise<void> {
    const order = await asSystem(() => this.orders.get(String(orderId)));
    if (state !== 'cancelled' && order.status !== 'cancelled') return;
    const why =
      order.status === 'cancelled'
        ? `Order ${orderNumber} is cancelled`
        : `Order ${orderNumber} no longer has this item`;
    throw Conflict('part.transition', `${why}: its part takes no ${action}.`, {
      state: 'cancelled',
      isHeld,
      action,
      allowed: [],
    });
  }

  /** Brings the parts in step with the items: changed, made or taken away. */
  private async follow(order: Stored<Order>, parts: readonly Stored<Part>[]): Promise<void> {
    for (const part of parts) {
      const item = order.items.find(({ id }) => id === String(part.itemId));
      if (item) await this.update(part, order, item);
      else await this.drop(part);
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
  }

  async deleted(order: Stored<Order>): Promise<void> {
    for (const part of await this.parts.ofOrder(order._id.toHexString()))
      await asSystem(() => this.parts.delete(part._id.toHexString()));
  }

  private async make(order: Stored<Order>, item: OrderItem): Promise<void> {
    await this.parts.add({
      ...copied(order, item),
      orderId: order._id.toHexString(),
      orderNumber: order.number,
      itemId: item.id,
      state: 'waiting',
      passes: [],
      scraps: [],
      isHeld: order.status === 'on_hold',
    });
  }

  private async update(part: Stored<Part>, order: Order, item: OrderItem): Promise<void> {
    await this.change(part, 'amended', (edited) => {
      Object.assign(edited, copied(order, item));
      if (edited.state === 'cancelled') enter(edited, edited.passes.length ? 'paused' : 'waiting');
      // More is wanted of what was already made: it goes on.
      if (edited.state === 'done' && item.quantity > part.quantity) enter(edited, 'paused');
    });
  }

  private async drop(part: Stored<Part>): Promise<void> {
    if (part.state === 'waiting') await asSystem(() => this.parts.delete(part._id.toHexString()));
    else await this.change(part, 'cancelled', (edited) => enter(edited, 'cancelled'));
  }

  private async hold(parts: readonly Stored<Part>[], isHeld: boolean): Promise<void> {
    for (const part of parts) {
      // What is finished waits for nothing.
      if (isHeld && (part.state === 'done' || part.state === 'cancelled')) continue;
      await this.change(part, isHeld ? 'held' : 'released', (edited) => {
        if (isHeld && edited.state === 'in_progress') enter(edited, 'paused');
        edited.isHeld = isHeld;
      });
    }
  }

  /** The cancellation was taken back: what it stopped goes on where it was. */
  private async revive(order: Order, parts: readonly Stored<Part>[]): Promise<void> {
    for (const part of parts) {
      if (part.state !== 'cancelled' || !order.items.some(({ id }) => id === String(part.itemId))) continue;
      await this.change(part, 'reopened', (edited) => enter(edited, edited.passes.length ? 'paused' : 'waiting'));
    }
  }

  private async finishAll(parts: readonly Stored<Part>[]): Promise<void> {
    for (const part of parts) {
      if (part.state === 'done' || part.state === 'cancelled') continue;
      await this.change(part, 'finish', (edited) => {
        enter(edited, 'done');
        edited.isHeld = false;
      });
    }
  }

  private async cancelAll(parts: readonly Stored<Part>[]): Promise<void> {
    for (const part of parts) {
      if (part.state !== 'done') await this.change(part, 'cancelled', (edited) => enter(edited, 'cancelled'));
    }
  }

  /** The order went back before production: parts nobody touched go, started ones are cancelled. */
  private async withdraw(parts: readonly Stored<Part>[]): Promise<void> {
    for (const part of parts) await this.drop(part);
  }

  /** The order came back from ready: the parts finished last are open again. */
  private async reopenLast(parts: readonly Stored<Part>[]): Promise<void> {
    for (const part of parts) {
      if (part.state === 'done') await this.change(part, 'reopened', (edited) => enter(edited, 'paused'));
    }
  }

  private async change(part: Stored<Part>, action: string, edit: (part: Stored<Part>) => void): Promise<void> {
    await asSystem(() => this.parts.change(part, { action }, edit));
  }

  /** Keeps the order's count of parts; with `mayFinish`, the order becomes ready when none is left to do. */
  private async count(orderId: string, mayFinish: boolean): Promise<Stored<Order>> {
    const parts = (await this.parts.ofOrder(orderId)).filter((part) => part.state !== 'cancelled');
    const done = parts.filter((part) => part.state === 'done').length;
    return asSystem(async () => {
      const order = await this.orders.countParts(orderId, parts.length, done);
      if (!mayFinish || !parts.length || done < parts.length) return order;
      await this.orderSteps.becomeReady(orderId);
      return this.orders.get(orderId);
    });
  }
}

/** What a part takes over from its item. */
function copied(order: Order, item: OrderItem): Partial<Part> {
  const { title, product, wishes, quantity, unit, masterId, masterName } = item;
  return { title, product, wishes, quantity, unit, masterId, masterName, dueAt: order.dueAt };
}

/** Puts a part into a state, opening or closing its present pass. */
function enter(part: Stored<Part>, state: PartState): void {
  const now = new Date();
  part.passes = part.passes.map((pass) => (pass.endedAt ? pass : { ...pass, endedAt: now }));
  if (state === 'in_progress') {
    const { userId, name } = signedInCaller();
    part.passes = [
      ...part.passes,
      { id: new Types.ObjectId().toHexString(), masterId: userId, masterName: name, startedAt: now },
    ];
  }
  part.state = state;
  part.doneAt = state === 'done' ? now : undefined;
}
