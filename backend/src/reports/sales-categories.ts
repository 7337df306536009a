import type { Money } from '@verstak/domain';
import type { ProductSales } from './sales-tally.js';
import type { CategorySalesRow } from './sales.dto.js';
import { rowOf, shareOf } from './sums.js';

/** The categories of a catalog, as far as a report needs them. */
export interface CategoriesOfReport {
  /** Each before what is in it. */
  inOrder(): readonly { _id: unknown; name: string }[];
  /** A category and those around it, the outermost first; nothing where there is none. */
  pathTo(id: string): readonly { _id: unknown }[];
}

interface CategorySums {
  items: number;
  revenue: Money;
}

/**
 * What was sold of each category, those in it included, in the order of the catalog; then what was sold of products that
 * are in none, and of no product. The rows of level 0 come to the whole.
 */
export function categoryRows(
  products: readonly ProductSales[],
  known: ReadonlyMap<string, { categoryId?: unknown }>,
  categories: CategoriesOfReport,
  revenue: Money,
): CategorySalesRow[] {
  const sums = new Map<string, CategorySums>();
  const add = (key: string, { items, revenue: own }: CategorySums): void => {
    const row = rowOf(sums, key, () => ({ items: 0, revenue: 0 }));
    row.items += items;
    row.revenue += own;
  };
  for (const product of products) {
    const categoryId = product.productId && known.get(product.productId)?.categoryId;
    const path = categoryId ? categories.pathTo(String(categoryId)).map(({ _id }) => String(_id)) : [];
    for (const id of path) add(id, product);
    if (!path.length) add(product.productId ? UNPLACED : FREE, product);
  }
  const told = (key: string, fields: Pick<CategorySalesRow, 'categoryId' | 'name' | 'level' | 'isFree'>) => {
    const own = sums.get(key);
    return own ? [{ ...fields, ...own, share: shareOf(own.revenue, revenue) }] : [];
  };
  return [
    ...categories.inOrder().flatMap(({ _id, name }) => {
      const categoryId = String(_id);
      return told(categoryId, { categoryId, name, level: categories.pathTo(categoryId).length - 1 });
    }),
    ...told(UNPLACED, { level: 0 }),
    ...told(FREE, { level: 0, isFree: true }),
  ];
}

const UNPLACED = 'unplaced';
const FREE = 'free';
