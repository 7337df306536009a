import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  CONNECTION_SUBJECTS,
  CONNECTION_WINNERS,
  EXCHANGE_FAULTS,
  EXCHANGE_ROW_STATES,
  type ConnectionSubject,
  type ConnectionWinner,
  type ExchangeFault,
  type ExchangeRowState,
} from '@verstak/domain';
import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  TextField,
  ValueField,
} from '../platform/fields/index.js';

/** Most letters of a record that is kept with its row, to be taken again. */
export const MOST_RECORD = 20_000;

/** How much came of an exchange. */
export class ExchangeCounts {
  @IntegerField({ example: 12 })
  added!: number;

  @IntegerField({ example: 3 })
  changed!: number;

  @IntegerField({ example: 985, description: 'What is as it was.' })
  unchanged!: number;

  @IntegerField({ example: 0 })
  sent!: number;

  @IntegerField({ example: 1, description: 'Where both sides had changed something.' })
  conflicts!: number;

  @IntegerField({ example: 0 })
  refused!: number;
}

/** One exchange with another system. */
@Schema({ collection: 'exchanges', versionKey: false })
export class Exchange {
  @IdField({ computed: true })
  id!: string;

  @IdField({ of: 'Connection' })
  connectionId!: string;

  @InstantField()
  startedAt!: Date;

  @InstantField({ optional: true, description: 'Without it, it is under way or was cut off.' })
  finishedAt?: Date;

  @NestedField(() => ExchangeCounts)
  counts!: ExchangeCounts;

  @ChoiceField(EXCHANGE_FAULTS, {
    optional: true,
    name: 'ExchangeFault',
    example: undefined,
    description: 'Why it came to nothing, or to less than all.',
  })
  fault?: ExchangeFault;

  @TextField({ optional: true, max: 500, example: undefined, description: 'What the other system said of it.' })
  said?: string;
}

export const ExchangeSchema = SchemaFactory.createForClass(Exchange);
ExchangeSchema.index({ connectionId: 1, startedAt: -1 });
ExchangeSchema.index({ startedAt: 1 });

/** What was wrong with one field. */
export class ExchangeFieldFault {
  @TextField({ max: 200, example: 'email' })
  field!: string;

  @TextField({ max: 500, example: 'must be an e-mail address' })
  message!: string;

  @TextField({ optional: true, max: 60, example: 'isEmail', description: 'The rule that it breaks.' })
  rule?: string;

  @TextField({ optional: true, max: 100, example: 'anna@' })
  value?: string;
}

/** A field that both sides had changed. */
export class ExchangeConflict {
  @TextField({ max: 40, example: 'price' })
  field!: string;

  @ValueField({ optional: true, example: 150_000 })
  here?: unknown;

  @ValueField({ optional: true, example: 160_000 })
  there?: unknown;

  @ChoiceField(CONNECTION_WINNERS, { name: 'ConnectionWinner', example: 'there' })
  winner!: ConnectionWinner;
}

/** What came of one document of an exchange. It is a log, so it has no entries in the journal: the documents have. */
@Schema({ collection: 'exchangeRows', versionKey: false })
export class ExchangeRow {
  @IdField({ computed: true })
  id!: string;

  @IdField({ of: 'Connection' })
  connectionId!: string;

  @IdField()
  exchangeId!: string;

  @InstantField()
  at!: Date;

  @ChoiceField(['in', 'out'], { name: 'ExchangeWay', example: 'in' })
  way!: 'in' | 'out';

  @ChoiceField(CONNECTION_SUBJECTS, { name: 'ConnectionSubject', example: 'products' })
  subject!: ConnectionSubject;

  @TextField({ optional: true, max: 100, example: 'bd72d8f9-55bc-11d9-848a-00112f43529a' })
  externalId?: string;

  @IdField({ optional: true })
  documentId?: string;

  @TextField({ optional: true, max: 255, example: 'Кружка белая 330 мл', description: 'What it is called.' })
  name?: string;

  @ChoiceField(EXCHANGE_ROW_STATES, { name: 'ExchangeRowState', example: 'changed' })
  state!: ExchangeRowState;

  @ListField(() => ExchangeConflict, { max: 50, optional: true, example: [] })
  conflicts?: ExchangeConflict[];

  @TextField({ optional: true, max: 60, example: undefined, description: 'Why it was refused: an error code.' })
  code?: string;

  @TextField({ optional: true, max: 1_000, example: undefined, description: 'The same in words.' })
  detail?: string;

  @ListField(() => ExchangeFieldFault, { max: 20, optional: true, example: [] })
  faults?: ExchangeFieldFault[];

  @BooleanField({ example: false, description: 'It can be taken or sent again.' })
  isRepeatable!: boolean;

  /** What was refused, as JSON, to be taken again. */
  @Prop({ type: String })
  record?: string;
}

export const ExchangeRowSchema = SchemaFactory.createForClass(ExchangeRow);
ExchangeRowSchema.index({ connectionId: 1, at: -1, _id: -1 });
ExchangeRowSchema.index({ connectionId: 1, state: 1, at: -1, _id: -1 });
ExchangeRowSchema.index({ at: 1 });
// What was refused of some documents before.
ExchangeRowSchema.index({ connectionId: 1, state: 1, externalId: 1 });
ExchangeRowSchema.index({ connectionId: 1, state: 1, documentId: 1 });
