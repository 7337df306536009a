import { Injectable } from '@nestjs/common';
import { deepestReduction, isLeastInSteps, quantitiesOf } from '@verstak/domain';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Invalid, NotFound, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { requireReadable } from '../platform/records/bodies.js';
import { withIds, type Member } from '../platform/records/merged-members.js';
import { requireUsable, StockService } from '../inventory/stock.service.js';
import type { CostQuery, ProductCost } from '../costs/cost.dto.js';
import { RoutesService } from '../routes/routes.service.js';
import { CategoriesService } from './categories.service.js';
import type {
  ProductChange,
  ProductCreate,
  ProductExportQuery,
  ProductListItem,
  ProductListQuery,
  ShownQuery,
  ShownView,
} from './product.dto.js';
import { pickedIn, type OfferedChoice } from './product-choices.js';
import {
  ProductFields,
  type Product,
  type ProductMaterial,
  type ProductMaterialFields,
  type ProductOption,
  type ProductOptionFields,
} from './product.js';
import { ProductCosts } from './product-costs.js';
import { ProductsRepository, type CostSource, type PlacedProduct } from './products.repository.js';

/** What the workshop offers. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly products: ProductsRepository,
    private readonly categories: CategoriesService,
    private readonly routes: RoutesService,
    private readonly stock: StockService,
    private readonly costs: ProductCosts,
    private readonly transactions: Transactions,
  ) {}

  async list(query: ProductListQuery): Promise<Page<Stored<ProductListItem>>> {
    return this.products.list(await this.within(query), await this.takenIn(query));
  }

  /** The newest products that are made by a route. */
  async madeByRoute(limit: number): Promise<Stored<Product>[]> {
    return this.products.madeByRoute(limit);
  }

  /** The same products without pages, read as they are taken. */
  async *all(query: ProductExportQuery): AsyncGenerator<Stored<Product>> {
    yield* this.products.all(await this.within(query), await this.takenIn(query));
  }

  /** Those that customers see, with their options, by name unless told otherwise, without some. */
  async listShown(query: ShownQuery, except: readonly string[]): Promise<Page<Stored<Product>>> {
    return this.products.listShown(await this.within(query), except);
  }

  /** The most of a material that goes into a unit of some product. */
  async mostOfMaterial(): Promise<number> {
    return this.products.mostOfMaterial();
  }

  /** Those of what customers see that take one of these from stock, whoever asks: they are it, or it goes into them. */
  async shownOf(stockItemIds: readonly string[], productIds: readonly string[]): Promise<Stored<Product>[]> {
    return this.products.shownOf(stockItemIds, productIds);
  }

  /**
   * What those of a category offer: of each choice how many of them have it beside what is looked for of the other
   * options. What is looked for is named although none may have it.
   */
  async choicesShown({ choices, ...query }: ShownView, except: readonly string[]): Promise<OfferedChoice[]> {
    if (!query.categoryId) return [];
    const [picked, within] = [pickedIn(choices), await this.within(query)];
    const found = (await this.products.choicesShown(within, picked, except)).filter(
      ({ option }) => !picked.has(option),
    );
    for (const [option, looked] of picked) {
      const others = new Map([...picked].filter(([name]) => name !== option));
      const own = (await this.products.choicesShown(within, others, except)).filter((one) => one.option === option);
      const lacking = looked.filter((choice) => !own.some((one) => one.choice === choice));
      found.push(...own, ...lacking.map((choice) => ({ option, choice, count: 0 })));
    }
    return found;
  }

  /** A product that customers see; 404 for any other. */
  async getShown(id: string): Promise<Stored<Product>> {
    const product = (await this.shownByIds([id])).get(id);
    if (!product) throw NotFound('product', id);
    return product;
  }

  /** Those of the products with these ids that customers see, by id. */
  async shownByIds(ids: readonly string[]): Promise<Map<string, Stored<Product>>> {
    const products = await this.byIds(ids);
    return new Map([...products].filter(([, { isShown, isArchived }]) => isShown && !isArchived));
  }

  /** The categories in which something is that customers see. */
  async categoriesShown(): Promise<string[]> {
    return this.products.categoriesShown();
  }

  /** The ids of the products that customers see, at most 40,000. */
  async idsShown(): Promise<string[]> {
    return this.products.idsShown();
  }

  /** How many of the products that are made of something earn less than they are to, whoever asks. */
  async countUnderMargin(stockItemId: string): Promise<number> {
    return this.products.countUnderMargin(await this.ofStock(stockItemId));
  }

  async get(id: string): Promise<Stored<Product>> {
    return this.products.get(id);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.products.history(id, query);
  }

  /** Those of the products with these ids that there are, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<Product>>> {
    return byId(await this.products.byIds([...new Set(ids)]));
  }

  /** What those of the products with these ids are called that there are, and where they are found, by id, whoever asks. */
  async placed(ids: readonly string[]): Promise<Map<string, PlacedProduct>> {
    return byId(await this.products.placed(ids));
  }

  /**
   * The ids of the products in these categories and all in them, or in none, archived ones too; `undefined` where neither
   * is asked for, 400 where they are more than 10,000.
   */
  async idsIn(query: Pick<ProductListQuery, 'categoryId' | 'categoryMissing'>): Promise<string[] | undefined> {
    const { categoryId, categoryMissing } = query;
    if (!categoryId && categoryMissing === undefined) return undefined;
    return this.products.idsWhere(await this.within({ categoryId, categoryMissing }));
  }

  /** The product with this article, where there is one. */
  async withArticle(article: string): Promise<Stored<Product> | undefined> {
    return (await this.products.having('article', [article]))[0];
  }

  async create(fields: ProductCreate): Promise<Stored<Product>> {
    requireReadable(ProductFields, fields);
    return this.transactions.run(async () => {
      requirePrices(fields);
      requireSteps(fields);
      const names = await this.namesFor(fields);
      const options = withIds(fields.options).map((option) => withChoiceIds(option, []));
      const materials = fields.materials && (await this.withStock(withIds(fields.materials), []));
      const made = { ...fields, ...names, options, questions: withIds(fields.questions), materials };
      const [figures] = await this.costs.figuresOf([made]);
      return this.kept(await this.products.add({ ...made, ...figures }));
    });
  }

  /** Changes a product, which may stand in place of its id where just read; orders keep what was chosen and its price. */
  async change(target: string | Stored<Product>, { version, ...fields }: ProductChange): Promise<Stored<Product>> {
    requireReadable(ProductFields, fields);
    return this.transactions.run(async () => {
      const former = typeof target === 'string' ? await this.products.get(target) : target;
      const names = await this.namesFor(fields, former);
      const options = fields.options && (await this.products.merged(former, 'options', fields.options, version));
      const questions =
        fields.questions && (await this.products.merged(former, 'questions', fields.questions, version));
      const sent = fields.materials && (await this.products.merged(former, 'materials', fields.materials, version));
      const materials = sent && (await this.withStock(sent, former.materials));
      const changed = await this.products.change(former, { version }, async (product) => {
        Object.assign(product, fields, names);
        if (options) product.options = options.map((option) => withChoiceIds(option, former.options));
        if (questions) product.questions = questions;
        if (materials) product.materials = materials;
        requirePrices(product);
        requireSteps(product);
        const [figures] = await this.costs.figuresOf([product]);
        Object.assign(product, figures);
      });
      return this.kept(changed);
    });
  }

  /** What so much of a product costs now, line by line, and what it earns. */
  async cost(id: string, query: CostQuery): Promise<ProductCost> {
    return this.costs.of(await this.products.get(id), query);
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<Product>> {
    return this.products.change(id, { action: isArchived ? 'archived' : 'restored' }, (product) => {
      product.isArchived = isArchived;
    });
  }

  /** Deletes a product that no order has. */
  async delete(id: string): Promise<void> {
    return this.products.delete(id);
  }

  /** A product that is sold from stock has its place there. */
  private async kept(product: Stored<Product>): Promise<Stored<Product>> {
    const { _id, name, unit, isStocked } = product;
    if (isStocked) await this.stock.provide({ productId: _id.toHexString(), name, unit });
    return product;
  }

  /** Materials with what they are called in stock; 400 for one that is not there, 422 for a new one that is archived. */
  private async withStock(
    materials: readonly (ProductMaterialFields & Member)[],
    former: readonly ProductMaterial[] = [],
  ): Promise<ProductMaterial[]> {
    const items = await this.stock.named(materials.map(({ stockItemId }) => stockItemId));
    const known = new Set(former.map(({ stockItemId }) => String(stockItemId)));
    return materials.map((material, index) => {
      const { stockItemId } = material;
      const item = items.get(stockItemId);
      if (!item) {
        const message = 'names nothing in stock; choose it anew';
        throw Invalid([{ field: `materials.${index}.stockItemId`, rule: 'exists', value: stockItemId, message }]);
      }
      if (!known.has(stockItemId)) requireUsable(item);
      return { ...material, name: item.name, unit: item.unit };
    });
  }

  /** What products are to be made of, where that is asked; what is not there, nothing is made of. */
  private async takenIn({ stockItemId: id }: Pick<ProductListQuery, 'stockItemId'>): Promise<CostSource | undefined> {
    return id ? this.ofStock(id) : undefined;
  }

  private async ofStock(id: string): Promise<CostSource> {
    const productId = (await this.stock.named([id])).get(id)?.productId;
    return { stockItem: { id, productId: productId && String(productId) } };
  }

  /** A query for categories as one for those and all in them. */
  private async within<Q extends Pick<ProductListQuery, 'categoryId'>>(query: Q): Promise<Q> {
    if (!query.categoryId) return query;
    const tree = await this.categories.tree();
    return { ...query, categoryId: [...new Set(query.categoryId.flatMap((id) => tree.withAllIn(id)))] };
  }

  /** What a product repeats of its category and its route; 400 or 404 where there is none, 422 for an archived route. */
  private async namesFor(
    { categoryId, routeId }: Partial<ProductCreate>,
    former?: Stored<Product>,
  ): Promise<Pick<Product, 'categoryName' | 'routeName'>> {
    const names: Pick<Product, 'categoryName' | 'routeName'> = {};
    if (categoryId === null) names.categoryName = undefined;
    else if (categoryId && categoryId !== idText(former?.categoryId))
      names.categoryName = (await this.categories.get(categoryId)).name;
    if (routeId === null) names.routeName = undefined;
    else if (routeId && routeId !== idText(former?.routeId))
      names.routeName = (await this.routes.forWork(routeId)).name;
    return names;
  }
}

/** The product that something new is sold of; 422 where it is archived. */
export function requireOffered({ _id, name, isArchived }: Stored<Product>): void {
  if (!isArchived) return;
  const id = _id.toHexString();
  throw RuleBroken('product.archived', `The product ${name} is archived; restore it or choose another.`, { id });
}

function idText(id: unknown): string | undefined {
  return id ? String(id) : undefined;
}

function withChoiceIds(option: ProductOptionFields & Member, former: readonly ProductOption[]): ProductOption {
  const known = former.find(({ id }) => id === option.id)?.choices.map(({ id }) => id);
  return { ...option, choices: withIds(option.choices, new Set(known)) };
}

/** 400 where the least quantity is no number of steps. */
function requireSteps(product: Pick<ProductCreate, 'unit' | 'leastQuantity' | 'quantityStep'>): void {
  if (isLeastInSteps(product)) return;
  throw Invalid([
    { field: 'leastQuantity', rule: 'step', value: product.leastQuantity, message: stepsWanted(product) },
  ]);
}

/** What is said of a least quantity that is no number of steps. */
export function stepsWanted(product: Pick<ProductCreate, 'unit' | 'leastQuantity' | 'quantityStep'>): string {
  return `must be a multiple of the step, which is ${quantitiesOf(product).step}; change it or quantityStep`;
}

/** 400 where choices take more off the price than it is. */
function requirePrices({ price, options }: Pick<ProductCreate, 'price' | 'options'>): void {
  const least = price + deepestReduction(options);
  if (least >= 0) return;
  const message = `take up to ${price - least} minor units off a price of ${price}; raise the price or lower them`;
  throw Invalid([{ field: 'options', rule: 'min', value: least, message }]);
}
