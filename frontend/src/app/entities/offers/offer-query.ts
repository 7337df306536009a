import type { ListOffers$Params } from '@verstak/api';
import type { Filter } from '../../ui/filter-bar/filter';
import type { ListView } from '../../ui/list/list-view';

/** What lists of offers are narrowed by. */
export const OFFER_FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    key: 'stock',
    label: 'offers.filter.stock',
    options: ['some', 'none', 'unknown'].map((value) => ({ value, label: `offers.filter.${value}` })),
    isSingle: true,
  },
  { kind: 'flag', key: 'isArchived', label: 'offers.filter.isArchived' },
];

/** The least quantity that is some: they have three places. */
const LEAST = 0.001;

const STOCK: Readonly<Record<string, ListOffers$Params>> = {
  some: { inStockFrom: LEAST },
  none: { inStockTo: 0 },
  unknown: { inStockMissing: true },
};

/** What the address says, as the API is asked; without its page. */
export function queryOf({ sort, q, filters }: ListView): ListOffers$Params {
  return {
    sort,
    ...(q && { q }),
    ...STOCK[filters['stock']?.[0] ?? ''],
    ...(filters['isArchived'] && { isArchived: true }),
  };
}
