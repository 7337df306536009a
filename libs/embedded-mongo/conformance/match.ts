import { Binary, Decimal128, Double, EJSON, Int32, Long, ObjectId, Timestamp } from 'bson';

export type Json = Record<string, unknown>;

/** What the special operators of a match look up. */
export interface MatchContext {
  get(id: unknown): unknown;
  sessionLsid(id: string): unknown;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isBson(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);
const isBson = (value: object): boolean => '_bsontype' in value;

/** The name of a value's BSON type, as `$$type` has it. */
function typeNames(value: unknown): string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (value instanceof Date) return ['date'];
  if (value instanceof Uint8Array) return ['binData'];
  switch (typeof value) {
    case 'string':
      return ['string'];
    case 'boolean':
      return ['bool'];
    case 'bigint':
      return ['long', 'number'];
    case 'number':
      return Number.isInteger(value) ? ['int', 'long', 'double', 'number'] : ['double', 'number'];
    case 'object': {
      const tag = (value as { _bsontype?: string })._bsontype;
      const names: Record<string, string[]> = {
        ObjectId: ['objectId'],
        Long: ['long', 'number'],
        Int32: ['int', 'number'],
        Double: ['double', 'number'],
        Decimal128: ['decimal', 'number'],
        Binary: ['binData'],
        UUID: ['binData'],
        Timestamp: ['timestamp'],
        BSONRegExp: ['regex'],
      };
      return tag === undefined ? ['object'] : (names[tag] ?? [tag]);
    }
    default:
      return ['missing'];
  }
}

function plain(value: unknown): unknown {
  if (value instanceof Long && !(value instanceof Timestamp)) return value.toBigInt();
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  return value;
}

function sameScalar(expected: unknown, actual: unknown): boolean {
  const a = plain(expected);
  const b = plain(actual);
  if (a === b) return true;
  if (typeof a === 'bigint' && typeof b === 'number') return Number(a) === b;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return a.equals(b);
  if (a instanceof Decimal128 && b instanceof Decimal128) return a.toString() === b.toString();
  if (a instanceof Binary && (b instanceof Binary || b instanceof Uint8Array)) {
    return Buffer.from(a.value() as Uint8Array).equals(
      Buffer.from(b instanceof Binary ? (b.value() as Uint8Array) : b),
    );
  }
  return EJSON.stringify(a, { relaxed: false }) === EJSON.stringify(b, { relaxed: false });
}

/** Throws where a value is not as a unified test expects; `isRoot` allows fields that the test does not name. */
export function match(expected: unknown, given: unknown, context: MatchContext, path = '', isRoot = true): void {
  // The driver keeps a sort as a Map.
  const actual = given instanceof Map ? Object.fromEntries(given as Map<string, unknown>) : given;
  if (isObject(expected)) return matchObject(expected, actual, context, path, isRoot);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) throw new Error(`${path}: expected an array, got ${show(actual)}`);
    if (expected.length !== actual.length)
      throw new Error(`${path}: expected ${expected.length} elements, got ${show(actual)}`);
    expected.forEach((item, i) => match(item, actual[i], context, `${path}[${i}]`, isRoot && path === ''));
    return;
  }
  if (!sameScalar(expected, actual)) throw new Error(`${path}: expected ${show(expected)}, got ${show(actual)}`);
}

export const show = (value: unknown): string => {
  try {
    return (EJSON.stringify(value) ?? 'undefined').slice(0, 300);
  } catch {
    return String(value);
  }
};

function matchObject(expected: Json, actual: unknown, context: MatchContext, path: string, isRoot: boolean): void {
  const [operator] = Object.keys(expected);
  if (operator?.startsWith('$$') && Object.keys(expected).length === 1) {
    return matchOperator(operator, expected[operator], actual, context, path, isRoot);
  }
  if (!isObject(actual)) throw new Error(`${path}: expected a document, got ${show(actual)}`);
  for (const [name, value] of Object.entries(expected)) {
    const here = `${path}.${name}`;
    if (isObject(value) && '$$exists' in value) {
      if ((name in actual && actual[name] !== undefined) !== value.$$exists)
        throw new Error(`${here}: expected exists to be ${String(value.$$exists)}`);
      continue;
    }
    if (isObject(value) && '$$unsetOrMatches' in value && (!(name in actual) || actual[name] === undefined)) continue;
    if (!(name in actual)) throw new Error(`${here}: is missing in ${show(actual)}`);
    match(value, actual[name], context, here, false);
  }
  if (isRoot) return;
  for (const name of Object.keys(actual)) {
    if (!(name in expected) && actual[name] !== undefined)
      throw new Error(`${path}.${name}: not expected, is ${show(actual[name])}`);
  }
}

function matchOperator(
  operator: string,
  argument: unknown,
  actual: unknown,
  context: MatchContext,
  path: string,
  isRoot: boolean,
): void {
  switch (operator) {
    case '$$exists':
      if ((actual !== undefined) !== argument) throw new Error(`${path}: expected exists to be ${String(argument)}`);
      return;
    case '$$type': {
      const wanted = Array.isArray(argument) ? argument : [argument];
      const names = typeNames(actual);
      if (!wanted.some((name) => names.includes(name as string)))
        throw new Error(`${path}: expected type ${show(argument)}, got ${show(actual)}`);
      return;
    }
    case '$$unsetOrMatches':
      if (actual === undefined || actual === null) return;
      return match(argument, actual, context, path, isRoot);
    case '$$matchesEntity':
      return match(context.get(argument), actual, context, path, isRoot);
    case '$$sessionLsid':
      return match(context.sessionLsid(argument as string), actual, context, path, false);
    case '$$matchesHexBytes': {
      const hex = Buffer.from(actual as Uint8Array).toString('hex');
      if (hex !== argument) throw new Error(`${path}: expected bytes ${String(argument)}, got ${hex}`);
      return;
    }
    case '$$lte':
      if (!(Number(actual) <= Number(argument)))
        throw new Error(`${path}: expected at most ${show(argument)}, got ${show(actual)}`);
      return;
    case '$$matchAsDocument':
    case '$$matchAsRoot':
      return match(
        argument,
        typeof actual === 'string' ? EJSON.parse(actual) : actual,
        context,
        path,
        operator === '$$matchAsRoot',
      );
    default:
      throw new Error(`the runner does not know ${operator}`);
  }
}
