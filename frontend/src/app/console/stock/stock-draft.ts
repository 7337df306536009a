import { type SchemaPathTree, max, maxLength, min, required } from '@angular/forms/signals';
import type { StockItem, StockItemChange, StockItemCreate } from '@verstak/api';
import { MAX_MONEY } from '@verstak/domain';
import { rebasedBy } from '../../ui/forms/draft';

/** What is typed of something in stock: every text is there, empty for none. */
export interface StockDraft {
  name: string;
  article: string;
  unit: string;
  cost: number | null;
  reorderPoint: number | null;
  supplierId: string;
  location: string;
  note: string;
}

const FIELDS = ['name', 'article', 'unit', 'cost', 'reorderPoint', 'supplierId', 'location', 'note'] as const;

/** The largest quantity that is kept. */
export const MOST_QUANTITY = 1_000_000_000;

/** The form of something in stock, or of a new material. */
export function draftOf(item: Partial<StockItem> = {}, unit = ''): StockDraft {
  return {
    name: item.name ?? '',
    article: item.article ?? '',
    unit: item.unit ?? unit,
    cost: item.cost ?? null,
    reorderPoint: item.reorderPoint ?? null,
    supplierId: item.supplierId ?? '',
    location: item.location ?? '',
    note: item.note ?? '',
  };
}

/** What it must be: the server's own limits, so that nobody learns of them too late. */
export function stockRules(path: SchemaPathTree<StockDraft>): void {
  required(path.name);
  maxLength(path.name, 255);
  maxLength(path.article, 60);
  required(path.unit);
  maxLength(path.unit, 20);
  min(path.cost, 0);
  max(path.cost, MAX_MONEY);
  min(path.reorderPoint, 0);
  max(path.reorderPoint, MOST_QUANTITY);
  maxLength(path.location, 100);
  maxLength(path.note, 4_000);
}

/** What a new material is sent as: nothing that was left empty. */
export function creationOf(draft: StockDraft): StockItemCreate {
  const filled = FIELDS.map((name) => [name, sent(draft[name])]).filter(([, value]) => value !== null);
  return { name: '', unit: '', ...Object.fromEntries(filled) };
}

/** Only what differs from what was seen; `null` clears a field. */
export function changeOf(seen: StockDraft, draft: StockDraft): StockItemChange {
  return Object.fromEntries(changedPaths(seen, draft).map((name) => [name, sent(draft[name])]));
}

/** Names of the fields that differ. */
export function changedPaths(seen: StockDraft, draft: StockDraft): (keyof StockDraft)[] {
  return FIELDS.filter((name) => sent(draft[name]) !== sent(seen[name]));
}

/** What stands as others left it, with everything this person changed since. */
export const rebase = rebasedBy(changedPaths);

/** A value as it is sent, `null` for none. */
function sent(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.trim() || null : value;
}
