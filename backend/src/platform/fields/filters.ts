import type { Permission } from '@verstak/domain';
import { fieldsOf, type Class, type FieldMeta, type FilterForm } from './field-registry.js';
import { QueryFlag } from './query.js';

/** A declared filter: what it is asked by, where its values are stored, and what it takes to ask. */
export interface DeclaredFilter extends FilterForm {
  /** The parameters of a query: the field's name, or the two ends of its range. */
  names: readonly string[];
  path: string;
  readBy: readonly Permission[];
  /** It is asked by ids. */
  isId?: boolean;
  /** It may be missing, and is asked for so. */
  missing?: string;
}

/** `dueAt` is asked by `dueFrom` and `dueTo`, `total` by `totalFrom` and `totalTo`, and lacking ones by `dueMissing`, `productMissing`. */
type Stem<Name extends string> = Name extends `${infer Rest}${'At' | 'Id'}` ? Rest : Name;
type End<Name extends string> = `${Stem<Name>}From` | `${Stem<Name>}To`;
type Missing<Name extends string> = `${Stem<Name>}Missing`;
type Word<Value> =
  NonNullable<Value> extends string
    ? NonNullable<Value>[]
    : NonNullable<Value> extends string[]
      ? NonNullable<Value>
      : never;
type Flag<Value> = NonNullable<Value> extends boolean ? boolean : never;
type Bound<Value> = NonNullable<Value> extends number | Date | string ? NonNullable<Value> : never;

/** What a query may hold by the fields of `T`; a field that declares no filter leaves its place empty. */
export type FiltersOf<T> = {
  [K in keyof T & string as Word<T[K]> extends never ? never : K]?: Word<T[K]>;
} & {
  [K in keyof T & string as Flag<T[K]> extends never ? never : K]?: Flag<T[K]>;
} & {
  [K in keyof T & string as Bound<T[K]> extends never ? never : End<K>]?: Bound<T[K]>;
} & {
  [
    K in keyof T & string as undefined extends T[K] ? (Bound<T[K]> extends never ? never : Missing<K>) : never
  ]?: boolean;
};

const known = new WeakMap<Class, readonly DeclaredFilter[]>();

/** The filters that a class declares, in itself and in the members of its lists. */
export function filtersOf(type: Class): readonly DeclaredFilter[] {
  let filters = known.get(type);
  if (!filters) known.set(type, (filters = filtersIn(type, '', [])));
  return filters;
}

function filtersIn(type: Class, prefix: string, guards: readonly Permission[]): DeclaredFilter[] {
  return fieldsOf(type).flatMap((field): DeclaredFilter[] => {
    const readBy = [...guards, ...(field.readBy ?? [])];
    const path = prefix + (field.name === 'id' ? '_id' : field.name);
    if (field.type) return filtersIn(field.type(), `${path}.`, readBy);
    if (!field.filter) return [];
    const isAskedWithout = field.optional && (field.filter.kind === 'range' || field.isId);
    const missing = isAskedWithout ? `${filterStem(field)}Missing` : undefined;
    return [{ ...field.filter, names: namesOf(field), path, readBy, isId: field.isId, ...(missing && { missing }) }];
  });
}

/** What the parameters of a field begin with that asks for more than its values: `due` of `dueAt`, `route` of `routeId`. */
export const filterStem = ({ name }: FieldMeta): string => name.replace(/(At|Id)$/, '');

function namesOf(field: FieldMeta): string[] {
  const stem = filterStem(field);
  return field.filter?.kind === 'range' ? [`${stem}From`, `${stem}To`] : [field.name];
}

/** A query that takes, beside what its base takes, the filters which the fields of a class declare. */
export function Filters<T extends object, B extends object>(type: Class<T>, base: Class<B>): Class<B & FiltersOf<T>> {
  class Filtered extends (base as Class) {}
  const filters = filtersOf(type);
  const names = filters.flatMap(({ names, missing }) => [...names, ...(missing ? [missing] : [])]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two filters of ${type.name} are called ${twice}`);
  for (const filter of filters) declare(Filtered.prototype, filter);
  return Filtered as Class<B & FiltersOf<T>>;
}

function declare(query: object, { kind, names, missing, path, readBy, parameter, isEndOutside }: DeclaredFilter): void {
  const field = `\`${path}\``;
  const says = {
    some: [`Only with one of these as ${field}, separated by commas.`],
    flag: [`Only where ${field} is so.`],
    range: [`Only with ${field} from this on.`, `Only with ${field} ${isEndOutside ? 'before this' : 'up to this'}.`],
  };
  const needs = readBy.map((permission) => ` Needs permission \`${permission}\`.`).join('');
  names.forEach((name, index) => {
    parameter(`${says[kind][index] ?? ''}${needs}`)(query, name);
  });
  if (missing) QueryFlag(`Only without ${field} (true), or only with it.${needs}`)(query, missing);
}
