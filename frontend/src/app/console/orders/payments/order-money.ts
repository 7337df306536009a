import { Service, inject } from '@angular/core';
import { type Order, type Payment, PaymentsService } from '@verstak/api';
import { type Money, dueFor } from '@verstak/domain';
import { Session } from '../../../core/session/session';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import type { PaymentResult, PaymentTask } from './payment-dialog';

/** What of an order its payments need to know. */
export type Paying = Pick<Order, 'id' | 'number' | 'status' | 'heldFrom' | 'version' | 'total' | 'paid'>;

/** Asks for payments and takes them, or gives them back, from wherever an order is shown. */
@Service()
export class OrderMoney {
  private readonly api = inject(PaymentsService);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);

  /** Whether handing an order over asks for money first. */
  asksAtHandOver(order: Paying): boolean {
    return this.session.can('payments:write') && dueFor(order) > 0;
  }

  /** Hands an order over with its payment; `without` where the person goes on without one. */
  async handOver(order: Paying): Promise<PaymentResult<Order> | undefined> {
    const { id, number, version } = order;
    return this.ask<Order>({
      title: 'payments.handOver.title',
      action: 'payments.handOver.action',
      without: 'payments.handOver.without',
      params: { number },
      amount: dueFor(order),
      due: dueFor(order),
      method: 'cash',
      send: (payment) => this.api.handOverPaid({ id, body: { payment, version } }),
    });
  }

  /** The payment that was taken for an order; nothing where the person thought better of it. */
  async take(order: Paying): Promise<Payment | undefined> {
    const { id, number } = order;
    const due = dueFor(order);
    return this.sent<Payment>({
      title: 'payments.take.title',
      action: 'payments.take.action',
      params: { number },
      amount: due,
      due,
      method: 'cash',
      send: (body) => this.api.takePayment({ id, body }),
    });
  }

  /** What was given back of a payment, of which so much is left. */
  async refund(payment: Payment, left: Money): Promise<Payment | undefined> {
    const { id, method } = payment;
    return this.sent<Payment>({
      title: 'payments.refund.title',
      action: 'payments.refund.action',
      params: { number: payment.orderNumber },
      amount: left,
      most: left,
      method,
      send: (body) => this.api.refundPayment({ id, body }),
    });
  }

  private async sent<T>(task: PaymentTask<T>): Promise<T | undefined> {
    const result = await this.ask(task);
    return result && result !== 'without' ? result.sent : undefined;
  }

  private async ask<T>(data: PaymentTask<T>): Promise<PaymentResult<T> | undefined> {
    const { PaymentDialog } = await import('./payment-dialog');
    return this.dialogs.open<PaymentResult<T>>(PaymentDialog, { data, width: '640px' });
  }
}
