import { Injectable } from '@nestjs/common';
import { isCustomer, type SystemReason } from '@verstak/domain';
import type { Client } from '../clients/client.js';
import { ClientsService } from '../clients/clients.service.js';
import { currentCall, signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { RuleBroken } from '../platform/failure/failure.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { networkOf } from '../platform/guesses/network.js';
import { CustomersService, type NewCustomer } from '../users/customers.service.js';
import type { User } from '../users/user.js';
import { passwordOf, UsersService } from '../users/users.service.js';
import { AccountLinksService } from './account-links.service.js';
import type { ShopAccount, ShopAccountAddress, ShopAccountChange, ShopAccountCreate } from './account.dto.js';
import { CartsService } from './carts.service.js';
import { shownAccount } from './shown-account.js';

/** Accounts from one network in a row that are made at once; each further one within the hour waits longer. */
const FREE_ACCOUNTS = 10;

/** Accounts of customers in the shop. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly customers: CustomersService,
    private readonly users: UsersService,
    private readonly clients: ClientsService,
    private readonly links: AccountLinksService,
    private readonly carts: CartsService,
    private readonly transactions: Transactions,
    private readonly guesses: Guesses,
  ) {}

  /** Makes an account; nothing tells the caller whether the address was known. 429 where that is done too often. */
  async register({ password, ...fields }: ShopAccountCreate): Promise<void> {
    const passwordHash = await this.prepare(fields.email, password);
    await this.transactions.run(() => this.add(fields, passwordHash));
  }

  /** What is kept of the password of a new account; 429 where one network makes accounts, or one is made, too often. */
  async prepare(email: string, password: string): Promise<string> {
    await this.guesses.pace(`shop-accounts:${networkOf(currentCall().address ?? '')}`, FREE_ACCOUNTS);
    await this.links.pace(email);
    return this.customers.hashOf(password);
  }

  /** Adds an account, within a transaction; where somebody has the address, a letter tells them: `undefined`. */
  async add(fields: NewCustomer, passwordHash: string): Promise<Stored<User> | undefined> {
    const made = await this.customers.add(fields, passwordHash);
    const known = made ? undefined : await this.customers.ofAddress(fields.email);
    if (made) await this.links.write('made', made);
    else if (known) await this.links.write('known', known);
    return made;
  }

  /** The customer who is signed in; `undefined` for a visitor, and for people of the workshop. */
  async current(): Promise<Stored<User> | undefined> {
    const { caller } = currentCall();
    if (caller.kind !== 'person' || !isCustomer(caller.permissions)) return undefined;
    return this.customers.get(caller.userId);
  }

  /** The client with whom an account is linked; `undefined` where there is none that takes orders. */
  async clientOf({ clientId }: User): Promise<Stored<Client> | undefined> {
    const client = clientId && (await this.clients.byIds([String(clientId)])).get(String(clientId));
    return client && !client.isArchived ? client : undefined;
  }

  async link(reason: SystemReason, account: Stored<User>, clientId: string): Promise<void> {
    await this.customers.link(reason, account._id.toHexString(), clientId);
  }

  async get(): Promise<ShopAccount> {
    return shownAccount(await this.customers.get(signedInPerson().userId));
  }

  async change(fields: ShopAccountChange): Promise<ShopAccount> {
    return shownAccount(await this.customers.change(signedInPerson().userId, fields));
  }

  /** Writes once more to a customer how to confirm the address. */
  async writeAgain(): Promise<void> {
    const account = await this.customers.get(signedInPerson().userId);
    await this.links.pace(account.login);
    await this.transactions.run(() => this.links.write('made', account));
  }

  async confirm(secret: string): Promise<ShopAccount> {
    return this.links.confirm(signedInPerson().userId, secret);
  }

  async setPassword(secret: string, password: string): Promise<ShopAccountAddress> {
    return this.links.setPassword(secret, password);
  }

  /** Deletes the own account; 422 where the password is wrong. */
  async leave(password: string): Promise<void> {
    const { userId } = signedInPerson();
    const isRight = await this.guesses.guard({ account: passwordOf(userId), action: 'password_failed' }, () =>
      this.users.hasPassword(userId, password),
    );
    if (!isRight) throw RuleBroken('auth.password_wrong', 'The current password is wrong.');
    await this.transactions.run(async () => {
      await this.carts.forget(userId);
      await this.customers.leave(userId);
    });
  }
}
