import { Injectable } from '@nestjs/common';
import { isCustomer } from '@verstak/domain';
import type { Client } from '../clients/client.js';
import { ClientsService } from '../clients/clients.service.js';
import { currentCall } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { networkOf } from '../platform/guesses/network.js';
import { CustomersService, type NewCustomer } from '../users/customers.service.js';
import type { User } from '../users/user.js';
import type { ShopAccount, ShopAccountChange, ShopAccountCreate } from './account.dto.js';

/** Accounts from one network in a row that are made at once; each further one within the hour waits longer. */
const FREE_ACCOUNTS = 10;

/** Accounts of customers in the shop. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly customers: CustomersService,
    private readonly clients: ClientsService,
    private readonly transactions: Transactions,
    private readonly guesses: Guesses,
  ) {}

  /** Makes an account; nothing tells the caller whether the address was known. 429 where one network does so often. */
  async register({ password, ...fields }: ShopAccountCreate): Promise<void> {
    const passwordHash = await this.prepare(password);
    await this.transactions.run(() => this.add(fields, passwordHash));
  }

  /** What is kept of the password of a new account; 429 where one network makes accounts too often. */
  async prepare(password: string): Promise<string> {
    await this.guesses.pace(`shop-accounts:${networkOf(currentCall().address ?? '')}`, FREE_ACCOUNTS);
    return this.customers.hashOf(password);
  }

  /** Adds an account, within a transaction; `undefined` where somebody signs in by the address already. */
  async add(fields: NewCustomer, passwordHash: string): Promise<Stored<User> | undefined> {
    return this.customers.add(fields, passwordHash);
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

  async link(reason: string, account: Stored<User>, clientId: string): Promise<void> {
    await this.customers.link(reason, account._id.toHexString(), clientId);
  }

  async get(): Promise<ShopAccount> {
    return shown(await this.own());
  }

  async change(fields: ShopAccountChange): Promise<ShopAccount> {
    const { _id } = await this.own();
    return shown(await this.customers.change(_id.toHexString(), fields));
  }

  private async own(): Promise<Stored<User>> {
    const account = await this.current();
    if (!account) throw new Error('The route lets customers alone in');
    return account;
  }
}

function shown({ login: email, name, phone, language, confirmedAt }: User): ShopAccount {
  return { email, name, phone, language: language ?? 'ru', isConfirmed: confirmedAt !== undefined };
}
