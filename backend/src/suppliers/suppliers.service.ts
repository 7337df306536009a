import { Injectable } from '@nestjs/common';
import { asSystem, personBehind } from '../platform/access/caller.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Failure, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { withIds } from '../platform/records/merged-members.js';
import type { SupplierChange, SupplierCreate, SupplierListItem, SupplierListQuery } from './supplier.dto.js';
import type { Supplier } from './supplier.js';
import { SuppliersRepository } from './suppliers.repository.js';

/** From whom the workshop buys. */
@Injectable()
export class SuppliersService {
  constructor(
    private readonly suppliers: SuppliersRepository,
    private readonly transactions: Transactions,
  ) {}

  async list(query: SupplierListQuery): Promise<Page<Stored<SupplierListItem>>> {
    return this.suppliers.list(query);
  }

  async get(id: string): Promise<Stored<Supplier>> {
    return this.suppliers.get(id);
  }

  /** Those of the suppliers with these ids that there are, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<Supplier>>> {
    return byId(await this.suppliers.byIds([...new Set(ids)]));
  }

  /** The supplier from whom something comes; 404 where there is none, 422 where it is archived. */
  async forSupply(id: string): Promise<Stored<Supplier>> {
    const supplier = await this.suppliers.get(id);
    if (!supplier.isArchived) return supplier;
    const detail = `The supplier ${supplier.name} is archived; restore it or choose another.`;
    throw RuleBroken('supplier.archived', detail, { id });
  }

  /** The supplier at whose desk somebody sits, 403 where it is archived; `undefined` for everybody else. */
  async atDesk(): Promise<Stored<Supplier> | undefined> {
    const id = personBehind()?.supplierId;
    if (!id) return undefined;
    const supplier = await asSystem('the own desk', () => this.suppliers.get(id));
    if (!supplier.isArchived) return supplier;
    const detail = `The workshop has archived ${supplier.name}: nothing can be changed here. Ask the workshop.`;
    throw new Failure('supplier.desk_closed', { detail });
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.suppliers.history(id, query);
  }

  async create(fields: SupplierCreate): Promise<Stored<Supplier>> {
    return this.suppliers.add({ ...fields, contacts: fields.contacts && withIds(fields.contacts) });
  }

  /** Changes a supplier, which may stand in place of its id where just read in the same transaction. */
  async change(target: string | Stored<Supplier>, { version, ...fields }: SupplierChange): Promise<Stored<Supplier>> {
    return this.transactions.run(async () => {
      const former = typeof target === 'string' ? await this.suppliers.get(target) : target;
      const sent = fields.contacts;
      const contacts = sent ? await this.suppliers.merged(former, 'contacts', sent, version) : sent;
      return this.suppliers.change(former, { version }, (supplier) => {
        Object.assign(supplier, fields, { contacts: contacts === undefined ? supplier.contacts : contacts });
      });
    });
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<Supplier>> {
    return this.suppliers.change(id, { action: isArchived ? 'archived' : 'restored' }, (supplier) => {
      supplier.isArchived = isArchived;
    });
  }

  /** Deletes a supplier that nothing keeps. */
  async delete(id: string): Promise<void> {
    return this.suppliers.delete(id);
  }
}
