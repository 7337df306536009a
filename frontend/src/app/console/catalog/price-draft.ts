import { type SchemaPathTree, applyEach, max, maxLength, min, required } from '@angular/forms/signals';
import type { ProductChange, ProductListItem } from '@verstak/api';
import { MAX_MONEY } from '@verstak/domain';
import type { Drafts } from '../../ui/list/edited-rows';

const MOST_DAYS = 365;

/** What of a product is edited in the table of prices. */
export interface PriceDraft {
  id: string;
  price: number | null;
  unit: string;
  leadDays: number | null;
  isShown: boolean;
  isStocked: boolean;
}

/** What holds for price, unit and lead time wherever they are edited. */
export function offerRules(path: Pick<SchemaPathTree<PriceDraft>, 'price' | 'unit' | 'leadDays'>): void {
  required(path.price);
  min(path.price, 0);
  max(path.price, MAX_MONEY);
  required(path.unit);
  maxLength(path.unit, 20);
  min(path.leadDays, 0);
  max(path.leadDays, MOST_DAYS);
}

export function priceRules(path: SchemaPathTree<Drafts<PriceDraft>>): void {
  applyEach(path.rows, offerRules);
}

export function priceDraftOf(product: ProductListItem): PriceDraft {
  const { id, price, unit, leadDays = null, isShown = false, isStocked = false } = product;
  return { id, price, unit, leadDays, isShown, isStocked };
}

/** What of a draft differs from the product; nothing else is sent, so that nothing else is overwritten. */
export function priceChangeOf(product: ProductListItem, draft: PriceDraft): ProductChange {
  const before = priceDraftOf(product);
  const unit = draft.unit.trim();
  return {
    ...(draft.price !== before.price && draft.price !== null && { price: draft.price }),
    ...(unit !== before.unit && { unit }),
    ...(draft.leadDays !== before.leadDays && { leadDays: draft.leadDays }),
    ...(draft.isShown !== before.isShown && { isShown: draft.isShown }),
    ...(draft.isStocked !== before.isStocked && { isStocked: draft.isStocked }),
  };
}

/** Whether anything of a draft differs, be it only that a price is missing. */
export function isPriceEdited(product: ProductListItem, draft: PriceDraft): boolean {
  return draft.price === null || Object.keys(priceChangeOf(product, draft)).length > 0;
}

/** The change that takes another one back. */
export function priceBackOf(product: ProductListItem, change: ProductChange): ProductChange {
  const before: ProductChange = priceDraftBody(product);
  return Object.fromEntries(Object.entries(before).filter(([field]) => field in change));
}

/** The draft over the product as others have left it meanwhile. */
export function priceRebase(was: ProductListItem, draft: PriceDraft, now: ProductListItem): PriceDraft {
  const { price, ...mine } = priceChangeOf(was, draft);
  const leadDays = mine.leadDays === undefined ? (now.leadDays ?? null) : mine.leadDays;
  return {
    id: draft.id,
    price: draft.price === null || price !== undefined ? draft.price : now.price,
    unit: mine.unit ?? now.unit,
    leadDays,
    isShown: mine.isShown ?? now.isShown ?? false,
    isStocked: mine.isStocked ?? now.isStocked ?? false,
  };
}

function priceDraftBody(product: ProductListItem): ProductChange {
  const { price, unit, leadDays = null, isShown = null, isStocked = null } = product;
  return { price, unit, leadDays, isShown, isStocked };
}
