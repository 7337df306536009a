import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Personal, SignedIn } from '../platform/access/allow.js';
import { Answers, AnswersList, Repeatable } from '../platform/http/answers.js';
import { MessageCreate, MessageListQuery } from './message.dto.js';
import { Message } from './message.js';
import { MessagesService } from './messages.service.js';

@ApiTags('Conversations')
@Controller('messages')
@Personal()
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List messages of a conversation, in its order',
    description:
      'The newest, or those before or after a position. For whoever may read what it is about; internal notes are for the people of the workshop alone.',
  })
  @AnswersList(Message, { errors: ['not_found'] })
  listMessages(@Query() query: MessageListQuery): Promise<Message[]> {
    return this.messages.list(query);
  }

  @Post()
  @SignedIn()
  @Repeatable()
  @ApiOperation({
    summary: 'Write a message',
    description: 'For whoever may read what the conversation is about. Its files are uploaded afterwards.',
  })
  @Answers(Message, { status: 201, errors: ['not_found', 'auth.forbidden', 'request.too_many'] })
  writeMessage(@Body() body: MessageCreate): Promise<Message> {
    return this.messages.write(body);
  }
}
