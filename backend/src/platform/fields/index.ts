export {
  columnKindOf,
  FIELD_KINDS,
  fieldsOf,
  lackingFor,
  sortPath,
  type Class,
  type ColumnKind,
  type CopyOf,
  type Counting,
  type FieldKind,
  type FieldMeta,
  type Follows,
  type Reference,
  type Search,
  type SumOf,
} from './field-registry.js';
export { isComputed, isFollowing } from './field-path.js';
export { AddressField } from './address.js';
export * from './fields.js';
export * from './mapped.js';
export * from './query.js';
export { Filters, filterStem, filtersOf, type DeclaredFilter, type FiltersOf } from './filters.js';
export { IsDay, IsHardToGuess, MaxBytes } from './rules.js';
