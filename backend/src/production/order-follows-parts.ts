import { Injectable } from '@nestjs/common';
import type { JournalAction } from '@verstak/domain';
import { OrdersService, type PartsCount } from '../orders/orders.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { Consequence } from '../platform/records/consequence.js';
import type { Stored } from '../platform/database/entity.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { countParts } from './part-consequences.js';
import { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

interface Counted extends Consequence {
  orderId: string;
  count: PartsCount;
}

/** What is done to parts while their order stays as it is; of parts that follow their order, that takes the count itself. */
const OWN_WAYS: readonly JournalAction[] = ['finish', 'scrapped', 'remade', 'stepped_back'];

/** The order counts what is done of its parts; with the last one that is finished, it is ready. */
@Injectable()
export class OrderFollowsParts implements Reaction<Part, readonly Stored<Part>[], Counted> {
  readonly rule = 'the order follows its parts';

  constructor(
    private readonly parts: PartsRepository,
    private readonly orders: OrdersService,
    reactions: Reactions,
  ) {
    reactions.add(Part, this);
  }

  async learn({ after, action }: DocumentChange<Part>): Promise<readonly Stored<Part>[] | undefined> {
    return after?.orderId && OWN_WAYS.includes(action) ? this.parts.ofOrder(String(after.orderId)) : undefined;
  }

  consequences({ after }: DocumentChange<Part>, parts: readonly Stored<Part>[]): Counted[] {
    if (!after) return [];
    const others = parts.filter((part) => !part._id.equals(after._id));
    return [{ kind: 'order.parts', orderId: String(after.orderId), count: countParts([...others, after]) }];
  }

  async bringAbout(counted: readonly Counted[]): Promise<undefined> {
    for (const { orderId, count } of counted) await asSystem(this.rule, () => this.orders.countParts(orderId, count));
  }
}
