import { Injectable } from '@nestjs/common';
import { CategoriesService } from '../../catalog/categories.service.js';
import { ProductChange, ProductCreate } from '../../catalog/product.dto.js';
import type { Product } from '../../catalog/product.js';
import { ProductsService } from '../../catalog/products.service.js';
import { MovementsWriting } from '../../inventory/movement.dto.js';
import { MovementsService } from '../../inventory/movements.service.js';
import { StockService } from '../../inventory/stock.service.js';
import type { Stored } from '../../platform/database/entity.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Conflict } from '../../platform/failure/failure.js';
import { picked, type RecordFields } from '../records.js';
import { checkedBody, withoutEmpty, type OwnDocument, type Subject } from './subject.js';

/** What is written as it is said. */
const PLAIN = ['name', 'article', 'unit', 'description', 'price'] as const;

/** The unit of what comes without one. */
const UNIT = 'шт';

/** Products of the catalog with what of them lies in stock. */
@Injectable()
export class ProductsSubject implements Subject {
  readonly subject = 'products';
  readonly entity = 'Product';

  constructor(
    private readonly products: ProductsService,
    private readonly categories: CategoriesService,
    private readonly stock: StockService,
    private readonly movements: MovementsService,
    private readonly transactions: Transactions,
  ) {}

  async read(id: string): Promise<OwnDocument | undefined> {
    const product = (await this.products.byIds([id])).get(id);
    if (!product) return undefined;
    const { name, article, unit, description, price, isArchived } = product;
    const [category, stock] = await Promise.all([this.categoryOf(product), this.stockOf(product)]);
    return { name, fields: { name, article, unit, description, price, isArchived, category, stock } };
  }

  async find({ article }: RecordFields): Promise<string | undefined> {
    if (typeof article !== 'string' || !article) return undefined;
    return (await this.products.withArticle(article))?._id.toHexString();
  }

  async create(fields: RecordFields): Promise<string> {
    const said = withoutEmpty(fields);
    const body = await checkedBody(ProductCreate, {
      unit: UNIT,
      price: 0,
      options: [],
      questions: [],
      ...picked(said, PLAIN),
      ...('stock' in said || said['isStocked'] ? { isStocked: true } : {}),
    });
    return this.transactions.run(async () => {
      const categoryId = await this.categoryAt(said['category']);
      const product = await this.products.create({ ...body, ...(categoryId ? { categoryId } : {}) });
      await this.count(product, said['stock']);
      const id = product._id.toHexString();
      if (said['isArchived']) await this.products.archive(id, true);
      return id;
    });
  }

  async change(id: string, fields: RecordFields): Promise<void> {
    await this.transactions.run(async () => {
      const product = await this.products.get(id);
      const category = 'category' in fields ? { categoryId: (await this.categoryAt(fields['category'])) ?? null } : {};
      const body = await checkedBody(ProductChange, { ...picked(fields, PLAIN), ...category });
      const changed = await this.products.change(product, body);
      await this.count(changed, fields['stock']);
      if ('isArchived' in fields && fields['isArchived'] !== product.isArchived)
        await this.products.archive(id, !!fields['isArchived']);
    });
  }

  async *ids(): AsyncGenerator<string[]> {
    const some: string[] = [];
    for await (const { _id } of this.products.all({ isArchived: false, lang: 'ru' })) {
      some.push(_id.toHexString());
      if (some.length === 1_000) yield some.splice(0);
    }
    yield some;
  }

  private async categoryOf({ categoryId }: Stored<Product>): Promise<string[] | undefined> {
    if (!categoryId) return undefined;
    return (await this.categories.tree()).pathTo(String(categoryId)).map(({ name }) => name);
  }

  /** The category at a path of names, made where it is not there; `undefined` where none is named. */
  private async categoryAt(names: unknown): Promise<string | undefined> {
    const path = Array.isArray(names) ? names.map(String).filter(Boolean) : [];
    return path.length ? (await this.categories.provide(path)).id : undefined;
  }

  /** How much of it there is; nothing is told of what is made to order. */
  private async stockOf({ _id, isStocked }: Stored<Product>): Promise<number | undefined> {
    if (!isStocked) return undefined;
    const id = _id.toHexString();
    return (await this.stock.ofProducts([id])).get(id)?.onHand;
  }

  /** Has so much of it there as the other system counts; what is made to order has no stock. */
  private async count({ _id, name, unit, isStocked }: Stored<Product>, quantity: unknown): Promise<void> {
    if (quantity === undefined || quantity === null) return;
    if (!isStocked)
      throw Conflict('connection.not_stocked', `${name} is made to order: it has no stock of its own.`, { name });
    const item = await this.stock.provide({ productId: _id.toHexString(), name, unit });
    if (item.isTracked && item.onHand === quantity) return;
    const lines = [{ stockItemId: item._id.toHexString(), quantity }];
    await this.movements.write(await checkedBody(MovementsWriting, { kind: 'stocktake', lines }));
  }
}
