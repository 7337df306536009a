import { Binary } from 'bson';
import { Pace } from '../breathe.js';
import { MongoError, mongoError } from '../errors.js';
import { keyTuples, PARALLEL_ARRAYS } from '../storage/index-keys.js';
import {
  compare,
  encodeKey,
  isDoc,
  isNumeric,
  type Collation,
  type Doc,
  type Fields,
  type Value,
} from '../values/index.js';
import { toNumber } from './numbers.js';
import { checkFieldPath, collectAt } from './path.js';

export interface SortField {
  path: string;
  direction: 1 | -1;
}

export interface Sort {
  fields: SortField[];
  compare(a: Fields, b: Fields): number;
  /** A document's value for each field. */
  values(doc: Fields): Value[];
  /** What `compareKeys` compares, taken once so that a document is not read again at each comparison. */
  key(doc: Fields): Value[];
  compareKeys(a: readonly Value[], b: readonly Value[]): number;
  /** A key as bytes of the same order. */
  keyBytes(key: readonly Value[]): Uint8Array;
}

function leadsIntoArray(doc: Fields, path: readonly string[]): boolean {
  let value = doc.get(path[0]!);
  for (let i = 1; i < path.length && isDoc(value); i++) value = value.get(path[i]!);
  return Array.isArray(value);
}

/** How many fields of the document at hand led into an array. */
interface Met {
  arrays: number;
}

/** The least (ascending) or greatest (descending) of a field's values; missing is null, an empty array is before null. */
function fieldKey(path: string, direction: 1 | -1, met: Met, collation?: Collation): (doc: Fields) => Value {
  const names = path.split('.');
  const first = names[0]!;
  const slow = (doc: Fields): Value => {
    let best: Value | undefined;
    let count = 0;
    collectAt(doc, names, (value) => {
      const candidate = value ?? null;
      if (count === 0 || compare(candidate, best, collation) * direction < 0) best = candidate;
      count++;
    });
    if (leadsIntoArray(doc, names)) met.arrays++;
    return best!;
  };
  if (names.length > 1) return slow;
  return (doc) => {
    const value = doc.get(first);
    return Array.isArray(value) ? slow(doc) : (value ?? null);
  };
}

/** Where several fields lead into one array, the element that sorts first gives the values of all. */
function leastTuple(
  doc: Fields,
  paths: readonly (readonly string[])[],
  order: (a: readonly Value[], b: readonly Value[]) => number,
): Value[] {
  try {
    return keyTuples({ paths }, doc)
      .tuples.map((tuple) => tuple.map((value) => value ?? null))
      .reduce((least, tuple) => (order(tuple, least) < 0 ? tuple : least));
  } catch (error) {
    if (error instanceof MongoError && error.code === PARALLEL_ARRAYS)
      throw mongoError('BadValue', 'cannot sort with keys that are parallel arrays');
    throw error;
  }
}

function parseDirection(path: string, value: Value): 1 | -1 {
  if (isDoc(value)) {
    const [name, argument] = value.entries().next().value ?? [];
    if (name !== '$meta') throw mongoError(17312, '$meta is the only expression supported by $sort right now');
    if (argument !== 'textScore' && argument !== 'randVal')
      throw mongoError(31138, `Illegal $meta sort: ${String(argument)}`);
    throw mongoError(40218, 'query requires text score metadata, but it is not available');
  }
  if (!isNumeric(value)) throw mongoError(15974, `Illegal key in $sort specification: ${path}`);
  const direction = toNumber(value);
  if (direction !== 1 && direction !== -1) {
    throw mongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return direction;
}

/** Compiles a sort document; `{}` gives a sort without fields. */
export function parseSort(sort: Doc, collation?: Collation): Sort {
  const fields: SortField[] = [];
  for (const [path, value] of sort) {
    if (path === '$natural') {
      fields.push({ path, direction: toNumber(value as number) < 0 ? -1 : 1 });
      continue;
    }
    checkFieldPath(path);
    fields.push({ path, direction: parseDirection(path, value) });
  }
  const met: Met = { arrays: 0 };
  const readers = fields.map(({ path, direction }) => fieldKey(path, direction, met, collation));
  const compareKeys = (a: readonly Value[], b: readonly Value[]): number => {
    for (let i = 0; i < fields.length; i++) {
      const order = compare(a[i], b[i], collation);
      if (order !== 0) return order * fields[i]!.direction;
    }
    return 0;
  };
  const paths = fields.map(({ path }) => path.split('.'));
  const values = (doc: Fields): Value[] => {
    met.arrays = 0;
    const found = readers.map((read) => read(doc));
    return met.arrays < 2 ? found : leastTuple(doc, paths, compareKeys);
  };
  const directions = fields.map(({ direction }) => direction);
  const compareDocs = (a: Fields, b: Fields): number => compareKeys(values(a), values(b));
  if (collation === undefined) {
    const keyBytes = (key: readonly Value[]): Uint8Array => encodeKey(key, directions);
    return { fields, values, key: values, keyBytes, compareKeys, compare: compareDocs };
  }
  // A collated text is compared by its sort key: made once a document, it need not be found again at each comparison.
  const key = (doc: Fields): Value[] => [new Binary(encodeKey(values(doc), directions, collation))];
  const compareBytes = (a: readonly Value[], b: readonly Value[]): number =>
    Buffer.compare((a[0] as Binary).buffer, (b[0] as Binary).buffer);
  const keyBytes = ([key]: readonly Value[]): Uint8Array => (key as Binary).buffer;
  return { fields, values, key, keyBytes, compareKeys: compareBytes, compare: compareDocs };
}

/** Sorts a batch, each document's key read once; equal keys keep their order. */
export function sortDocs<T extends Fields>(docs: readonly T[], sort: Sort): T[] {
  const keyed = docs.map((doc) => ({ doc, key: sort.key(doc) }));
  keyed.sort((a, b) => sort.compareKeys(a.key, b.key));
  return keyed.map(({ doc }) => doc);
}

const RUN = 1024;

/**
 * Sorts a list however long without keeping others from their turn: runs are sorted one by one, then merged. Equal
 * items keep their order.
 */
export async function sortPaced<T>(items: readonly T[], order: (a: T, b: T) => number): Promise<T[]> {
  const pace = new Pace();
  let runs: T[][] = [];
  for (let i = 0; i < items.length; i += RUN) {
    runs.push(items.slice(i, i + RUN).sort(order));
    await pace.pause();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2)
      merged.push(runs[i + 1] ? await merge(runs[i]!, runs[i + 1]!, order, pace) : runs[i]!);
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(
  left: readonly T[],
  right: readonly T[],
  order: (a: T, b: T) => number,
  pace: Pace,
): Promise<T[]> {
  const result: T[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const takesLeft = j >= right.length || (i < left.length && order(left[i]!, right[j]!) <= 0);
    result.push(takesLeft ? left[i++]! : right[j++]!);
    if (result.length % RUN === 0) await pace.pause();
  }
  return result;
}
