import { type SchemaPathTree, applyEach, max, maxLength, min, required } from '@angular/forms/signals';
import type { Offer, OfferChange, OfferListItem } from '@verstak/api';
import { MAX_MONEY } from '@verstak/domain';
import type { Drafts } from '../../ui/list/edited-rows';

const MOST_DAYS = 365;
const MOST_PIECES = 1_000_000;

/** What of an offer is edited in the table: what changes from one day to the next. */
export interface OfferFigures {
  price: number | null;
  inStock: number | null;
  leadDays: number | null;
}

export interface OfferRowDraft extends OfferFigures {
  id: string;
}

/** An offer as its form has it. */
export interface OfferDraft extends OfferFigures {
  name: string;
  article: string;
  unit: string;
  note: string;
  /** What it is in the workshop; for its people alone. */
  stockItemId: string;
}

function figureRules(path: SchemaPathTree<OfferFigures>): void {
  min(path.price, 0);
  max(path.price, MAX_MONEY);
  min(path.inStock, 0);
  max(path.inStock, MOST_PIECES);
  min(path.leadDays, 0);
  max(path.leadDays, MOST_DAYS);
}

export function offerRowRules(path: SchemaPathTree<Drafts<OfferRowDraft>>): void {
  applyEach(path.rows, figureRules);
}

export function offerRules(path: SchemaPathTree<OfferDraft>): void {
  required(path.name);
  maxLength(path.name, 255);
  maxLength(path.article, 60);
  required(path.unit);
  maxLength(path.unit, 20);
  maxLength(path.note, 4_000);
  figureRules(path);
}

export function offerRowOf(offer: OfferListItem): OfferRowDraft {
  const { id, price = null, inStock = null, leadDays = null } = offer;
  return { id, price, inStock, leadDays };
}

const FIGURES = ['price', 'inStock', 'leadDays'] as const;

/** What of a row differs from the offer; nothing else is sent, so that nothing else is overwritten. */
export function offerRowChange(offer: OfferListItem, draft: OfferRowDraft): OfferChange {
  return differing(offerRowOf(offer), draft, FIGURES);
}

/** The change that takes another one back. */
export function offerRowBack(offer: OfferListItem, change: OfferChange): OfferChange {
  const before = offerRowOf(offer);
  return Object.fromEntries(FIGURES.filter((field) => field in change).map((field) => [field, before[field]]));
}

/** The row over the offer as others have left it meanwhile. */
export function offerRowRebase(was: OfferListItem, draft: OfferRowDraft, now: OfferListItem): OfferRowDraft {
  return { ...offerRowOf(now), ...(offerRowChange(was, draft) as Partial<OfferRowDraft>) };
}

/** The form of an offer, or of a new one, in pieces. */
export function offerDraftOf(unit: string, offer?: Offer): OfferDraft {
  const { name = '', article = '', note = '', stockItemId = '' } = offer ?? {};
  const { price = null, inStock = null, leadDays = null } = offer ?? {};
  return { name, article, unit: offer?.unit ?? unit, price, inStock, leadDays, note, stockItemId };
}

/** What of a form differs from what it began with; an empty field clears what it held. */
export function offerChangeOf(before: OfferDraft, draft: OfferDraft): OfferChange {
  const texts = ['name', 'article', 'unit', 'note', 'stockItemId'] as const;
  const said = Object.fromEntries(
    texts
      .filter((field) => draft[field].trim() !== before[field])
      .map((field) => [field, draft[field].trim() || null] as const),
  );
  return { ...said, ...differing(before, draft, FIGURES) };
}

function differing<D extends OfferFigures>(before: D, draft: D, fields: typeof FIGURES): OfferChange {
  return Object.fromEntries(
    fields.filter((field) => draft[field] !== before[field]).map((field) => [field, draft[field]]),
  );
}
