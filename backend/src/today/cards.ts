import { MOST_TODAY_ROWS } from '@verstak/domain';
import type { Stored } from '../platform/database/entity.js';
import type { ListQuery, Page, PageQuery } from '../platform/lists/paging.js';
import { LONGEST_TEXT, type TodayCard, type TodayRow } from './today.dto.js';

/** What a card shows, read with the rights of whoever asks. */
export type ReadCard = () => Promise<Pick<TodayCard, 'total' | 'rows'>>;

/** The first page of a list, as long as a card, so that a card and its list count the same. */
export function firstOf<Q extends PageQuery>(type: new () => Q, asked: Partial<Q> & Partial<ListQuery>): Q {
  return Object.assign(new type(), { pageSize: MOST_TODAY_ROWS }, asked);
}

/** A card of a page of documents. */
export function cardOf<T extends object>(
  { items, total }: Page<Readonly<Stored<T>>>,
  rowOf: (one: Readonly<Stored<T>>) => TodayRow,
): Pick<TodayCard, 'total' | 'rows'> {
  return { total, rows: items.slice(0, MOST_TODAY_ROWS).map(rowOf) };
}

/** Some words as one text that is not too long for a row; nothing for none. */
export function textOf(...words: readonly (string | undefined)[]): string | undefined {
  return words.filter(Boolean).join(', ').slice(0, LONGEST_TEXT) || undefined;
}
