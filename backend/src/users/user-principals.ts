import { Injectable, type OnModuleInit } from '@nestjs/common';
import { permissionSet, personOf, type Person } from '../platform/access/caller.js';
import { Principals, type Forgotten } from '../platform/access/principals.js';
import { JournalReaders } from '../platform/journal/journal-readers.js';
import { KnownPrincipals } from './known-principals.js';
import { SessionsService } from './sessions.service.js';
import { loginKey } from './users.repository.js';
import { UsersService } from './users.service.js';

type Found = NonNullable<Awaited<ReturnType<UsersService['active']>>>;

/** The caller behind a session, with the role as it is now. */
@Injectable()
export class UserPrincipals extends Principals implements OnModuleInit {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly known: KnownPrincipals,
    private readonly readers: JournalReaders,
  ) {
    super();
  }

  onModuleInit(): void {
    // What other processes change is in the journal.
    this.readers.add(({ entity, entityId, action }) => {
      const id = String(entityId);
      if (entity === 'User') this.known.forget({ userId: id });
      else if (entity === 'Role') this.known.forget({ roleId: id });
      else if (entity === 'Session' && action !== 'signed_in') this.known.forget({ sessionId: id });
    });
  }

  async find(userId: string, sessionId: string, generation = 0): Promise<Person | undefined> {
    const known = this.known.get(sessionId, generation);
    if (known) return known.userId === userId ? known : undefined;
    return this.known.read({ sessionId, userId, generation }, () => this.read(userId, sessionId, generation));
  }

  follow(reader: (forgotten: Forgotten) => void): void {
    this.known.follow(reader);
  }

  async active(userId: string): Promise<Person | undefined> {
    const found = await this.users.active(userId);
    return found && this.personOf(found, '');
  }

  private async read(userId: string, sessionId: string, generation: number): Promise<Person | undefined> {
    const [found, isOpen] = await Promise.all([
      this.users.active(userId),
      this.sessions.isOpen(sessionId, userId, generation),
    ]);
    return found && isOpen ? this.personOf(found, sessionId) : undefined;
  }

  private personOf({ user, role, permissions }: Found, sessionId: string): Person {
    return personOf({
      userId: user._id.toHexString(),
      sessionId,
      name: user.name,
      roleId: role._id.toHexString(),
      ...(user.confirmedAt ? { email: loginKey(user.login) } : {}),
      ...(user.confirmedAt && user.clientId ? { clientId: String(user.clientId) } : {}),
      ...(user.supplierId ? { supplierId: String(user.supplierId) } : {}),
      permissions: permissionSet(permissions),
    });
  }
}
