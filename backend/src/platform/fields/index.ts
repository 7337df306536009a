export { fieldsOf, sortPath, type Class, type CopyOf, type FieldMeta } from './field-registry.js';
export { isComputed } from './field-path.js';
export * from './fields.js';
export * from './mapped.js';
export { IsDay, MaxBytes } from './rules.js';
