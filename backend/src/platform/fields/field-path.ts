import { fieldsOf, type Class, type FieldMeta } from './field-registry.js';

/** What a path of a change leads through, and what lies at its end. */
export interface FieldPath {
  fields: FieldMeta[];
  /** The class of the document or of the list's members at the end, where it is no plain value. */
  type?: Class;
  /** The end is a whole list, not one member of it. */
  isList: boolean;
}

/** Follows a path such as `items.66f0….unitPrice` through the declared fields; members of lists are named by their id. */
export function followPath(type: Class, path: string): FieldPath {
  const names = path.split('.');
  const fields: FieldMeta[] = [];
  let at: Class | undefined = type;
  let isList = false;
  for (let index = 0; index < names.length && at; index += 1) {
    const found: FieldMeta | undefined = fieldsOf(at).find(({ name }) => name === names[index]);
    if (!found) return { fields, isList: false };
    fields.push(found);
    at = found.type?.();
    isList = found.list === true;
    if (isList && index + 1 < names.length) {
      index += 1;
      isList = false;
    }
  }
  return { fields, type: at, isList };
}

/** Whether a field, or one that it lies in, is set by the service alone. */
export function isComputed(type: Class, path: string): boolean {
  return followPath(type, path).fields.some((field) => field.computed);
}

/** Whether a field follows from another one beside it, or repeats unseen what another document has. */
export function isFollowing(type: Class, path: string): boolean {
  return followPath(type, path).fields.some(({ follows, hidden, copyOf }) => follows ?? (hidden && copyOf));
}
