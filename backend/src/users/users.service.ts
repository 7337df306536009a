import { Injectable } from '@nestjs/common';
import { beyond, isSupplier, type Permission } from '@verstak/domain';
import { asSystem, callerPermissions, currentCall } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { Page } from '../platform/lists/paging.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { Administrators } from './administrators.js';
import { hashPassword, passwordMatches } from './passwords.js';
import { KnownPrincipals } from './known-principals.js';
import { roleFailure } from './role-failure.js';
import type { Role } from './role.js';
import { RolesRepository } from './roles.repository.js';
import type { UserChange, UserCreate, UserListQuery } from './user.dto.js';
import type { User } from './user.js';
import { SessionsService, type IssuedToken } from './sessions.service.js';
import { loginKey, UsersRepository } from './users.repository.js';

/** People, their roles and passwords. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly roles: RolesRepository,
    private readonly administrators: Administrators,
    private readonly sessions: SessionsService,
    private readonly suppliers: SuppliersService,
    private readonly known: KnownPrincipals,
    private readonly transactions: Transactions,
    private readonly guesses: Guesses,
  ) {}

  /** People of the workshop; customers of the shop and suppliers only where their role or supplier is asked for. */
  async list(query: UserListQuery): Promise<Page<Stored<User>>> {
    return this.users.list(query, await this.roles.staffIds());
  }

  async get(id: string): Promise<Stored<User>> {
    return this.users.get(id);
  }

  /** Active people who may work on parts. */
  async listMasters(): Promise<Stored<User>[]> {
    return this.holding('parts:work');
  }

  /** People who may take orders, by name: those who have left too, for what they took. */
  async listManagers(): Promise<Stored<User>[]> {
    return this.users.everyOf(await this.roles.idsHolding(['orders:write']));
  }

  /** Active people who hold all of these permissions, by name. */
  async holding(...permissions: [Permission, ...Permission[]]): Promise<Stored<User>[]> {
    return this.users.activeOf(await this.roles.idsHolding(permissions));
  }

  /** Their ids. */
  async idsHolding(...permissions: [Permission, ...Permission[]]): Promise<string[]> {
    return (await this.holding(...permissions)).map(({ _id }) => _id.toHexString());
  }

  /** Active people at the desk of a supplier, whoever asks. */
  async atDeskOf(supplierId: string): Promise<Stored<User>[]> {
    return this.users.atDeskOf(supplierId);
  }

  /** Active people of the workshop, by name. */
  async listStaff(): Promise<Stored<User>[]> {
    return this.users.activeOf(await this.roles.staffIds());
  }

  /** Adds a user with a password; 409 where the login is taken, 400 where a supplier is missing or out of place. */
  async create({ password, ...fields }: UserCreate): Promise<Stored<User>> {
    const passwordHash = await hashPassword(password);
    const mustChangePassword = currentCall().caller.kind === 'person';
    return this.transactions.run(async () => {
      const role = await this.roles.hold(fields.roleId);
      this.requireWithin(role);
      const seat = await this.seatOf(role, fields.supplierId);
      return this.users.add({
        ...fields,
        ...seat,
        roleKey: role.key,
        isActive: true,
        passwordHash,
        mustChangePassword,
      });
    });
  }

  /** Changes name, role, state or password; refuses to leave the workshop without an administrator. */
  async change(id: string, { version, password, ...fields }: UserChange): Promise<Stored<User>> {
    const passwordHash = password ? await hashPassword(password) : undefined;
    const { caller } = currentCall();
    const mustChangePassword = caller.kind !== 'person' || caller.userId !== id;
    const changed = await this.transactions.run(async () => {
      const role = fields.roleId ? await this.roles.hold(fields.roleId) : undefined;
      const change = (): Promise<Stored<User>> =>
        this.users.change(id, { version }, async (edited) => {
          if (role && String(role._id) !== String(edited.roleId)) this.requireWithin(role);
          // Whoever sets a password could sign in by it.
          if (passwordHash) this.requireWithin(await this.roles.load(String(edited.roleId)));
          const seat = await this.seatAfter(edited, role, fields.supplierId);
          Object.assign(edited, fields, seat, role ? { roleKey: role.key } : {});
          if (passwordHash) Object.assign(edited, { passwordHash, mustChangePassword });
        });
      const user = await (role || fields.isActive !== undefined ? this.administrators.keepOne(change) : change());
      if (passwordHash || fields.isActive === false) await this.sessions.closeAll({ id, login: user.login });
      return user;
    });
    // Effective with the answer, not a moment after it.
    this.known.forget({ userId: id });
    if (passwordHash) await this.forgetGuesses(changed);
    return changed;
  }

  /** Sets the password that a user has chosen, and gives the user; all sessions of theirs end but the one named. */
  async setOwnPassword(id: string, password: string, sessionId: string): Promise<Stored<User>> {
    return this.setPassword(id, password, false, sessionId);
  }

  /** Sets a password that people share: none of them is asked for one of their own, and all their sessions end. */
  async setSharedPassword(ids: readonly string[], password: string): Promise<void> {
    for (const id of ids) await this.setPassword(id, password, false);
  }

  /** Keeps where a user gets letters; nowhere without an address. */
  async setOwnEmail(id: string, email: string | undefined): Promise<void> {
    await this.users.change(id, {}, (user) => void Object.assign(user, { email }));
  }

  private async setPassword(
    id: string,
    password: string,
    mustChangePassword: boolean,
    sessionId?: string,
  ): Promise<Stored<User>> {
    const passwordHash = await hashPassword(password);
    const changed = await this.transactions.run(async () => {
      const user = await this.users.change(
        id,
        { action: 'password' },
        (edited) => void Object.assign(edited, { passwordHash, mustChangePassword }),
      );
      await this.sessions.closeAll({ id, login: user.login }, sessionId);
      return user;
    });
    this.known.forget({ userId: id });
    await this.forgetGuesses(changed);
    return changed;
  }

  /** Sets the password of the user of this login and ends all sessions; `false` where there is no such user. */
  async resetPassword(login: string, password: string): Promise<boolean> {
    const user = await this.users.byLogin(login);
    if (user) await asSystem('password set by command', () => this.setPassword(user._id.toHexString(), password, true));
    return Boolean(user);
  }

  /** Whether this is the user's password: `true`, or `undefined` where it is not. */
  async hasPassword(id: string, password: string): Promise<true | undefined> {
    const user = await this.users.find(id);
    return (await passwordMatches(password, user?.passwordHash)) || undefined;
  }

  /** Whoever has this login, active or not. */
  async ofLogin(login: string): Promise<Stored<User> | null> {
    return this.users.byLogin(login);
  }

  /** The user where active and of this password, else `undefined`; takes the same time for nobody. */
  async ifMatching(user: Stored<User> | null, password: string): Promise<Stored<User> | undefined> {
    const isRight = await passwordMatches(password, user?.isActive ? user.passwordHash : undefined);
    return user && isRight ? user : undefined;
  }

  /** Opens a session for a user whose password was right; `undefined` where it, or the user's state, changed meanwhile. */
  async openSession(user: Stored<User>, address?: string, agent?: string): Promise<IssuedToken | undefined> {
    return this.transactions.run(async () => {
      const isSame = await this.users.countSignIn(user);
      return isSame ? this.sessions.open({ id: user._id.toHexString(), name: user.name }, address, agent) : undefined;
    });
  }

  /** The user while active, with the role as it is now, whoever asks. */
  async active(id: string): Promise<{ user: Stored<User>; role: Stored<Role>; permissions: Permission[] } | undefined> {
    const user = await this.users.find(id);
    if (!user?.isActive) return undefined;
    const role = await this.roles.load(String(user.roleId));
    return { user, role, permissions: this.roles.permissionsOf(role) };
  }

  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.users.namesOf(ids);
  }

  /** The master with this id; 422 where there is none who can take work. */
  async master(id: string): Promise<Stored<User>> {
    const found = await this.active(id);
    if (!found?.permissions.includes('parts:work')) {
      throw RuleBroken('user.not_master', `User ${id} is no active master; choose one of the masters.`, { id });
    }
    return found.user;
  }

  /** 403 where a role allows more than the caller may: who gave it, or a password to who holds it, would have it too. */
  private requireWithin(role: Role): void {
    const permissions = beyond(callerPermissions(), this.roles.permissionsOf(role));
    if (permissions.length) throw roleFailure({ code: 'role.beyond', permissions }, 'roleId');
  }

  /** Where a user sits after a change: whoever becomes another than a supplier leaves the desk. */
  private async seatAfter(
    user: Stored<User>,
    role: Stored<Role> | undefined,
    supplierId: string | null | undefined,
  ): Promise<Pick<User, 'supplierId' | 'supplierName'>> {
    if (!role && supplierId === undefined) return {};
    const next = role ?? (await this.roles.load(String(user.roleId)));
    const former = user.supplierId && isSupplier(next.permissions) ? String(user.supplierId) : undefined;
    return supplierId === undefined && former ? {} : this.seatOf(next, supplierId ?? undefined);
  }

  /** At whose desk a user of a role sits: a supplier at that of one, everybody else at none. */
  private async seatOf(
    { permissions }: Role,
    supplierId: string | undefined,
  ): Promise<Pick<User, 'supplierId' | 'supplierName'>> {
    const needed = isSupplier(permissions);
    if (needed === !!supplierId)
      return { supplierId, supplierName: supplierId && (await this.suppliers.forSupply(supplierId)).name };
    const rule = needed ? 'isDefined' : 'isEmpty';
    const message = needed
      ? 'must say whose desk it is: the id of a supplier'
      : 'is for people of suppliers alone; leave it out, or choose a role of suppliers';
    throw Invalid([{ field: 'supplierId', rule, message, ...(supplierId ? { value: supplierId } : {}) }]);
  }

  /** Guesses at a former password lock nobody out of the new one. */
  private async forgetGuesses({ _id, login }: Stored<User>): Promise<void> {
    await this.guesses.forget([signInOf(login), passwordOf(_id.toHexString())]);
  }
}

/** What guesses at a sign-in are counted by: one for all ways to write the login. */
export function signInOf(login: string): string {
  return `account:${loginKey(login)}`;
}

/** What guesses at the present password are counted by where somebody changes it. */
export function passwordOf(userId: string): string {
  return `password:${userId}`;
}
