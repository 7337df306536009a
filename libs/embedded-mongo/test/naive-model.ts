/** A few of MongoDB's rules written down as plainly as possible, to hold the server against. Values are numbers, texts, null, arrays and documents. */
export type Plain = number | string | null | Plain[] | { [name: string]: Plain };
export type PlainDoc = { [name: string]: Plain };

const rank = (value: Plain | undefined): number => {
  if (value === undefined || value === null) return 1;
  if (typeof value === 'number') return 2;
  if (typeof value === 'string') return 3;
  return Array.isArray(value) ? 5 : 4;
};

/** Orders single values: null, numbers, texts. */
export function order(a: Plain | undefined, b: Plain | undefined): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'number') return a - (b as number);
  if (typeof a === 'string') return a < (b as string) ? -1 : a > (b as string) ? 1 : 0;
  return 0;
}

const isDoc = (value: Plain | undefined): value is PlainDoc =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a path leads to: arrays on the way stand for their documents. `undefined` is a missing field. */
function reach(value: Plain | undefined, path: readonly string[]): (Plain | undefined)[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.filter(isDoc).flatMap((item) => reach(item, path));
  return isDoc(value) ? reach(value[name], rest) : [undefined];
}

/** The values a condition is tried on: also the elements of arrays at the end. */
function candidates(doc: PlainDoc, path: string): (Plain | undefined)[] {
  return reach(doc, path.split('.')).flatMap((value) => (Array.isArray(value) ? [...value, value] : [value]));
}

const same = (a: Plain | undefined, b: Plain | undefined): boolean =>
  rank(a) === rank(b) && (rank(a) > 3 ? JSON.stringify(a) === JSON.stringify(b) : order(a, b) === 0);
const within = (a: Plain | undefined, b: Plain): boolean => rank(a) === rank(b) && rank(a) < 4;

function holds(values: readonly (Plain | undefined)[], operator: string, argument: Plain | RegExp): boolean {
  switch (operator) {
    case '$eq':
      return values.some((value) => same(value, argument as Plain));
    case '$ne':
      return !holds(values, '$eq', argument);
    case '$gt':
      return values.some((value) => within(value, argument as Plain) && order(value, argument as Plain) > 0);
    case '$gte':
      return values.some((value) => within(value, argument as Plain) && order(value, argument as Plain) >= 0);
    case '$lt':
      return values.some((value) => within(value, argument as Plain) && order(value, argument as Plain) < 0);
    case '$lte':
      return values.some((value) => within(value, argument as Plain) && order(value, argument as Plain) <= 0);
    case '$in':
      return (argument as Plain[]).some((item) => holds(values, item instanceof RegExp ? '$regex' : '$eq', item));
    case '$nin':
      return !holds(values, '$in', argument);
    case '$exists':
      return values.some((value) => value !== undefined) === Boolean(argument);
    case '$elemMatch':
      return values.some(
        (value) =>
          Array.isArray(value) &&
          value.some((item) =>
            Object.entries(argument as Record<string, Plain>).every(([name, operand]) => holds([item], name, operand)),
          ),
      );
    case '$all':
      return (argument as Plain[]).length > 0 && (argument as Plain[]).every((item) => holds(values, '$eq', item));
    case '$not':
      return !Object.entries(argument as Record<string, Plain>).every(([name, operand]) =>
        holds(values, name, operand),
      );
    case '$regex':
      return values.some((value) => typeof value === 'string' && (argument as RegExp).test(value));
    default:
      throw new Error(operator);
  }
}

export type PlainFilter = { [name: string]: unknown };

export function matches(doc: PlainDoc, filter: PlainFilter): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '$and') return (condition as PlainFilter[]).every((item) => matches(doc, item));
    if (name === '$or') return (condition as PlainFilter[]).some((item) => matches(doc, item));
    const values = candidates(doc, name);
    return Object.entries(condition as Record<string, Plain>).every(([operator, argument]) =>
      holds(values, operator, argument),
    );
  });
}

/** What sorts: an empty array is before all else, and stands here as `undefined`; a missing field is null. */
function sortValues(doc: PlainDoc, path: string): (Plain | undefined)[] {
  const values = reach(doc, path.split('.')).flatMap((value): { value: Plain | undefined }[] => {
    if (!Array.isArray(value)) return [{ value: value ?? null }];
    return value.length === 0 ? [{ value: undefined }] : value.map((item) => ({ value: item }));
  });
  return values.length === 0 ? [null] : values.map((entry) => entry.value);
}

const sortOrder = (a: Plain | undefined, b: Plain | undefined): number =>
  Number(b === undefined) - Number(a === undefined) || order(a, b);

/** The values that several paths have together; those through one array come element by element. */
function sortTuples(doc: PlainDoc, paths: readonly string[]): (Plain | undefined)[][] {
  const list = doc.c;
  const isShared = paths.filter((path) => path.startsWith('c.')).length > 1;
  if (!isShared || !Array.isArray(list) || list.length === 0) return cross(doc, paths);
  return list.flatMap((item) => cross({ ...doc, c: item }, paths));
}

function cross(doc: PlainDoc, paths: readonly string[]): (Plain | undefined)[][] {
  return paths.reduce<(Plain | undefined)[][]>(
    (tuples, path) => tuples.flatMap((tuple) => sortValues(doc, path).map((value) => [...tuple, value])),
    [[]],
  );
}

/** True where two paths lead into different arrays, by which MongoDB does not sort. */
export function isParallel(doc: PlainDoc, paths: readonly string[]): boolean {
  const hasArray = (path: string): boolean => {
    const [name, inner] = path.split('.') as [string, string | undefined];
    const value = doc[name];
    return Array.isArray(value) || (inner !== undefined && isDoc(value) && Array.isArray(value[inner]));
  };
  return new Set(paths.filter(hasArray).map((path) => path.split('.')[0])).size > 1;
}

/** Sorts as MongoDB does: by the tuple of an array's values that comes first. */
export function sorted(docs: readonly PlainDoc[], sort: Readonly<Record<string, 1 | -1>>): PlainDoc[] {
  const paths = Object.keys(sort);
  const compare = (a: readonly (Plain | undefined)[], b: readonly (Plain | undefined)[]): number => {
    for (let i = 0; i < paths.length; i++) {
      const result = sortOrder(a[i], b[i]);
      if (result !== 0) return result * sort[paths[i]!]!;
    }
    return 0;
  };
  const keyed = docs.map((doc) => ({
    doc,
    key: sortTuples(doc, paths).reduce((least, tuple) => (compare(tuple, least) < 0 ? tuple : least)),
  }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ doc }) => doc);
}
