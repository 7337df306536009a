import { ApiProperty, OmitType, PartialType, PickType } from '@nestjs/swagger';
import { fieldsOf, registerField, type Class, type FieldMeta } from './field-registry.js';

/** Some fields, optional ones still optional. */
type Some<T, K> = { [P in keyof T as P extends K ? P : never]: T[P] };

/** A class with some fields of another, everything declared about them kept. */
export function Pick<T extends object, K extends keyof T & string>(
  type: Class<T>,
  names: readonly K[],
): Class<Some<T, K>> {
  const picked = PickType(type, names) as unknown as Class<Some<T, K>>;
  return carry(type, picked, (meta) => (names as readonly string[]).includes(meta.name));
}

/** The other fields, optional ones still optional. */
export type Rest<T, K> = { [P in keyof T as P extends K ? never : P]: T[P] };

/** A class with all fields of another but some. */
export function Omit<T extends object, K extends keyof T & string>(
  type: Class<T>,
  names: readonly K[],
): Class<Rest<T, K>> {
  const kept = OmitType(type, names) as unknown as Class<Rest<T, K>>;
  return carry(type, kept, (meta) => !(names as readonly string[]).includes(meta.name));
}

/** A class with the same fields, each of which may be left out; `null` clears only those that were optional. */
export function Partial<T extends object>(type: Class<T>): Class<{ [P in keyof T]?: T[P] }> {
  const partial = PartialType(type, { skipNullProperties: false }) as Class<{ [P in keyof T]?: T[P] }>;
  for (const { name, optional, hidden } of fieldsOf(type)) {
    if (optional && !hidden) ApiProperty({ nullable: true })(partial.prototype as object, name);
  }
  return carry(type, partial, () => true);
}

function carry<T extends object>(from: Class, to: Class<T>, keep: (meta: FieldMeta) => boolean): Class<T> {
  for (const meta of fieldsOf(from)) if (keep(meta)) registerField(to.prototype as object, meta);
  return to;
}
