import { Injectable, Logger } from '@nestjs/common';
import type { JournalAction } from '@verstak/domain';
import { Types } from 'mongoose';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { callIfAny, currentCall } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { NotFound } from '../platform/failure/failure.js';
import { Transactions } from '../platform/database/transactions.js';
import { JournalService, type Happening } from '../platform/journal/journal.service.js';
import { KnownPrincipals } from './known-principals.js';
import type { Session } from './session.js';
import { SessionsRepository } from './sessions.repository.js';
import { UsersRepository } from './users.repository.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Most sessions of one person: programs that sign in again and again end those that were not used for longest. */
const MOST = 200;
/** Most of those that one sign-in ends. */
const MOST_ENDED = 10;

/** How exactly it is known when a session was used last. */
const USE_MS = 10 * 60_000;

/** So long after a token was spent it gives the same successor: two tabs that renew at once are no theft. */
const GRACE_MS = 10_000;

/** What else the journal tells of a session: who it was, or whose. */
type Told = Pick<Happening, 'actor' | 'params'>;

/** A refresh token as the browser holds it, with the session it belongs to. */
export interface IssuedToken {
  token: string;
  sessionId: string;
  userId: string;
  /** How often a token was spent before it. */
  generation: number;
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
    private readonly config: Config,
  ) {}

  /** Opens a session for somebody, with its entry in the journal; to be called in a transaction. */
  async open(
    { id: userId, name }: { id: string; name: string },
    address?: string,
    agent?: string,
  ): Promise<IssuedToken> {
    const _id = new Types.ObjectId();
    const family = randomBytes(18).toString('base64url');
    const token = `${_id.toHexString()}.${family}.${randomBytes(32).toString('base64url')}`;
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + this.config.environment.SESSION_DAYS * DAY_MS);
    const issued = { token, sessionId: _id.toHexString(), userId, generation: 0, expiresAt };
    await this.sessions.add({
      _id,
      userId: new Types.ObjectId(userId),
      familyHash: hashOf(family),
      tokenHash: hashOf(token),
      createdAt,
      expiresAt,
      usedAt: createdAt,
      address,
      agent: agent?.slice(0, 200),
    });
    this.record(issued.sessionId, 'signed_in', { actor: { id: userId, name } });
    for (const { _id } of await this.sessions.listOpen(userId, MOST_ENDED, MOST)) await this.end(_id.toHexString());
    return issued;
  }

  /**
   * Spends a refresh token for its successor. The token that was spent last gives the same one again for a moment, and
   * as long as that has not arrived; any other spent one ends the whole session. `undefined` where it is not good.
   */
  async rotate(token: string): Promise<IssuedToken | undefined> {
    const found = await this.find(token);
    if (!found) return undefined;
    const { session, family } = found;
    const id = session._id.toHexString();
    const successor = this.successorOf(token, id, family);
    const now =
      (await this.sessions.replaceToken(id, hashOf(token), hashOf(successor))) ??
      (await this.sessions.findJustSpent(id, hashOf(token), GRACE_MS));
    const userId = session.userId.toHexString();
    if (now)
      return { token: successor, sessionId: id, userId, generation: now.generation ?? 0, expiresAt: now.expiresAt };
    await this.endReused(id, userId);
    return undefined;
  }

  /** Whether a session of this user is open; notes that it is used, and that the tokens of a generation have arrived. */
  async isOpen(sessionId: string, userId: string, generation = 0): Promise<boolean> {
    const session = await this.sessions.findOpen(sessionId);
    if (session?.userId.toHexString() !== userId) return false;
    const isArrival = generation > (session.arrivedGeneration ?? 0);
    if (isArrival || Date.now() - session.usedAt.getTime() > USE_MS)
      await this.sessions.noteUse(sessionId, generation, callIfAny()?.address);
    return true;
  }

  /** The open sessions of a user, the one used last first. */
  async list(userId: string): Promise<Session[]> {
    return this.sessions.listOpen(userId, MOST);
  }

  /** Ends a session of this user; 404 where there is none. */
  async endOf(userId: string, id: string): Promise<void> {
    const session = await this.sessions.findOpen(id);
    if (session?.userId.toHexString() !== userId) throw NotFound('session', id);
    await this.end(id);
  }

  /** Ends the session that a refresh token belongs to, spent or not. */
  async close(token: string): Promise<void> {
    const found = await this.find(token);
    if (found) await this.end(found.session._id.toHexString());
  }

  /** Ends a session; the journal tells the other processes. Nothing where it has ended. */
  async end(sessionId: string, action: JournalAction = 'ended', told: Told = {}): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.sessions.delete(sessionId))) return;
      this.record(sessionId, action, told);
      this.known.forget({ sessionId });
    });
  }

  /** Somebody has a token that was spent: whose it was stands in the journal and in the log, as does from where. */
  private async endReused(sessionId: string, userId: string): Promise<void> {
    const name = (await this.users.namesOf([userId])).get(userId) ?? '';
    this.logger.warn({ msg: 'token_reused', userId, address: currentCall().address });
    await this.end(sessionId, 'token_reused', { actor: { id: userId, name } });
  }

  private record(entityId: string, action: JournalAction, told: Told): void {
    this.journal.record({ entity: 'Session', entityId, action, entityVersion: 1, ...told });
  }

  /** Ends all sessions of a user but one, each with its entry in the journal, which tells whose it was. */
  async closeAll({ id, login }: { id: string; login: string }, exceptId?: string): Promise<void> {
    await this.transactions.run(async () => {
      const ids = (await this.sessions.listOpen(id, MOST)).map(({ _id }) => _id.toHexString());
      await this.sessions.deleteAllOf(id, exceptId);
      for (const ended of ids.filter((each) => each !== exceptId)) this.record(ended, 'ended', { params: { login } });
      this.known.forget({ userId: id });
    });
  }

  /** A token has one successor, which nobody can tell without the key: so it need not be kept to be given again. */
  private successorOf(token: string, sessionId: string, family: string): string {
    return `${sessionId}.${family}.${createHmac('sha256', this.config.jwtKey).update(`after ${token}`).digest('base64url')}`;
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

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
