import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model, type QueryFilter } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { offering, pickedIn, type OfferedChoice, type PickedChoices } from './product-choices.js';
import {
  ProductListItem,
  type ProductExportQuery,
  type ProductListQuery,
  type ShownQuery,
  type ShownView,
} from './product.dto.js';
import { Product } from './product.js';

/** What customers see. */
const SHOWN = { isShown: true, isArchived: false } as const;

/** Most choices that a list can be narrowed by. */
const MOST_CHOICES = 500;

/** A sitemap may have 50,000 addresses. */
const MOST_LISTED = 40_000;

@Injectable()
export class ProductsRepository extends BaseRepository<Product> {
  constructor(@InjectModel(Product.name) model: Model<Product>, context: RepositoryContext) {
    super(model, Product, 'Product', context);
  }

  /** Products by name unless told otherwise. */
  async list(query: ProductListQuery): Promise<Page<Stored<ProductListItem>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, ProductListItem);
  }

  /** The same products without pages, read as they are taken. */
  all(query: ProductExportQuery): AsyncIterable<Stored<Product>> {
    return this.each({ ...query, sort: query.sort ?? 'name' });
  }

  /** The same of those that customers see, with their options. */
  async listShown({ choices, ...query }: ShownQuery): Promise<Page<Stored<Product>>> {
    const named = { ...query, sort: query.sort ?? 'name' };
    return this.pageWhere(named, Product, offering(pickedIn(choices)), SHOWN);
  }

  /** What those offer that customers see and that have these choices: how many of them each choice, the most common first. */
  async choicesShown(query: ShownView, picked: PickedChoices): Promise<OfferedChoice[]> {
    return this.model.aggregate<OfferedChoice>([
      { $match: this.whereOf(query, offering(picked), SHOWN) },
      { $unwind: '$options' },
      { $unwind: '$options.choices' },
      { $group: { _id: { option: '$options.name', choice: '$options.choices.name' }, count: { $sum: 1 } } },
      { $sort: { count: -1, _id: 1 } },
      { $limit: MOST_CHOICES },
      { $project: { _id: 0, option: '$_id.option', choice: '$_id.choice', count: 1 } },
    ]);
  }

  /** The categories of the products that customers see. */
  async categoriesShown(): Promise<string[]> {
    const ids = await this.model.distinct('categoryId', SHOWN);
    return ids.flatMap((id) => (id ? [String(id)] : []));
  }

  /** The ids of the products that customers see, the oldest first, as many as a sitemap may name beside other pages. */
  async idsShown(): Promise<string[]> {
    const shown = this.model.find(SHOWN).select({ _id: 1 }).sort({ _id: 1 });
    return (await shown.limit(MOST_LISTED).lean<Stored<Product>[]>()).map(({ _id }) => _id.toHexString());
  }

  async add(fields: Partial<Product>): Promise<Stored<Product>> {
    return this.insert({ ...fields, isArchived: false });
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** The products with these ids that the caller may see, in no order. */
  async byIds(ids: readonly string[]): Promise<Stored<Product>[]> {
    return this.fetch(ids);
  }

  /** How many products are in a category itself, archived ones too, whoever asks. */
  async countIn(categoryId: string): Promise<number> {
    return this.model.countDocuments({ categoryId } as QueryFilter<Product>);
  }

  /** How many products something goes into, whoever asks. */
  async countOf(stockItemId: string): Promise<number> {
    return this.model.countDocuments({ 'materials.stockItemId': new Types.ObjectId(stockItemId) } as object);
  }
}
