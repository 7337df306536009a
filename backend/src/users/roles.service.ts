import { Injectable } from '@nestjs/common';
import { faultOfPermissions, permissionsInOrder, isFixedRole, MOST_ROLES, type Permission } from '@verstak/domain';
import { callerPermissions } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken, type Failure } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { Administrators } from './administrators.js';
import { KnownPrincipals } from './known-principals.js';
import { roleFailure } from './role-failure.js';
import { sightOf } from './role-sight.js';
import type { HeldRole, RoleChange, RoleCreate, RoleSight } from './role.dto.js';
import type { Role } from './role.js';
import { RolesRepository } from './roles.repository.js';
import { UsersRepository } from './users.repository.js';

/** Which permissions people hold together. */
@Injectable()
export class RolesService {
  constructor(
    private readonly roles: RolesRepository,
    private readonly users: UsersRepository,
    private readonly administrators: Administrators,
    private readonly known: KnownPrincipals,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  async list(): Promise<Stored<HeldRole>[]> {
    const [roles, people] = [await this.roles.all(), await this.users.countByRole()];
    return roles.map((role) => ({ ...role, people: people.get(role._id.toHexString()) ?? 0 }));
  }

  async get(id: string): Promise<Stored<HeldRole>> {
    return this.held(await this.roles.get(id));
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.roles.history(id, query);
  }

  /** Adds a role; refuses permissions that it cannot hold, or that whoever asks does not. */
  async create({ name, permissions }: RoleCreate): Promise<Stored<HeldRole>> {
    requireGrantable(permissions);
    return this.transactions.run(async () => {
      if ((await this.roles.all()).length >= MOST_ROLES) {
        const detail = `There are ${MOST_ROLES} roles already; delete some that nobody holds.`;
        throw RuleBroken('role.too_many', detail, { max: MOST_ROLES });
      }
      return this.held(await this.roles.add({ name, permissions: permissionsInOrder(permissions) }));
    });
  }

  /** Changes a role with effect for all who hold it; refuses to leave the workshop without an administrator. */
  async change(id: string, { version, name, permissions }: RoleChange): Promise<Stored<HeldRole>> {
    const changed = await this.transactions.run(async () => {
      const change = (): Promise<Stored<Role>> =>
        this.roles.change(id, { version }, (role) => {
          if (name !== undefined && name !== role.name) rename(role, name);
          if (permissions) grant(role, permissionsInOrder(permissions));
        });
      return this.held(await (permissions ? this.administrators.keepOne(change) : change()));
    });
    // Effective with the answer, not a moment after it.
    this.known.forget({ roleId: id });
    return changed;
  }

  /** Deletes a role that nobody holds. */
  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const role = await this.roles.get(id);
      if (role.isBuiltIn) throw builtIn(role, 'cannot be deleted; take its people to another role if it is not wanted');
      const people = await this.users.countOfRole(id);
      if (people) {
        const detail = `${people} people hold the role ${role.name}; give them another one first.`;
        throw Conflict('role.in_use', detail, { people });
      }
      await this.roles.delete(role);
    });
  }

  /** What whoever held these permissions would see, and may do with it. */
  sight(permissions: readonly Permission[]): RoleSight {
    return sightOf(permissions, new Map(this.journal.kinds.map(({ entity, type }) => [entity, type])));
  }

  private async held(role: Stored<Role>): Promise<Stored<HeldRole>> {
    return { ...role, people: await this.users.countOfRole(role._id.toHexString()) };
  }
}

function rename(role: Role, name: string): void {
  if (role.isBuiltIn) throw builtIn(role, 'keeps its name; make a role of the name that you want');
  role.name = name;
}

function grant(role: Role, permissions: Permission[]): void {
  if (permissions.join() === permissionsInOrder(role.permissions).join()) return;
  if (isFixedRole(role.key)) throw builtIn(role, 'always holds what it holds; make a role of its own for other people');
  requireGrantable(permissions, role.permissions);
  role.permissions = permissions;
}

function requireGrantable(permissions: readonly Permission[], former: readonly Permission[] = []): void {
  const fault = faultOfPermissions(permissions, former, callerPermissions());
  if (fault) throw roleFailure(fault, 'permissions');
}

function builtIn({ name, key }: Role, rule: string): Failure {
  return Conflict('role.built_in', `The built-in role ${name} ${rule}.`, { key });
}
