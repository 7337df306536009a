import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, type Types } from 'mongoose';

/** Whose turn it is to add a file to a document: who counts the files there writes here first. */
@Schema({ collection: 'fileTurns', versionKey: false })
export class FileTurn {
  /** The id of the document. */
  @Prop({ type: MongooseSchema.Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: Number })
  taken!: number;
}

export const FileTurnSchema = SchemaFactory.createForClass(FileTurn);
