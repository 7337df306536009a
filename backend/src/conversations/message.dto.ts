import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CONVERSATION_SUBJECTS, MOST_MESSAGES, type ConversationSubject } from '@verstak/domain';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IdField, QueryNumber, readsNumber } from '../platform/fields/index.js';
import { Writable } from '../platform/records/bodies.js';
import { MessageFields } from './message.js';

/** A new message. */
export class MessageCreate extends Writable(MessageFields) {}

/** Which conversation is asked for. */
export class ConversationQuery {
  @ApiProperty({ enum: CONVERSATION_SUBJECTS, enumName: 'ConversationSubject' })
  @IsIn(CONVERSATION_SUBJECTS)
  subject!: ConversationSubject;

  @IdField({ description: 'What the conversation is about: the order or request.' })
  subjectId!: string;
}

const POSITION = { type: 'integer', minimum: 0 } as const;
const RULES = [IsInt(), Min(0)];

/** Which messages of a conversation are asked for: the newest unless told. */
export class MessageListQuery extends ConversationQuery {
  @QueryNumber('Messages before this position, the nearest of them.', POSITION, RULES)
  before?: number;

  @QueryNumber('Messages after this position, the nearest of them: what was missed.', POSITION, RULES)
  after?: number;

  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'Words; each must begin a word of the message.' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  q?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_MESSAGES, default: 50 })
  @readsNumber()
  @IsInt()
  @Min(1)
  @Max(MOST_MESSAGES)
  @IsOptional()
  limit: number = 50;
}
