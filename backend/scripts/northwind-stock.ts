import type { NorthwindStock } from './northwind.ts';
import type { WorkshopApi } from './workshop-api.ts';

const PAGE = 200;

/** Something of the workshop's stock. */
interface Stocked {
  id: string;
  productId?: string;
}

/** Documents of the workshop by their ids in Northwind. */
type Ids = ReadonlyMap<string, { id: string }>;

/** Northwind's stock, and where its products and suppliers are in the workshop. */
export interface Told {
  stock: readonly NorthwindStock[];
  products: Ids;
  suppliers: Ids;
}

/**
 * Says of everything that nobody has counted yet who supplies it and when to order more, and counts it: one stocktake,
 * so that a run that was broken off is begun anew. Gives how many were counted; what was counted before is left alone.
 */
export async function countStock(api: WorkshopApi, { stock, products, suppliers }: Told, key: string): Promise<number> {
  const uncounted = new Map((await stockedIn(api, '&state=uncounted')).map(({ id, productId }) => [productId, id]));
  const lines = [];
  for (const { productExternalId, supplierExternalId, quantity, reorderPoint } of stock) {
    const stockItemId = uncounted.get(products.get(productExternalId)?.id);
    if (!stockItemId) continue;
    await api.patch(`/stock/${stockItemId}`, { reorderPoint, supplierId: suppliers.get(supplierExternalId)?.id });
    lines.push({ stockItemId, quantity });
  }
  if (lines.length) await api.post('/movements', { kind: 'stocktake', lines, note: 'Northwind' }, key);
  return lines.length;
}

/** Where the workshop's products lie in stock, by the ids of the products. */
export async function stockPlaces(api: WorkshopApi): Promise<ReadonlyMap<string, string>> {
  return new Map((await stockedIn(api)).map(({ id, productId = '' }) => [productId, id]));
}

async function stockedIn(api: WorkshopApi, also = ''): Promise<Stocked[]> {
  const found: Stocked[] = [];
  for (let page = 1; ; page += 1) {
    const query = `isProduct=true${also}&sort=number&pageSize=${PAGE}&page=${page}`;
    const { items, total } = await api.get<{ items: Stocked[]; total: number }>(`/stock?${query}`);
    found.push(...items);
    if (page * PAGE >= total) return found;
  }
}
