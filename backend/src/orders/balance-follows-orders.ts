import { Injectable } from '@nestjs/common';
import { owedFor, type Money } from '@verstak/domain';
import { ClientsService } from '../clients/clients.service.js';
import type { Consequence } from '../platform/records/consequence.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Order } from './order.js';

/** What a client owes more by a change of an order; negative is less. */
interface BalanceChange extends Consequence {
  clientId: string;
  amount: Money;
  /** The client has another order by that. */
  isOrdered: boolean;
}

/** Keeps what clients owe in step with every change of their orders. */
@Injectable()
export class BalanceFollowsOrders implements Reaction<Order, true, BalanceChange> {
  readonly rule = 'the balance follows the orders';

  constructor(
    private readonly clients: ClientsService,
    reactions: Reactions,
  ) {
    reactions.add(Order, this);
  }

  learn(): true {
    return true;
  }

  consequences({ before, after }: DocumentChange<Order>): BalanceChange[] {
    const [from, to] = [before && String(before.clientId), after && String(after.clientId)];
    const [owedBefore, owedAfter] = [before ? owedFor(before) : 0, after ? owedFor(after) : 0];
    if (before && after && from === to) {
      return owedAfter === owedBefore ? [] : [balanceChange(after, owedAfter - owedBefore)];
    }
    return [
      ...(before && owedBefore ? [balanceChange(before, -owedBefore)] : []),
      ...(after ? [{ ...balanceChange(after, owedAfter), isOrdered: true }] : []),
    ];
  }

  bringAbout(changes: readonly BalanceChange[]): undefined {
    for (const { clientId, amount, isOrdered } of changes) {
      if (isOrdered) this.clients.ordered(clientId, amount);
      else this.clients.addToBalance(clientId, amount);
    }
    return undefined;
  }
}

function balanceChange({ clientId, clientName: title }: Order, amount: Money): BalanceChange {
  const id = String(clientId);
  const derived = amount ? [{ entity: 'Client', id }] : [];
  return { kind: 'balance', clientId: id, title, amount, isOrdered: false, derived };
}
