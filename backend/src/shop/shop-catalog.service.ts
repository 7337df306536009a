import { Injectable } from '@nestjs/common';
import { addDays, dayIn, inOrder } from '@verstak/domain';
import { CategoriesService } from '../catalog/categories.service.js';
import type { Category } from '../catalog/category.js';
import { idOf } from '../catalog/category-tree.js';
import type { Product } from '../catalog/product.js';
import { ProductsService } from '../catalog/products.service.js';
import { FilesService } from '../files/files.service.js';
import type { StoredFile } from '../files/stored-file.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import type { ShownQuery } from '../catalog/product.dto.js';
import type { ShopCategory, ShopPicture, ShopProduct, ShopProductListItem } from './shop.dto.js';

/** Most pictures that a page of a product shows. */
const MOST_PICTURES = 20;

/** What customers may look at: rows are those that anybody may read, whoever asks. */
@Injectable()
export class ShopCatalogService {
  constructor(
    private readonly categories: CategoriesService,
    private readonly products: ProductsService,
    private readonly files: FilesService,
    private readonly config: Config,
  ) {}

  /** The categories in which something is shown, with those around them, each before what is in it. */
  async listCategories(): Promise<ShopCategory[]> {
    return this.shownCategories();
  }

  /** The ids of all that customers see: of categories, and of as many products as a sitemap holds. */
  async idsShown(): Promise<{ categories: string[]; products: string[] }> {
    return { categories: (await this.shownCategories()).map(idOf), products: await this.products.idsShown() };
  }

  private async shownCategories(): Promise<Stored<Category>[]> {
    const [tree, used] = [await this.categories.tree(), await this.products.categoriesShown()];
    const shown = new Set(used.flatMap((id) => tree.pathTo(id).map(idOf)));
    return tree.inOrder().filter((category) => shown.has(idOf(category)));
  }

  async listProducts(query: ShownQuery): Promise<Page<ShopProductListItem>> {
    const page = await this.products.listShown(query);
    const pictures = await this.picturesOf(page.items);
    return {
      ...page,
      items: page.items.map((product) => ({
        ...product,
        isFrom: product.options.some(({ choices }) => choices.some(({ price }) => price !== 0)),
        pictures: (pictures.get(String(product._id)) ?? []).slice(0, 1),
      })),
    };
  }

  /** 404 where there is none or it is not shown. */
  async getProduct(id: string): Promise<ShopProduct> {
    const product = await this.products.getShown(id);
    const pictures = (await this.picturesOf([product])).get(id) ?? [];
    return { ...product, earliestDay: this.earliestDay([product]), pictures: pictures.slice(0, MOST_PICTURES) };
  }

  /** The first day on which all of these can be had when they are ordered now. */
  earliestDay(products: readonly Pick<Product, 'leadDays'>[]): string {
    const today = dayIn(this.config.timeZone, new Date());
    return addDays(today, Math.max(0, ...products.map(({ leadDays = 0 }) => leadDays)));
  }

  private async picturesOf(products: readonly Stored<Product>[]): Promise<Map<string, ShopPicture[]>> {
    const files = await this.files.pictures(
      'Product',
      products.map(({ _id }) => _id.toHexString()),
    );
    const ofProduct = Map.groupBy(files, ({ subjectId }) => String(subjectId));
    return new Map(
      products.map(({ _id, pictureIds = [] }) => {
        const pictures = (ofProduct.get(_id.toHexString()) ?? []).map(pictureOf);
        return [_id.toHexString(), inOrder(pictures, pictureIds.map(String))];
      }),
    );
  }
}

/** A picture as customers see it. */
export function pictureOf({ _id, alt, width, height }: Stored<StoredFile>): ShopPicture {
  return { id: _id.toHexString(), alt, width, height } as ShopPicture; // not there rather than undefined, once it is written
}
