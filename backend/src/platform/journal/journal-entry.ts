import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { JOURNAL_ACTIONS, ORDER_STATUSES, type JournalAction, type OrderStatus } from '@verstak/domain';
import { Schema as MongooseSchema, type Types } from 'mongoose';
import {
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  TextField,
  ValueField,
} from '../fields/index.js';

/** One field that a change touched. */
export class JournalChange {
  @TextField({ example: 'items.66f0c2a7e1b2c3d4e5f60718.quantity', max: 400 })
  path!: string;

  @ValueField({ optional: true, example: 2 })
  before?: unknown;

  @ValueField({ optional: true, example: 3 })
  after?: unknown;
}

/** Who made a change, and by which way. */
export class JournalActor {
  /** A text also as it is stored: what is sealed stays as it was written. */
  @TextField({ optional: true, max: 24, example: '66f0c2a7e1b2c3d4e5f60718' })
  id?: string;

  @TextField({ example: 'Анна', description: 'Of a program, what its key is called.' })
  name!: string;

  @TextField({ optional: true, example: undefined, description: 'Of a program, who made its key.' })
  maker?: string;

  @ChoiceField(['console', 'api-key', 'connection', 's2-api', 'system'], { name: 'JournalWay' })
  via!: string;

  @TextField({ optional: true, readBy: 'journal:read', example: '192.0.2.7' })
  address?: string;

  @TextField({ optional: true, example: 'parts follow their order', description: 'The rule that was at work.' })
  reason?: string;
}

/** What an action was done with. */
export class JournalParams {
  @TextField({ optional: true, max: 500, example: 'Клиент передумал' })
  reason?: string;

  @ChoiceField(ORDER_STATUSES, {
    optional: true,
    name: 'OrderStatus',
    description: 'The status of the order that a part has followed.',
  })
  status?: OrderStatus;

  @IntegerField({
    optional: true,
    example: 57,
    description: 'How many: documents that a name was renewed in, failures in a row, rows of a file.',
  })
  count?: number;

  @TextField({ optional: true, max: 60, example: 'anna', description: 'The login as it was typed.' })
  login?: string;

  @TextField({ optional: true, max: 255, example: 'Кружка белая 330 мл', description: 'What a cost has followed.' })
  name?: string;

  @TextField({ optional: true, max: 24, description: 'The thing in stock whose cost it was.' })
  stockItemId?: string;

  @IntegerField({ optional: true, example: 32, description: 'How long a login or an address is locked.' })
  seconds?: number;

  @TextField({ optional: true, max: 250, example: 'POST /api/v1/users', description: 'What was refused.' })
  route?: string;

  @TextField({ optional: true, max: 254, example: 'anna@example.org', description: 'Where a letter went.' })
  to?: string;

  @TextField({ optional: true, max: 200, example: 'orders_2026-11-25.xlsx' })
  file?: string;

  @TextField({
    optional: true,
    max: 500,
    example: 'status=ready&sort=-number',
    description: 'What a file was asked for.',
  })
  filter?: string;

  @InstantField({ optional: true, description: 'When it was done, where the server was told later.' })
  doneAt?: Date;

  @InstantField({
    optional: true,
    example: '2031-01-03T10:00:00.000Z',
    description: 'The time that was told and could not be right; that of the entry stands.',
  })
  timeCorrected?: Date;
}

/** Another document that a change has changed too, without an entry of its own; of a sum of it, without a version. */
export interface JournalDerived {
  entity: string;
  id: string;
  version?: number;
  number?: number;
}

/**
 * One change of one document: audit log, history and the source of every notification. What is no change of a document,
 * such as a failed sign-in, has an entry of none.
 */
@Schema({ collection: 'journal', versionKey: false })
export class JournalEntry {
  @IdField({ computed: true })
  id!: string;

  @InstantField({ sort: true })
  at!: Date;

  @NestedField(() => JournalActor)
  actor!: JournalActor;

  @TextField({ optional: true, example: 'Order' })
  entity?: string;

  @IdField({ of: { kindBy: 'entity' }, optional: true, filter: true })
  entityId?: string;

  @IntegerField({ optional: true, example: 1024, description: 'The number people call the document by.' })
  number?: number;

  @ChoiceField(JOURNAL_ACTIONS, { filter: true, name: 'JournalAction', example: 'changed' })
  action!: JournalAction;

  @NestedField(() => JournalParams, { optional: true })
  params?: JournalParams;

  @IntegerField({ optional: true, example: 2, description: 'Version of the document after the change.' })
  entityVersion?: number;

  @ListField(() => JournalChange)
  changes!: JournalChange[];

  @IntegerField({ optional: true, example: 42, description: 'Place in the chain, given a moment after the change.' })
  position?: number;

  /** What else the change has changed; kept in the database only, for whoever reads an entity may not read the others. */
  @Prop({ type: [Object], default: undefined })
  derived?: JournalDerived[];

  /** The document that this one belongs to, whose history tells of it too. */
  @Prop({ type: MongooseSchema.Types.ObjectId })
  ownerId?: Types.ObjectId;

  /** HMAC-SHA256 of this entry, made by the process that wrote it, in hex. */
  @Prop({ type: String })
  mac?: string;

  /** HMAC-SHA256 over the former entry's hash and this entry, in hex. */
  @Prop({ type: String })
  hash?: string;

  /** It was sealed though nobody with the key has written it. */
  @Prop({ type: Boolean })
  isForeign?: boolean;

  @Prop({ type: String })
  requestId!: string;

  /** There is no second entry with the same words here, however often it happens. */
  @Prop({ type: String })
  once?: string;
}

/** An entry of a change of a document. */
export type DocumentEntry = JournalEntry & Required<Pick<JournalEntry, 'entity' | 'entityId' | 'entityVersion'>>;

export const JournalEntrySchema = SchemaFactory.createForClass(JournalEntry);
// History of one document, and the entries after the version an editor saw.
JournalEntrySchema.index({ entityId: 1, entityVersion: 1 });
// What belongs to a document, in its history.
JournalEntrySchema.index({ ownerId: 1 }, { sparse: true });
// The list of the journal by kind, person and action, newest first.
JournalEntrySchema.index({ entity: 1, _id: -1 });
JournalEntrySchema.index({ 'actor.id': 1, _id: -1 });
JournalEntrySchema.index({ action: 1, _id: -1 });
// What was done with a document, by the number that people know.
JournalEntrySchema.index({ number: 1, _id: -1 }, { sparse: true });
// Entries that name a document among what else they changed.
JournalEntrySchema.index({ 'derived.id': 1 }, { sparse: true });
// What is recorded once a minute, whichever process sees it.
JournalEntrySchema.index({ once: 1 }, { unique: true, sparse: true });
// Unsealed entries, which have no position.
JournalEntrySchema.index({ position: 1 });
// The tail that readers follow: no two entries have one place, whoever seals at the same time.
JournalEntrySchema.index(
  { position: 1 },
  { name: 'position_unique', unique: true, partialFilterExpression: { position: { $gt: 0 } } },
);
