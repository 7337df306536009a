import type { ImportKindName } from '@verstak/domain';

/** The area of each kind: the address of its list, and whose words name its fields and its page. */
export const IMPORT_AREAS: Record<ImportKindName, string> = {
  clients: 'clients',
  parts: 'parts',
  products: 'catalog',
  suppliers: 'suppliers',
  stock: 'stock',
};
