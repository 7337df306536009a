import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { MAIL_TIMES, NOTIFICATION_TOPICS, type MailTime, type NotificationTopic } from '@verstak/domain';
import { Schema as MongooseSchema, type Types } from 'mongoose';
import { LabelSheet } from '../production/labels/label-layout.js';
import { BooleanField, ChoiceField, ListField, NestedField, TextField } from '../platform/fields/index.js';
import { EXPORT_LANGUAGES } from '../platform/exports/table.js';

const NAME = /^[\w.-]+$/;

/** Whether a person wants to see a column of a table, whatever its width. */
export class ColumnChoice {
  @TextField({ max: 40, pattern: NAME, patternFault: 'must be the name of a table such as orders', example: 'orders' })
  table!: string;

  @TextField({ max: 40, pattern: NAME, patternFault: 'must be the name of a column such as paid', example: 'paid' })
  column!: string;

  @BooleanField({ example: true })
  isShown!: boolean;
}

/** By which channels a person wants to hear of a topic. */
export class NotificationChoice {
  @ChoiceField(NOTIFICATION_TOPICS, { name: 'NotificationTopic', example: 'message' })
  topic!: NotificationTopic;

  @BooleanField({ example: true, description: 'Among the notifications of the console.' })
  inApp!: boolean;

  @ChoiceField(MAIL_TIMES, { name: 'MailTime', example: 'daily', description: 'By a letter to the own e-mail.' })
  mail!: MailTime;
}

/** What somebody likes. */
export class PreferencesFields {
  @ChoiceField(EXPORT_LANGUAGES, { optional: true, description: 'Left out until it is chosen.' })
  language?: string;

  @ListField(() => ColumnChoice, { max: 300, description: 'Only columns that were chosen or put away.' })
  columns!: ColumnChoice[];

  @NestedField(() => LabelSheet, { optional: true, description: 'What labels were printed on last.' })
  labels?: LabelSheet;

  @BooleanField({
    optional: true,
    example: true,
    description: 'In conversations Enter sends, and Shift+Enter begins a line.',
  })
  sendsByEnter?: boolean;

  @BooleanField({ optional: true, example: true, description: 'The checklist of the first hour is not shown.' })
  hidesFirstHour?: boolean;

  @ListField(() => NotificationChoice, {
    optional: true,
    max: NOTIFICATION_TOPICS.length,
    description: 'Only topics that were chosen for.',
  })
  notifications?: NotificationChoice[];
}

/** How somebody likes the console, on every machine they sign in at. Nobody else's business, so not in the journal. */
@Schema({ collection: 'preferences', versionKey: false })
export class Preferences extends PreferencesFields {
  /** The person's own id. */
  @Prop({ type: MongooseSchema.Types.ObjectId })
  _id!: Types.ObjectId;
}

export const PreferencesSchema = SchemaFactory.createForClass(Preferences);
