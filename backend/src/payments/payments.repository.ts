import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Money } from '@verstak/domain';
import type { Model } from 'mongoose';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { Page } from '../platform/lists/paging.js';
import type { PaymentListQuery } from './payment.dto.js';
import { Payment } from './payment.js';

@Injectable()
export class PaymentsRepository extends BaseRepository<Payment> {
  constructor(@InjectModel(Payment.name) model: Model<Payment>, context: RepositoryContext) {
    super(model, Payment, 'Payment', context);
  }

  /** The payments of an order, newest first unless told otherwise. */
  async list(orderId: string, query: PaymentListQuery): Promise<Page<Stored<Payment>>> {
    return this.page(query, Payment, { orderId: [orderId] });
  }

  async add(fields: Omit<Payment, keyof Entity>): Promise<Stored<Payment>> {
    return this.insert(fields);
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** Every payment of an order, oldest first, whoever asks. */
  async ofOrder(orderId: string): Promise<Stored<Payment>[]> {
    return this.model.find({ orderId }).sort({ _id: 1 }).lean<Stored<Payment>[]>();
  }

  /** What was given back of a payment so far, minor units. */
  async refundedOf(id: string): Promise<Money> {
    const refunds = await this.model.find({ refundOf: id }).lean<Stored<Payment>[]>();
    return refunds.reduce((sum, { amount }) => sum - amount, 0);
  }
}
