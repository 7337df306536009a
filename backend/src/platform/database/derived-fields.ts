import { searchTokens } from '@verstak/domain';
import { fieldsOf, type Class, type FieldMeta } from '../fields/index.js';
import { guardsOf, isSearched, searchedTexts } from './search-filter.js';

/** Fields by which documents are found and sorted: they follow from the others, and nobody reads them. */
export const DERIVED = ['searchOpen', 'searchAll', 'sortKeys'] as const;

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
  private readonly isGuarded: boolean;
  private readonly sorted: readonly FieldMeta[];

  constructor(private readonly type: Class) {
    this.isSearched = isSearched(type);
    this.isGuarded = guardsOf(type).length > 0;
    this.sorted = fieldsOf(type).filter(({ sortAs }) => sortAs);
  }

  /** All of them. */
  of(document: object): Record<string, unknown> {
    return { ...(this.isSearched ? this.wordsOf(document) : {}), ...this.keysOf(document) };
  }

  /** Those that are others after a change. */
  changed(before: object, after: object): Record<string, unknown> {
    const hasNewWords = this.isSearched && this.textsOf(before) !== this.textsOf(after);
    const keys = this.keysOf(after);
    const hasNewKeys = JSON.stringify(this.keysOf(before)) !== JSON.stringify(keys);
    return { ...(hasNewWords ? this.wordsOf(after) : {}), ...(hasNewKeys ? keys : {}) };
  }

  /** The words by which it is found: by who may read all of it and, where that is not everybody, by the others. */
  private wordsOf(document: object): Record<string, string[]> {
    const words = (open: boolean): string[] => searchTokens(...searchedTexts(this.type, document, open));
    return { searchAll: words(false), ...(this.isGuarded ? { searchOpen: words(true) } : {}) };
  }

  private keysOf(document: object): { sortKeys?: Record<string, string | number> } {
    if (!this.sorted.length) return {};
    const keys = this.sorted.flatMap(({ name, sortAs }) => {
      const value = (document as Record<string, unknown>)[name];
      return value === undefined || value === null || !sortAs ? [] : [[name, sortAs(value)] as const];
    });
    return { sortKeys: Object.fromEntries(keys) };
  }

  private textsOf(document: object): string {
    return JSON.stringify(searchedTexts(this.type, document, false));
  }
}
