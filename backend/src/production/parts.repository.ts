import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { Page } from '../platform/lists/paging.js';
import type { PartListQuery } from './part.dto.js';
import { Part } from './part.js';

@Injectable()
export class PartsRepository extends BaseRepository<Part> {
  constructor(@InjectModel(Part.name) model: Model<Part>, context: RepositoryContext) {
    super(model, Part, 'Part', context);
  }

  /** Parts by due date unless told otherwise; of a master, own ones only. */
  async list(query: PartListQuery): Promise<Page<Stored<Part>>> {
    return this.page({ ...query, sort: query.sort ?? 'dueAt' }, Part);
  }

  async add(fields: Partial<Part>): Promise<Stored<Part>> {
    return this.insert(fields);
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** Whether the part is made of this item of this order. */
  async isOf(id: string, orderId: string, itemId?: string): Promise<boolean> {
    return !!itemId && !!(await this.model.exists({ _id: id, orderId, itemId } as QueryFilter<Part>));
  }

  /** All parts of an order, whoever asks. */
  async ofOrder(orderId: string): Promise<Stored<Part>[]> {
    return this.model.find({ orderId }).sort({ _id: 1 }).lean<Stored<Part>[]>();
  }
}
