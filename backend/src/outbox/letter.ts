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
import { ChoiceField, EmailField, IdField, InstantField, TextField } from '../platform/fields/index.js';

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

  @IdField({ optional: true, computed: true, filter: true, description: 'The document that it is about.' })
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

  @InstantField({ optional: true, computed: true, description: 'When a server took it.' })
  sentAt?: Date;

  /** Of letters with the same one there is only one. */
  @TextField({ computed: true, hidden: true, unrecorded: true, max: 500 })
  key!: string;
}

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

  /** Without it, it is not sent by itself. */
  @Prop({ type: Date })
  dueAt?: Date;
}

export const LetterBodySchema = SchemaFactory.createForClass(LetterBody);
LetterBodySchema.index({ dueAt: 1 });
