import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { ClientsService } from '../clients/clients.service.js';
import { Outbox } from '../outbox/outbox.js';
import { asSystem, currentCall } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { networkOf } from '../platform/guesses/network.js';
import { CustomersService } from '../users/customers.service.js';
import type { User } from '../users/user.js';
import { passwordOf, signInOf } from '../users/users.service.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import type { ShopAccount } from './account.dto.js';
import { accountLetter, type AccountNews } from './account-letters.js';
import { shownAccount } from './shown-account.js';

/** Letters to one address, and asked for from one network, in a row that are written at once. */
const FREE_TO_ADDRESS = 3;
const FREE_FROM_NETWORK = 20;
/** Links that one network tries in a row at once. */
const FREE_LINKS = 20;

/** Letters to customers with a link that proves whose the address is, and what follows from that. */
@Injectable()
export class AccountLinksService {
  constructor(
    private readonly customers: CustomersService,
    private readonly clients: ClientsService,
    private readonly workshop: WorkshopService,
    private readonly outbox: Outbox,
    private readonly guesses: Guesses,
    private readonly transactions: Transactions,
  ) {}

  /** 429 where an address is written to, or a network asks for letters, too often, whoever has the address. */
  async pace(email: string): Promise<void> {
    await this.guesses.pace(`shop-letters:${network()}`, FREE_FROM_NETWORK);
    await this.guesses.pace(`shop-letters to:${signInOf(email)}`, FREE_TO_ADDRESS);
  }

  /** Writes a letter to a customer, within the running transaction. */
  async write(news: AccountNews, { _id, login: to, language = 'ru' }: Stored<User>): Promise<void> {
    await asSystem('a letter about an account', async () => {
      const secret = await this.customers.issueLink(_id.toHexString());
      const { url } = await this.workshop.get();
      const key = `account:${createHash('sha256').update(secret).digest('hex')}`;
      await this.outbox.write({ key, to, language, ...accountLetter(news, language, { url, secret }) });
    });
  }

  /** Writes to whoever has this address how to set a new password; nothing tells whether somebody has. */
  async forgotten(email: string): Promise<void> {
    await this.pace(email);
    await this.transactions.run(async () => {
      const account = await this.customers.ofAddress(email);
      if (account) await this.write('forgotten', account);
    });
  }

  /** The customer has got the letter; 404 for a link that is no good for them. */
  async confirm(id: string, secret: string): Promise<ShopAccount> {
    await this.paceLinks();
    return this.transactions.run(async () => shownAccount(await this.known(await this.customers.confirm(id, secret))));
  }

  /** Sets a new password by the link of a letter, and gives whose it is; 404 for a link that is no good. */
  async setPassword(secret: string, password: string): Promise<ShopAccount> {
    await this.paceLinks();
    const passwordHash = await this.customers.hashOf(password);
    const account = await this.transactions.run(async () =>
      shownAccount(await this.known(await this.customers.resetPassword(secret, passwordHash))),
    );
    await this.guesses.forget([signInOf(account.email), passwordOf(account.id)]);
    return account;
  }

  /** Links an account whose address is proven with the client who has that address, where there is just one. */
  private async known(user: Stored<User>): Promise<Stored<User>> {
    if (user.clientId) return user;
    const [client, another] = await asSystem('the client of an address', () => this.clients.withEmail(user.login));
    if (!client || another) return user;
    return this.customers.link('the address is proven', user._id.toHexString(), client._id.toHexString());
  }

  private async paceLinks(): Promise<void> {
    await this.guesses.pace(`shop-links:${network()}`, FREE_LINKS);
  }
}

function network(): string {
  return networkOf(currentCall().address ?? '');
}
