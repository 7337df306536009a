import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { MOST_CONVERSATIONS } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { Traces } from '../platform/records/traces.js';
import type { Place } from '../platform/access/places.js';
import { Conversation, ReadMark, type Latest } from './conversation.js';

/** Where conversations have come to, and how far each of those who read them. */
@Injectable()
export class ConversationsRepository {
  constructor(
    @InjectModel(Conversation.name) private readonly conversations: Model<Conversation>,
    @InjectModel(ReadMark.name) private readonly marks: Model<ReadMark>,
    traces: Traces,
  ) {
    traces.add(conversations, '_id');
    traces.add(marks, 'userId', 'subjectId');
  }

  /** The conversation about a document; `undefined` where nobody has written yet. */
  async at({ subjectId }: Pick<Place, 'subjectId'>): Promise<Conversation | undefined> {
    return (await this.conversations.findById(subjectId).lean<Conversation>()) ?? undefined;
  }

  /**
   * Takes the next position in a conversation for a message, a time by the database's clock; to be called first in its
   * transaction. Of two at once the database sends one back to take it again.
   */
  async take(place: Place, message: Omit<Latest, 'position'>, participantIds: readonly string[]): Promise<number> {
    const next = { $add: [{ $ifNull: ['$latest.position', 0] }, 1] };
    const latest = { ...message, position: { $max: [{ $toLong: '$$NOW' }, next] } };
    const participants = participantIds.map((id) => new Types.ObjectId(id));
    const taken = await this.conversations
      .findOneAndUpdate(
        { _id: new Types.ObjectId(place.subjectId) },
        [
          {
            $set: {
              subject: place.subject,
              latest,
              participantIds: { $setUnion: [{ $ifNull: ['$participantIds', []] }, participants] },
            },
          },
          ...(place.isInternal ? [] : [{ $set: { latestOpen: '$latest' } }]),
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<Conversation>();
    if (!taken) throw new Error(`No conversation about ${place.subjectId}`);
    return taken.latest.position;
  }

  /** The conversations in which somebody takes part, the newest first. */
  async of(userId: string): Promise<Conversation[]> {
    return this.conversations
      .find({ participantIds: new Types.ObjectId(userId) })
      .sort({ 'latest.position': -1 })
      .limit(MOST_CONVERSATIONS)
      .lean<Conversation[]>();
  }

  /** How far somebody has read each of these, by the id of what it is about; what is missing was never read. */
  async marksOf(userId: string, subjectIds: readonly string[]): Promise<Map<string, number>> {
    const ids = subjectIds.map((id) => markId(userId, id));
    const marks = await this.marks.find({ _id: { $in: ids } }).lean<ReadMark[]>();
    return new Map(marks.map(({ subjectId, position }) => [subjectId.toHexString(), position]));
  }

  /** Those of these people whose mark in a conversation is before a position. */
  async notBeyond(subjectId: string, position: number, userIds: readonly string[]): Promise<string[]> {
    const _id = { $in: userIds.map((id) => markId(id, subjectId)) };
    const beyond = await this.marks.find({ _id, position: { $gte: position } }).lean<ReadMark[]>();
    const ids = new Set(beyond.map(({ userId }) => userId.toHexString()));
    return userIds.filter((id) => !ids.has(id));
  }

  /** Moves the mark of somebody on; it never goes back. */
  async mark(userId: string, subjectId: string, position: number): Promise<void> {
    await this.marks.updateOne(
      { _id: markId(userId, subjectId) },
      {
        $max: { position },
        $setOnInsert: { userId: new Types.ObjectId(userId), subjectId: new Types.ObjectId(subjectId) },
      },
      { upsert: true },
    );
  }
}

function markId(userId: string, subjectId: string): string {
  return `${userId}:${subjectId}`;
}
