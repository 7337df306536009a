import { Types, type Schema } from 'mongoose';
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
    if (isId) return [[name, form(document[name])]];
    return inner ? [[name, inForm(inner(), document[name], form)]] : [];
  });
  return { ...document, ...Object.fromEntries(formed) };
}

const known = new WeakMap<Schema, ReadonlyMap<string, Class>>();

/** The fields of a schema that hold documents with ids in them, and the class of those. */
function nestings(schema: Schema): ReadonlyMap<string, Class> {
  let found = known.get(schema);
  if (!found) {
    const declared = Object.entries(schema.paths).flatMap(([name, { options }]): [string, Class][] => {
      const type = (options as Nesting).members?.();
      return type && holdsIds(type) ? [[name, type]] : [];
    });
    known.set(schema, (found = new Map(declared)));
  }
  return found;
}

/** Those of the fields that hold ids in them, in another form. */
function formed(schema: Schema, fields: Plain, form: Form): Plain {
  const found = [...nestings(schema)].filter(([name]) => name in fields);
  return Object.fromEntries(found.map(([name, type]) => [name, inForm(type, fields[name], form)]));
}

/** Turns a document that was read into what code has; gives it back. */
export function asRead<D extends object>(schema: Schema, document: D): D {
  return Object.assign(document, formed(schema, document as Plain, asText));
}

/** A write as it is stored. */
export function asStored(schema: Schema, write: Write): Write {
  if ('insert' in write) return { insert: { ...write.insert, ...formed(schema, write.insert, asId) } };
  if ('remove' in write) return write;
  const { $set } = write.update as { $set?: Plain };
  return $set ? { ...write, update: { ...write.update, $set: { ...$set, ...formed(schema, $set, asId) } } } : write;
}

/** Gives every query through a model the documents as code has them; those of a cursor are turned by `asRead`. */
export function readsInnerIds(schema: Schema): void {
  schema.post(['find', 'findOne'], (found: unknown) => {
    for (const document of [found].flat()) if (document) asRead(schema, document);
  });
}
