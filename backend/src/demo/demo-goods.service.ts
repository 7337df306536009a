import { Injectable } from '@nestjs/common';
import { CategoriesService } from '../catalog/categories.service.js';
import { CategoryCreate } from '../catalog/category.dto.js';
import type { Product } from '../catalog/product.js';
import { ProductCreate } from '../catalog/product.dto.js';
import { ProductsService } from '../catalog/products.service.js';
import { Contents } from '../files/contents.js';
import { FileUpload } from '../files/file.dto.js';
import { FilesService } from '../files/files.service.js';
import { Previews } from '../files/previews.js';
import { ReceivedFile } from '../files/received-file.js';
import { StockItemChange, StockItemCreate } from '../inventory/stock-item.dto.js';
import { StockService } from '../inventory/stock.service.js';
import { OfferCreate } from '../offers/offer.dto.js';
import { OffersService } from '../offers/offers.service.js';
import type { Stored } from '../platform/database/entity.js';
import { RouteCreate } from '../routes/route.dto.js';
import { RoutesService } from '../routes/routes.service.js';
import { SupplierCreate } from '../suppliers/supplier.dto.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { said } from './demo-call.js';
import type { Tongue } from './demo-tongue.js';
import { drawnPictures } from './pictures/drawn-pictures.js';
import type { OptionPlan, ProductPlan, TradePlan } from './trades/trade-plan.js';

/** What a workshop works with, by the keys of its plan. */
export interface Goods {
  supplierId: string;
  /** Materials, and products that are sold from stock. */
  stock: ReadonlyMap<string, string>;
  products: ReadonlyMap<string, Stored<Product>>;
}

/** What a demo workshop works with: its supplier, its stock, its routes and its catalog. */
@Injectable()
export class DemoGoods {
  constructor(
    private readonly suppliers: SuppliersService,
    private readonly offers: OffersService,
    private readonly stock: StockService,
    private readonly routes: RoutesService,
    private readonly categories: CategoriesService,
    private readonly products: ProductsService,
    private readonly files: FilesService,
    private readonly contents: Contents,
    private readonly previews: Previews,
  ) {}

  async addSupplier({ supplier, people }: TradePlan, { told }: Tongue): Promise<string> {
    const { name, note, leadDays } = supplier;
    const contacts = [{ name: told(people.supplier) }];
    const body = { name: told(name), note: told(note), leadDays, contacts };
    return idOf(await this.suppliers.create(await said(SupplierCreate, body)));
  }

  /** Adds materials, and what the supplier offers of them; gives their ids by key. */
  async addMaterials(plan: TradePlan, supplierId: string, { told, sum }: Tongue): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const [key, { name, unit, cost, reorderPoint, place, offer }] of Object.entries(plan.materials)) {
      const own = { name: told(name), unit: told(unit) };
      const item = await this.stock.create(
        await said(StockItemCreate, {
          ...own,
          cost: sum(cost),
          ...(reorderPoint ? { reorderPoint } : {}),
          ...(place ? { location: told(place) } : {}),
          ...(offer ? { supplierId } : {}),
        }),
      );
      ids.set(key, idOf(item));
      if (!offer) continue;
      const offered = { ...own, ...offer, price: sum(cost * 0.97), supplierId, stockItemId: idOf(item) };
      await this.offers.create(await said(OfferCreate, offered));
    }
    return ids;
  }

  /** Adds routes and the catalog, of which `masterIds` make something; gives products and their places in stock by key. */
  async addCatalog(
    plan: TradePlan,
    masterIds: readonly [string, string],
    materials: ReadonlyMap<string, string>,
    tongue: Tongue,
  ): Promise<Pick<Goods, 'products' | 'stock'>> {
    const routes = await this.addRoutes(plan, masterIds, tongue);
    const categories = await this.addCategories(plan, tongue);
    const [products, stock] = [new Map<string, Stored<Product>>(), new Map(materials)];
    for (const [key, product] of Object.entries(plan.products)) {
      const body = {
        ...productOf(product, tongue),
        categoryId: found(categories, product.category),
        ...(product.route ? { routeId: found(routes, product.route) } : {}),
        materials: Object.entries(product.materials ?? {}).map(([of, quantity]) => {
          return { stockItemId: found(materials, of), quantity };
        }),
      };
      const made = await this.products.create(await said(ProductCreate, body));
      products.set(key, made);
      if (product.stock) stock.set(key, await this.place(made, product.stock, tongue));
    }
    return { products, stock };
  }

  /** Draws the pictures of products and puts them into the catalog. */
  async addPictures(plan: TradePlan, products: Goods['products'], { told }: Tongue): Promise<void> {
    const pictures = await drawnPictures(Object.values(plan.products).map(({ picture }) => picture));
    for (const [index, [key, { name, article }]] of Object.entries(plan.products).entries()) {
      const content = await this.contents.store(pictures[index] as Buffer); // one for each
      const received = new ReceivedFile(content, await this.previews.make(content));
      const subjectId = found(products, key)._id.toHexString();
      const file = await this.files.add(
        await said(FileUpload, { name: `${article}.png`, subject: 'Product', subjectId }),
        received,
      );
      await this.files.change(idOf(file), { alt: told(name) });
    }
  }

  private async addRoutes(
    plan: TradePlan,
    masterIds: readonly [string, string],
    { told }: Tongue,
  ): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const [key, { name, stages }] of Object.entries(plan.routes)) {
      const body = {
        name: told(name),
        stages: stages.map(({ name: called, workCentre, by, instruction, setUpMinutes, minutesPerUnit }) => ({
          name: told(called),
          workCentre: told(workCentre),
          setUpMinutes,
          minutesPerUnit,
          masterIds: [masterIds[by]],
          ...(instruction ? { instruction: told(instruction) } : {}),
        })),
      };
      ids.set(key, idOf(await this.routes.create(await said(RouteCreate, body))));
    }
    return ids;
  }

  private async addCategories({ categories }: TradePlan, { told }: Tongue): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const [key, { name, description }] of Object.entries(categories)) {
      const body = await said(CategoryCreate, { name: told(name), description: told(description) });
      ids.set(key, idOf(await this.categories.create(body)));
    }
    return ids;
  }

  /** What is sold from stock has its place there already: it is told what it cost and when to order more. */
  private async place(
    product: Stored<Product>,
    { cost, reorderPoint }: NonNullable<ProductPlan['stock']>,
    { sum }: Tongue,
  ): Promise<string> {
    const item = (await this.stock.ofProducts([idOf(product)])).get(idOf(product));
    if (!item) throw new Error(`${product.name} has no place in stock`);
    await this.stock.change(item, await said(StockItemChange, { cost: sum(cost), reorderPoint }));
    return idOf(item);
  }
}

function productOf(plan: ProductPlan, { told, sum }: Tongue): object {
  const { name, article, description, unit, price, leadDays, quantityStep, route, options = [], questions = {} } = plan;
  const optionOf = ({ name: called, isRequired, choices }: OptionPlan): object => ({
    name: told(called),
    ...(isRequired ? { isRequired } : {}),
    choices: Object.values(choices).map((choice) => {
      return { name: told(choice.name), price: choice.price ? sum(choice.price) : 0, minutesPerUnit: 0 };
    }),
  });
  return {
    name: told(name),
    article,
    description: told(description),
    unit: told(unit),
    price: sum(price),
    leadDays,
    ...(quantityStep ? { quantityStep } : {}),
    isStocked: !route,
    isShown: true,
    options: options.map(optionOf),
    questions: Object.values(questions).map(({ name: called, ...question }) => ({ name: told(called), ...question })),
  };
}

/** What a plan names by a key; throws where it names nothing, which is a fault of the plan. */
export function found<T>(known: ReadonlyMap<string, T>, key: string): T {
  const value = known.get(key);
  if (value === undefined) throw new Error(`The plan of the trade knows no ${key}`);
  return value;
}

export function idOf({ _id }: Stored<object>): string {
  return _id.toHexString();
}
