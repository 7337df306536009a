import { Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  CONVERSATION_SUBJECTS,
  MAX_MESSAGE,
  MOST_ATTACHMENTS,
  MOST_MENTIONS,
  SIDES,
  type ConversationSubject,
  type Side,
} from '@verstak/domain';
import { StoredFile } from '../files/stored-file.js';
import type { Place } from '../platform/access/places.js';
import { Entity } from '../platform/database/entity.js';
import {
  BooleanField,
  ChoiceField,
  IdField,
  IdsField,
  IntegerField,
  ListField,
  Pick,
  TextField,
} from '../platform/fields/index.js';

/** What somebody says, and in which conversation. */
export class MessageFields extends Entity {
  @ChoiceField(CONVERSATION_SUBJECTS, {
    name: 'ConversationSubject',
    example: 'Order',
    description: 'What the conversation is about.',
  })
  subject!: ConversationSubject;

  @IdField({ of: { kindBy: 'subject' }, description: 'The order or request.' })
  subjectId!: string;

  @TextField({
    max: MAX_MESSAGE,
    optional: true,
    search: true,
    withheld: true,
    example: '@Ольга, макет готов, посмотрите до обеда',
    description: 'May be missing where files come with it.',
  })
  text?: string;

  @IdsField({ of: 'User', max: MOST_MENTIONS, example: [], description: 'People of the workshop whom it names.' })
  mentions!: string[];

  @BooleanField({ example: false, description: 'A note for the people of the workshop alone.' })
  isInternal!: boolean;

  @IntegerField({
    max: MOST_ATTACHMENTS,
    example: 0,
    description: 'Files that its author adds to it, each by an upload with the message as `subject`.',
  })
  attachments!: number;
}

/** A message as it is stored; its files lie with the others. */
@Schema({ collection: 'messages', versionKey: false })
export class StoredMessage extends MessageFields {
  @IntegerField({
    computed: true,
    example: 1_795_000_000_000,
    description:
      'Its place in the conversation: milliseconds since 1970, moved on where two fall together, so that gaps tell nothing.',
  })
  position!: number;

  @IdField({ of: 'User', computed: true })
  authorId!: string;

  @TextField({ computed: true, example: 'Анна' })
  authorName!: string;

  @ChoiceField(SIDES, { computed: true, name: 'Side', example: 'workshop' })
  side!: Side;
}

/** A file that came with a message. */
export class MessageFile extends Pick(StoredFile, [
  'id',
  'name',
  'alt',
  'mediaType',
  'size',
  'hasPreview',
  'width',
  'height',
  'uploaderName',
  'createdAt',
]) {}

/** A message with its files. */
export class Message extends StoredMessage {
  @ListField(() => MessageFile, { computed: true, max: MOST_ATTACHMENTS })
  files!: MessageFile[];
}

export const StoredMessageSchema = SchemaFactory.createForClass(StoredMessage);
// A conversation, in its order.
StoredMessageSchema.index({ subjectId: 1, position: 1 }, { unique: true });
// What in it is found by words.
StoredMessageSchema.index({ subjectId: 1, words: 1 });

/** The place that a message answers by. */
export function placeOf({ subject, subjectId, isInternal }: StoredMessage): Place {
  return { subject, subjectId: String(subjectId), isInternal };
}
