import { Schema as Stored, SchemaFactory } from '@nestjs/mongoose';
import { Types, type Schema, type SchemaType } from 'mongoose';
import type { Class } from '../fields/index.js';
import type { Write } from './write.js';

type Plain = Record<string, unknown>;

/** What is stored where a type is declared. */
const FITS: Record<string, (value: unknown) => boolean> = {
  String: (value) => typeof value === 'string',
  Number: (value) => typeof value === 'number' && Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
  Date: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  ObjectId: (value) => value instanceof Types.ObjectId,
};

/**
 * Throws where a write holds a name that the schema does not declare, or a value of another type: what goes to the
 * database by its driver is checked as what Mongoose would cast, and nothing is cast silently.
 */
export function requireDeclared(schema: Schema, write: Write): void {
  if ('insert' in write) requireFields(schema, write.insert, '');
  else if ('update' in write)
    for (const [operator, fields] of Object.entries(write.update)) {
      if (operator === '$unset') requireNames(schema, Object.keys(fields as Plain));
      else requireFields(schema, fields as Plain, '');
    }
}

function requireNames(schema: Schema, names: readonly string[]): void {
  for (const name of names) if (!schema.path(name)) throw new TypeError(`${name} is not declared`);
}

function requireFields(schema: Schema, fields: Plain, prefix: string): void {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    const type = schema.path(name);
    if (!type) throw new TypeError(`${prefix}${name} is not declared`);
    requireValue(type, value, prefix + name);
  }
}

function requireValue(type: SchemaType, value: unknown, path: string): void {
  const members = membersOf(type);
  if (type.instance === 'Mixed' && !members) return;
  if (Array.isArray(value) !== (type.instance === 'Array')) throw wrong(path, type.instance);
  if (!Array.isArray(value)) {
    if (members) requireFields(members, value as Plain, `${path}.`);
    else if (!FITS[type.instance]?.(value)) throw wrong(path, type.instance);
    return;
  }
  const inner = (type as Schema.Types.Array).embeddedSchemaType;
  value.forEach((member, index) => {
    if (members) requireFields(members, member as Plain, `${path}.${index}.`);
    else requireValue(inner, member, `${path}.${index}`);
  });
}

const schemas = new WeakMap<Class, Schema>();

/** What is declared of the members of a list, or of a nested document. */
function membersOf(type: SchemaType): Schema | undefined {
  const declared = (type.options as { members?: () => Class }).members?.();
  if (!declared) return undefined;
  let schema = schemas.get(declared);
  if (!schema) {
    Stored({ _id: false })(declared);
    schemas.set(declared, (schema = SchemaFactory.createForClass(declared)));
  }
  return schema;
}

function wrong(path: string, instance: string): TypeError {
  return new TypeError(`${path} is stored as ${instance}, and this is another type`);
}
