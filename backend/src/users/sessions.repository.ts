import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { createHash, randomBytes } from 'node:crypto';
import { Types, type Model } from 'mongoose';
import { Session } from './session.js';

const DAYS_30 = 30 * 24 * 60 * 60 * 1_000;

/** A refresh token as the browser holds it, with the session it belongs to. */
export interface IssuedToken {
  token: string;
  sessionId: string;
  userId: string;
  expiresAt: Date;
}

/** Sessions and their refresh tokens; only hashes are kept. */
@Injectable()
export class SessionsRepository {
  constructor(@InjectModel(Session.name) private readonly sessions: Model<Session>) {}

  async open(userId: string, address?: string, agent?: string): Promise<IssuedToken> {
    const _id = new Types.ObjectId();
    const issued = issue(_id.toHexString(), userId);
    await this.sessions.insertMany([
      {
        _id,
        userId: new Types.ObjectId(userId),
        tokenHash: hashOf(issued.token),
        createdAt: new Date(),
        expiresAt: issued.expiresAt,
        address,
        agent: agent?.slice(0, 200),
      },
    ]);
    return issued;
  }

  /** Spends a refresh token for a new one; a spent one ends the whole session. `undefined` where it is not good. */
  async rotate(token: string): Promise<IssuedToken | undefined> {
    const [sessionId = ''] = token.split('.');
    if (!/^[0-9a-f]{24}$/.test(sessionId)) return undefined;
    const session = await this.sessions.findOne({ _id: sessionId, expiresAt: { $gt: new Date() } }).lean<Session>();
    if (!session) return undefined;
    const issued = issue(sessionId, session.userId.toHexString());
    const { matchedCount } = await this.sessions.updateOne(
      { _id: sessionId, tokenHash: hashOf(token) },
      { $set: { tokenHash: hashOf(issued.token), expiresAt: issued.expiresAt } },
    );
    if (matchedCount) return issued;
    await this.close(sessionId);
    return undefined;
  }

  async isOpen(sessionId: string, userId: string): Promise<boolean> {
    const session = await this.sessions.findOne({ _id: sessionId, userId, expiresAt: { $gt: new Date() } }).select({ _id: 1 }).lean();
    return session !== null;
  }

  async close(sessionId: string): Promise<void> {
    await this.sessions.deleteOne({ _id: sessionId });
  }

  /** Ends all sessions of a user but one. */
  async closeAll(userId: string, exceptId?: string): Promise<void> {
    await this.sessions.deleteMany({ userId, ...(exceptId ? { _id: { $ne: exceptId } } : {}) });
  }
}

function issue(sessionId: string, userId: string): IssuedToken {
  const token = `${sessionId}.${randomBytes(32).toString('base64url')}`;
  return { token, sessionId, userId, expiresAt: new Date(Date.now() + DAYS_30) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
