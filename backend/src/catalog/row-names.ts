import { MOST_LEVELS } from './category.js';
import type { RowBodies } from '../imports/row-bodies.js';
import type { Stored } from '../platform/database/entity.js';
import type { ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import type { Route } from '../routes/route.js';
import { isPossible, type CategoryPaths } from './category-paths.js';
import type { Product } from './product.js';

/** What a row names; `null` is what it clears. */
interface Names {
  categoryPath?: string | null;
  routeName?: string | null;
}

/** What is meant: fields of a product, the category that is to be made, or what is wrong. */
export interface Meant {
  ids: { categoryId?: string | null; routeId?: string | null };
  newCategory?: string;
  faults: ImportFault[];
}

/** Categories and routes as rows name them, and as they are before the import. */
export class RowNames {
  constructor(
    private readonly paths: CategoryPaths,
    private readonly routes: ReadonlyMap<string, Stored<Route>>,
    private readonly bodies: RowBodies,
  ) {}

  /** What a row means by its names; what the product has already, it has still, archived or not. */
  meant(row: ReadRow, { categoryPath, routeName }: Names, product?: Stored<Product>): Meant {
    const meant: Meant = { ids: {}, faults: [] };
    this.meanCategory(row, categoryPath, product, meant);
    this.meanRoute(row, routeName, product, meant);
    return meant;
  }

  private meanCategory(
    row: ReadRow,
    path: Names['categoryPath'],
    product: Stored<Product> | undefined,
    meant: Meant,
  ): void {
    if (path === null) {
      if (product?.categoryId) meant.ids.categoryId = null;
      return;
    }
    if (path === undefined || this.paths.isAt(path, product?.categoryId)) return;
    const id = this.paths.find(path);
    if (id) meant.ids.categoryId = id;
    else if (isPossible(path)) meant.newCategory = path;
    else {
      const message = `must be a category, or at most ${MOST_LEVELS} names of up to 120 letters with a slash between`;
      const fault = { field: 'categoryPath', rule: 'categoryPath', message, value: path };
      meant.faults.push(this.bodies.fault(row.row, 'out_of_range', fault));
    }
  }

  private meanRoute(row: ReadRow, name: Names['routeName'], product: Stored<Product> | undefined, meant: Meant): void {
    if (name === null) {
      if (product?.routeId) meant.ids.routeId = null;
      return;
    }
    if (name === undefined || name === product?.routeName) return;
    const route = this.routes.get(name.toLowerCase());
    if (route) meant.ids.routeId = route._id.toHexString();
    else meant.faults.push(this.bodies.unknownRoute(row, name));
  }
}
