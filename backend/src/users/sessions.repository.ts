import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Session } from './session.js';

@Injectable()
export class SessionsRepository {
  constructor(@InjectModel(Session.name) private readonly sessions: Model<Session>) {}

  async add(session: Session): Promise<void> {
    await this.sessions.insertMany([session], { lean: true });
  }

  /** The session, unless it is over. */
  async findOpen(id: string): Promise<Session | null> {
    return this.sessions.findOne({ _id: id, expiresAt: { $gt: new Date() } }).lean<Session>();
  }

  /** Puts a new token hash in the place of the present one, which is spent; `null` where the present one is another. */
  async replaceToken(id: string, from: string, to: string): Promise<Session | null> {
    const spending = {
      $set: { tokenHash: to, spentHash: from },
      $currentDate: { spentAt: true as const },
      $inc: { generation: 1 },
    };
    return this.sessions
      .findOneAndUpdate({ _id: id, tokenHash: from }, spending, { returnDocument: 'after' })
      .lean<Session>();
  }

  /**
   * The session whose present token has just this one before it, as long as that was spent less than `graceMs` ago, or
   * nobody has shown yet that its successor arrived.
   */
  async findJustSpent(id: string, spentHash: string, graceMs: number): Promise<Session | null> {
    const isRecent = { $gt: ['$spentAt', { $subtract: ['$$NOW', graceMs] }] };
    const isLost = { $gt: ['$generation', { $ifNull: ['$arrivedGeneration', 0] }] };
    return this.sessions.findOne({ _id: id, spentHash, $expr: { $or: [isRecent, isLost] } }).lean<Session>();
  }

  /** Notes that the session is used now, from this address, with tokens of a generation, which thus have arrived. */
  async noteUse(id: string, generation: number, address?: string): Promise<void> {
    const use = { $max: { arrivedGeneration: generation }, $currentDate: { usedAt: true as const } };
    await this.sessions.updateOne({ _id: id }, address ? { ...use, $set: { address } } : use);
  }

  /** So many sessions of a user that are not over, the one used last first, without the first `skip`. */
  async listOpen(userId: string, limit: number, skip = 0): Promise<Session[]> {
    const open = { userId, expiresAt: { $gt: new Date() } };
    return this.sessions.find(open).sort({ usedAt: -1 }).skip(skip).limit(limit).lean<Session[]>();
  }

  /** Deletes the session; false where there is none. */
  async delete(id: string): Promise<boolean> {
    return (await this.sessions.deleteOne({ _id: id })).deletedCount === 1;
  }

  /** Deletes the sessions of a user but one. */
  async deleteAllOf(userId: string, exceptId?: string): Promise<void> {
    await this.sessions.deleteMany({ userId, ...(exceptId ? { _id: { $ne: exceptId } } : {}) });
  }
}
