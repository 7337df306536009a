import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { CONNECTION_SUBJECTS, type ConnectionSubject } from '@verstak/domain';
import { Schema as MongooseSchema } from 'mongoose';
import { ChoiceField, IdField } from '../platform/fields/index.js';

/**
 * A document that another system is to be told of: one for each document, however often that changes before it is sent.
 */
@Schema({ collection: 'outgoingChanges', versionKey: false })
export class OutgoingChange {
  @IdField({ of: 'Connection' })
  connectionId!: string;

  @ChoiceField(CONNECTION_SUBJECTS, { name: 'ConnectionSubject' })
  subject!: ConnectionSubject;

  @IdField()
  documentId!: string;

  /** Another one for each time it changes: what was sent is taken away only where nothing has changed since. */
  @Prop({ type: MongooseSchema.Types.ObjectId })
  mark!: unknown;

  /** When it is sent at the earliest. */
  @Prop({ type: Date })
  dueAt!: Date;

  /** How often it was begun to be sent: after the first time the other side may have it although nobody noted so. */
  @Prop({ type: Number })
  tries!: number;
}

export const OutgoingChangeSchema = SchemaFactory.createForClass(OutgoingChange);
OutgoingChangeSchema.index({ connectionId: 1, subject: 1, documentId: 1 }, { unique: true });
OutgoingChangeSchema.index({ connectionId: 1, subject: 1, dueAt: 1 });
