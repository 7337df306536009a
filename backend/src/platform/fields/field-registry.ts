import 'reflect-metadata';
import type { Permission, Subject, TokenKind } from '@verstak/domain';

export type Class<T = object> = new () => T;

/** Whose field another one repeats: that of the document whose id stands beside it. */
export interface CopyOf {
  entity: Subject;
  field: string;
  /** The field beside the copy that holds the id. */
  by: string;
}

/** What a field adds up: something of each document of a kind that names this one. */
export interface SumOf {
  entity: Subject;
  /** The field of theirs that holds the id of this document. */
  by: string;
  /** What one of them adds, as it is stored; 1 unless told. */
  adds?(document: object): number;
}

/** What values are read and written by: the workshop's time zone, and the country whose numbers need no code. */
export interface Counting {
  timeZone: string;
  country: string;
}

/** How documents are found by the values of a field. */
export interface Search {
  kind: TokenKind;
  /** The tokens by which one value is found. */
  tokens(value: unknown, counting: Counting): string[];
}

/** A field whose value follows from another one beside it, or from several. */
export interface Follows {
  of: string;
  as(value: unknown, counting: Counting, beside: object): unknown;
}

/** How values are written into tables; a day is `YYYY-MM-DD`. */
export const COLUMN_KINDS = ['text', 'number', 'count', 'quantity', 'money', 'share', 'day', 'flag'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** What the values of a field are, which says how they are shown and typed. */
export const FIELD_KINDS = [
  ...COLUMN_KINDS,
  'note',
  'phone',
  'email',
  'website',
  'code',
  'instant',
  'choice',
  'choices',
  'id',
  'ids',
  'document',
  'list',
  'secret',
  'any',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** How the values of a kind of field are written into tables. */
export function columnKindOf(kind: FieldKind): ColumnKind {
  if (kind === 'instant') return 'day';
  return COLUMN_KINDS.find((one) => one === kind) ?? 'text';
}

/** Whose id a field holds: always that of the same kind, or of the kind that a field beside it names. */
export type Reference = Subject | { kindBy: string };

/** How lists are narrowed by a field: to those with one of some values, to yes or no, to what lies between two values. */
export interface FilterForm {
  kind: 'some' | 'flag' | 'range';
  /** What a parameter of a query is declared by, and what the API's document says of it. */
  parameter: (says: string) => PropertyDecorator;
  /** The end of a range is the first value outside of it. */
  isEndOutside?: boolean;
}

/** What the platform knows of one declared field beyond storage and validation. */
export interface FieldMeta {
  name: string;
  kind: FieldKind;
  /** It may be left out; in a change, `null` clears it. */
  optional?: boolean;
  /** A body may leave it out, where it has a value of its own. */
  omittable?: boolean;
  /** Whoever holds all of these may read it; without any, everybody who may read the document. */
  readBy?: readonly Permission[];
  /** The list's search finds documents by it. */
  search?: Search;
  /** Lists may be sorted by it. */
  sort?: boolean;
  /** What stands for a value where documents are sorted; without it, the value itself. */
  sortAs?: (value: unknown) => string | number;
  /** Lists may be narrowed by it. */
  filter?: FilterForm;
  /** Set by the service, never by a body, and left out of edit conflicts. */
  computed?: boolean;
  /** Kept in the database only. */
  hidden?: boolean;
  /** The words that it is one of, and what their list is called in the API's document. */
  choices?: readonly string[];
  choicesName?: string;
  /** Drawn when the document is made, and no other's: the number people call it by, or the code that opens it. */
  drawn?: 'number' | 'code';
  /** It holds the id of a document, or of a member of a list. */
  isId?: boolean;
  /** Which document that is, where it is not a member of a list. */
  of?: Reference;
  /** The class of the nested document or of the list's members. */
  type?: () => Class;
  list?: boolean;
  /** It is kept in step with a field of another document. */
  copyOf?: CopyOf;
  /** It is the sum over other documents. */
  sumOf?: SumOf;
  /** It follows from a field beside it, and so is never recorded. */
  follows?: Follows;
  /** It follows from other documents, whose entries in the journal stand for its changes too. */
  unrecorded?: boolean;
  /** The journal tells that it changed, and not to what: what people say to one another stands in one place. */
  withheld?: boolean;
  /** Most members of a list. */
  max?: number;
  /** Any JSON value is one of this field. */
  isFree?: boolean;
}

/** Which of the permissions that it takes to read a field are lacking: the first of them; none where it may be read. */
export function lackingFor(
  { readBy = [] }: Pick<FieldMeta, 'readBy'>,
  permissions: ReadonlySet<Permission>,
): Permission | undefined {
  return readBy.find((permission) => !permissions.has(permission));
}

const FIELDS = Symbol('fields');

let known = new WeakMap<Class, FieldMeta[]>();

export function registerField(prototype: object, meta: FieldMeta): void {
  const own = (Reflect.getOwnMetadata(FIELDS, prototype) as FieldMeta[] | undefined) ?? [];
  Reflect.defineMetadata(FIELDS, [...own, meta], prototype);
  known = new WeakMap();
}

/** Where in the stored document the value lies by which a field is sorted. */
export function sortPath({ name, sortAs }: FieldMeta): string {
  return sortAs ? `sortKeys.${name}` : name;
}

/** The declared fields of a class and its ancestors, each once, the nearest declaration winning. */
export function fieldsOf(type: Class): readonly FieldMeta[] {
  let fields = known.get(type);
  if (!fields) known.set(type, (fields = declaredFields(type)));
  return fields;
}

function declaredFields(type: Class): FieldMeta[] {
  const found = new Map<string, FieldMeta>();
  for (
    let prototype = type.prototype as object | null;
    prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    for (const meta of (Reflect.getOwnMetadata(FIELDS, prototype) as FieldMeta[] | undefined) ?? []) {
      if (!found.has(meta.name)) found.set(meta.name, meta);
    }
  }
  return [...found.values()];
}
