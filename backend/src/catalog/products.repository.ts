import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { declaredFilter } from '../platform/database/declared-filter.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Stored } from '../platform/database/entity.js';
import { Invalid } from '../platform/failure/failure.js';
import type { JournalParams } from '../platform/journal/journal-entry.js';
import type { Page } from '../platform/lists/paging.js';
import { allOf } from '../platform/access/rows.js';
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

/** What earns less than it is to, of what is still offered. */
const UNDER_MARGIN = { isUnderMargin: true, isArchived: false } as const;

/** Most choices that a list can be narrowed by. */
const MOST_CHOICES = 500;

/** Most products of a category by which something else is narrowed. */
const MOST_IN_CATEGORY = 10_000;

/** Products that one transaction costs anew. */
const RECOSTED = 50;

/** What a product is called, and the category in which it is found. */
export type PlacedProduct = Stored<Pick<Product, 'name' | 'categoryId'>>;

/** A sitemap may have 50,000 addresses. */
const MOST_LISTED = 40_000;

@Injectable()
export class ProductsRepository extends BaseRepository<Product> {
  constructor(@InjectModel(Product.name) model: Model<Product>, context: RepositoryContext) {
    super(model, Product, 'Product', context);
  }

  /** Products by name unless told otherwise, those alone that are made of something where that is told. */
  async list(query: ProductListQuery, source?: CostSource): Promise<Page<Stored<ProductListItem>>> {
    const named = { ...query, sort: query.sort ?? 'name' };
    return this.pageWhere(named, ProductListItem, source ? sourceFilter(source) : {});
  }

  /** The same products without pages, read as they are taken. */
  all(query: ProductExportQuery, source?: CostSource): AsyncIterable<Stored<Product>> {
    return this.eachWhere({ ...query, sort: query.sort ?? 'name' }, source ? sourceFilter(source) : {});
  }

  /** The same of those that customers see, with their options, without some. */
  async listShown({ choices, ...query }: ShownQuery, except: readonly string[]): Promise<Page<Stored<Product>>> {
    const named = { ...query, sort: query.sort ?? 'name' };
    return this.pageWhere(named, Product, others(except, pickedIn(choices)), SHOWN);
  }

  /** What those offer that customers see and that have these choices: how many of them each choice, the most common first. */
  async choicesShown(query: ShownView, picked: PickedChoices, except: readonly string[]): Promise<OfferedChoice[]> {
    return this.model.aggregate<OfferedChoice>([
      { $match: this.whereOf(query, others(except, picked), SHOWN) },
      { $unwind: '$options' },
      { $unwind: '$options.choices' },
      { $group: { _id: { option: '$options.name', choice: '$options.choices.name' }, count: { $sum: 1 } } },
      { $sort: { count: -1, _id: 1 } },
      { $limit: MOST_CHOICES },
      { $project: { _id: 0, option: '$_id.option', choice: '$_id.choice', count: 1 } },
    ]);
  }

  /** The most of a material that goes into a unit of some product; 0 where none has materials. */
  async mostOfMaterial(): Promise<number> {
    const where = allOf<Product>({ 'materials.quantity': { $gt: 0 } });
    const one = this.model.findOne(where, { materials: 1 }).sort({ 'materials.quantity': -1 });
    const { materials = [] } = (await one.lean<Stored<Product>>()) ?? {};
    return Math.max(0, ...materials.map(({ quantity }) => quantity));
  }

  /** Those of what customers see that take one of these from stock: they are it, or it goes into them. */
  async shownOf(stockItemIds: readonly string[], productIds: readonly string[]): Promise<Stored<Product>[]> {
    const where = { ...SHOWN, ...taking(stockItemIds, productIds) };
    return this.model.find(where, { isStocked: 1, materials: 1 }).lean<Stored<Product>[]>();
  }

  /**
   * Gives some of the products that a cost has changed for what they cost and earn now, in the order of their ids, after
   * one of them; tells the last of them where there may be more.
   */
  async recost(
    source: CostSource,
    after: string | undefined,
    params: JournalParams | undefined,
    figuresOf: (products: readonly Stored<Product>[]) => Promise<object[]>,
  ): Promise<string | undefined> {
    return this.transactions.run(async () => {
      const where = allOf<Product>(sourceFilter(source), after ? { _id: { $gt: new Types.ObjectId(after) } } : {});
      const found = this.model.find(where, WITHOUT_DERIVED).sort({ _id: 1 }).limit(RECOSTED);
      const products = await found.lean<Stored<Product>[]>();
      const figures = await figuresOf(products);
      for (const [index, product] of products.entries())
        await this.change(product, { action: 'recosted', ...(params && { params }) }, (edited) => {
          Object.assign(edited, figures[index]);
        });
      return products.length < RECOSTED ? undefined : products.at(-1)?._id.toHexString();
    });
  }

  /** The newest products that are made by a route, archived ones too. */
  async madeByRoute(limit: number): Promise<Stored<Product>[]> {
    const where = allOf<Product>({ routeId: { $exists: true } }, this.rows());
    return this.model.find(where, { _id: 1 }).sort({ _id: -1 }).limit(limit).lean<Stored<Product>[]>();
  }

  /** How many of the products that something goes into earn less than they are to, whoever asks. */
  async countUnderMargin(source: CostSource): Promise<number> {
    return this.model.countDocuments(allOf<Product>(sourceFilter(source), UNDER_MARGIN));
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

  /** What the products with these ids are called and where they are found, in no order, whoever asks. */
  async placed(ids: readonly string[]): Promise<PlacedProduct[]> {
    const where = allOf<Product>({ _id: { $in: objectIds(ids) } });
    return this.model.find(where, { name: 1, categoryId: 1 }).lean<PlacedProduct[]>();
  }

  /** The ids of the products that match, archived ones too, whoever asks; 400 where they are more than 10,000. */
  async idsWhere(query: Pick<ProductListQuery, 'categoryId' | 'categoryMissing'>): Promise<string[]> {
    // Both: the index by category begins with it.
    const where = allOf<Product>(declaredFilter(Product, query, new Set()), { isArchived: { $in: [false, true] } });
    const found = this.model.find(where, { _id: 1 }).limit(MOST_IN_CATEGORY + 1);
    const ids = (await found.lean<Stored<Product>[]>()).map(({ _id }) => _id.toHexString());
    if (ids.length <= MOST_IN_CATEGORY) return ids;
    const message = `holds more than ${MOST_IN_CATEGORY} products; choose a category in it`;
    throw Invalid([{ field: query.categoryId ? 'categoryId' : 'categoryMissing', rule: 'max', message }]);
  }

  /** How many products are in a category itself, archived ones too, whoever asks. */
  async countIn(categoryId: string): Promise<number> {
    return this.model.countDocuments(allOf<Product>({ categoryId }));
  }

  /** How many products something goes into, whoever asks. */
  async countOf(stockItemId: string): Promise<number> {
    return this.model.countDocuments(allOf<Product>({ 'materials.stockItemId': new Types.ObjectId(stockItemId) }));
  }
}

/** What the cost of products follows: something in stock, a route, the products themselves, or else the rates of the workshop. */
export interface CostSource {
  stockItem?: { id: string; productId?: string | undefined };
  routeId?: string;
  productIds?: readonly string[];
}

function sourceFilter({ stockItem, routeId, productIds }: CostSource): QueryFilter<Product> {
  if (stockItem) return taking([stockItem.id], stockItem.productId ? [stockItem.productId] : []);
  return allOf<Product>({
    ...(routeId && { routeId: new Types.ObjectId(routeId) }),
    ...(productIds && { _id: { $in: objectIds(productIds) } }),
  });
}

/** Those that take one of these from stock: they are it, or it goes into them. */
function taking(stockItemIds: readonly string[], productIds: readonly string[]): QueryFilter<Product> {
  const takes = [
    { _id: { $in: objectIds(productIds) }, isStocked: true },
    { 'materials.stockItemId': { $in: objectIds(stockItemIds) }, isStocked: { $ne: true } },
  ];
  return allOf<Product>({ $or: takes });
}

/** Those that have these choices, without some. */
function others(except: readonly string[], picked: PickedChoices): QueryFilter<Product> {
  return allOf<Product>(offering(picked), except.length ? { _id: { $nin: objectIds(except) } } : {});
}

function objectIds(ids: readonly string[]): Types.ObjectId[] {
  return ids.map((id) => new Types.ObjectId(id));
}
