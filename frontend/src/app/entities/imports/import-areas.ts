import type { ImportKindName } from '@verstak/domain';

/** The area of each kind: the address of its list, but for offers, and whose words name its fields and its page. */
export const IMPORT_AREAS: Record<ImportKindName, string> = {
  clients: 'clients',
  offers: 'offers',
  parts: 'parts',
  products: 'catalog',
  suppliers: 'suppliers',
  stock: 'stock',
};

/** The address of the offers of a supplier; without one, at the own desk. */
export function offersPath(supplierId: string | undefined): string {
  return supplierId ? `/suppliers/${supplierId}/offers` : '/supply/offers';
}
