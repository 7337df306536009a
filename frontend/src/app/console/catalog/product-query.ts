import { type Signal, computed } from '@angular/core';
import type { ListProducts$Params } from '@verstak/api';
import type { Session } from '../../core/session/session';
import type { StockFinder } from '../../entities/stock/stock-finder';
import type { Option } from '../../ui/fields/select-base';
import type { Filter } from '../../ui/filter-bar/filter';
import type { ListView } from '../../ui/list/list-view';

/** What lists of products are narrowed by. */
export function productFilters(
  categories: Signal<readonly Option[]>,
  session: Session,
  stock: StockFinder,
): Signal<readonly Filter[]> {
  return computed((): readonly Filter[] => [
    {
      kind: 'choice',
      key: 'categoryId',
      label: 'catalog.field.categoryId',
      options: categories(),
      isTranslated: true,
    },
    { kind: 'sum', key: 'price', label: 'catalog.field.price' },
    { kind: 'flag', key: 'isShown', label: 'catalog.field.isShown' },
    { kind: 'flag', key: 'isStocked', label: 'catalog.filter.isStocked' },
    ...(session.can('stock:cost')
      ? [{ kind: 'flag', key: 'isUnderMargin', label: 'catalog.filter.isUnderMargin' } as const]
      : []),
    ...(session.can('stock:read')
      ? [
          {
            kind: 'entity',
            key: 'stockItemId',
            label: 'catalog.filter.stockItemId',
            search: stock.search,
            nameOf: stock.nameOf,
          } as const,
        ]
      : []),
    { kind: 'flag', key: 'isArchived', label: 'catalog.filter.isArchived' },
  ]);
}

/** What the address says, as the API is asked; without its page. */
export function queryOf({ sort, q, filters }: ListView): ListProducts$Params {
  const sum = (name: string): number | undefined => (filters[name]?.[0] ? Number(filters[name][0]) : undefined);
  const [priceFrom, priceTo] = [sum('priceFrom'), sum('priceTo')];
  return {
    sort,
    ...(q && { q }),
    ...(filters['categoryId'] && { categoryId: [...filters['categoryId']] }),
    ...(priceFrom !== undefined && { priceFrom }),
    ...(priceTo !== undefined && { priceTo }),
    ...(filters['isShown'] && { isShown: true }),
    ...(filters['isUnderMargin'] && { isUnderMargin: true }),
    ...(filters['stockItemId']?.[0] && { stockItemId: filters['stockItemId'][0] }),
    ...(filters['isStocked'] && { isStocked: true }),
    ...(filters['isArchived'] && { isArchived: true }),
  };
}
