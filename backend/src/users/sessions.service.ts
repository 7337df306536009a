import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { createHash, randomBytes } from 'node:crypto';
import { SessionsRepository } from './sessions.repository.js';

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
export class SessionsService {
  constructor(private readonly sessions: SessionsRepository) {}

  async open(userId: string, address?: string, agent?: string): Promise<IssuedToken> {
    const _id = new Types.ObjectId();
    const issued = issue(_id.toHexString(), userId);
    const { token, expiresAt } = issued;
    await this.sessions.add({
      _id,
      userId: new Types.ObjectId(userId),
      tokenHash: hashOf(token),
      createdAt: new Date(),
      expiresAt,
      address,
      agent: agent?.slice(0, 200),
    });
    return issued;
  }

  /** Spends a refresh token for a new one; a spent one ends the whole session. `undefined` where it is not good. */
  async rotate(token: string): Promise<IssuedToken | undefined> {
    const session = await this.find(token);
    if (!session) return undefined;
    const id = session._id.toHexString();
    const issued = issue(id, session.userId.toHexString());
    if (await this.sessions.replaceToken(id, hashOf(token), hashOf(issued.token), issued.expiresAt)) return issued;
    await this.sessions.delete(id);
    return undefined;
  }

  async isOpen(sessionId: string, userId: string): Promise<boolean> {
    const session = await this.sessions.findOpen(sessionId);
    return session?.userId.toHexString() === userId;
  }

  /** Ends the session that a refresh token belongs to, spent or not. */
  async close(token: string): Promise<void> {
    const session = await this.find(token);
    if (session) await this.sessions.delete(session._id.toHexString());
  }

  /** Ends all sessions of a user but one. */
  async closeAll(userId: string, exceptId?: string): Promise<void> {
    await this.sessions.deleteAllOf(userId, exceptId);
  }

  private async find(token: string): ReturnType<SessionsRepository['findOpen']> {
    const [sessionId = ''] = token.split('.');
    return /^[0-9a-f]{24}$/.test(sessionId) ? this.sessions.findOpen(sessionId) : null;
  }
}

function issue(sessionId: string, userId: string): IssuedToken {
  const token = `${sessionId}.${randomBytes(32).toString('base64url')}`;
  return { token, sessionId, userId, expiresAt: new Date(Date.now() + DAYS_30) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
