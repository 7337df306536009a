import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { CONNECTION_SUBJECTS, type ConnectionSubject } from '@verstak/domain';
import { Schema as MongooseSchema } from 'mongoose';
import { ChoiceField, IdField, TextField } from '../platform/fields/index.js';

/** By what another system knows a document of here, and what both last agreed on: neither side has it twice. */
@Schema({ collection: 'externalIds', versionKey: false })
export class ExternalId {
  @IdField({ computed: true })
  id!: string;

  @IdField({ of: 'Connection' })
  connectionId!: string;

  @ChoiceField(CONNECTION_SUBJECTS, { name: 'ConnectionSubject' })
  subject!: ConnectionSubject;

  @TextField({ max: 100, example: 'bd72d8f9-55bc-11d9-848a-00112f43529a' })
  externalId!: string;

  @IdField()
  documentId!: string;

  /** The values of its fields, as they are kept. */
  @Prop({ type: MongooseSchema.Types.Mixed })
  agreed!: Record<string, unknown>;
}

export const ExternalIdSchema = SchemaFactory.createForClass(ExternalId);
ExternalIdSchema.index({ connectionId: 1, subject: 1, externalId: 1 }, { unique: true });
ExternalIdSchema.index({ connectionId: 1, subject: 1, documentId: 1 }, { unique: true });
