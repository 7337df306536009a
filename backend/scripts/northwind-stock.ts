import type { NorthwindStock } from './northwind.ts';
import type { WorkshopApi } from './workshop-api.ts';

const PAGE = 200;

/** Something of the workshop's stock that nobody has counted yet. */
interface Uncounted {
  id: string;
  productId?: string;
}

/** Documents of the workshop by their ids in Northwind. */
type Ids = ReadonlyMap<string, { id: string }>;

/** Northwind's stock, and where its products and suppliers are in the workshop. */
interface Stocked {
  stock: readonly NorthwindStock[];
  products: Ids;
  suppliers: Ids;
}

/**
 * Says of everything that nobody has counted yet who supplies it and when to order more, and counts it: one stocktake,
 * so that a run that was broken off is begun anew. Gives how many were counted; what was counted before is left alone.
 */
export async function countStock(
  api: WorkshopApi,
  { stock, products, suppliers }: Stocked,
  key: string,
): Promise<number> {
  const uncounted = new Map((await uncountedIn(api)).map(({ id, productId }) => [productId, id]));
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

async function uncountedIn(api: WorkshopApi): Promise<Uncounted[]> {
  const found: Uncounted[] = [];
  for (let page = 1; ; page += 1) {
    const query = `isProduct=true&state=uncounted&sort=number&pageSize=${PAGE}&page=${page}`;
    const { items, total } = await api.get<{ items: Uncounted[]; total: number }>(`/stock?${query}`);
    found.push(...items);
    if (page * PAGE >= total) return found;
  }
}
