import { Injectable } from '@nestjs/common';
import type { OrderStatus } from '@verstak/domain';
import type { Stored } from '../platform/database/base.repository.js';
import type { Order } from './order.js';

/** What must follow an order within the transaction of its change: its parts and its payments keep in step. */
export interface OrderFollower {
  /** The order was taken. */
  created?(order: Stored<Order>): Promise<Stored<Order>>;
  /** The order was amended; gives it back with what the follower counts. */
  amended?(order: Stored<Order>, before: Stored<Order>): Promise<Stored<Order>>;
  /** The order took a step of its life cycle. */
  stepped?(order: Stored<Order>, from: OrderStatus): Promise<Stored<Order>>;
  /** The steps that a request took are taken back; `undefined` where what followed from them has changed since. */
  undone?(order: Stored<Order>, requestId: string): Promise<Stored<Order> | undefined>;
  /** Somebody would delete the order; refuses by throwing. */
  deleting?(order: Stored<Order>): Promise<void>;
  deleted?(order: Stored<Order>): Promise<void>;
}

/** The capabilities that follow orders; they register themselves, so that orders depend on none of them. */
@Injectable()
export class OrderFollowers implements OrderFollower {
  private readonly followers: OrderFollower[] = [];

  add(follower: OrderFollower): void {
    this.followers.push(follower);
  }

  async created(after: Stored<Order>): Promise<Stored<Order>> {
    let order = after;
    for (const follower of this.followers) order = (await follower.created?.(order)) ?? order;
    return order;
  }

  async amended(after: Stored<Order>, before: Stored<Order>): Promise<Stored<Order>> {
    let order = after;
    for (const follower of this.followers) order = (await follower.amended?.(order, before)) ?? order;
    return order;
  }

  async stepped(after: Stored<Order>, from: OrderStatus): Promise<Stored<Order>> {
    let order = after;
    for (const follower of this.followers) order = (await follower.stepped?.(order, from)) ?? order;
    return order;
  }

  async undone(after: Stored<Order>, requestId: string): Promise<Stored<Order> | undefined> {
    let order: Stored<Order> | undefined = after;
    for (const follower of this.followers) {
      if (order && follower.undone) order = await follower.undone(order, requestId);
    }
    return order;
  }

  async deleting(order: Stored<Order>): Promise<void> {
    for (const follower of this.followers) await follower.deleting?.(order);
  }

  async deleted(order: Stored<Order>): Promise<void> {
    for (const follower of this.followers) await follower.deleted?.(order);
  }
}
