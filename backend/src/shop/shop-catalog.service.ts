import { Injectable } from '@nestjs/common';
import { addDays, inOrder } from '@verstak/domain';
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
import type { ShownQuery, ShownView } from '../catalog/product.dto.js';
import { AvailabilityService } from '../reservations/availability.service.js';
import {
  MOST_TOLD,
  type ShopCategory,
  type ShopOption,
  type ShopPicture,
  type ShopProduct,
  type ShopProductListItem,
} from './shop.dto.js';

/** Most options by which a category is looked through, and most choices of each. */
const MOST_OPTIONS = 12;
const MOST_CHOICES = 30;

/** `на 8` before `на 12`. */
const BY_NAME = new Intl.Collator('ru', { numeric: true });

/** Most pictures that a page of a product shows. */
const MOST_PICTURES = 20;

/** What customers may look at: rows are those that anybody may read, whoever asks. */
@Injectable()
export class ShopCatalogService {
  constructor(
    private readonly categories: CategoriesService,
    private readonly products: ProductsService,
    private readonly files: FilesService,
    private readonly availability: AvailabilityService,
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
    const page = await this.products.listShown(query, await this.leftOut(query));
    const pictures = await this.picturesOf(page.items);
    const units = await this.availability.ofProducts(page.items);
    return {
      ...page,
      items: page.items.map((product) => ({
        ...product,
        ...told(units.get(String(product._id))),
        isFrom: product.options.some(({ choices }) => choices.some(({ price }) => price !== 0)),
        pictures: (pictures.get(String(product._id)) ?? []).slice(0, 1),
      })),
    };
  }

  /** The most common options of what is shown in a category, with their choices. */
  async listOptions(query: ShownView): Promise<ShopOption[]> {
    const offered = await this.products.choicesShown(query, await this.leftOut(query));
    const options = [...Map.groupBy(offered, ({ option }) => option)].map(([name, of]) => ({
      name,
      choices: of
        .slice(0, MOST_CHOICES)
        .map(({ choice, count }) => ({ name: choice, count }))
        .sort((one, other) => BY_NAME.compare(one.name, other.name)),
    }));
    const commonOf = ({ choices }: ShopOption): number => Math.max(...choices.map(({ count }) => count));
    const common = options.sort((one, other) => commonOf(other) - commonOf(one)).slice(0, MOST_OPTIONS);
    // They stay in their places while somebody looks.
    return common.sort((one, other) => BY_NAME.compare(one.name, other.name));
  }

  /** 404 where there is none or it is not shown. */
  async getProduct(id: string): Promise<ShopProduct> {
    const product = await this.products.getShown(id);
    const pictures = (await this.picturesOf([product])).get(id) ?? [];
    const units = (await this.availability.ofProducts([product])).get(id);
    const shown = { earliestDay: this.earliestDay([product]), pictures: pictures.slice(0, MOST_PICTURES) };
    return { ...product, ...told(units), ...shown };
  }

  /** The first day on which all of these can be had when they are ordered now. */
  earliestDay(products: readonly Pick<Product, 'leadDays'>[]): string {
    return addDays(this.config.today(), Math.max(0, ...products.map(({ leadDays = 0 }) => leadDays)));
  }

  /** What of the products a list leaves out of which none can be had. */
  private async leftOut({ isAvailable }: ShownView): Promise<string[]> {
    return isAvailable ? this.availability.usedUp() : [];
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

/** What customers are told of how many there are. */
function told(available: number | undefined): Pick<ShopProduct, 'isAvailable' | 'available'> {
  return {
    isAvailable: available !== 0,
    ...(available !== undefined && available <= MOST_TOLD ? { available } : {}),
  };
}
