import { Injectable } from '@nestjs/common';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { CategoriesRepository } from './categories.repository.js';
import type { CategoryChange, CategoryCreate } from './category.dto.js';
import { CategoryTree, idOf } from './category-tree.js';
import { MOST_CATEGORIES, MOST_LEVELS, type Category } from './category.js';
import { ProductsRepository } from './products.repository.js';

/** The shelves of the catalog. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly categories: CategoriesRepository,
    private readonly products: ProductsRepository,
    private readonly transactions: Transactions,
  ) {}

  async tree(): Promise<CategoryTree> {
    return new CategoryTree(await this.categories.all());
  }

  async get(id: string): Promise<Stored<Category>> {
    return this.categories.get(id);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.categories.history(id, query);
  }

  async create(fields: CategoryCreate): Promise<Stored<Category>> {
    return this.transactions.run(async () => {
      const all = await this.categories.all();
      if (all.length >= MOST_CATEGORIES) {
        const detail = `There are ${MOST_CATEGORIES} categories already; delete some that are not needed.`;
        throw RuleBroken('category.too_many', detail, { max: MOST_CATEGORIES });
      }
      const tree = new CategoryTree(all);
      requireRoom(tree, fields, 1);
      const siblings = tree.childrenOf(fields.parentId ?? undefined);
      const position = Math.min(fields.position ?? siblings.length, siblings.length);
      const made = await this.categories.add({ ...fields, position });
      await this.renumber(inserted(siblings, position, made));
      return made;
    });
  }

  /** The category at a path of names, whatever their case, and those that had to be made for it. */
  async provide(names: readonly string[]): Promise<{ id: string; made: Stored<Category>[] }> {
    return this.transactions.run(async () => {
      const made: Stored<Category>[] = [];
      let parentId: string | undefined;
      for (const name of names) {
        const siblings = (await this.tree()).childrenOf(parentId);
        const known = siblings.find((one) => one.name.toLowerCase() === name.toLowerCase());
        const category =
          known ?? (await this.create({ name, position: siblings.length, ...(parentId ? { parentId } : {}) }));
        if (!known) made.push(category);
        parentId = idOf(category);
      }
      return { id: parentId ?? '', made };
    });
  }

  /** Changes a category; in another place the others there move up or down. */
  async change(id: string, { version, position, ...fields }: CategoryChange): Promise<Stored<Category>> {
    return this.transactions.run(async () => {
      const former = await this.categories.get(id);
      const tree = await this.tree();
      const parentId = fields.parentId === undefined ? former.parentId : (fields.parentId ?? undefined);
      const isMoved = String(parentId ?? '') !== String(former.parentId ?? '');
      if (isMoved) requireRoom(tree, { parentId }, tree.depthOf(id), id);
      const others = tree.childrenOf(parentId && String(parentId)).filter((one) => idOf(one) !== id);
      const wanted = position ?? (isMoved ? others.length : former.position);
      const place = Math.min(wanted, others.length);
      const after = await this.categories.change(former, { version }, (category) => {
        Object.assign(category, fields, { position: place });
      });
      await this.renumber(inserted(others, place, after));
      return after;
    });
  }

  /** Deletes an empty category; 409 while something is in it. */
  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const category = await this.categories.get(id);
      const [tree, products] = [await this.tree(), await this.products.countIn(id)];
      const categories = tree.childrenOf(id).length;
      if (products || categories) {
        const detail = `There are ${products} products and ${categories} categories in it; move them first.`;
        throw Conflict('category.not_empty', detail, { products, categories });
      }
      await this.categories.delete(category);
    });
  }

  private async renumber(siblings: readonly Stored<Category>[]): Promise<void> {
    for (const [position, category] of siblings.entries())
      if (category.position !== position)
        await this.categories.change(category, {}, (one) => void (one.position = position));
  }
}

function inserted<T>(others: readonly T[], place: number, one: T): T[] {
  return others.toSpliced(place, 0, one);
}

/** 400 where a category cannot be put there: into none that there is, into itself, or too deep. */
function requireRoom(tree: CategoryTree, { parentId }: { parentId?: string }, levels: number, moved?: string): void {
  if (!parentId) return;
  const value = String(parentId);
  const refuse = (rule: string, message: string): never => {
    throw Invalid([{ field: 'parentId', rule, value, message }]);
  };
  const path = tree.pathTo(value).map(idOf);
  if (!path.length) refuse('known', 'is no category; leave it out to put it at the top');
  if (moved && path.includes(moved)) refuse('cycle', 'is the category itself or one in it; choose another');
  if (path.length + levels > MOST_LEVELS)
    refuse('max', `would put categories more than ${MOST_LEVELS} deep; choose one further up`);
}
