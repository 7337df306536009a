import { Injectable } from '@nestjs/common';
import { ClientsService } from '../clients/clients.service.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/failure/failure.js';
import { CustomersService } from '../users/customers.service.js';
import type { User } from '../users/user.js';
import type { ClientShopAccount, ClientShopAccountLink } from './account.dto.js';

/** Accounts of the shop as the people of the workshop see and link them at a client. */
@Injectable()
export class ClientAccountsService {
  constructor(
    private readonly clients: ClientsService,
    private readonly customers: CustomersService,
    private readonly transactions: Transactions,
  ) {}

  /** The accounts that are linked with a client, or that have its address; 404 where the caller sees no such client. */
  async list(id: string): Promise<ClientShopAccount[]> {
    const { email } = await this.clients.get(id);
    const found = await this.customers.ofClient(id, email ? [email] : []);
    return Promise.all(found.map((user) => this.shown(user, id)));
  }

  /** Links an account with a client, for which the workshop vouches, or takes the link away; 404 for no such account. */
  async link(id: string, { email, isLinked }: ClientShopAccountLink): Promise<ClientShopAccount> {
    return this.transactions.run(async () => {
      await this.clients.get(id);
      const account = await this.customers.ofAddress(email);
      if (!account || (!isLinked && String(account.clientId) !== id)) throw NotFound('account', email);
      const linked = await this.customers.link(
        isLinked ? 'the workshop links it' : 'the workshop takes the link away',
        account._id.toHexString(),
        isLinked ? id : undefined,
        isLinked,
      );
      return this.shown(linked, id);
    });
  }

  private async shown(
    { _id, login: email, name, clientId, confirmedAt }: Stored<User>,
    id: string,
  ): Promise<ClientShopAccount> {
    const seenAt = await this.customers.lastSeen(_id.toHexString());
    return {
      email,
      name,
      isConfirmed: !!confirmedAt,
      isLinked: String(clientId) === id,
      ...(seenAt ? { seenAt } : {}),
    };
  }
}
