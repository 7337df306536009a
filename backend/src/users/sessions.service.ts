import { Injectable, Logger } from '@nestjs/common';
import type { JournalAction } from '@verstak/domain';
import { Types } from 'mongoose';
import { createHash, randomBytes } from 'node:crypto';
import { currentCall } from '../platform/access/caller.js';
import { Transactions } from '../platform/database/transactions.js';
import { JournalService, type Happening } from '../platform/journal/journal.service.js';
import { KnownPrincipals } from './known-principals.js';
import type { Session } from './session.js';
import { SessionsRepository } from './sessions.repository.js';
import { UsersRepository } from './users.repository.js';

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
  private readonly logger = new Logger(SessionsService.name);

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly known: KnownPrincipals,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  /** Opens a session for somebody, with its entry in the journal; to be called in a transaction. */
  async open(
    { id: userId, name }: { id: string; name: string },
    address?: string,
    agent?: string,
  ): Promise<IssuedToken> {
    const _id = new Types.ObjectId();
    const family = randomBytes(18).toString('base64url');
    const issued = issue(_id.toHexString(), family, userId);
    const { token, expiresAt } = issued;
    await this.sessions.add({
      _id,
      userId: new Types.ObjectId(userId),
      familyHash: hashOf(family),
      tokenHash: hashOf(token),
      createdAt: new Date(),
      expiresAt,
      address,
      agent: agent?.slice(0, 200),
    });
    this.record(issued.sessionId, 'signed_in', { id: userId, name });
    return issued;
  }

  /** Spends a refresh token for a new one; a spent one ends the whole session. `undefined` where it is not good. */
  async rotate(token: string): Promise<IssuedToken | undefined> {
    const found = await this.find(token);
    if (!found) return undefined;
    const { session, family } = found;
    const id = session._id.toHexString();
    const issued = issue(id, family, session.userId.toHexString());
    if (await this.sessions.replaceToken(id, hashOf(token), hashOf(issued.token), issued.expiresAt)) return issued;
    await this.endReused(id, issued.userId);
    return undefined;
  }

  async isOpen(sessionId: string, userId: string): Promise<boolean> {
    const session = await this.sessions.findOpen(sessionId);
    return session?.userId.toHexString() === userId;
  }

  /** Ends the session that a refresh token belongs to, spent or not. */
  async close(token: string): Promise<void> {
    const found = await this.find(token);
    if (found) await this.end(found.session._id.toHexString());
  }

  /** Ends a session; the journal tells the other processes. Nothing where it has ended. */
  async end(sessionId: string, action: JournalAction = 'ended', actor?: Happening['actor']): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.sessions.delete(sessionId))) return;
      this.record(sessionId, action, actor);
      this.known.forget({ sessionId });
    });
  }

  /** Somebody has a token that was spent: whose it was stands in the journal and in the log, as does from where. */
  private async endReused(sessionId: string, userId: string): Promise<void> {
    const name = (await this.users.namesOf([userId])).get(userId) ?? '';
    this.logger.warn({ msg: 'token_reused', userId, address: currentCall().address });
    await this.end(sessionId, 'token_reused', { id: userId, name });
  }

  private record(entityId: string, action: JournalAction, actor?: Happening['actor']): void {
    this.journal.record({ entity: 'Session', entityId, action, entityVersion: 1, ...(actor ? { actor } : {}) });
  }

  /** Ends all sessions of a user but one. */
  async closeAll(userId: string, exceptId?: string): Promise<void> {
    await this.sessions.deleteAllOf(userId, exceptId);
    this.known.forget({ userId });
  }

  /**
   * The session of a token that was really issued for it, spent or not. Ids of sessions can be guessed, so a token
   * also carries the secret of its family: nobody ends a session by naming it.
   */
  private async find(token: string): Promise<{ session: Session; family: string } | undefined> {
    const [sessionId = '', family = ''] = token.split('.');
    const session = /^[0-9a-f]{24}$/.test(sessionId) ? await this.sessions.findOpen(sessionId) : null;
    return session?.familyHash === hashOf(family) ? { session, family } : undefined;
  }
}

function issue(sessionId: string, family: string, userId: string): IssuedToken {
  const token = `${sessionId}.${family}.${randomBytes(32).toString('base64url')}`;
  return { token, sessionId, userId, expiresAt: new Date(Date.now() + DAYS_30) };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
