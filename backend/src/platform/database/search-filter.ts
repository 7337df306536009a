import { askedBy, MARKS, type Beginning, type Notation, type Permission, type TokenKind } from '@verstak/domain';
import { fieldsOf, lackingFor, sortPath, type Class, type Counting, type Search } from '../fields/index.js';
import { Invalid } from '../failure/failure.js';

/** Where a kind of token stands: in those that everybody finds by, or in those of whoever holds some permissions. */
interface Place {
  kind: TokenKind;
  readBy?: readonly Permission[];
}

/** A value by which a document is found. */
export interface SearchedValue extends Place {
  search: Search;
  value: unknown;
}

/** No document. */
const NOTHING = { _id: { $in: [] } };

/**
 * What a document must have that is searched for by these words. Tokens of a field that not everybody may read are
 * marked by its permission: who lacks it does not find by them, so that nobody can guess a hidden value. Words of which
 * none can be searched for, such as a picture, find nothing.
 */
export function wordsFilter(
  text: string,
  type: Class,
  permissions: ReadonlySet<Permission>,
  notation: Notation,
): Record<string, unknown> {
  if (!text.trim()) return {};
  const asked = askedBy(text, notation);
  const places = placesOf(type).filter((place) => !lackingFor(place, permissions));
  const conditions = asked.map((beginnings) => ({ words: { $in: expressionsOf(beginnings, places) } }));
  if (!conditions.length) return NOTHING;
  return conditions.length === 1 ? (conditions[0] ?? {}) : { $and: conditions };
}

function expressionsOf(beginnings: readonly Beginning[], places: readonly Place[]): RegExp[] {
  return beginnings.flatMap(({ kind, pattern }) =>
    places.filter((place) => place.kind === kind).map((place) => new RegExp(`^${markOf(place)}${pattern}`)),
  );
}

/** Whether any field of the class, or of those inside it, is searched. */
export function isSearched(type: Class): boolean {
  return placesOf(type).length > 0;
}

const known = new WeakMap<Class, Place[]>();

/** The places in which a class has tokens, each once. */
function placesOf(type: Class): Place[] {
  let places = known.get(type);
  if (!places) {
    const distinct = new Map(placesIn(type).map((place) => [markOf(place), place]));
    known.set(type, (places = [...distinct.values()]));
  }
  return places;
}

function placesIn(type: Class, inherited?: readonly Permission[]): Place[] {
  return fieldsOf(type).flatMap(({ readBy = inherited, search, type: inner }): Place[] => {
    if (inner) return placesIn(inner(), readBy);
    if (!search) return [];
    // A text may name the number of something.
    const kinds: TokenKind[] = search.kind === 'word' ? ['word', 'number'] : [search.kind];
    return kinds.map((kind) => ({ kind, readBy }));
  });
}

/** What stands before a token: the permission by its initials (`cc!` for `clients:contacts`), and its kind. */
export function markOf({ kind, readBy }: Place): string {
  const guard = (readBy ?? []).map((permission) => `${permission.replace(/(\w)\w*:?/g, '$1')}!`).join('');
  return guard + MARKS[kind];
}

/** The values by which a document is found. */
export function searchedValues(type: Class, document: object, inherited?: readonly Permission[]): SearchedValue[] {
  return fieldsOf(type).flatMap(({ name, readBy = inherited, search, type: inner, list }): SearchedValue[] => {
    const value = (document as Record<string, unknown>)[name];
    if (value === undefined || value === null) return [];
    if (inner) return (list ? (value as object[]) : [value]).flatMap((one) => searchedValues(inner(), one, readBy));
    return search ? [{ search, kind: search.kind, readBy, value }] : [];
  });
}

/** The tokens of a value as they are stored. */
export function storedTokens({ search, value, ...place }: SearchedValue, counting: Counting): string[] {
  const guard = markOf({ ...place, kind: 'word' });
  return search.tokens(value, counting).map((token) => guard + token);
}

/** An order of documents, and the field without which they come last though the database has them first. */
export interface Sorting {
  sort: Record<string, 1 | -1>;
  emptyLast?: string;
}

/** The sort of a list, ending with `_id` so that pages do not overlap; 400 for a field it cannot or may not sort by. */
export function sortOf(sort: string | undefined, type: Class, permissions: ReadonlySet<Permission>): Sorting {
  if (!sort) return { sort: { _id: -1 } };
  const name = sort.replace(/^-/, '');
  const allowed = fieldsOf(type).filter((field) => field.sort && !lackingFor(field, permissions));
  const chosen = allowed.find((field) => field.name === name);
  if (!chosen) {
    const names = allowed.map((field) => field.name).join(', ');
    throw Invalid([
      {
        field: 'sort',
        rule: 'sort',
        value: sort.slice(0, 100),
        message: `must be one of ${names}, with - before it for descending`,
      },
    ]);
  }
  const direction = sort.startsWith('-') ? -1 : 1;
  const isEmptyFirst = chosen.optional && direction === 1;
  const path = sortPath(chosen);
  return { sort: { [path]: direction, _id: direction }, ...(isEmptyFirst ? { emptyLast: path } : {}) };
}
