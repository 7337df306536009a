import { Injectable } from '@nestjs/common';
import type { OrderStatus } from '@verstak/domain';
import type { Stored } from '../platform/database/base.repository.js';
import type { Order } from './order.js';

/** What must follow an order within the transaction of its change: production keeps its parts in step. */
export interface OrderFollower {
  /** The order was amended; gives it back with what the follower counts. */
  amended(before: Stored<Order>, after: Stored<Order>): Promise<Stored<Order>>;
  /** The order took a step of its life cycle. */
  stepped(order: Stored<Order>, from: OrderStatus): Promise<Stored<Order>>;
  deleted(order: Stored<Order>): Promise<void>;
}

/** The capabilities that follow orders; they register themselves, so that orders depend on none of them. */
@Injectable()
export class OrderFollowers implements OrderFollower {
  private readonly followers: OrderFollower[] = [];

  add(follower: OrderFollower): void {
    this.followers.push(follower);
  }

  async amended(before: Stored<Order>, after: Stored<Order>): Promise<Stored<Order>> {
    let order = after;
    for (const follower of this.followers) order = await follower.amended(before, order);
    return order;
  }

  async stepped(order: Stored<Order>, from: OrderStatus): Promise<Stored<Order>> {
    let current = order;
    for (const follower of this.followers) current = await follower.stepped(current, from);
    return current;
  }

  async deleted(order: Stored<Order>): Promise<void> {
    for (const follower of this.followers) await follower.deleted(order);
  }
}
