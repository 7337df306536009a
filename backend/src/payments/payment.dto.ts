import { type CalendarDay, type Money } from '@verstak/domain';
import { OrderListItem } from '../orders/order.dto.js';
import { Seen, Writable } from '../platform/records/bodies.js';
import { DayField, ListField, MoneyField, NestedField } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { PaymentFields } from './payment.js';

const DAY = { optional: true, description: 'Today unless told; never later.' } as const;

/** Money that a client pays. */
export class PaymentTaking extends Writable(PaymentFields) {
  @MoneyField({ min: 1, example: 150_000 })
  amount!: Money;

  @DayField(DAY)
  day?: CalendarDay;
}

/** Money that is given back. */
export class Refund extends Writable(PaymentFields) {
  @MoneyField({ min: 1, optional: true, example: 50_000, description: 'What is left of the payment unless told.' })
  amount?: Money;

  @DayField(DAY)
  day?: CalendarDay;
}

/** An order handed over and paid for at once; the version is the order's. */
export class PaidHandOver extends Seen {
  @NestedField(() => PaymentTaking)
  payment!: PaymentTaking;
}

export class PaymentListQuery extends ListQuery {}

const SIGNED = { min: -Number.MAX_SAFE_INTEGER, readBy: 'orders:prices' } as const;

/** How a client stands with the workshop, and the orders that make it so. */
export class ClientAccount {
  @MoneyField({ ...SIGNED, description: 'Sales less payments; negative is owed to the client.' })
  balance!: Money;

  @ListField(() => OrderListItem, { max: 200, description: 'Orders still to be paid, the newest first.' })
  owing!: OrderListItem[];

  @ListField(() => OrderListItem, {
    max: 200,
    description: 'Orders with money of the client: deposits, what was paid too much, refunds still to be made.',
  })
  credits!: OrderListItem[];
}
