import { Injectable } from '@nestjs/common';
import { Order } from '../orders/order.js';
import type { Consequence } from '../platform/records/consequence.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { consequencesOf, ReservationsService, type Taking } from './reservations.service.js';
import { claimOf } from './settlement.js';

/** What follows for the stock, with all of what was worked out. */
interface StockConsequence extends Consequence {
  taking: Taking;
}

/** Stock is reserved, given out and released as orders are confirmed, amended, handed over, cancelled and deleted. */
@Injectable()
export class StockFollowsOrders implements Reaction<Order, Taking, StockConsequence> {
  readonly rule = 'the stock follows the orders';

  constructor(
    private readonly reservations: ReservationsService,
    reactions: Reactions,
  ) {
    reactions.add(Order, this);
  }

  async learn({ before, after }: DocumentChange<Order>): Promise<Taking | undefined> {
    const order = after ?? before;
    if (!order || (after && !takesOther(before, after))) return undefined;
    return this.reservations.work(order._id.toHexString(), after);
  }

  consequences(_change: DocumentChange<Order>, taking: Taking): StockConsequence[] {
    return consequencesOf(taking).map((consequence) => ({ ...consequence, taking }));
  }

  /** Where parts follow the same order, they have changed meanwhile: then it is worked out again. */
  async bringAbout([first]: readonly StockConsequence[], { before, after }: DocumentChange<Order>): Promise<undefined> {
    const order = after ?? before;
    if (!order) return;
    const hasParts = order.partsTotal > 0 || (order.heldFrom ?? order.status) === 'in_production';
    const taking = first && !hasParts ? first.taking : await this.reservations.work(order._id.toHexString(), after);
    await this.reservations.carryOut(taking);
  }
}

/** Whether a change of an order concerns what it takes: its claim, or what of which product it wants. */
function takesOther(before: Order | undefined, after: Order | undefined): boolean {
  return wanted(before) !== wanted(after);
}

function wanted(order: Order | undefined): string {
  const items = order?.items.filter(({ productId }) => productId) ?? [];
  const claim = order && items.length ? claimOf(order) : 'none';
  if (claim === 'none') return claim;
  return JSON.stringify([
    claim,
    ...items.map(({ id, productId, choiceIds = [], quantity }) => [id, String(productId), choiceIds, quantity]),
  ]);
}
