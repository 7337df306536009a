import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Money } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { FiltersOf } from '../platform/fields/index.js';
import type { Page } from '../platform/lists/paging.js';
import { ClientListItem, type ClientExportQuery, type ClientListQuery } from './client.dto.js';
import { Client } from './client.js';

@Injectable()
export class ClientsRepository extends BaseRepository<Client> {
  constructor(@InjectModel(Client.name) model: Model<Client>, context: RepositoryContext) {
    super(model, Client, 'Client', context);
  }

  async list(query: ClientListQuery): Promise<Page<Stored<ClientListItem>>> {
    return this.page(query, ClientListItem, ...meant(query));
  }

  /** The same clients without pages, read as they are taken. */
  all(query: Omit<ClientExportQuery, 'lang'>): AsyncIterable<Stored<Client>> {
    return this.each(query, ...meant(query));
  }

  async add(fields: Partial<Client>): Promise<Stored<Client>> {
    return this.insert({ ...fields, isArchived: false, balance: 0 });
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** The clients with these ids, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<Client>[]> {
    return this.fetch(ids);
  }

  /**
   * Adds to what the client has to pay for a further order. Always a write to the client, even where there is nothing
   * to pay yet: so it meets a deletion or a renaming at the same moment, which looks at the client's orders.
   */
  addOrder(id: string, owed: Money): void {
    this.increase(id, { balance: owed, ordersTaken: 1 });
  }

  /** Adds to what the client has to pay; derived from the orders, so it has no journal entry of its own. */
  addToBalance(id: string, difference: Money): void {
    if (difference) this.increase(id, { balance: difference });
  }

  private increase(id: string, amounts: Record<string, number>): void {
    this.write({ filter: { _id: new Types.ObjectId(id) }, update: { $inc: amounts } });
  }
}

/** The words for debts, as what they say of the balance. */
function meant({ hasBalance, hasCredit }: Pick<ClientListQuery, 'hasBalance' | 'hasCredit'>): FiltersOf<Client>[] {
  return [
    ...(hasBalance === undefined ? [] : [hasBalance ? { balanceFrom: 1 } : { balanceTo: 0 }]),
    ...(hasCredit === undefined ? [] : [hasCredit ? { balanceTo: -1 } : { balanceFrom: 0 }]),
  ];
}
