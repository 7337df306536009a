import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, type Types } from 'mongoose';
import type { ShopCartLine } from './cart.dto.js';

/** What a customer with an account has put into the cart, on whatever device. Nobody else's business, so in no journal. */
@Schema({ collection: 'carts', versionKey: false })
export class Cart {
  /** The customer's own id. */
  @Prop({ type: MongooseSchema.Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: [Object] })
  lines!: ShopCartLine[];

  @Prop({ type: Date })
  changedAt!: Date;
}

export const CartSchema = SchemaFactory.createForClass(Cart);
