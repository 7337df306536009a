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

  /** Puts a new token hash in the place of the present one; false where the present one is another. */
  async replaceToken(id: string, from: string, to: string, expiresAt: Date): Promise<boolean> {
    const { matchedCount } = await this.sessions.updateOne(
      { _id: id, tokenHash: from },
      { $set: { tokenHash: to, expiresAt } },
    );
    return matchedCount === 1;
  }

  /** Deletes the session; false where there is none. */
  async delete(id: string): Promise<boolean> {
    return (await this.sessions.deleteOne({ _id: id })).deletedCount === 1;
  }

  async deleteAllOf(userId: string, exceptId?: string): Promise<void> {
    await this.sessions.deleteMany({ userId, ...(exceptId ? { _id: { $ne: exceptId } } : {}) });
  }
}
