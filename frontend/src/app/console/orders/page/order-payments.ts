import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, type Payment, PaymentsService } from '@verstak/api';
import type { Money } from '@verstak/domain';
import { liveResource } from '../../../core/live/live-resource';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { PaymentState } from '../../../entities/orders/payment-state';
import { CalendarDayPipe, MoneyPipe } from '../../../ui/pipes/format-pipes';
import { EmptyState } from '../../../ui/states/empty-state';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';
import { OrderMoney } from '../payments/order-money';
import { OrderRecord } from './order-record';

/** The payments of an order, newest first: who took how much and how; takes another, or gives one back. */
@Component({
  selector: 'app-order-payments',
  imports: [
    CalendarDayPipe,
    EmptyState,
    MatButton,
    MatIcon,
    MoneyPipe,
    PaymentState,
    ProblemState,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  templateUrl: './order-payments.html',
  styleUrl: './order-payments.scss',
})
export class OrderPayments {
  private readonly api = inject(PaymentsService);
  private readonly session = inject(Session);
  private readonly money = inject(OrderMoney);
  private readonly record = inject(OrderRecord);
  private readonly toasts = inject(Toasts);

  readonly order = input.required<Order>();
  protected readonly mayWrite = computed(() => this.session.can('payments:write'));

  protected readonly payments = liveResource({
    params: () => this.order().id,
    load: (id) => this.api.listPayments({ id, pageSize: 200 }),
    live: ['Payment'],
  });
  protected readonly rows = computed(() =>
    this.payments.value()?.items.map((payment) => ({ payment, sum: payment.amount ?? 0, left: this.leftOf(payment) })),
  );

  protected async take(): Promise<void> {
    const taken = await this.money.take(this.order());
    if (taken) this.told('payments.taken');
  }

  protected async refund(payment: Payment, left: Money): Promise<void> {
    const back = await this.money.refund(payment, left);
    if (back) this.told('payments.refunded');
  }

  private told(key: string): void {
    this.toasts.say(key, { number: this.order().number });
    this.payments.reload();
    this.record.refresh();
  }

  /** What can still be given back of a payment, minor units. */
  private leftOf({ id, amount = 0 }: Payment): Money {
    const refunds = this.payments.value()?.items.filter(({ refundOf }) => refundOf === id) ?? [];
    const left = refunds.reduce((sum, refund) => sum + (refund.amount ?? 0), amount);
    return Math.max(Math.min(left, this.order().paid ?? 0), 0);
  }
}
