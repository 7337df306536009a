import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Types } from 'mongoose';

/** A note that a stored content belongs to no file: not yet, or no more. */
@Schema({ collection: 'looseContents', versionKey: false })
export class LooseContent {
  /** The id of the content. */
  @Prop({ type: Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: Date })
  since!: Date;
}

export const LooseContentSchema = SchemaFactory.createForClass(LooseContent);
// What has been loose for long.
LooseContentSchema.index({ since: 1 });
