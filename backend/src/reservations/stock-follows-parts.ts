import { Injectable } from '@nestjs/common';
import { OrdersService } from '../orders/orders.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import type { Consequence } from '../platform/records/consequence.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Part } from '../production/part.js';
import { consequencesOf, ReservationsService, type Taking } from './reservations.service.js';

/** What goes into a part is given out when its stage is begun. */
@Injectable()
export class StockFollowsParts implements Reaction<Part, Taking, Consequence> {
  readonly rule = 'the stock follows the parts';

  constructor(
    private readonly reservations: ReservationsService,
    private readonly orders: OrdersService,
    reactions: Reactions,
  ) {
    reactions.add(Part, this);
  }

  async learn({ before, after }: DocumentChange<Part>): Promise<Taking | undefined> {
    if (!after?.orderId || !after.itemId || after.parentId || progressOf(before) === progressOf(after))
      return undefined;
    const orderId = String(after.orderId);
    return (await this.reservations.concernsOrder(orderId)) ? this.work(orderId, after) : undefined;
  }

  consequences(_change: DocumentChange<Part>, taking: Taking): Consequence[] {
    return consequencesOf(taking);
  }

  /** Worked out again: another rule may have changed the order or other parts of it meanwhile. */
  async bringAbout(_consequences: readonly Consequence[], { after }: DocumentChange<Part>): Promise<undefined> {
    if (after?.orderId) await this.reservations.carryOut(await this.work(String(after.orderId)));
  }

  private async work(orderId: string, part?: Stored<Part>): Promise<Taking> {
    const order = await asSystem(this.rule, () => this.orders.get(orderId));
    return this.reservations.work(orderId, order, part);
  }
}

/** What of a part decides on what is given out for it. */
function progressOf(part: Part | undefined): string {
  if (!part) return 'waiting';
  const { state, quantity, stagesDone, passesTotal } = part;
  const isBegun = state !== 'waiting' || stagesDone > 0 || passesTotal > 0;
  return isBegun ? [state === 'cancelled', state === 'waiting', quantity, stagesDone].join() : 'waiting';
}
