import { Injectable } from '@nestjs/common';
import type { Stored } from '../platform/database/base.repository.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken } from '../platform/http/failure.js';
import type { Page } from '../platform/http/paging.js';
import { hashPassword } from './passwords.js';
import type { Role } from './role.js';
import { RolesRepository } from './roles.repository.js';
import type { UserChange, UserCreate, UserListQuery } from './user.dto.js';
import type { User } from './user.js';
import { SessionsRepository } from './sessions.repository.js';
import { UsersRepository } from './users.repository.js';

/** People, their roles and passwords. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly roles: RolesRepository,
    private readonly sessions: SessionsRepository,
    private readonly transactions: Transactions,
  ) {}

  async list(query: UserListQuery): Promise<Page<Stored<User>>> {
    return this.users.list(query);
  }

  async get(id: string): Promise<Stored<User>> {
    return this.users.get(id);
  }

  async listRoles(): Promise<Stored<Role>[]> {
    return this.roles.all();
  }

  async listMasters(): Promise<Stored<User>[]> {
    return this.users.activeOf('master');
  }

  /** Adds a user with a password; 409 where the login is taken. */
  async create({ password, ...fields }: UserCreate): Promise<Stored<User>> {
    const role = await this.roles.load(fields.roleId);
    const passwordHash = await hashPassword(password);
    return this.users.add({ ...fields, roleKey: role.key, isActive: true, passwordHash });
  }

  /** Changes name, role, state or password; refuses to leave the workshop without an administrator. */
  async change(id: string, { version, password, ...fields }: UserChange): Promise<Stored<User>> {
    const passwordHash = password ? await hashPassword(password) : undefined;
    const role = fields.roleId ? await this.roles.load(fields.roleId) : undefined;
    return this.transactions.run(async () => {
      const changed = await this.users.change(id, { version }, (user) => {
        Object.assign(user, fields, role ? { roleKey: role.key } : {}, passwordHash ? { passwordHash } : {});
      });
      if (!(await this.users.activeOf('admin')).length) {
        throw Conflict('user.last_admin', 'The last administrator must stay; make another one first.');
      }
      if (passwordHash || fields.isActive === false) await this.sessions.closeAll(id);
      return changed;
    });
  }

  /** Sets the password of the user who signed in with this session; other sessions end. */
  async changeOwnPassword(id: string, password: string, sessionId: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    await this.transactions.run(async () => {
      await this.users.change(id, { action: 'password' }, (user) => void (user.passwordHash = passwordHash));
      await this.sessions.closeAll(id, sessionId);
    });
  }

  /** The master with this id; 422 where there is none who can take work. */
  async master(id: string): Promise<Stored<User>> {
    const user = await this.users.find(id);
    if (!user?.isActive || user.roleKey !== 'master') {
      throw RuleBroken('user.not_master', `User ${id} is no active master; choose one of the masters.`, { id });
    }
    return user;
  }
}
