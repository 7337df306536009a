import { Injectable, type OnModuleInit } from '@nestjs/common';
import { principalOf, type Principal } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import { JournalSealer } from '../platform/journal/journal-sealer.js';
import { SessionsService } from './sessions.service.js';
import { UsersService } from './users.service.js';

/** Longest time that another process may not know of a change. */
const KEPT_MS = 5_000;

/** Callers by session, remembered until a change of a user or a role is in the journal. */
@Injectable()
export class UserPrincipals extends Principals implements OnModuleInit {
  private readonly known = new Map<string, { principal: Principal; until: number }>();

  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly sealer: JournalSealer,
  ) {
    super();
  }

  onModuleInit(): void {
    this.sealer.follow(({ entity }) => {
      if (entity === 'User' || entity === 'Role') this.forget();
    });
  }

  /** Reads everybody anew at their next call. */
  forget(): void {
    this.known.clear();
  }

  async find(userId: string, sessionId: string): Promise<Principal | undefined> {
    const cached = this.known.get(sessionId);
    if (cached && cached.until > Date.now()) return cached.principal;
    const [found, isOpen] = await Promise.all([this.users.active(userId), this.sessions.isOpen(sessionId, userId)]);
    if (!found || !isOpen) return undefined;
    const { user, role, permissions } = found;
    const principal = principalOf({
      userId,
      sessionId,
      name: user.name,
      roleKey: role.key,
      permissions: new Set(permissions),
    });
    this.known.set(sessionId, { principal, until: Date.now() + KEPT_MS });
    return principal;
  }
}
