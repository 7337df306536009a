import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Stored } from '../platform/database/entity.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { MOST_CATEGORIES, Category } from './category.js';

@Injectable()
export class CategoriesRepository extends BaseRepository<Category> {
  constructor(@InjectModel(Category.name) model: Model<Category>, context: RepositoryContext) {
    super(model, Category, 'Category', context);
  }

  /** All categories that the caller may see, in no order. */
  async all(): Promise<Stored<Category>[]> {
    const where = allOf<Category>(this.rows());
    return this.model.find(where, WITHOUT_DERIVED).limit(MOST_CATEGORIES).lean<Stored<Category>[]>();
  }

  async add(fields: Partial<Category>): Promise<Stored<Category>> {
    return this.insert(fields);
  }

  async delete(category: Stored<Category>): Promise<void> {
    return this.remove(category);
  }
}
