import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import {
  SOURCE,
  type Northwind,
  type NorthwindClient,
  type NorthwindOrder,
  type NorthwindProduct,
  type NorthwindStock,
  type NorthwindSupplier,
} from './northwind.ts';
import { countStock, stockPlaces } from './northwind-stock.ts';
import { requestOnOrder } from './northwind-requests.ts';
import { Progress } from './progress.ts';
import { LoadError, type WorkshopApi } from './workshop-api.ts';

/** What was done: how many there are now, and how many of them this run brought. */
export interface Loaded {
  products: number;
  suppliers: number;
  clients: number;
  orders: number;
  items: number;
  newProducts: number;
  newSuppliers: number;
  newClients: number;
  newOrders: number;
  newOffers: number;
  newRequests: number;
  /** Products that were counted for the first time. */
  counted: number;
}

interface Known {
  id: string;
  externalId?: string;
}

interface KnownProduct extends Known {
  isArchived: boolean;
}

interface KnownOrder extends Known {
  status: string;
  items: unknown[];
}

const NEEDED = [
  'catalog:write',
  'suppliers:read',
  'suppliers:write',
  'stock:write',
  'requests:write',
  'clients:read',
  'clients:write',
  'orders:read',
  'orders:write',
  'orders:backdate',
  'reports:read',
];
const AT_ONCE = 8;
const PAGE = 200;
const TO_DELIVERED: Record<string, readonly string[]> = { confirmed: ['ready', 'delivered'], ready: ['delivered'] };

/** Brings Northwind into a workshop, leaving alone what an earlier run brought. */
export class NorthwindLoader {
  private readonly api: WorkshopApi;
  /** A repeated request of this run is the same request; one of a later run is not. */
  private readonly run = randomUUID();
  private timeZone = 'UTC';
  private products: ReadonlyMap<string, KnownProduct> = new Map();

  constructor(api: WorkshopApi) {
    this.api = api;
  }

  async load({ categories, products, stock, suppliers, clients, orders }: Northwind): Promise<Loaded> {
    await this.requirePermissions();
    this.timeZone = (await this.api.get<{ timeZone: string }>('/workshop')).timeZone;
    const newProducts = await this.loadCatalog(categories, products);
    const suppliersThere = await this.knownAtAll<Known>('/suppliers');
    const newSuppliers = await this.loadSuppliers(suppliers, suppliersThere);
    const knownClients = await this.known<Known>('/clients');
    const knownOrders = await this.known<KnownOrder>('/orders');
    const clientIds = new Map([...knownClients].map(([externalId, { id }]) => [externalId, id]));
    await inParallel('Clients', clients, async (client) => {
      if (!clientIds.has(client.externalId)) clientIds.set(client.externalId, await this.addClient(client));
    });
    let items = 0;
    await inParallel('Orders', orders, async (order) => {
      const known =
        knownOrders.get(order.externalId) ?? (await this.addOrder(order, clientIds.get(order.clientExternalId)));
      items += known.items.length;
      if (order.shippedDay) await this.deliver(known, order.shippedDay);
    });
    // After the orders: what was sold until then is not there any more.
    const stocked = { stock, products: this.products, suppliers: suppliersThere };
    const counted = await countStock(this.api, stocked, `${this.run}:stock`);
    const newOffers = await this.loadOffers(products, stocked);
    const newRequests = await requestOnOrder(this.api, stocked, `${this.run}:request`);
    await this.archiveDiscontinued(products);
    return {
      counted,
      newOffers,
      newRequests,
      products: products.length,
      newProducts,
      suppliers: suppliers.length,
      newSuppliers,
      clients: clients.length,
      orders: orders.length,
      items,
      newClients: clients.filter(({ externalId }) => !knownClients.has(externalId)).length,
      newOrders: orders.filter(({ externalId }) => !knownOrders.has(externalId)).length,
    };
  }

  private async requirePermissions(): Promise<void> {
    const permissions = await this.api.permissions();
    const missing = NEEDED.filter((permission) => !permissions.has(permission));
    if (missing.length) {
      throw new LoadError(`The account of VERSTAK_USER lacks ${missing.join(', ')}; an administrator has them.`);
    }
  }

  /** What there is of Northwind already, by its id there. */
  private async known<T extends Known>(path: string, also = ''): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    for (let page = 1; ; page += 1) {
      const query = `q=${SOURCE}&sort=number&pageSize=${PAGE}&page=${page}${also}`;
      const { items, total } = await this.api.get<{ items: T[]; total: number }>(`${path}?${query}`);
      for (const item of items) if (item.externalId?.startsWith(`${SOURCE}:`)) found.set(item.externalId, item);
      if (page * PAGE >= total) return found;
    }
  }

  /** The same with what was archived. */
  private async knownAtAll<T extends Known>(path: string): Promise<Map<string, T>> {
    const archived = await this.known<T>(path, '&isArchived=true');
    return new Map([...archived, ...(await this.known<T>(path))]);
  }

  /** Adds the suppliers that are not there to those that are known; gives how many. */
  private async loadSuppliers(suppliers: readonly NorthwindSupplier[], known: Map<string, Known>): Promise<number> {
    const missing = suppliers.filter(({ externalId }) => !known.has(externalId));
    await inParallel('Suppliers', missing, async (supplier) => {
      const key = `${this.run}:supplier:${supplier.externalId}`;
      known.set(supplier.externalId, await this.api.post<Known>('/suppliers', supplier, key));
    });
    return missing.length;
  }

  /** Brings the catalog, one category after the other as they follow; gives how many products are new. */
  private async loadCatalog(
    categories: Northwind['categories'],
    products: readonly NorthwindProduct[],
  ): Promise<number> {
    const there = await this.api.get<{ id: string; name: string }[]>('/categories');
    const categoryIds = new Map(there.map(({ id, name }) => [name, id]));
    for (const [index, category] of categories.entries()) {
      if (categoryIds.has(category.name)) continue;
      const { id } = await this.api.post<Known>('/categories', category, `${this.run}:category:${index}`);
      categoryIds.set(category.name, id);
    }
    const known = await this.knownAtAll<KnownProduct>('/products');
    const before = known.size;
    await inParallel('Products', products, async ({ categoryName, isDiscontinued: _, ...product }) => {
      if (known.has(product.externalId)) return;
      const body = {
        ...product,
        categoryId: categoryIds.get(categoryName),
        isStocked: true,
        isShown: true,
        options: [],
        questions: [],
      };
      const added = await this.api.post<KnownProduct>('/products', body, `${this.run}:product:${product.externalId}`);
      known.set(product.externalId, added);
    });
    this.products = known;
    return known.size - before;
  }

  /**
   * Each product is what its supplier offers, without a price and a stock: Northwind knows what it sells for and has
   * itself, and neither of its suppliers. Gives how many are new.
   */
  private async loadOffers(
    products: readonly NorthwindProduct[],
    { stock, suppliers }: { stock: readonly NorthwindStock[]; suppliers: ReadonlyMap<string, Known> },
  ): Promise<number> {
    const known = await this.knownAtAll<Known>('/offers');
    const missing = products.filter(({ externalId }) => !known.has(externalId));
    if (!missing.length) return 0;
    const places = await stockPlaces(this.api);
    const supplierOf = new Map(stock.map((one) => [one.productExternalId, one.supplierExternalId]));
    await inParallel('Offers', missing, async ({ externalId, name, unit, description: note }) => {
      const supplierId = suppliers.get(supplierOf.get(externalId) ?? '')?.id;
      const stockItemId = places.get(this.products.get(externalId)?.id ?? '');
      const body = { externalId, name, unit, note, supplierId, stockItemId };
      await this.api.post('/offers', body, `${this.run}:offer:${externalId}`);
    });
    return missing.length;
  }

  /** What is sold no more is archived, after its last order is there. */
  private async archiveDiscontinued(products: readonly NorthwindProduct[]): Promise<void> {
    for (const { externalId } of products.filter(({ isDiscontinued }) => isDiscontinued)) {
      const product = this.products.get(externalId);
      if (product && !product.isArchived)
        await this.api.post(
          `/products/${product.id}/archive`,
          { isArchived: true },
          `${this.run}:archive:${externalId}`,
        );
    }
  }

  private async addClient(client: NorthwindClient): Promise<string> {
    return (await this.api.post<Known>('/clients', client, `${this.run}:${client.externalId}`)).id;
  }

  /** Takes the order on its day; what was shipped has been paid. */
  private async addOrder(order: NorthwindOrder, clientId: string | undefined): Promise<KnownOrder> {
    const { externalId, orderedDay, dueDay, shippedDay, items, total } = order;
    if (!clientId) throw new LoadError(`Order ${externalId} is of the unknown customer ${order.clientExternalId}.`);
    const body = {
      externalId,
      clientId,
      items: items.map((item) => this.itemOf(item)),
      status: 'confirmed',
      orderedAt: this.noonOf(orderedDay),
      dueAt: this.noonOf(dueDay),
      paid: shippedDay ? total : 0,
    };
    return this.api.post<KnownOrder>('/orders', body, `${this.run}:${externalId}`);
  }

  /** An archived product is chosen for nothing new: what is sold of it has its name alone. */
  private itemOf({ productExternalId, ...item }: NorthwindOrder['items'][number]): object {
    const product = this.products.get(productExternalId);
    return product && !product.isArchived ? { ...item, productId: product.id } : { ...item, needsNoWork: true };
  }

  private async deliver({ id, status }: KnownOrder, day: string): Promise<void> {
    for (const next of TO_DELIVERED[status] ?? []) {
      await this.api.post(`/orders/${id}/status`, { status: next, at: this.noonOf(day) }, `${this.run}:${id}:${next}`);
    }
  }

  /** Noon in the workshop's time zone: of that day whatever zone it is read in. */
  private noonOf(day: string): string {
    return DateTime.fromISO(`${day}T12:00`, { zone: this.timeZone }).toUTC().toISO() ?? '';
  }
}

/** Does `work` for every item, a few at once, the first error ending it. */
async function inParallel<T>(title: string, items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const progress = new Progress(title, items.length);
  const rest = items.values();
  let isBroken = false;
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      // After the first error nobody takes up anything more.
      if (isBroken) return;
      await work(item).catch((error: unknown) => {
        isBroken = true;
        throw error;
      });
      progress.step();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
