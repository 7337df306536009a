import type { EntityOption } from '../fields/entity-field';

interface FilterBase {
  /** Name in the address. */
  key: string;
  /** Translation key. */
  label: string;
}

/** Some of a few values. */
export interface ChoiceFilter extends FilterBase {
  kind: 'choice';
  /** Labels are translation keys, unless `isTranslated`. */
  options: readonly { value: string; label: string }[];
  isTranslated?: boolean;
  /** At most one value. */
  isSingle?: boolean;
}

/** On or off; on is `true` in the address. */
export interface FlagFilter extends FilterBase {
  kind: 'flag';
}

/** From–to, both inclusive; kept in the address as `<key>From` and `<key>To`: days `YYYY-MM-DD`, sums in minor units, shares in per cent. */
export interface RangeFilter extends FilterBase {
  kind: 'period' | 'sum' | 'share';
  /** What is often asked for, by a word in the address under the key itself, in place of the ends; labels are keys. */
  presets?: readonly { value: string; label: string }[];
}

/** One document among many, or some of them. */
export interface EntityFilter extends FilterBase {
  kind: 'entity';
  isSeveral?: boolean;
  search: (words: string) => Promise<readonly EntityOption[]>;
  /** The name of a document that the address names by its id. */
  nameOf: (id: string) => Promise<string>;
}

export type Filter = ChoiceFilter | FlagFilter | RangeFilter | EntityFilter;

/** A filter by some of these values, whose words begin with `words`. */
export function choiceFilter(key: string, label: string, values: readonly string[], words: string): ChoiceFilter {
  return { kind: 'choice', key, label, options: values.map((value) => ({ value, label: words + value })) };
}

/** A filter by some of the documents that this finds. */
export function entityFilter(
  key: string,
  label: string,
  { search, nameOf }: Pick<EntityFilter, 'search' | 'nameOf'>,
): EntityFilter {
  return { kind: 'entity', key, label, isSeveral: true, search, nameOf };
}

/** Names in the address that a filter uses; give them to `entityList({ filters })`. */
export function filterKeys(filters: readonly Filter[]): string[] {
  return filters.flatMap((filter) => {
    const { kind, key } = filter;
    if (kind !== 'period' && kind !== 'sum' && kind !== 'share') return [key];
    return [`${key}From`, `${key}To`, ...(filter.presets ? [key] : [])];
  });
}
