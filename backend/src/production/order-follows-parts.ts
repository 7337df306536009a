import { Injectable } from '@nestjs/common';
import { OrdersService } from '../orders/orders.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { Consequence } from '../platform/records/consequence.js';
import type { Stored } from '../platform/database/entity.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { countParts } from './part-consequences.js';
import { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

interface PartsCount extends Consequence {
  orderId: string;
  partsTotal: number;
  partsDone: number;
}

/** With the last part that a master finishes, the order is ready. */
@Injectable()
export class OrderFollowsParts implements Reaction<Part, readonly Stored<Part>[], PartsCount> {
  readonly rule = 'the order follows its parts';

  constructor(
    private readonly parts: PartsRepository,
    private readonly orders: OrdersService,
    reactions: Reactions,
  ) {
    reactions.add(Part, this);
  }

  /** Of parts that follow their order, that takes the count itself. */
  async learn({ after, action }: DocumentChange<Part>): Promise<readonly Stored<Part>[] | undefined> {
    return after && action === 'finish' ? this.parts.ofOrder(String(after.orderId)) : undefined;
  }

  consequences({ after }: DocumentChange<Part>, parts: readonly Stored<Part>[]): PartsCount[] {
    if (!after) return [];
    const states = parts.map((part) => (part._id.equals(after._id) ? after : part).state);
    return [{ kind: 'order.parts', orderId: String(after.orderId), ...countParts(states) }];
  }

  async bringAbout(counts: readonly PartsCount[]): Promise<undefined> {
    for (const { orderId, partsTotal, partsDone } of counts)
      await asSystem(this.rule, () => this.orders.countParts(orderId, partsTotal, partsDone));
  }
}
