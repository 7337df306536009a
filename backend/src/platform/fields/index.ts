export {
  fieldsOf,
  sortPath,
  type Class,
  type ColumnKind,
  type CopyOf,
  type Counting,
  type FieldMeta,
  type Follows,
  type Search,
  type SumOf,
} from './field-registry.js';
export { isComputed, isFollowing } from './field-path.js';
export * from './fields.js';
export * from './mapped.js';
export * from './query.js';
export { Filters, filtersOf, type DeclaredFilter, type FiltersOf } from './filters.js';
export { IsDay, IsHardToGuess, MaxBytes } from './rules.js';
