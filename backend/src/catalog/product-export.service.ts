import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import { CategoriesService } from './categories.service.js';
import type { ProductExportQuery } from './product.dto.js';
import { PRODUCT_SHEETS, ProductRow } from './product-tables.js';
import { ProductsService } from './products.service.js';

/** The list of products as files to download. */
@Injectable()
export class ProductExport extends ListExport<ProductRow, ProductExportQuery, 'products'> {
  constructor(products: ProductsService, categories: CategoriesService, config: Config, files: TableExport) {
    super(ProductRow, PRODUCT_SHEETS, (query) => rowsOf(products, categories, query), config, files);
  }
}

async function* rowsOf(
  products: ProductsService,
  categories: CategoriesService,
  query: ProductExportQuery,
): AsyncGenerator<ProductRow> {
  const tree = await categories.tree();
  for await (const product of products.all(query)) {
    const categoryPath = product.categoryId && tree.spelt(String(product.categoryId));
    yield { ...product, ...(categoryPath ? { categoryPath } : {}) };
  }
}
