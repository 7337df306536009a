import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Personal, SignedIn, Staff } from '../platform/access/allow.js';
import { Answers, AnswersList, AnswersNothing } from '../platform/http/answers.js';
import {
  ConversationListItem,
  ConversationListQuery,
  Mentionable,
  ReadMarkChange,
  ReadState,
  UnreadCount,
} from './conversation.dto.js';
import { ConversationsService } from './conversations.service.js';
import { ConversationQuery } from './message.dto.js';

@ApiTags('Conversations')
@Controller('conversations')
@Personal()
export class ConversationsController {
  constructor(private readonly conversations: ConversationsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'List the own conversations, the newest first',
    description: 'Those in which one has written, was mentioned or whose subject is the own business; at most 200.',
  })
  @AnswersList(ConversationListItem)
  listConversations(@Query() { q }: ConversationListQuery): Promise<ConversationListItem[]> {
    return this.conversations.list(q);
  }

  @Get('unread')
  @SignedIn()
  @ApiOperation({
    summary: 'Count the own conversations with something unread',
    description: 'Of the 200 newest those whose last message is of somebody else and after the own mark.',
  })
  @Answers(UnreadCount)
  countUnreadConversations(): Promise<UnreadCount> {
    return this.conversations.countUnread();
  }

  @Get('mark')
  @SignedIn()
  @ApiOperation({
    summary: 'How far one has read a conversation, and how much is left',
    description: 'For whoever may read what it is about.',
  })
  @Answers(ReadState, { errors: ['not_found'] })
  getReadMark(@Query() query: ConversationQuery): Promise<ReadState> {
    return this.conversations.stateOf(query);
  }

  @Put('mark')
  @SignedIn()
  @ApiOperation({ summary: 'Mark a conversation as read up to a message', description: 'The mark never goes back.' })
  @AnswersNothing({ errors: ['not_found'] })
  markRead(@Body() body: ReadMarkChange): Promise<void> {
    return this.conversations.mark(body);
  }

  @Get('people')
  @Staff()
  @ApiOperation({
    summary: 'List the people of the workshop whom a message can mention, by name',
    description: 'Those who may read the conversation.',
  })
  @AnswersList(Mentionable, { errors: ['not_found'] })
  listMentionable(@Query() query: ConversationQuery): Promise<Mentionable[]> {
    return this.conversations.people(query);
  }
}
