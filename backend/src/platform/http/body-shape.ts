import type { FieldFault } from '@verstak/domain';
import { getMetadataStorage } from 'class-validator';
import { fieldsOf, type Class, type FieldMeta } from '../fields/index.js';
import { Invalid, MOST_FAULTS } from '../failure/failure.js';

export const UNKNOWN_FAULT = 'is not a field of this request; leave it out';

type Plain = Record<string, unknown>;

/** What a class takes: the names it has rules for, and its declared fields. */
interface Shape {
  names: ReadonlySet<string>;
  fields: ReadonlyMap<string, FieldMeta>;
}

const shapes = new WeakMap<Class, Shape>();

/**
 * 400 where a value holds a list longer than declared, or more unknown names at any depth than are ever told of: found
 * by looking at names and lengths alone. The validator takes a second for what this refuses in milliseconds; ordinary
 * mistakes are left to it. What lies inside of plain fields, which are refused for holding anything, is thrown away.
 */
export function refuseShapeless(type: Class, value: unknown): void {
  const unknown: FieldFault[] = [];
  const long: FieldFault[] = [];
  look(type, value, '', unknown, long);
  if (long.length || unknown.length > MOST_FAULTS) throw Invalid([...long, ...unknown].slice(0, MOST_FAULTS));
}

function look(type: Class, value: unknown, prefix: string, unknown: FieldFault[], long: FieldFault[]): void {
  if (!isPlain(value)) return;
  const { names, fields } = shapeOf(type);
  for (const [name, found] of Object.entries(value)) {
    if (unknown.length > MOST_FAULTS) return;
    const field = prefix + name;
    const declared = fields.get(name);
    const { type: innerType, max } = declared ?? {};
    if (!names.has(name)) unknown.push({ field, rule: 'whitelistValidation', message: UNKNOWN_FAULT });
    else if (typeof found !== 'object' || found === null || !declared || declared.isFree) continue;
    else if (max !== undefined && Array.isArray(found)) {
      if (found.length > max) long.push({ field, rule: 'arrayMaxSize', message: tooLong(max), value: '[…]' });
      else if (innerType) found.forEach((one, index) => look(innerType(), one, `${field}.${index}.`, unknown, long));
      else value[name] = found.map(emptied);
    } else if (innerType) look(innerType(), found, `${field}.`, unknown, long);
    else value[name] = emptied(found);
  }
}

const tooLong = (max: number): string => `must contain no more than ${max} elements`;

/** A value of the same kind without anything in it. */
function emptied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [] : {};
}

function shapeOf(type: Class): Shape {
  let shape = shapes.get(type);
  if (!shape) {
    const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
    const fields = new Map(fieldsOf(type).map((field) => [field.name, field]));
    shapes.set(type, (shape = { names: new Set(rules.map(({ propertyName }) => propertyName)), fields }));
  }
  return shape;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
