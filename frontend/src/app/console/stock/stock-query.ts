import type { ListStock$Params } from '@verstak/api';
import { STOCK_STATES, type StockState } from '@verstak/domain';
import type { SupplierFinder } from '../../entities/suppliers/supplier-finder';
import type { ReadyView } from '../../entities/views/view-strip';
import { type Filter, choiceFilter, entityFilter } from '../../ui/filter-bar/filter';
import type { ListView } from '../../ui/list/list-view';

/** What every workshop looks for. */
export const READY_VIEWS: readonly ReadyView[] = [
  { key: 'short', label: 'stock.view.short', query: 'state=short', isAlarming: true },
  { key: 'order', label: 'stock.view.order', query: 'state=short,out,low' },
  { key: 'uncounted', label: 'stock.view.uncounted', query: 'state=uncounted' },
];

/** What lists of the stock are narrowed by; by suppliers for those who may look them up. */
export function stockFilters(suppliers: SupplierFinder | undefined): readonly Filter[] {
  return [
    choiceFilter('state', 'stock.field.state', STOCK_STATES, 'stock.state.'),
    {
      kind: 'choice',
      key: 'isProduct',
      label: 'stock.filter.kind',
      options: [
        { value: 'false', label: 'stock.filter.materials' },
        { value: 'true', label: 'stock.filter.products' },
      ],
      isSingle: true,
    },
    ...(suppliers ? [entityFilter('supplierId', 'suppliers.one', suppliers)] : []),
    { kind: 'flag', key: 'isArchived', label: 'stock.filter.isArchived' },
  ];
}

/** Names of those filters in the address. */
export const STOCK_FILTERS = ['state', 'isProduct', 'supplierId', 'isArchived'] as const;

/** What the address says, as the API is asked; without its page. */
export function queryOf({ sort, q, filters }: ListView): ListStock$Params {
  const state = (filters['state'] ?? []).filter(isState);
  const [isProduct] = filters['isProduct'] ?? [];
  return {
    sort,
    ...(q && { q }),
    ...(state.length && { state }),
    ...(isProduct && { isProduct: isProduct === 'true' }),
    ...(filters['supplierId'] && { supplierId: [...filters['supplierId']] }),
    ...(filters['isArchived'] && { isArchived: true }),
  };
}

function isState(value: string): value is StockState {
  return (STOCK_STATES as readonly string[]).includes(value);
}
