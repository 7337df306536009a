import { Injectable } from '@nestjs/common';
import type { CalendarDay, Money } from '@verstak/domain';
import { Order } from '../orders/order.js';
import { asSystem, requirePermission } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Consequence } from '../platform/records/consequence.js';
import type { Stored } from '../platform/database/entity.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { Conflict } from '../platform/failure/failure.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { Payment } from './payment.js';
import { PaymentsRepository } from './payments.repository.js';
import { PaymentsService } from './payments.service.js';

/** What a change of an order is to know: payments that it may concern, and the workshop's day. */
interface Known {
  payments: readonly Stored<Payment>[];
  today: CalendarDay;
}

type PaymentConsequence = Consequence &
  (
    | { kind: 'payment.recorded'; amount: Money; day: CalendarDay }
    | { kind: 'payment.deleted' | 'payment.moved'; payment: Stored<Payment> }
  );

/**
 * Payments keep in step with their orders: what is written as paid becomes a payment, or money given back; they go to
 * another client with their order; one that was taken with a step goes with it; and while there are any, nobody
 * deletes the order.
 */
@Injectable()
export class PaymentsFollowOrders implements Reaction<Order, Known, PaymentConsequence> {
  readonly rule = 'payments follow their order';

  constructor(
    private readonly payments: PaymentsRepository,
    private readonly service: PaymentsService,
    private readonly journal: JournalService,
    private readonly config: Config,
    reactions: Reactions,
  ) {
    reactions.add(Order, this);
  }

  async learn(change: DocumentChange<Order>): Promise<Known | undefined> {
    const { before, after, action, undoes } = change;
    // The payment itself has moved what is paid.
    if (action === 'payment') return undefined;
    if (!undoes && after && after.paid !== (before?.paid ?? 0)) requirePermission('payments:write');
    const today = this.config.today();
    if (undoes) return { payments: await this.madeIn(undoes, after), today };
    const isTouched = before && (!after || String(after.clientId) !== String(before.clientId));
    return { payments: isTouched ? await this.payments.ofOrder(before._id.toHexString()) : [], today };
  }

  consequences(change: DocumentChange<Order>, { payments, today }: Known): PaymentConsequence[] {
    const { before, after, undoes, isForced } = change;
    const concerned = (kind: 'payment.deleted' | 'payment.moved'): PaymentConsequence[] =>
      payments.map((payment) => ({ kind, payment, amount: payment.amount }));
    if (undoes) return concerned('payment.deleted');
    if (!after) {
      if (before && payments.length && !isForced) throw HasPayments(before, payments.length);
      return concerned('payment.deleted');
    }
    const amount = after.paid - (before?.paid ?? 0);
    const day = before ? today : after.orderedDay;
    return [...concerned('payment.moved'), ...(amount ? [{ kind: 'payment.recorded', amount, day } as const] : [])];
  }

  async bringAbout(consequences: readonly PaymentConsequence[], { after }: DocumentChange<Order>): Promise<undefined> {
    for (const consequence of consequences) {
      if (consequence.kind === 'payment.deleted') await this.delete(consequence.payment);
      else if (after && consequence.kind === 'payment.moved') await this.move(consequence.payment, after);
      else if (after && consequence.kind === 'payment.recorded') {
        const { amount, day } = consequence;
        await this.service.record(after, { amount, method: 'other', day });
      }
    }
  }

  private async madeIn(requestId: string, order: Stored<Order> | undefined): Promise<Stored<Payment>[]> {
    const payments = order ? await this.payments.ofOrder(order._id.toHexString()) : [];
    const ids = payments.map(({ _id }) => _id.toHexString());
    const made = new Set((await this.journal.ofRequest(requestId, ids)).map(({ entityId }) => String(entityId)));
    return payments.filter(({ _id }) => made.has(_id.toHexString()));
  }

  private async delete({ _id }: Stored<Payment>): Promise<void> {
    await asSystem(this.rule, () => this.payments.delete(_id.toHexString()));
  }

  private async move(payment: Stored<Payment>, { clientId }: Stored<Order>): Promise<void> {
    await asSystem(this.rule, () =>
      this.payments.change(payment, { action: 'moved' }, (moved) => void Object.assign(moved, { clientId })),
    );
  }
}

function HasPayments({ number }: Order, payments: number): Error {
  return Conflict(
    'order.has_payments',
    `Order ${number} has ${payments} payments, which must not be lost; leave it cancelled.`,
    { payments },
  );
}
