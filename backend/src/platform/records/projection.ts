import { fieldsOf, type Class } from '../fields/index.js';

const known = new WeakMap<Class, Record<string, 1>>();

/** What the database has to give of a document so that all declared fields of a class are there, at any depth. */
export function projectionOf(type: Class): Record<string, 1> {
  let projection = known.get(type);
  if (!projection) {
    projection = Object.fromEntries(pathsOf(type).map((path) => [path === 'id' ? '_id' : path, 1 as const]));
    known.set(type, projection);
  }
  return projection;
}

function pathsOf(type: Class): string[] {
  return fieldsOf(type).flatMap(({ name, hidden, type: inner }) => {
    if (hidden) return [];
    return inner ? pathsOf(inner()).map((path) => `${name}.${path}`) : [name];
  });
}
