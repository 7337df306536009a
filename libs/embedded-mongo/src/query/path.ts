import { mongoError } from '../errors.js';
import { BsonUndefined, isDoc, RawDoc, type Fields, type Value } from '../values/index.js';

/** Says whether one value satisfies; missing comes as `undefined`. */
export type Test = (value: Value | undefined) => boolean;

const INDEX = /^(0|[1-9]\d*)$/;

/** True for a name that may also be an array's index. */
export function isIndex(name: string): boolean {
  return INDEX.test(name);
}

/** A dotted path taken apart. Empty parts are refused as MongoDB does in paths that are written. */
export function splitPath(path: string): string[] {
  return path.split('.');
}

function child(fields: Fields, name: string): Value | RawDoc | undefined {
  return fields instanceof RawDoc ? fields.child(name) : fields.get(name);
}

function isFields(value: Value | RawDoc | undefined): value is Fields & (Value | RawDoc) {
  return value instanceof RawDoc || isDoc(value);
}

/** Tests each element of an array, then the array; any other value alone. */
function testLeaf(value: Value | undefined, test: Test, expand: boolean): boolean {
  if (expand && Array.isArray(value)) {
    for (const element of value) if (test(element)) return true;
  }
  return test(value);
}

/**
 * True where some value at a path satisfies the test, going through arrays on the way as MongoDB's filters do: an array
 * in the middle stands for its documents and, where the next name is a number, for that element.
 */
function anyFrom(fields: Fields, path: readonly string[], at: number, test: Test, expand: boolean): boolean {
  const name = path[at]!;
  if (at === path.length - 1) return testLeaf(fields.get(name), test, expand);
  const value = child(fields, name);
  if (isFields(value)) return anyFrom(value, path, at + 1, test, expand);
  if (Array.isArray(value)) return anyInArray(value, path, at + 1, test, expand);
  return test(undefined);
}

function anyInArray(
  array: readonly Value[],
  path: readonly string[],
  at: number,
  test: Test,
  expand: boolean,
): boolean {
  const name = path[at]!;
  if (isIndex(name)) {
    const element = array[Number(name)];
    if (element !== undefined && anyInElement(element, path, at, test, expand)) return true;
  }
  for (const element of array) if (isDoc(element) && anyFrom(element, path, at, test, expand)) return true;
  return false;
}

/** The element that the numeric name `path[at]` means. */
function anyInElement(element: Value, path: readonly string[], at: number, test: Test, expand: boolean): boolean {
  if (at === path.length - 1) return testLeaf(element, test, expand);
  if (isDoc(element)) return anyFrom(element, path, at + 1, test, expand);
  return Array.isArray(element) && anyInArray(element, path, at + 1, test, expand);
}

/** Compiles a path into a search: true where some value there satisfies. Without `expand` an array at its end is one value. */
export function anyAt(path: string, test: Test, expand = true): (fields: Fields) => boolean {
  const names = splitPath(path);
  const [first] = names;
  if (names.length === 1) return (fields) => testLeaf(fields.get(first!), test, expand);
  return (fields) => anyFrom(fields, names, 0, test, expand);
}

/** The index in the outermost array on the way of the first value that satisfies; -1 where there is none. */
export function locateAt(path: string, test: Test, expand = true): (fields: Fields) => number {
  const names = splitPath(path);
  return (fields) => locateFrom(fields, names, 0, test, expand);
}

function locateFrom(fields: Fields, path: readonly string[], at: number, test: Test, expand: boolean): number {
  const value = fields.get(path[at]!);
  if (at === path.length - 1) return expand && Array.isArray(value) ? value.findIndex((element) => test(element)) : -1;
  if (isDoc(value)) return locateFrom(value, path, at + 1, test, expand);
  if (!Array.isArray(value)) return -1;
  const next = path[at + 1]!;
  return value.findIndex(
    (element, i) =>
      (isDoc(element) && anyFrom(element, path, at + 1, test, expand)) ||
      (next === String(i) && anyInElement(element, path, at + 1, test, expand)),
  );
}

/**
 * Values at a path as indexes and sorts see them: arrays are expanded at every step; missing is `undefined`. An empty
 * array at the end is BSON's undefined, which sorts before null; one on the way is a missing field.
 */
export function collectAt(fields: Fields, path: readonly string[], visit: (value: Value | undefined) => void): void {
  collectFrom(fields, path, 0, visit);
}

function visitLeaf(value: Value | undefined, visit: (value: Value | undefined) => void): void {
  if (!Array.isArray(value)) visit(value);
  else if (value.length === 0) visit(BsonUndefined.value);
  else value.forEach(visit);
}

function collectFrom(
  fields: Fields,
  path: readonly string[],
  at: number,
  visit: (value: Value | undefined) => void,
): void {
  const value = at === path.length - 1 ? fields.get(path[at]!) : child(fields, path[at]!);
  if (at === path.length - 1) {
    visitLeaf(value as Value | undefined, visit);
  } else if (isFields(value)) collectFrom(value, path, at + 1, visit);
  else if (Array.isArray(value)) collectInArray(value, path, at + 1, visit);
  else visit(undefined);
}

function collectInArray(
  array: readonly Value[],
  path: readonly string[],
  at: number,
  visit: (value: Value | undefined) => void,
): void {
  const name = path[at]!;
  const element = isIndex(name) ? array[Number(name)] : undefined;
  if (element !== undefined) {
    if (at === path.length - 1) {
      visitLeaf(element, visit);
    } else if (isDoc(element)) collectFrom(element, path, at + 1, visit);
    else if (Array.isArray(element)) collectInArray(element, path, at + 1, visit);
    else visit(undefined);
    return;
  }
  if (array.length === 0) visit(undefined);
  for (const item of array) {
    if (isDoc(item)) collectFrom(item, path, at, visit);
    else visit(undefined);
  }
}

/** The value at a path without going through arrays. */
export function valueAt(fields: Fields, path: readonly string[]): Value | undefined {
  let current: Fields = fields;
  for (let i = 0; i < path.length - 1; i++) {
    const next = child(current, path[i]!);
    if (!isFields(next)) return undefined;
    current = next;
  }
  return current.get(path[path.length - 1]!);
}

/** The parts of a DBRef: the only names with a dollar that a path may hold. */
const referenceNames = new Set(['$ref', '$id', '$db']);

/** Refuses a path that an aggregation cannot name. */
export function checkFieldPath(path: string): string[] {
  if (path === '') throw mongoError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw mongoError(40353, "FieldPath must not end with a '.'.");
  const names = splitPath(path);
  for (const name of names) {
    if (name === '') throw mongoError(15998, 'FieldPath field names may not be empty strings.');
    if (name.startsWith('$') && !referenceNames.has(name))
      throw mongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    if (name.includes('\0')) throw mongoError(16411, "FieldPath field names may not contain '\\0'.");
  }
  if (names.length > 200) throw mongoError('Overflow', 'FieldPath is too long');
  return names;
}
