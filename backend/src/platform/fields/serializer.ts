import type { Permission } from '@verstak/domain';
import { fieldsOf, lackingFor, type Class } from './field-registry.js';

type Plain = Record<string, unknown>;
type Write = (document: Plain) => Plain;

const writers = new WeakMap<ReadonlySet<Permission>, Map<Class, Write>>();

/**
 * The JSON form of a document: only the declared fields, less those that these permissions may not read.
 * `_id` becomes `id`; instants become ISO texts when the answer is written.
 */
export function serialize(type: Class, document: object, permissions: ReadonlySet<Permission>): Plain {
  return writerFor(type, permissions)(document as Plain);
}

function writerFor(type: Class, permissions: ReadonlySet<Permission>): Write {
  let byType = writers.get(permissions);
  if (!byType) writers.set(permissions, (byType = new Map()));
  let write = byType.get(type);
  if (!write) byType.set(type, (write = compile(type, permissions)));
  return write;
}

function compile(type: Class, permissions: ReadonlySet<Permission>): Write {
  const fields = fieldsOf(type).filter((field) => !field.hidden && !lackingFor(field, permissions));
  return (document) => {
    const result: Plain = {};
    for (const { name, type: nested, list } of fields) {
      const value = name === 'id' ? (document['_id'] ?? document['id']) : document[name];
      if (value === undefined || value === null) continue;
      if (!nested) result[name] = isObjectId(value) ? value.toHexString() : value;
      else if (list) result[name] = (value as Plain[]).map((member) => serialize(nested(), member, permissions));
      else result[name] = serialize(nested(), value, permissions);
    }
    return result;
  };
}

function isObjectId(value: unknown): value is { toHexString(): string } {
  return typeof value === 'object' && value !== null && 'toHexString' in value;
}
