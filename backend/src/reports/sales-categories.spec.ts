import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { CategoryTree } from '../catalog/category-tree.js';
import type { Category } from '../catalog/category.js';
import type { Stored } from '../platform/database/entity.js';
import { categoryRows } from './sales-categories.js';

const IDS = Array.from({ length: 8 }, () => new Types.ObjectId());

/** Categories of which each is in one before it or at the top. */
const trees = fc.array(fc.option(fc.nat(7), { nil: undefined }), { maxLength: 8 }).map((parents) =>
  parents.map((parent, index) => {
    const parentId = parent !== undefined && parent < index ? String(IDS[parent]) : undefined;
    return { _id: IDS[index], name: `K${index}`, parentId, position: 0 } as unknown as Stored<Category>;
  }),
);

const product = fc.record({
  place: fc.option(fc.nat(9), { nil: undefined }),
  items: fc.integer({ min: 1, max: 9 }),
  revenue: fc.nat(1_000_000),
  thousandths: fc.constant(1_000),
});

describe('sales by category', () => {
  it('are of a category what is sold of the products in it and in those in it, and at the top the whole', () => {
    fc.assert(
      fc.property(trees, fc.array(product, { maxLength: 12 }), fc.nat(500), (categories, sold, free) => {
        const tree = new CategoryTree(categories);
        const known = new Map(
          sold.map(({ place }, index) => [`p${index}`, { categoryId: place === undefined ? undefined : IDS[place] }]),
        );
        const products = [
          ...sold.map(({ place: _, ...sums }, index) => ({ productId: `p${index}`, ...sums })),
          ...(free ? [{ items: 1, thousandths: 1_000, revenue: free }] : []),
        ];
        const revenue = products.reduce((sum, one) => sum + one.revenue, 0);
        const rows = categoryRows(products, known, tree, revenue);
        expect(rows.filter(({ level }) => !level).reduce((sum, row) => sum + row.revenue, 0)).toBe(revenue);
        for (const category of categories) {
          const within = new Set(tree.withAllIn(category._id.toHexString()));
          const own = sold.filter(({ place }) => place !== undefined && within.has(String(IDS[place])));
          const row = rows.find(({ categoryId }) => categoryId === category._id.toHexString());
          expect([row?.items, row?.revenue]).toEqual(
            own.length ? [own.reduce((n, { items }) => n + items, 0), own.reduce((n, one) => n + one.revenue, 0)] : [],
          );
        }
      }),
    );
  });

  it('stand in the order of the catalog, with what is in none and what is of no product apart', () => {
    const [dishes, cups] = [
      { _id: IDS[0], name: 'Посуда', position: 1 },
      { _id: IDS[1], name: 'Кружки', position: 0, parentId: String(IDS[0]) },
    ] as unknown as Stored<Category>[];
    const tree = new CategoryTree([dishes, cups].filter((one) => one !== undefined));
    const sums = { items: 1, thousandths: 1_000, revenue: 25 };
    const products = [{ productId: 'a', ...sums }, { productId: 'b', ...sums }, { productId: 'gone', ...sums }, sums];
    const known = new Map([
      ['a', { categoryId: IDS[1] }],
      ['b', { categoryId: undefined }],
    ]);
    expect(categoryRows(products, known, tree, 100)).toEqual([
      { categoryId: String(IDS[0]), name: 'Посуда', level: 0, items: 1, revenue: 25, share: 25 },
      { categoryId: String(IDS[1]), name: 'Кружки', level: 1, items: 1, revenue: 25, share: 25 },
      { level: 0, items: 2, revenue: 50, share: 50 },
      { level: 0, isFree: true, items: 1, revenue: 25, share: 25 },
    ]);
  });
});
