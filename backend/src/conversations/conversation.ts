import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { CONVERSATION_SUBJECTS, type ConversationSubject } from '@verstak/domain';
import { Schema as MongooseSchema, type Types } from 'mongoose';

const ID = MongooseSchema.Types.ObjectId;

/** The message that a conversation ends with. */
export interface Latest {
  id: Types.ObjectId;
  position: number;
  authorId: Types.ObjectId;
}

/** Where a conversation has come to: who writes there, writes here first, so that all have one order. */
@Schema({ collection: 'conversations', versionKey: false })
export class Conversation {
  /** The id of what it is about. */
  @Prop({ type: ID })
  _id!: Types.ObjectId;

  @Prop({ type: String, enum: CONVERSATION_SUBJECTS })
  subject!: ConversationSubject;

  /** Users who have written, were mentioned or whose business it is. */
  @Prop({ type: [ID] })
  participantIds!: Types.ObjectId[];

  @Prop({ type: Object })
  latest!: Latest;

  /** Of what is not internal. */
  @Prop({ type: Object })
  latestOpen?: Latest;
}

export const ConversationSchema = SchemaFactory.createForClass(Conversation);
// The conversations of somebody, the newest first.
ConversationSchema.index({ participantIds: 1, 'latest.position': -1 });

/** How far somebody has read a conversation. */
@Schema({ collection: 'readMarks', versionKey: false })
export class ReadMark {
  /** The user and what the conversation is about. */
  @Prop({ type: String })
  _id!: string;

  @Prop({ type: ID })
  userId!: Types.ObjectId;

  @Prop({ type: ID })
  subjectId!: Types.ObjectId;

  /** Of the last message that was read. */
  @Prop({ type: Number })
  position!: number;
}

export const ReadMarkSchema = SchemaFactory.createForClass(ReadMark);
