import { stockPlaces, type Told } from './northwind-stock.ts';
import type { WorkshopApi } from './workshop-api.ts';

interface KnownRequest {
  id: string;
  status: string;
}

/**
 * Asks each supplier for what Northwind has on order, in one request that is sent; a supplier who has got a request is
 * left alone. Gives how many are new.
 */
export async function requestOnOrder(api: WorkshopApi, stocked: Told, key: string): Promise<number> {
  const wanted = stocked.stock.filter(({ onOrder }) => onOrder > 0);
  const bySupplier = Map.groupBy(wanted, ({ supplierExternalId }) => supplierExternalId);
  const places = await stockPlaces(api);
  let made = 0;
  for (const [externalId, lines] of bySupplier) {
    const supplierId = stocked.suppliers.get(externalId)?.id;
    if (!supplierId) continue;
    const there = await api.get<{ items: KnownRequest[] }>(`/requests?supplierId=${supplierId}&pageSize=1`);
    const [known] = there.items;
    if (known && known.status !== 'draft') continue;
    const items = lines.map(({ productExternalId, onOrder: quantity }) => {
      return { stockItemId: places.get(stocked.products.get(productExternalId)?.id ?? ''), quantity };
    });
    const body = { supplierId, note: 'Northwind', items };
    const request = known ?? (await api.post<KnownRequest>('/requests', body, `${key}:${externalId}`));
    await api.post(`/requests/${request.id}/status`, { status: 'in_process' }, `${key}:${externalId}:sent`);
    made += 1;
  }
  return made;
}
