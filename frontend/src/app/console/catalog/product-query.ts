import { type Signal, computed } from '@angular/core';
import type { ListProducts$Params } from '@verstak/api';
import type { Option } from '../../ui/fields/select-base';
import type { Filter } from '../../ui/filter-bar/filter';
import type { ListView } from '../../ui/list/list-view';

/** What lists of products are narrowed by. */
export function productFilters(categories: Signal<readonly Option[]>): Signal<readonly Filter[]> {
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
    ...(filters['isStocked'] && { isStocked: true }),
    ...(filters['isArchived'] && { isArchived: true }),
  };
}
