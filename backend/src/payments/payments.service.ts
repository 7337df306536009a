import { Injectable } from '@nestjs/common';
import type { CalendarDay, Money, PaymentMethod } from '@verstak/domain';
import { ClientsService } from '../clients/clients.service.js';
import { OrderStepsService } from '../orders/order-steps.service.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { actorBehind, asSystem, personBehind } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { RuleBroken } from '../platform/failure/failure.js';
import { pastDay } from '../platform/failure/past-day.js';
import type { Page } from '../platform/lists/paging.js';
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

/** Money of orders as it comes and goes; an order keeps their sum as what is paid. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly clients: ClientsService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async list(orderId: string, query: PaymentListQuery): Promise<Page<Stored<Payment>>> {
    await this.orders.get(orderId);
    return this.payments.list(orderId, query);
  }

  /** Takes a payment for an order of any status; 400 where its day is still to come. */
  async take(orderId: string, { amount, method, day, note }: PaymentTaking): Promise<Stored<Payment>> {
    const transfer = { amount, method, note, day: pastDay(day, this.config.today()) };
    return this.transactions.run(async () => {
      const order = await this.orders.get(orderId);
      await this.count(order, amount);
      return this.record(order, transfer);
    });
  }

  /** Hands an order over and takes the payment for it, both or neither. */
  async handOver(orderId: string, { payment, version }: PaidHandOver): Promise<Stored<Order>> {
    const { amount, method, note } = payment;
    const transfer = { amount, method, note, day: pastDay(payment.day, this.config.today(), 'payment.day') };
    return this.transactions.run(async () => {
      const delivered = await this.steps.step(orderId, { status: 'delivered', version });
      const paid = await this.count(delivered, amount);
      await this.record(paid, transfer);
      return paid;
    });
  }

  /** Gives a payment back, what is left of it unless told; 422 where that is less than asked for. */
  async refund(id: string, { amount, method, day, note }: Refund): Promise<Stored<Payment>> {
    const known = pastDay(day, this.config.today());
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

  /** Whoever takes money moves what is paid for the order, also one they may not amend. */
  private async count(order: Stored<Order>, amount: Money): Promise<Stored<Order>> {
    return asSystem('what is paid follows its payments', () => this.orders.countPayment(order, amount));
  }

  /** Records money that changed hands for an order, within the transaction that counts it as paid. */
  async record(order: Stored<Order>, transfer: Transfer): Promise<Stored<Payment>> {
    const person = personBehind();
    return this.payments.add({
      ...transfer,
      orderId: order._id.toHexString(),
      orderNumber: order.number,
      clientId: String(order.clientId),
      takenById: person?.userId,
      takenByName: actorBehind()?.name,
    });
  }
}
