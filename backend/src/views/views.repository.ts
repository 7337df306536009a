import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { SavedViewQuery } from './saved-view.dto.js';
import { SavedView } from './saved-view.js';

@Injectable()
export class ViewsRepository extends BaseRepository<SavedView> {
  constructor(@InjectModel(SavedView.name) model: Model<SavedView>, context: RepositoryContext) {
    super(model, SavedView, 'SavedView', context);
  }

  /** The own views and those that everybody has. */
  async list(query: SavedViewQuery): Promise<Page<Stored<SavedView>>> {
    return this.page(query, SavedView);
  }

  async add(fields: Partial<SavedView>): Promise<Stored<SavedView>> {
    return this.insert(fields);
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** How many somebody has saved. */
  async countOf(ownerId: string): Promise<number> {
    return this.model.countDocuments({ ownerId });
  }
}
