import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { MAX_MONEY, PAYMENT_METHODS, type CalendarDay, type Money, type PaymentMethod } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { ChoiceField, DayField, IdField, IntegerField, MoneyField, TextField } from '../platform/fields/index.js';

/** What people write of a payment as it is kept. */
export class PaymentFields extends Entity {
  @ChoiceField(PAYMENT_METHODS, { sort: true, name: 'PaymentMethod' })
  method!: PaymentMethod;

  @TextField({ max: 500, optional: true, example: 'Предоплата 50 %' })
  note?: string;
}

/** Money that changed hands for an order: what a client paid, or what was given back. */
@Schema({ collection: 'payments', versionKey: false })
export class Payment extends PaymentFields {
  @IdField({ of: 'Order', filter: true })
  orderId!: string;

  @IntegerField({ min: 1, example: 1024, description: 'The number of the order.' })
  orderNumber!: number;

  @IdField({ of: 'Client', description: 'Whose account it counts for: the client of the order.' })
  clientId!: string;

  @MoneyField({
    min: -MAX_MONEY,
    sort: true,
    readBy: 'orders:prices',
    example: 150_000,
    description: 'Negative where it was given back.',
  })
  amount!: Money;

  @DayField({ sort: true, description: "The day on which it changed hands, in the workshop's time zone." })
  day!: CalendarDay;

  @IdField({ of: 'Payment', optional: true, description: 'Of money given back: the payment it came from.' })
  refundOf?: string;

  @IdField({ of: 'User', optional: true, computed: true })
  takenById?: string;

  @TextField({
    optional: true,
    computed: true,
    example: 'Ольга',
    description: 'Who took it, or gave it back.',
    copyOf: { entity: 'User', field: 'name', by: 'takenById' },
  })
  takenByName?: string;
}

export const PaymentSchema = SchemaFactory.createForClass(Payment);
// The payments of an order, by any column.
indexLists(PaymentSchema, Payment, ['orderId']);
// Those that carry the name of who took them.
PaymentSchema.index({ takenById: 1 });
// What was given back of a payment.
PaymentSchema.index({ refundOf: 1 }, { sparse: true });
