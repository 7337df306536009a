import { tokensInTurn } from '@verstak/domain';
import { fieldsOf, type Class, type Counting, type FieldMeta } from '../fields/index.js';
import { isSearched, searchedValues, storedTokens } from './search-filter.js';

/** Fields by which documents are found and sorted: they follow from the others, and nobody reads them. */
export const DERIVED = ['words', 'sortKeys'] as const;

/** Leaves them out of what is read. */
export const WITHOUT_DERIVED = Object.fromEntries(DERIVED.map((name) => [name, 0 as const]));

/** What the journal does not record of a document: what it is called by, counted by and found by. */
export const NOT_RECORDED: ReadonlySet<string> = new Set([
  '_id',
  'id',
  'version',
  'createdAt',
  'updatedAt',
  ...DERIVED,
]);

/** What a document is found and sorted by, made of its declared fields. */
export class DerivedFields {
  private readonly isSearched: boolean;
  private readonly sorted: readonly FieldMeta[];

  constructor(
    private readonly type: Class,
    private readonly counting: Counting,
  ) {
    this.isSearched = isSearched(type);
    this.sorted = fieldsOf(type).filter(({ sortAs }) => sortAs);
  }

  /** All of them, and what follows from other fields. */
  all(document: object): Record<string, unknown> {
    const whole = this.completed(document) as Record<string, unknown>;
    return { ...Object.fromEntries(followingIn(this.type).map((name) => [name, whole[name]])), ...this.of(whole) };
  }

  /** Those by which it is found and sorted. */
  of(document: object): Record<string, unknown> {
    return { ...(this.isSearched ? this.wordsOf(document) : {}), ...this.keysOf(document) };
  }

  /** Those that are others after a change. */
  changed(before: object, after: object): Record<string, unknown> {
    const hasNewWords = this.isSearched && this.valuesOf(before) !== this.valuesOf(after);
    const keys = this.keysOf(after);
    const hasNewKeys = JSON.stringify(this.keysOf(before)) !== JSON.stringify(keys);
    return { ...(hasNewWords ? this.wordsOf(after) : {}), ...(hasNewKeys ? keys : {}) };
  }

  /** A document with the fields that follow from others beside them, at any depth. */
  completed<D extends object>(document: D): D {
    return completed(this.type, document, this.counting);
  }

  private wordsOf(document: object): { words: string[] } {
    const values = searchedValues(this.type, document);
    return { words: tokensInTurn(values.map((value) => storedTokens(value, this.counting))) };
  }

  private keysOf(document: object): { sortKeys?: Record<string, string | number> } {
    if (!this.sorted.length) return {};
    const keys = this.sorted.flatMap(({ name, sortAs }) => {
      const value = (document as Record<string, unknown>)[name];
      return value === undefined || value === null || !sortAs ? [] : [[name, sortAs(value)] as const];
    });
    return { sortKeys: Object.fromEntries(keys) };
  }

  private valuesOf(document: object): string {
    return JSON.stringify(searchedValues(this.type, document));
  }
}

/** The fields of a class that follow from others, or hold some that do. */
export function followingIn(type: Class): string[] {
  return fieldsOf(type).flatMap(({ name, follows, type: inner }) =>
    follows || (inner && followingIn(inner()).length) ? [name] : [],
  );
}

function completed<D extends object>(type: Class, document: D, counting: Counting): D {
  const result = { ...document } as Record<string, unknown>; // a document of declared fields
  for (const { name, follows, type: inner, list } of fieldsOf(type)) {
    const value = result[follows?.of ?? name];
    const isThere = value !== undefined && value !== null;
    if (follows) {
      const made = isThere ? follows.as(value, counting, document) : undefined;
      if (made === undefined) delete result[name];
      else result[name] = made;
    } else if (inner && isThere && followingIn(inner()).length)
      result[name] = list
        ? (value as object[]).map((member) => completed(inner(), member, counting))
        : completed(inner(), value as object, counting);
  }
  return result as D;
}
