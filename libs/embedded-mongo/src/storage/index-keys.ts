import { createHash } from 'node:crypto';
import { mongoError } from '../errors.js';
import { BsonUndefined, encodeKey, type Collation, type Fields, type Value } from '../values/index.js';
import { MAX_KEY } from './keys.js';

/** What an index needs to make its keys. */
export interface KeyMaker {
  readonly paths: readonly (readonly string[])[];
  readonly directions: readonly (1 | -1)[];
  readonly collation: Collation | undefined;
  readonly isSparse: boolean;
}

export interface IndexKeys {
  /** One tuple of values for each entry, equal ones once. */
  readonly keys: Buffer[];
  /** Positions of the fields that have an array on their way; `undefined` where none has. */
  readonly arrays: ReadonlySet<number> | undefined;
}

const NUMBER = /^(0|[1-9]\d*)$/;

/** The code that refuses a document with arrays in two fields of an index. */
export const PARALLEL_ARRAYS = 171;

type Paths = Pick<KeyMaker, 'paths'>;

/** A path's place within a document while its arrays are being walked. */
interface Place {
  readonly value: Value | undefined;
  /** How many names of the path lie behind. */
  readonly depth: number;
  readonly isDone: boolean;
}

/** The values of an index's fields, one tuple for each combination that arrays give; MongoDB takes one array a document. */
export function keyTuples(index: Paths, doc: Fields): { tuples: (Value | undefined)[][]; arrays: Set<number> } {
  const places = index.paths.map((path): Place => walk(doc.get(path[0]!), path, 1));
  const tuples: (Value | undefined)[][] = [];
  const arrays = new Set<number>();
  expand(index, places, tuples, arrays);
  return { tuples, arrays };
}

function walk(start: Value | undefined, path: readonly string[], from: number): Place {
  let value = start;
  let depth = from;
  for (;;) {
    if (Array.isArray(value)) return { value, depth, isDone: false };
    if (depth === path.length) return { value, depth, isDone: true };
    if (!(value instanceof Map)) return { value: undefined, depth: path.length, isDone: true };
    value = value.get(path[depth]!);
    depth++;
  }
}

/** Walks into the outermost array and, for each of its elements, on. */
function expand(index: Paths, places: readonly Place[], tuples: (Value | undefined)[][], arrays: Set<number>): void {
  const first = places.findIndex((place) => !place.isDone);
  if (first < 0) {
    tuples.push(places.map((place) => place.value));
    return;
  }
  const lead = places[first]!;
  const prefix = index.paths[first]!.slice(0, lead.depth);
  const array = lead.value as Value[];
  const same = places.map((place, i) => !place.isDone && isPrefix(prefix, index.paths[i]!, place.depth));
  const stray = places.findIndex((place, i) => !place.isDone && !same[i] && !extendsPrefix(prefix, index.paths[i]!));
  if (stray >= 0) {
    const names = [index.paths[stray]!.join('.'), index.paths[first]!.join('.')];
    throw mongoError(PARALLEL_ARRAYS, `cannot index parallel arrays [${names[0]}] [${names[1]}]`);
  }
  same.forEach((isSame, i) => isSame && arrays.add(i));
  const elements: (Value | undefined)[] = array.length === 0 ? [undefined] : array;
  for (const element of elements) {
    expand(
      index,
      places.map((place, i) => (same[i] ? into(array, element, index.paths[i]!, place.depth) : place)),
      tuples,
      arrays,
    );
  }
}

function isPrefix(prefix: readonly string[], path: readonly string[], depth: number): boolean {
  return depth === prefix.length && prefix.every((name, i) => path[i] === name);
}

function extendsPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.every((name, i) => path[i] === name);
}

function into(array: Value[], element: Value | undefined, path: readonly string[], depth: number): Place {
  if (depth === path.length) {
    // An empty array is indexed as undefined, and an array within the array as a whole.
    return { value: array.length === 0 ? BsonUndefined.value : element, depth, isDone: true };
  }
  const name = path[depth]!;
  if (NUMBER.test(name)) {
    const at = array[Number(name)];
    if (!(element instanceof Map && element.has(name)))
      return at === undefined ? missing(path) : walk(at, path, depth + 1);
  }
  if (!(element instanceof Map)) return missing(path);
  return walk(element.get(name), path, depth + 1);
}

const missing = (path: readonly string[]): Place => ({ value: undefined, depth: path.length, isDone: true });

/** The keys within the index's tree that a document has; none where the index is sparse and no field is there. */
export function indexKeys(index: KeyMaker, doc: Fields): IndexKeys {
  if (index.paths.length === 1 && index.paths[0]!.length === 1) {
    const value = doc.get(index.paths[0]![0]!);
    if (!Array.isArray(value)) {
      if (value === undefined && index.isSparse) return { keys: [], arrays: undefined };
      return { keys: [boundedKey([value ?? null], index)], arrays: undefined };
    }
  }
  const { tuples, arrays } = keyTuples(index, doc);
  const keys: Buffer[] = [];
  const seen = arrays.size > 0 ? new Set<string>() : undefined;
  for (const tuple of tuples) {
    if (index.isSparse && tuple.every((value) => value === undefined)) continue;
    const key = boundedKey(
      tuple.map((value) => (value === undefined ? null : value)),
      index,
    );
    if (seen !== undefined) {
      const text = key.toString('latin1');
      if (seen.has(text)) continue;
      seen.add(text);
    }
    keys.push(key);
  }
  return { keys, arrays: arrays.size > 0 ? arrays : undefined };
}

function boundedKey(values: readonly Value[], index: KeyMaker): Buffer {
  return shorten(encodeKey(values, index.directions, index.collation));
}

/**
 * A key that fits: its beginning, then a digest of the whole. Equal keys stay equal and unequal ones unequal; the order
 * among keys that share their first 1868 bytes is not kept, so ranges over such are checked against the document.
 */
export function shorten(key: Uint8Array): Buffer {
  const bytes = Buffer.isBuffer(key) ? key : Buffer.from(key.buffer, key.byteOffset, key.length);
  if (bytes.length <= MAX_KEY) return bytes;
  const digest = createHash('sha256').update(bytes).digest();
  return Buffer.concat([bytes.subarray(0, MAX_KEY - digest.length), digest]);
}
