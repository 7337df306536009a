import { Injectable, type OnModuleInit } from '@nestjs/common';
import { dayIn, type CalendarDay, type Money, type PaymentMethod } from '@verstak/domain';
import { ClientsService } from '../clients/clients.service.js';
import { OrderFollowers, type OrderFollower } from '../orders/order-followers.js';
import { OrderStepsService } from '../orders/order-steps.service.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { asSystem, personBehind, requirePermission } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/base.repository.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Invalid, RuleBroken } from '../platform/http/failure.js';
import type { Page } from '../platform/http/paging.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { ClientAccount, PaidHandOver, PaymentListQuery, PaymentTaking, Refund } from './payment.dto.js';
import type { Payment } from './payment.js';
import { PaymentsRepository } from './payments.repository.js';

/** What is told of money that changes hands; negative where it is given back. */
interface Transfer {
  amount: Money;
  method: PaymentMethod;
  day: CalendarDay;
  note?: string;
  refundOf?: string;
}

/** Why the payments of an order are changed without anybody's right to them. */
const FOLLOWING = 'payments follow their order';

/** Money of orders as it comes and goes; an order keeps their sum as what is paid. */
@Injectable()
export class PaymentsService implements OnModuleInit, OrderFollower {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly clients: ClientsService,
    private readonly followers: OrderFollowers,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.followers.add(this);
  }

  async list(orderId: string, query: PaymentListQuery): Promise<Page<Stored<Payment>>> {
    await this.orders.get(orderId);
    return this.payments.list(orderId, query);
  }

  /** Takes a payment for an order of any status; 400 where its day is still to come. */
  async take(orderId: string, { amount, method, day, note }: PaymentTaking): Promise<Stored<Payment>> {
    const transfer = { amount, method, note, day: this.past(day, 'day') };
    return this.transactions.run(async () => {
      const order = await this.orders.get(orderId);
      await this.count(order, amount);
      return this.record(order, transfer);
    });
  }

  /** Hands an order over and takes the payment for it, both or neither. */
  async handOver(orderId: string, { payment, version }: PaidHandOver): Promise<Stored<Order>> {
    const { amount, method, note } = payment;
    const transfer = { amount, method, note, day: this.past(payment.day, 'payment.day') };
    return this.transactions.run(async () => {
      const delivered = await this.steps.step(orderId, { status: 'delivered', version });
      const paid = await this.count(delivered, amount);
      await this.record(paid, transfer);
      return paid;
    });
  }

  /** Gives a payment back, what is left of it unless told; 422 where that is less than asked for. */
  async refund(id: string, { amount, method, day, note }: Refund): Promise<Stored<Payment>> {
    const known = this.past(day, 'day');
    return this.transactions.run(async () => {
      const payment = await this.payments.get(id);
      const order = await this.orders.get(String(payment.orderId));
      const left = Math.max(Math.min(payment.amount - (await this.payments.refundedOf(id)), order.paid), 0);
      const back = amount ?? left;
      if (!left || back > left) {
        throw RuleBroken('payment.refund_exceeds', `Of this payment ${left} minor units can be given back.`, { left });
      }
      await this.count(order, -back);
      return this.record(order, { amount: -back, method, note, day: known, refundOf: id });
    });
  }

  async account(clientId: string): Promise<ClientAccount> {
    const { balance } = await this.clients.get(clientId);
    return { balance, ...(await this.orders.unsettledOf(clientId)) };
  }

  async created(order: Stored<Order>): Promise<Stored<Order>> {
    return this.recordDifference(order, order.paid, order.orderedDay);
  }

  /** What was written as paid is a payment, or money given back; payments go with their order to another client. */
  async amended(order: Stored<Order>, before: Stored<Order>): Promise<Stored<Order>> {
    if (String(order.clientId) !== String(before.clientId)) await this.giveTo(order);
    return this.recordDifference(order, order.paid - before.paid, this.today());
  }

  /** A payment that was taken with a step goes with it. */
  async undone(order: Stored<Order>, requestId: string): Promise<Stored<Order>> {
    const payments = await this.payments.ofOrder(order._id.toHexString());
    const made = await this.journal.ofRequest(
      requestId,
      payments.map(({ _id }) => _id.toHexString()),
    );
    for (const { entityId } of made) await this.erase(String(entityId));
    return order;
  }

  /** 409 where money has changed hands for an order that is to be deleted. */
  async deleting(order: Stored<Order>): Promise<void> {
    const payments = await this.payments.countOf(order._id.toHexString());
    if (!payments) return;
    throw Conflict(
      'order.has_payments',
      `Order ${order.number} has ${payments} payments, which must not be lost; leave it cancelled.`,
      { payments },
    );
  }

  async deleted(order: Stored<Order>): Promise<void> {
    for (const { _id } of await this.payments.ofOrder(order._id.toHexString())) await this.erase(_id.toHexString());
  }

  /** Whoever takes money moves what is paid for the order, also one they may not amend. */
  private async count(order: Stored<Order>, amount: Money): Promise<Stored<Order>> {
    return asSystem('what is paid follows its payments', () => this.orders.countPayment(order, amount));
  }

  private async erase(id: string): Promise<void> {
    await asSystem(FOLLOWING, () => this.payments.delete(id));
  }

  private async recordDifference(order: Stored<Order>, amount: Money, day: CalendarDay): Promise<Stored<Order>> {
    if (!amount) return order;
    requirePermission('payments:write');
    await this.record(order, { amount, method: 'other', day });
    return order;
  }

  private async record(order: Stored<Order>, transfer: Transfer): Promise<Stored<Payment>> {
    const person = personBehind();
    return this.payments.add({
      ...transfer,
      orderId: order._id.toHexString(),
      orderNumber: order.number,
      clientId: String(order.clientId),
      takenById: person?.userId,
      takenByName: person?.name,
    });
  }

  private async giveTo({ _id, clientId }: Stored<Order>): Promise<void> {
    for (const payment of await this.payments.ofOrder(_id.toHexString()))
      await asSystem(FOLLOWING, () =>
        this.payments.change(payment, { action: 'moved' }, (moved) => void Object.assign(moved, { clientId })),
      );
  }

  private today(): CalendarDay {
    return dayIn(this.config.timeZone, new Date());
  }

  /** The day as told, today where it is not; money that is still to come has not changed hands. */
  private past(day: CalendarDay | undefined, field: string): CalendarDay {
    const today = this.today();
    if (!day || day <= today) return day ?? today;
    throw Invalid([{ field, rule: 'past', value: day, message: `must not be after today, ${today}` }]);
  }
}
