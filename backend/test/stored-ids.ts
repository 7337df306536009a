import { ObjectId, type Document } from 'mongodb';
import { fieldsOf, type Class } from '../src/platform/fields/index.js';

/** The paths at which a stored document holds something else than an id where its class declares one. */
export function wrongIds(type: Class, document: Document, prefix = ''): string[] {
  return fieldsOf(type).flatMap(({ name, isId, type: inner, list }) => {
    const path = prefix + name;
    const value = document[!prefix && name === 'id' ? '_id' : name] as unknown;
    if (value === undefined || value === null) return [];
    if (isId) return [value].flat().every((id) => id instanceof ObjectId) ? [] : [path];
    if (!inner) return [];
    const members = list ? (value as Document[]) : [value as Document];
    return members.flatMap((member) => wrongIds(inner(), member, `${path}.`));
  });
}
