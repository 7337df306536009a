import { queryWords, type Permission } from '@verstak/domain';
import { fieldsOf, sortPath, type Class } from '../fields/index.js';
import { Invalid } from '../failure/failure.js';

/**
 * Every word must begin a token of the document. Who may not read a searched field searches only in the others,
 * so that nobody can guess a hidden value by searching for it.
 */
export function wordsFilter(text: string, type: Class, permissions: ReadonlySet<Permission>): Record<string, unknown> {
  const words = queryWords(text);
  if (!words.length) return {};
  const tokens = guardsOf(type).every((guard) => permissions.has(guard)) ? 'searchAll' : 'searchOpen';
  const conditions = words.map((word) => ({ [tokens]: { $regex: `^${word}` } }));
  return conditions.length === 1 ? (conditions[0] ?? {}) : { $and: conditions };
}

/** Whether any field of the class, or of those inside it, is searched. */
export function isSearched(type: Class): boolean {
  return fieldsOf(type).some((field) => field.search ?? (field.type && isSearched(field.type())));
}

/** The texts by which a document is found; with `open`, only those that everybody may read. */
export function searchedTexts(type: Class, document: object, open: boolean): (string | number)[] {
  return fieldsOf(type).flatMap((field): (string | number)[] => {
    const value = (document as Record<string, unknown>)[field.name];
    if (value === undefined || value === null || (open && field.readBy)) return [];
    const nested = field.type?.();
    if (nested)
      return (field.list ? (value as object[]) : [value]).flatMap((member) => searchedTexts(nested, member, open));
    return field.search ? [value as string | number] : [];
  });
}

/** The permissions without which some searched field may not be read; none where everybody finds by the same words. */
export function guardsOf(type: Class, inherited?: Permission): Permission[] {
  return fieldsOf(type).flatMap((field) => {
    const guard = field.readBy ?? inherited;
    if (field.type) return guardsOf(field.type(), guard);
    return field.search && guard ? [guard] : [];
  });
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
  const allowed = fieldsOf(type).filter((field) => field.sort && (!field.readBy || permissions.has(field.readBy)));
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
