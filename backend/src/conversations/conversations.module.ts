import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FilesModule } from '../files/files.module.js';
import { RealtimeModule } from '../platform/realtime/realtime.module.js';
import { Conversation, ConversationSchema, ReadMark, ReadMarkSchema } from './conversation.js';
import { ConversationsController } from './conversations.controller.js';
import { ConversationsRepository } from './conversations.repository.js';
import { ConversationsService } from './conversations.service.js';
import { MessagePlaces } from './message-places.js';
import { MessageRooms } from './message-rooms.js';
import { StoredMessageSchema } from './message.js';
import { MessagesController } from './messages.controller.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';

@Module({
  imports: [
    FilesModule,
    RealtimeModule,
    MongooseModule.forFeature([
      { name: 'Message', schema: StoredMessageSchema },
      { name: Conversation.name, schema: ConversationSchema },
      { name: ReadMark.name, schema: ReadMarkSchema },
    ]),
  ],
  controllers: [MessagesController, ConversationsController],
  providers: [
    MessagesService,
    MessagesRepository,
    ConversationsService,
    ConversationsRepository,
    MessagePlaces,
    MessageRooms,
  ],
  exports: [ConversationsService, MessagesService],
})
export class ConversationsModule {}
