import { Injectable } from '@nestjs/common';
import { isCustomer, type SystemReason } from '@verstak/domain';
import { createHash, randomBytes } from 'node:crypto';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Failure, NotFound } from '../platform/failure/failure.js';
import { KnownPrincipals } from './known-principals.js';
import { hashPassword } from './passwords.js';
import { RolesRepository } from './roles.repository.js';
import { SessionsService } from './sessions.service.js';
import type { User } from './user.js';
import { UsersRepository } from './users.repository.js';

/** What somebody says who wants an account in the shop; they sign in by the e-mail. */
export type NewCustomer = Pick<User, 'name' | 'phone' | 'language'> & { email: string };

/** How long the link of a letter is good. */
const LINK_MS = 24 * 60 * 60 * 1_000;
/** Bytes of its secret: nobody guesses it. */
const LINK_BYTES = 24;

/** Customers of the shop, who sign in like everybody and may do nothing but what is marked for them. */
@Injectable()
export class CustomersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly roles: RolesRepository,
    private readonly sessions: SessionsService,
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

  /** The customer who signs in by this address and may; `undefined` where there is none. */
  async ofAddress(email: string): Promise<Stored<User> | undefined> {
    const user = await this.users.byLogin(email);
    return user?.isActive && (await this.isOne(user)) ? user : undefined;
  }

  /** The customers who are linked with a client, or sign in by one of these addresses. */
  async ofClient(clientId: string, emails: readonly string[]): Promise<Stored<User>[]> {
    const found = await this.users.ofClient(clientId, emails);
    const own = await Promise.all(found.map((user) => this.isOne(user)));
    return found.filter((_user, index) => own[index]);
  }

  /** When a customer was here last; `undefined` where no session of theirs is left. */
  async lastSeen(id: string): Promise<Date | undefined> {
    return (await this.sessions.list(id))[0]?.usedAt;
  }

  /** Changes what a customer says of themselves. */
  async change(id: string, fields: Partial<Pick<User, 'name' | 'phone' | 'language'>>): Promise<Stored<User>> {
    return this.edit('own account', id, (user) => void Object.assign(user, fields));
  }

  /** From now on the customer follows the orders of this client, or, without one, only those made in the own account. */
  async link(reason: SystemReason, id: string, clientId: string | undefined, isVouched = false): Promise<Stored<User>> {
    return this.edit(reason, id, (user) => {
      Object.assign(user, { clientId });
      if (isVouched) user.confirmedAt ??= new Date();
    });
  }

  /** The secret of a link for a letter to a customer; the former one is no good any more. */
  async issueLink(id: string): Promise<string> {
    const secret = randomBytes(LINK_BYTES).toString('base64url');
    const link = { linkHash: hashOf(secret), linkUntil: new Date(Date.now() + LINK_MS) };
    await this.edit('a link for a letter', id, (user) => void Object.assign(user, link));
    return secret;
  }

  /** Whoever has got the letter owns the address; 404 for a link that is none, is over, or is another customer's. */
  async confirm(id: string, secret: string): Promise<Stored<User>> {
    return this.spend(secret, (user) => user._id.toHexString() === id);
  }

  /** Sets the password of whoever has got the letter, and ends all sessions; 404 for a link that is none or is over. */
  async resetPassword(secret: string, passwordHash: string): Promise<Stored<User>> {
    return this.transactions.run(async () => {
      const user = await this.spend(secret, () => true, passwordHash);
      await this.sessions.closeAll({ id: user._id.toHexString(), login: user.login });
      return user;
    });
  }

  /** Deletes the account, and ends all sessions; the orders stay with the client. */
  async leave(id: string): Promise<void> {
    await asSystem('own account', () =>
      this.transactions.run(async () => {
        const user = await this.get(id);
        await this.sessions.closeAll({ id, login: user.login });
        await this.users.delete(user);
      }),
    );
  }

  private async spend(
    secret: string,
    isMeant: (user: Stored<User>) => boolean,
    passwordHash?: string,
  ): Promise<Stored<User>> {
    return asSystem('the link of a letter', () =>
      this.transactions.run(async () => {
        const user = await this.users.byLink(hashOf(secret));
        if (!user?.isActive || !isMeant(user) || Number(user.linkUntil) < Date.now()) throw linkOver();
        this.known.forget({ userId: user._id.toHexString() });
        return this.users.change(user, passwordHash ? { action: 'password' } : {}, (edited) => {
          edited.confirmedAt ??= new Date();
          Object.assign(edited, { linkHash: undefined, linkUntil: undefined }, passwordHash ? { passwordHash } : {});
        });
      }),
    );
  }

  private async edit(reason: SystemReason, id: string, edit: (user: Stored<User>) => void): Promise<Stored<User>> {
    return asSystem(reason, () =>
      this.transactions.run(async () => {
        this.known.forget({ userId: id });
        return this.users.change(await this.get(id), {}, edit);
      }),
    );
  }

  private async isOne({ roleId }: User): Promise<boolean> {
    return isCustomer((await this.roles.load(String(roleId))).permissions);
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Nothing of the secret is repeated. */
function linkOver(): Failure {
  return new Failure('not_found', { detail: 'The link was used, is over, or is none: ask for another letter.' });
}
