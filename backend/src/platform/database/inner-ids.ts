import { Types, type Schema, type SchemaType } from 'mongoose';
import { fieldsOf, type Class } from '../fields/index.js';
import type { Write } from './write.js';

type Plain = Record<string, unknown>;
type Form = (id: unknown) => unknown;

/** What is declared of the members of a list, or of a nested document. */
interface Nesting {
  members?: () => Class;
}

/**
 * Ids inside of lists and nested documents are stored as ids, like all others; code has them as texts, by which members
 * are told apart and found.
 */
const asText: Form = (id) => (id instanceof Types.ObjectId ? id.toHexString() : id);
const asId: Form = (id) => (typeof id === 'string' && Types.ObjectId.isValid(id) ? new Types.ObjectId(id) : id);
const each = (ids: unknown, form: Form): unknown => (Array.isArray(ids) ? ids.map(form) : form(ids));

/** Whether a class has an id in it, at any depth. */
function holdsIds(type: Class): boolean {
  return fieldsOf(type).some((field) => field.isId ?? (field.type && holdsIds(field.type())));
}

function inForm(type: Class, value: unknown, form: Form): unknown {
  if (Array.isArray(value)) return value.map((member) => inForm(type, member, form));
  if (typeof value !== 'object' || value === null) return value;
  const document = value as Plain;
  const formed = fieldsOf(type).flatMap(({ name, isId, type: inner }): [string, unknown][] => {
    if (document[name] === undefined || document[name] === null) return [];
    if (isId) return [[name, each(document[name], form)]];
    return inner ? [[name, inForm(inner(), document[name], form)]] : [];
  });
  return { ...document, ...Object.fromEntries(formed) };
}

/** Where ids lie inside of the fields of a schema: lists of them, and documents with ids in them. */
interface InnerIds {
  lists: readonly string[];
  nested: ReadonlyMap<string, Class>;
}

const known = new WeakMap<Schema, InnerIds>();

function innerIds(schema: Schema): InnerIds {
  let found = known.get(schema);
  if (!found) {
    const paths = Object.entries(schema.paths);
    const nested = paths.flatMap(([name, { options }]): [string, Class][] => {
      const type = (options as Nesting).members?.();
      return type && holdsIds(type) ? [[name, type]] : [];
    });
    const lists = paths.flatMap(([name, path]) => (isListOfIds(path) ? [name] : []));
    known.set(schema, (found = { lists, nested: new Map(nested) }));
  }
  return found;
}

function isListOfIds({ instance, embeddedSchemaType }: SchemaType & { embeddedSchemaType?: SchemaType }): boolean {
  return instance === 'Array' && embeddedSchemaType?.instance === 'ObjectId';
}

/** Those of the fields that hold ids in them, in another form. */
function formed(schema: Schema, fields: Plain, form: Form): Plain {
  const { lists, nested } = innerIds(schema);
  return Object.fromEntries([
    ...[...nested].flatMap(([name, type]) => (name in fields ? [[name, inForm(type, fields[name], form)]] : [])),
    ...lists.flatMap((name) => (name in fields ? [[name, each(fields[name], form)]] : [])),
  ] as [string, unknown][]);
}

/** Turns a document that was read into what code has; gives it back. */
export function asRead<D extends object>(schema: Schema, document: D): D {
  return Object.assign(document, formed(schema, document as Plain, asText));
}

/** Fields of a document as they are stored. */
export function asStoredFields<F extends Plain>(schema: Schema, fields: F): F {
  return { ...fields, ...formed(schema, fields, asId) };
}

/** A write as it is stored. */
export function asStored(schema: Schema, write: Write): Write {
  if ('insert' in write) return { insert: asStoredFields(schema, write.insert) };
  if ('remove' in write) return write;
  const { $set } = write.update as { $set?: Plain };
  return $set ? { ...write, update: { ...write.update, $set: asStoredFields(schema, $set) } } : write;
}

/** Gives every query through a model the documents as code has them; those of a cursor are turned by `asRead`. */
export function readsInnerIds(schema: Schema): void {
  schema.post(['find', 'findOne'], (found: unknown) => {
    for (const document of [found].flat()) if (document) asRead(schema, document);
  });
}
