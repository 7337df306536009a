import { Injectable } from '@nestjs/common';
import type { Money } from '@verstak/domain';
import { byId, type Stored } from '../platform/database/entity.js';
import { Config } from '../platform/config/config.module.js';
import { canonicalPhone } from '../platform/fields/phone.js';
import { Transactions } from '../platform/database/transactions.js';
import { Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { ClientChange, ClientCreate, ClientExportQuery, ClientListItem, ClientListQuery } from './client.dto.js';
import { withIds } from '../platform/records/merged-members.js';
import { clientName } from './client-name.js';
import type { Client } from './client.js';
import { ClientsRepository } from './clients.repository.js';

/** How a customer says who it is. */
export interface Customer {
  name: string;
  phone?: string | undefined;
  email?: string | undefined;
}

/** The client base. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly clients: ClientsRepository,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async list(query: ClientListQuery): Promise<Page<Stored<ClientListItem>>> {
    return this.clients.list(query);
  }

  /** Every client of a list, read as they are taken. */
  all(query: Omit<ClientExportQuery, 'lang'>): AsyncIterable<Stored<Client>> {
    return this.clients.all(query);
  }

  async get(id: string): Promise<Stored<Client>> {
    return this.clients.get(id);
  }

  async byNumber(number: number): Promise<Stored<Client> | null> {
    return this.clients.byNumber(number);
  }

  /** Those of the clients with these ids that there are, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<Client>>> {
    return byId(await this.clients.byIds([...new Set(ids)]));
  }

  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.clients.namesOf(ids);
  }

  async fromNumber(number: number, limit: number): Promise<Stored<Client>[]> {
    return this.clients.fromNumber(number, limit);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.clients.history(id, query);
  }

  /** Adds a client; 400 where it has neither a company nor a name. */
  async create(fields: ClientCreate): Promise<Stored<Client>> {
    const name = named(fields);
    return this.clients.add({ ...fields, name, contacts: fields.contacts && withIds(fields.contacts) });
  }

  /** Changes a client, who may stand in place of the id where just read in the same transaction. */
  async change(target: string | Stored<Client>, { version, ...fields }: ClientChange): Promise<Stored<Client>> {
    return this.transactions.run(async () => {
      const former = typeof target === 'string' ? await this.clients.get(target) : target;
      const sent = fields.contacts;
      const contacts = sent ? await this.clients.merged(former, 'contacts', sent, version) : sent;
      return this.clients.change(former, { version }, (client) => {
        Object.assign(client, fields, { contacts: contacts === undefined ? client.contacts : contacts });
        client.name = named(client);
      });
    });
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<Client>> {
    return this.clients.change(id, { action: isArchived ? 'archived' : 'restored' }, (client) => {
      client.isArchived = isArchived;
    });
  }

  /** Deletes a client whom nothing keeps. */
  async delete(id: string): Promise<void> {
    return this.clients.delete(id);
  }

  /** The client a new order is for; 422 where it is archived. */
  async forOrder(id: string): Promise<Stored<Client>> {
    const client = await this.clients.get(id);
    if (client.isArchived)
      throw RuleBroken('client.archived', 'The client is archived; restore the client first.', { id });
    return client;
  }

  /** The client whose e-mail or phone a customer gives, where there is one. */
  async ofCustomer({ phone, email }: Customer): Promise<Stored<Client> | undefined> {
    const dialled = phone && canonicalPhone(phone, this.config.country);
    for (const q of [email, phone]) {
      if (!q) continue;
      for await (const client of this.clients.all({ q, isArchived: false })) {
        if (email && client.email?.toLowerCase() === email.toLowerCase()) return client;
        if (dialled && client.dialled === dialled) return client;
      }
    }
    return undefined;
  }

  /** The clients with this e-mail; two, where there are more than one. */
  async withEmail(email: string): Promise<Stored<Client>[]> {
    const found: Stored<Client>[] = [];
    for await (const client of this.clients.all({ q: email, isArchived: false })) {
      if (client.email?.toLowerCase() === email.toLowerCase()) found.push(client);
      if (found.length > 1) break;
    }
    return found;
  }

  /** Adds a client who is a customer of the shop. */
  async addCustomer({ name, phone, email }: Customer): Promise<Stored<Client>> {
    return this.create({ firstName: name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) });
  }

  /** A client has another order, for which so much is still to be paid: nobody deletes the client meanwhile. */
  ordered(id: string, owed: Money): void {
    this.clients.addOrder(id, owed);
  }

  /** Adds to what a client has to pay, in minor units, within the change of an order. */
  addToBalance(id: string, difference: Money): void {
    this.clients.addToBalance(id, difference);
  }
}

function named(fields: Partial<Client>): string {
  const name = clientName(fields);
  if (!name)
    throw Invalid([{ field: 'company', rule: 'nameRequired', message: 'give the company, or a first or last name' }]);
  return name;
}
