import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  ALL_EXCHANGED_FIELDS,
  CONNECTION_DIRECTIONS,
  CONNECTION_KINDS,
  CONNECTION_OFF_REASONS,
  CONNECTION_SUBJECTS,
  CONNECTION_WINNERS,
  EXCHANGE_FAULTS,
  LEAST_CONNECTION_MINUTES,
  MOST_CONNECTION_MINUTES,
  ORDER_STATUSES,
  type ConnectionDirection,
  type ConnectionKind,
  type ConnectionOffReason,
  type ConnectionSubject,
  type ConnectionWinner,
  type ExchangedField,
  type ExchangeFault,
  type OrderStatus,
} from '@verstak/domain';
import { Schema as MongooseSchema } from 'mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  AddressField,
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  TextField,
} from '../platform/fields/index.js';

/** What is exchanged, and which way. */
export class ConnectionExchange {
  @ChoiceField(CONNECTION_SUBJECTS, { name: 'ConnectionSubject', example: 'products' })
  subject!: ConnectionSubject;

  @ChoiceField(CONNECTION_DIRECTIONS, { name: 'ConnectionDirection', example: 'in' })
  direction!: ConnectionDirection;
}

/** What stands for a field in the other system, and whose value stands where both have changed it. */
export class ConnectionField {
  @ChoiceField(CONNECTION_SUBJECTS, { name: 'ConnectionSubject', example: 'products' })
  subject!: ConnectionSubject;

  @ChoiceField(ALL_EXCHANGED_FIELDS, { name: 'ExchangedField', example: 'price' })
  field!: ExchangedField;

  @ChoiceField(CONNECTION_WINNERS, { name: 'ConnectionWinner', example: 'there' })
  winner!: ConnectionWinner;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    example: 'Розничная',
    description: 'What it is called there, where that can be chosen: a price type, a field of its own.',
  })
  theirs?: string;

  @BooleanField({ optional: true, example: false, description: 'It is not exchanged.' })
  isLeftOut?: boolean;
}

/** Which status there is which here. */
export class ConnectionStatus {
  @ChoiceField(ORDER_STATUSES, { name: 'OrderStatus', example: 'confirmed' })
  ours!: OrderStatus;

  @TextField({ min: 1, max: 100, example: 'Подтверждён', description: 'Its name or code there.' })
  theirs!: string;
}

/** What people write of a system that the product exchanges with. */
export class ConnectionFields extends Entity {
  @TextField({ max: 100, search: true, sort: true, example: 'МойСклад' })
  name!: string;

  @ChoiceField(CONNECTION_KINDS, { filter: true, sort: true, name: 'ConnectionKind', example: 'moysklad' })
  kind!: ConnectionKind;

  @AddressField({
    optional: true,
    example: 'https://api.moysklad.ru/api/remap/1.2',
    description: 'Where the other system is; 1C comes by itself, so it has none.',
  })
  address?: string;

  @ListField(() => ConnectionExchange, {
    max: CONNECTION_SUBJECTS.length,
    example: [{ subject: 'products', direction: 'in' }],
    description: 'What is exchanged; what is not named is not.',
  })
  exchanges!: ConnectionExchange[];

  @ListField(() => ConnectionField, {
    max: 50,
    example: [{ subject: 'products', field: 'price', winner: 'there' }],
    description: 'Fields for which something else holds than usually: the other system wins what it gives.',
  })
  fields!: ConnectionField[];

  @ListField(() => ConnectionStatus, {
    max: 50,
    example: [],
    description: 'Statuses of orders: the first of several for one of ours is the one that is given.',
  })
  statuses!: ConnectionStatus[];

  @IntegerField({
    optional: true,
    min: LEAST_CONNECTION_MINUTES,
    max: MOST_CONNECTION_MINUTES,
    example: 15,
    description: 'How often it is asked what is new, in minutes; 15 unless told.',
  })
  everyMinutes?: number;

  @BooleanField({ filter: true, example: true, description: 'Something is exchanged at all.' })
  isOn!: boolean;
}

/** It follows from exchanges, whose rows tell of it. */
const FOLLOWING = { computed: true, optional: true, unrecorded: true } as const;

/** Another system that the product exchanges with, and how that goes. */
@Schema({ collection: 'connections', versionKey: false })
export class Connection extends ConnectionFields {
  @IdField({
    of: 'User',
    computed: true,
    description: 'Who wrote it last: it does here what they may do.',
  })
  ownerId!: string;

  @TextField({
    computed: true,
    optional: true,
    max: 60,
    example: '1c-7Hq2xV',
    description: 'By which 1C signs in here.',
  })
  login?: string;

  @BooleanField({ computed: true, example: true, description: 'It has what it takes to sign in.' })
  hasCredentials!: boolean;

  @ChoiceField(CONNECTION_OFF_REASONS, {
    optional: true,
    computed: true,
    name: 'ConnectionOffReason',
    example: undefined,
    description:
      'Why it is off though nobody has switched it off: whoever wrote it may sign in no more, it refuses the credentials, or those were sealed with another key.',
  })
  offReason?: ConnectionOffReason;

  @InstantField({ ...FOLLOWING, description: 'When something was exchanged last without a fault.' })
  lastSuccessAt?: Date;

  @ChoiceField(EXCHANGE_FAULTS, {
    ...FOLLOWING,
    name: 'ExchangeFault',
    example: undefined,
    description: 'Why the last exchange came to nothing.',
  })
  fault?: ExchangeFault;

  @InstantField({ ...FOLLOWING, example: undefined, description: 'Since when exchanges come to nothing.' })
  failingSince?: Date;

  @InstantField({ ...FOLLOWING, example: undefined, description: 'When it is asked next.' })
  nextAt?: Date;

  @InstantField({ ...FOLLOWING, example: undefined, description: 'An exchange is under way, until then at most.' })
  busyUntil?: Date;

  @IntegerField({ ...FOLLOWING, example: 0, description: 'How much of it was refused and waits to be looked at.' })
  refused?: number;

  /** What it is signed in to with, sealed: JSON of texts by their names. */
  @TextField({ computed: true, hidden: true, optional: true, max: 10_000 })
  secret?: string;

  /** SHA-256 of the password by which it signs in here. */
  @TextField({ computed: true, hidden: true, optional: true, max: 64 })
  passwordHash?: string;

  /** How far what it gives has been taken, in its own terms. */
  @Prop({ type: MongooseSchema.Types.Mixed })
  position?: Record<string, unknown>;
}

export const ConnectionSchema = SchemaFactory.createForClass(Connection);
ConnectionSchema.index({ isOn: 1, nextAt: 1 });
ConnectionSchema.index({ login: 1 }, { unique: true, sparse: true });
ConnectionSchema.index({ words: 1 });
indexLists(ConnectionSchema, Connection);
