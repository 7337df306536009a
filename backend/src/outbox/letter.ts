import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  LETTER_KINDS,
  LETTER_STATES,
  MAIL_FAULTS,
  SUBJECTS,
  type LetterKind,
  type LetterState,
  type MailFault,
  type Subject,
} from '@verstak/domain';
import type { Types } from 'mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import {
  ChoiceField,
  EmailField,
  IdField,
  InstantField,
  IntegerField,
  NestedField,
  TextField,
} from '../platform/fields/index.js';

/** The server that mail was handed to, and the address that it came from. */
export class MailServerName {
  @TextField({ max: 255, example: 'smtp.example.org' })
  host!: string;

  @IntegerField({ min: 1, max: 65_535, example: 465 })
  port!: number;

  @EmailField({ example: 'zakaz@example.org' })
  from!: string;
}

/** A letter of the workshop to somebody. What it says lies apart, is in no journal, and goes when it is sent. */
@Schema({ collection: 'letters', versionKey: false })
export class Letter extends Entity {
  @ChoiceField(LETTER_KINDS, { computed: true, filter: true, name: 'LetterKind', description: 'What it is for.' })
  kind!: LetterKind;

  @ChoiceField(LETTER_STATES, { computed: true, filter: true, name: 'LetterState' })
  state!: LetterState;

  @EmailField({ computed: true, search: true, readBy: 'clients:contacts' })
  to!: string;

  @TextField({ computed: true, max: 250, search: true, example: 'Заказ № 1024 принят' })
  subject!: string;

  @ChoiceField(EXPORT_LANGUAGES, { computed: true, description: 'What it is written in.' })
  language!: ExportLanguage;

  @ChoiceField(SUBJECTS, { optional: true, computed: true, name: 'Subject', example: 'Order' })
  aboutEntity?: Subject;

  @IdField({
    of: { kindBy: 'aboutEntity' },
    optional: true,
    computed: true,
    filter: true,
    description: 'The document that it is about.',
  })
  aboutId?: string;

  @ChoiceField(MAIL_FAULTS, {
    optional: true,
    computed: true,
    filter: true,
    name: 'MailFault',
    example: 'mail.unreachable',
    description: 'Why it was not sent when that was tried last.',
  })
  fault?: MailFault;

  @TextField({
    optional: true,
    computed: true,
    max: 300,
    readBy: 'clients:contacts',
    example: '550 no such user',
    description: 'What the mail server said.',
  })
  answer?: string;

  @NestedField(() => MailServerName, { optional: true, computed: true, description: 'Which server did not take it.' })
  server?: MailServerName;

  @InstantField({ optional: true, computed: true, description: 'When a server took it.' })
  sentAt?: Date;

  /** Of letters with the same one there is only one. */
  @TextField({ computed: true, hidden: true, unrecorded: true, max: 500 })
  key!: string;
}

/** Of a letter that is sent, or is to be tried anew: nothing is wrong with it. */
export const NO_FAULT = { fault: undefined, answer: undefined, server: undefined };

export const LetterSchema = SchemaFactory.createForClass(Letter);
LetterSchema.index({ key: 1 }, { unique: true });
LetterSchema.index({ words: 1 });
indexLists(LetterSchema, Letter);

/** What a letter says, and when it is tried next; gone when it is sent. */
@Schema({ collection: 'letterBodies', versionKey: false })
export class LetterBody {
  _id!: Types.ObjectId;

  @Prop({ type: String })
  text!: string;

  @Prop({ type: Number })
  attempts!: number;

  /** When it was written, or somebody wanted it sent again. */
  @Prop({ type: Date })
  since!: Date;

  /** Without it, it is not sent by itself. */
  @Prop({ type: Date })
  dueAt?: Date;
}

export const LetterBodySchema = SchemaFactory.createForClass(LetterBody);
LetterBodySchema.index({ dueAt: 1 });
LetterBodySchema.index({ since: 1 });
