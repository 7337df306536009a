import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { SupplierListItem, type SupplierExportQuery, type SupplierListQuery } from './supplier.dto.js';
import { Supplier } from './supplier.js';

@Injectable()
export class SuppliersRepository extends BaseRepository<Supplier> {
  constructor(@InjectModel(Supplier.name) model: Model<Supplier>, context: RepositoryContext) {
    super(model, Supplier, 'Supplier', context);
  }

  /** Suppliers by name unless told otherwise. */
  async list(query: SupplierListQuery): Promise<Page<Stored<SupplierListItem>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, SupplierListItem);
  }

  /** The same suppliers without pages, read as they are taken. */
  all(query: Omit<SupplierExportQuery, 'lang'>): AsyncIterable<Stored<Supplier>> {
    return this.each({ ...query, sort: query.sort ?? 'name' });
  }

  async add(fields: Partial<Supplier>): Promise<Stored<Supplier>> {
    return this.insert({ ...fields, isArchived: false });
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** The suppliers with these ids that the caller may see, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<Supplier>[]> {
    return this.fetch(ids);
  }
}
