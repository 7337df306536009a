import type { Money } from './money.js';

/** What a supplier says of something that lies in stock. */
export interface SupplierOffer {
  unit: string;
  /** Of one unit; without one it has to be asked for. */
  price?: Money | undefined;
  /** How much of it there is; without it nobody knows. */
  inStock?: number | undefined;
  /** When that was said last. */
  checkedAt: Date;
}

/** What of it is news to whoever makes something of it. */
export interface SupplyNews {
  /** No supplier has any. */
  isOut: boolean;
  /** What it costs now, where that is not what it is reckoned at. */
  price?: Money;
  /** When that was said; of several, what was said first. */
  checkedAt: Date;
}

/**
 * What suppliers say of something in stock, where it is news: none of them has any, or the least price for a unit of it,
 * of those that may have some, is another than its cost. What nobody offers, or nobody counts, is no news.
 */
export function supplyNewsOf(
  { unit, cost }: { unit: string; cost?: Money | undefined },
  offers: readonly SupplierOffer[],
): SupplyNews | undefined {
  const isOut = offers.length > 0 && offers.every(({ inStock }) => inStock === 0);
  const priced = offers.filter((offer) => offer.unit === unit && offer.price !== undefined);
  const having = priced.filter(({ inStock }) => inStock !== 0);
  const [cheapest] = (having.length ? having : priced).sort((one, other) => (one.price ?? 0) - (other.price ?? 0));
  const price = cost !== undefined && cheapest?.price !== cost ? cheapest?.price : undefined;
  const said = [...(isOut ? offers : []), ...(price !== undefined && cheapest ? [cheapest] : [])];
  if (!said.length) return undefined;
  const checkedAt = new Date(Math.min(...said.map((offer) => offer.checkedAt.getTime())));
  return { isOut, checkedAt, ...(price !== undefined && { price }) };
}
