import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { BALANCE } from '../inventory/stock-item.js';
import {
  BooleanField,
  DecimalField,
  IdField,
  IdsField,
  ListField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** Most times that something is given out for one item of an order: once for each of its parts, and for what they grow by. */
const MOST_ISSUES = 2_000;

/** Something that was given out for an item of an order. */
export class Issue {
  @IdField({ of: 'Part', optional: true, description: 'The part in which it went; without one, it was handed over.' })
  partId?: string;

  @QuantityField()
  quantity!: number;

  @IdField({
    of: 'Movement',
    optional: true,
    description: 'How it was moved; without it nobody had counted it by then.',
  })
  movementId?: string;
}

/**
 * What an item of an order takes of one thing in stock: how much is still reserved, and what was given out. It follows
 * from the order and its parts, whose entries in the journal tell of it, and stays as long as the order does.
 */
@Schema({ collection: 'reservations', versionKey: false })
export class Reservation extends Entity {
  @IdField({ of: 'Order' })
  orderId!: string;

  @IdField()
  itemId!: string;

  @IdField({ of: 'StockItem' })
  stockItemId!: string;

  @IdField({ description: 'The material of the product, or the product itself.' })
  lineId!: string;

  @IdField({ of: 'Product', description: 'What the item was of when this was worked out.' })
  productId!: string;

  @IdsField({ max: 100 })
  choiceIds!: string[];

  @QuantityField({ description: 'How much a unit of the item takes.' })
  perUnit!: number;

  @IdField({ optional: true, description: 'The stage at which it is given out; without one, the first.' })
  stageId?: string;

  @BooleanField({ description: 'It is sold as it lies there, and given out when the order is handed over.' })
  isProduct!: boolean;

  @DecimalField({ ...BALANCE, min: 0, description: 'What is reserved, and not given out yet.' })
  quantity!: number;

  @TextField({ max: 20 })
  unit!: string;

  @ListField(() => Issue, { max: MOST_ISSUES })
  issues!: Issue[];
}

export const ReservationSchema = SchemaFactory.createForClass(Reservation);
ReservationSchema.index({ orderId: 1 });
// Who waits for something, the largest first.
ReservationSchema.index({ stockItemId: 1, quantity: -1, _id: 1 });
