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
      return (argument as Plain[]).some((item) => holds(values, '$eq', item));
    case '$nin':
      return !holds(values, '$in', argument);
    case '$exists':
      return values.some((value) => value !== undefined) === Boolean(argument);
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

/** Sorts as MongoDB does: by the least value of an array going up, by the greatest going down. */
export function sorted(docs: readonly PlainDoc[], sort: Readonly<Record<string, 1 | -1>>): PlainDoc[] {
  const key = (doc: PlainDoc, path: string, direction: number): Plain | undefined =>
    sortValues(doc, path).reduce((best, value) => (sortOrder(value, best) * direction < 0 ? value : best));
  return [...docs].sort((a, b) => {
    for (const [path, direction] of Object.entries(sort)) {
      const result = sortOrder(key(a, path, direction), key(b, path, direction));
      if (result !== 0) return result * direction;
    }
    return 0;
  });
}
