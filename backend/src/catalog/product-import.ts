import { Injectable } from '@nestjs/common';
import { deepestReduction, isLeastInSteps } from '@verstak/domain';
import {
  changedSince,
  changesOf,
  DocumentImport,
  type DocumentPlan,
  type RowPlanner,
} from '../imports/document-import.js';
import { ImportKinds, type Checking, type Plan } from '../imports/import-kinds.js';
import type { Written } from '../imports/import.js';
import type { PlannedRow } from '../imports/plan-rows.js';
import type { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { BooleanField, Pick } from '../platform/fields/index.js';
import { importColumns, type ImportColumn, type ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { Change } from '../platform/records/bodies.js';
import { RoutesService } from '../routes/routes.service.js';
import { CategoriesService } from './categories.service.js';
import { CategoryPaths, namesOf } from './category-paths.js';
import { PRODUCT_SHEETS, ProductRow } from './product-tables.js';
import type { ProductChange, ProductCreate } from './product.dto.js';
import { Product } from './product.js';
import { ProductsRepository } from './products.repository.js';
import { ProductsService, stepsWanted } from './products.service.js';
import { RowNames } from './row-names.js';

/** What a row says of a product, with its category and its route by what they are called. */
class ProductSaid extends Pick(ProductRow, [
  'article',
  'name',
  'categoryPath',
  'unit',
  'leastQuantity',
  'quantityStep',
  'price',
  'leadDays',
  'routeName',
  'isStocked',
  'isShown',
  'description',
  'externalId',
]) {
  @BooleanField({ optional: true })
  isArchived?: boolean;
}

class ProductSaidAnew extends Change(ProductSaid) {}

/** What is written of a product, and the category that is still to be made for it. */
interface Writing<F> {
  fields: F;
  isArchived?: boolean | undefined;
  newCategory?: string | undefined;
}

type Creation = Writing<ProductCreate>;
type Alteration = Writing<ProductChange>;
type ProductPlan = DocumentPlan<Creation, Alteration>;

/** What stands for what a new product's row leaves out. */
const DEFAULTS = { unit: 'шт' };

/** Products out of a table, without their options and questions; categories that are not there are made for them. */
@Injectable()
export class ProductImport extends DocumentImport<Product, Creation, Alteration> {
  readonly name = 'products';
  readonly permissions = ['catalog:write'] as const;
  protected readonly keys = ['number', 'article', 'externalId'] as const;

  constructor(
    private readonly products: ProductsService,
    private readonly categories: CategoriesService,
    private readonly routes: RoutesService,
    repository: ProductsRepository,
    journal: JournalService,
    { currencyDigits }: Config,
    kinds: ImportKinds,
  ) {
    super(repository, journal, currencyDigits);
    kinds.add(this);
  }

  override async write(rows: readonly ReadRow[], plans: readonly Plan[]): Promise<Written[]> {
    const written: Written[] = [];
    const ids = new Map<string, string>();
    for (const path of new Set(plans.flatMap(({ by }) => newCategoryOf(by) ?? []))) {
      const { id, made } = await this.categories.provide(namesOf(path));
      ids.set(path, id);
      for (const { _id, version } of made)
        written.push({ id: _id.toHexString(), version, isNew: true, of: 'Category' });
    }
    const placed = plans.map((plan) => ({ ...plan, by: inCategory(plan.by, ids) }));
    return [...written, ...(await super.write(rows, placed))];
  }

  override async undo(written: readonly Written[], requestId: string): Promise<void> {
    await super.undo(
      written.filter(({ of }) => !of),
      requestId,
    );
    const tree = await this.categories.tree();
    // The innermost first.
    for (const { id, version } of written.filter(({ of }) => of).toReversed()) {
      const category = tree.get(id);
      if (category && category.version !== version) throw changedSince(category.name, id);
      if (category) await this.categories.delete(id);
    }
  }

  protected columns(): ImportColumn[] {
    const { columns } = PRODUCT_SHEETS.products;
    return importColumns({ body: ProductSaid, entity: Product }, columns, callerPermissions());
  }

  protected async planner(
    rows: readonly ReadRow[],
    bodies: RowBodies,
    { fields }: Checking,
  ): Promise<RowPlanner<Product>> {
    const routes = await this.routes.named(rows.flatMap(({ values }) => String(values['routeName'] ?? '') || []));
    const names = new RowNames(new CategoryPaths(await this.categories.tree()), routes, bodies);
    const missing = this.columns().filter(({ field, isRequired }) => isRequired && !fields.has(field));
    const lacking = missing.filter(({ field }) => !(field in DEFAULTS));
    return async (row, said, product) => {
      if (product) return planChange(row, said, product, names, bodies);
      if (lacking.length) return { faults: lacking.map(({ field }) => bodies.lacks(row, field)) };
      return planCreation(row, said, names, bodies);
    };
  }

  protected async make({ fields, isArchived }: Creation): Promise<Stored<Product>> {
    const product = await this.products.create(fields);
    return isArchived ? this.products.archive(product._id.toHexString(), true) : product;
  }

  protected async alter(
    target: string | Stored<Product>,
    { fields, isArchived }: Alteration,
  ): Promise<Stored<Product>> {
    const product = await this.products.change(target, fields);
    return isArchived === undefined ? product : this.products.archive(product._id.toHexString(), isArchived);
  }
}

async function planCreation(row: ReadRow, said: object, names: RowNames, bodies: RowBodies): Promise<PlannedRow> {
  const { body, faults } = await bodies.read(ProductSaid, row, { ...DEFAULTS, ...said });
  if (!body) return { faults };
  const { isArchived, categoryPath, routeName, ...plain } = body;
  const { ids, newCategory, faults: lost } = names.meant(row, { categoryPath, routeName });
  const wrong = [...lost, ...outOfStep(row, plain, bodies)];
  if (wrong.length) return { faults: wrong };
  const fields = { ...plain, ...ids, options: [], questions: [] } as ProductCreate; // of a new one nothing is cleared
  return { plan: { outcome: 'create', by: { create: { fields, isArchived, newCategory } } } };
}

async function planChange(
  row: ReadRow,
  said: object,
  product: Stored<Product>,
  names: RowNames,
  bodies: RowBodies,
): Promise<PlannedRow> {
  const { body, faults } = await bodies.read(ProductSaidAnew, row, said);
  if (!body) return { faults };
  const { categoryPath, routeName, ...plain } = body;
  const { ids, newCategory, faults: lost } = names.meant(row, { categoryPath, routeName }, product);
  const { isArchived, ...changes } = changesOf(product, plain);
  const wrong = [
    ...lost,
    ...tooCheap(row, changes.price, product, bodies),
    ...outOfStep(row, { ...product, ...changes }, bodies),
  ];
  if (wrong.length) return { faults: wrong };
  const fields = { ...changes, ...ids } as ProductChange; // in which `null` clears a field
  if (!Object.keys(fields).length && isArchived === undefined && !newCategory) return { plan: { outcome: 'same' } };
  const change = { fields, isArchived: isArchived === undefined ? undefined : !!isArchived, newCategory };
  return { plan: { outcome: 'change', by: { id: product._id.toHexString(), change } } };
}

/** A price from which the choices of the product would take more than it is. */
function tooCheap({ row }: ReadRow, price: number | undefined, { options }: Product, bodies: RowBodies): ImportFault[] {
  if (price === undefined || price + deepestReduction(options) >= 0) return [];
  const message = 'the choices of the product take more off it: raise the price';
  return [bodies.fault(row, 'out_of_range', { field: 'price', rule: 'min', message, value: price })];
}

/** A least quantity that is no number of steps. */
function outOfStep(
  { row }: ReadRow,
  product: Pick<ProductCreate, 'unit' | 'leastQuantity' | 'quantityStep'>,
  bodies: RowBodies,
): ImportFault[] {
  if (isLeastInSteps(product)) return [];
  const said = { field: 'leastQuantity', rule: 'step', message: stepsWanted(product), value: product.leastQuantity };
  return [bodies.fault(row, 'out_of_range', said)];
}

function newCategoryOf(by: unknown): string | undefined {
  const plan = by as ProductPlan | undefined; // made by the planner alone
  if (!plan) return undefined;
  return ('create' in plan ? plan.create : plan.change).newCategory;
}

/** The same plan with the category that was made for it. */
function inCategory(by: unknown, ids: ReadonlyMap<string, string>): unknown {
  const categoryId = ids.get(newCategoryOf(by) ?? '');
  if (!categoryId) return by;
  const plan = by as ProductPlan; // made by the planner alone
  const placed = <F>({ fields, ...rest }: Writing<F>): Writing<F> => ({ ...rest, fields: { ...fields, categoryId } });
  return 'create' in plan ? { create: placed(plan.create) } : { ...plan, change: placed(plan.change) };
}
