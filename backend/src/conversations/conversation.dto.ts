import { ApiPropertyOptional } from '@nestjs/swagger';
import { CONVERSATION_SUBJECTS, MOST_UNREAD, type ConversationSubject } from '@verstak/domain';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  Pick,
  TextField,
} from '../platform/fields/index.js';
import { MessageFields } from './message.js';

const UnreadField = (): PropertyDecorator =>
  IntegerField({
    max: MOST_UNREAD,
    example: 2,
    description: `Messages of others after the mark, counted to ${MOST_UNREAD}.`,
  });

/** How far somebody has read. */
export class ReadMarkChange extends Pick(MessageFields, ['subject', 'subjectId']) {
  @IntegerField({ example: 1_795_000_000_000, description: 'Of the last message that was read.' })
  position!: number;
}

/** How far the caller has read, and what is left. */
export class ReadState {
  @IntegerField({ example: 1_795_000_000_000, description: 'Of the last message that was read; 0 where none was.' })
  position!: number;

  @UnreadField()
  unread!: number;
}

/** A conversation in which the caller takes part. */
export class ConversationListItem {
  @ChoiceField(CONVERSATION_SUBJECTS, { name: 'ConversationSubject', example: 'Order' })
  subject!: ConversationSubject;

  @IdField()
  subjectId!: string;

  @IntegerField({ optional: true, example: 1024, description: 'The number of what it is about.' })
  number?: number;

  @TextField({ optional: true, example: 'Ромашка ООО', description: 'What that is called.' })
  name?: string;

  @TextField({ optional: true, max: 200, example: 'Макет готов', description: 'The beginning of the last message.' })
  text?: string;

  @TextField({ example: 'Анна' })
  authorName!: string;

  @BooleanField({ example: false })
  isInternal!: boolean;

  @InstantField()
  at!: Date;

  @UnreadField()
  unread!: number;
}

/** Whose last messages the caller has not read. */
export class UnreadCount {
  @IntegerField({ example: 3, description: 'Conversations with something unread.' })
  conversations!: number;
}

/** Somebody whom a message can name. */
export class Mentionable {
  @IdField()
  id!: string;

  @TextField({ example: 'Ольга' })
  name!: string;
}

/** Which of the own conversations are asked for. */
export class ConversationListQuery {
  @ApiPropertyOptional({
    type: String,
    maxLength: 200,
    description: 'Words of a message, or of what the conversation is about.',
  })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  q?: string;
}
