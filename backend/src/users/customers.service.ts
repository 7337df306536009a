import { Injectable } from '@nestjs/common';
import { isCustomer } from '@verstak/domain';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/failure/failure.js';
import { KnownPrincipals } from './known-principals.js';
import { hashPassword } from './passwords.js';
import { RolesRepository } from './roles.repository.js';
import type { User } from './user.js';
import { UsersRepository } from './users.repository.js';

/** What somebody says who wants an account in the shop; they sign in by the e-mail. */
export type NewCustomer = Pick<User, 'name' | 'phone' | 'language'> & { email: string };

/** Customers of the shop, who sign in like everybody and may do nothing but what is marked for them. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly roles: RolesRepository,
    private readonly known: KnownPrincipals,
    private readonly transactions: Transactions,
  ) {}

  /** What is kept of a password; takes its time, so not within a transaction. */
  async hashOf(password: string): Promise<string> {
    return hashPassword(password);
  }

  /** Adds a customer; `undefined` where somebody signs in by this address already. */
  async add({ email, ...fields }: NewCustomer, passwordHash: string): Promise<Stored<User> | undefined> {
    return asSystem('an account in the shop', () =>
      this.transactions.run(async () => {
        if (await this.users.byLogin(email)) return undefined;
        const role = await this.roles.byKey('customer');
        if (!role) throw new Error('The role customer is missing');
        const { _id, key: roleKey } = role;
        const roleId = _id.toHexString();
        return this.users.add({ ...fields, login: email, roleId, roleKey, isActive: true, passwordHash });
      }),
    );
  }

  /** The customer with this id; 404 where there is none. */
  async get(id: string): Promise<Stored<User>> {
    const user = await this.users.find(id);
    if (!user || !(await this.isOne(user))) throw NotFound('account', id);
    return user;
  }

  /** Changes what a customer says of themselves. */
  async change(id: string, fields: Partial<Pick<User, 'name' | 'phone' | 'language'>>): Promise<Stored<User>> {
    return this.edit('own account', id, (user) => void Object.assign(user, fields));
  }

  /** From now on the customer follows the orders of this client, or, without one, only those made in the own account. */
  async link(reason: string, id: string, clientId: string | undefined): Promise<Stored<User>> {
    const linked = await this.edit(reason, id, (user) => void Object.assign(user, { clientId }));
    this.known.forget({ userId: id });
    return linked;
  }

  private async edit(reason: string, id: string, edit: (user: Stored<User>) => void): Promise<Stored<User>> {
    return asSystem(reason, () => this.transactions.run(async () => this.users.change(await this.get(id), {}, edit)));
  }

  private async isOne({ roleId }: User): Promise<boolean> {
    return isCustomer((await this.roles.load(String(roleId))).permissions);
  }
}
