import type { OfferListItem, RequestItem } from '@verstak/api';
import { outstandingOf } from '@verstak/domain';

/** What the supplier says of something that was asked for, where that is news. */
export interface OfferNews {
  /** There is less of it than is still to come; 0 is none. */
  inStock?: number;
  unit: string;
  /** It costs something else than the request says. */
  price?: number;
  checkedAt: string;
}

type Asked = Pick<RequestItem, 'unit' | 'quantity' | 'received' | 'state'> & Partial<RequestItem>;
type Said = Pick<OfferListItem, 'stockItemId' | 'article' | 'inStock' | 'price' | 'unit' | 'checkedAt'>;

/** What is news of an item among what its supplier offers: of several such things that with its article, or the first. */
export function offerNews(item: Asked, offers: readonly Said[]): OfferNews | undefined {
  const same = offers.filter(({ stockItemId }) => item.stockItemId !== undefined && stockItemId === item.stockItemId);
  const offer = same.find(({ article }) => article !== undefined && article === item.article) ?? same[0];
  const outstanding = outstandingOf(item);
  if (!offer || outstanding <= 0 || item.state === 'sent') return undefined;
  const { inStock, price, unit, checkedAt } = offer;
  const isShort = inStock !== undefined && unit === item.unit && inStock < outstanding;
  const isOther = item.price !== undefined && price !== undefined && price !== item.price;
  if (!isShort && !isOther) return undefined;
  return { unit, checkedAt, ...(isShort && { inStock }), ...(isOther && { price }) };
}
