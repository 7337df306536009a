import { BSONRegExp } from 'bson';
import { badValue, failedToParse, mongoError } from '../errors.js';
import { isDoc, isNumeric, Type, typeOf, type Collation, type Doc, type Fields, type Value } from '../values/index.js';
import { compileExpression, type Variables } from './expressions/index.js';
import {
  bitTest,
  isBitOperator,
  isOperatorDoc,
  modTest,
  parseRegex,
  parseTypes,
  sizeTest,
  typeTest,
} from './filter-operators.js';
import { comparisonTest, inTest, regexTest } from './filter-values.js';
import { isTruthy } from './truth.js';
import { compileJsonSchema } from './json-schema.js';
import { toNumber } from './numbers.js';
import { anyAt, locateAt, type Test } from './path.js';
import { comparisonOperators, type ComparisonOperator, type Predicate } from './predicate.js';
import { isPrefixAlone, prefixOf } from './regex.js';

export interface FilterOptions {
  collation?: Collation | undefined;
  variables?: Variables | undefined;
  now: Date;
}

/** A filter compiled once. */
export interface Filter {
  matches(doc: Fields): boolean;
  /** Where the first matching element is in the array that the filter went through, for the positional `$`; -1 where none. */
  locate(doc: Fields): number;
  predicate: Predicate;
}

const never = (): number => -1;
const refused: Record<string, [number, string]> = {
  $where: [2, 'no globalScriptEngine in $where parsing'],
  $text: [27, 'text index required for $text query'],
  $near: [291, 'unable to find index for $geoNear query'],
  $nearSphere: [291, 'unable to find index for $geoNear query'],
  $geoNear: [291, 'unable to find index for $geoNear query'],
  $geoWithin: [238, '$geoWithin is not supported by this server'],
  $geoIntersects: [238, '$geoIntersects is not supported by this server'],
  $within: [238, '$within is not supported by this server'],
};

function refuse(name: string): void {
  const known = refused[name];
  if (known) throw mongoError(...known);
}

function all(filters: readonly Filter[]): Filter {
  if (filters.length === 1) return filters[0]!;
  if (filters.length === 0) return { matches: () => true, locate: never, predicate: { kind: 'always' } };
  const [first, second] = filters.map((filter) => filter.matches);
  const matches =
    filters.length === 2
      ? (doc: Fields): boolean => first!(doc) && second!(doc)
      : (doc: Fields): boolean => {
          for (const filter of filters) if (!filter.matches(doc)) return false;
          return true;
        };
  return {
    matches,
    locate: (doc) => filters.map((filter) => filter.locate(doc)).findLast((index) => index >= 0) ?? -1,
    predicate: { kind: 'and', children: filters.map((filter) => filter.predicate) },
  };
}

function any(filters: readonly Filter[]): Filter {
  return {
    matches: (doc) => filters.some((filter) => filter.matches(doc)),
    locate: (doc) => filters.find((filter) => filter.matches(doc))?.locate(doc) ?? -1,
    predicate: { kind: 'or', children: filters.map((filter) => filter.predicate) },
  };
}

function not(filter: Filter): Filter {
  return { matches: (doc) => !filter.matches(doc), locate: never, predicate: { kind: 'not', child: filter.predicate } };
}

function leaf(path: string, test: Test, predicate: Predicate, expand = true): Filter {
  if (path === '') return element(test, predicate);
  return { matches: anyAt(path, test, expand), locate: locateAt(path, test, expand), predicate };
}

/** A leaf of a value form of `$elemMatch`: the element stands under the empty name, and its arrays are not entered again. */
function element(test: Test, predicate: Predicate): Filter {
  const matches = anyAt('', test, false);
  return { matches, locate: never, predicate };
}

function parseList(name: string, argument: Value, options: FilterOptions): Filter[] {
  if (!Array.isArray(argument)) throw badValue(`${name} must be an array`);
  if (argument.length === 0) throw badValue(`${name} must be a nonempty array`);
  return argument.map((item) => {
    if (!isDoc(item)) throw badValue(`${name} entries need to be full objects`);
    return parseFields(item, options);
  });
}

const opaque: Predicate = { kind: 'opaque' };

/**
 * What an expression's equalities with constants say of the fields: a document that satisfies `$eq: ['$a', 5]` satisfies
 * the filter `{ a: 5 }` too, so an index on `a` can find it.
 */
function expressionPredicate(expression: Value, options: FilterOptions): Predicate {
  if (!isDoc(expression) || expression.size !== 1) return opaque;
  const [name, argument] = expression.entries().next().value!;
  if (!Array.isArray(argument)) return opaque;
  if (name === '$and') return { kind: 'and', children: argument.map((item) => expressionPredicate(item, options)) };
  if (name !== '$eq' || argument.length !== 2) return opaque;
  const isPath = (item: Value | undefined): item is string => typeof item === 'string' && /^\$[^$]/.test(item);
  const path = argument.find(isPath);
  const other = argument.find((item) => item !== path);
  if (path === undefined || other === undefined) return opaque;
  const value = compileExpression(other, options);
  const wanted = value.constant ? value.on(new Map()) : undefined;
  return wanted === undefined || wanted === null || Array.isArray(wanted)
    ? opaque
    : { kind: 'compare', path: path.slice(1), op: 'eq', value: wanted };
}

function refuseOther(name: string, argument: Value): void {
  if (!isNumeric(argument) || toNumber(argument) !== 1) throw failedToParse(`${name} must be an integer value of 1`);
}

function parseTopLevel(name: string, argument: Value, options: FilterOptions): Filter | undefined {
  switch (name) {
    case '$and':
      return all(parseList(name, argument, options));
    case '$or':
      return any(parseList(name, argument, options));
    case '$nor': {
      const filters = parseList(name, argument, options);
      return {
        matches: (doc) => !filters.some((filter) => filter.matches(doc)),
        locate: never,
        predicate: { kind: 'nor', children: filters.map((filter) => filter.predicate) },
      };
    }
    case '$expr': {
      const run = compileExpression(argument, options);
      return {
        matches: (doc) => isTruthy(run.on(doc)),
        locate: never,
        predicate: { kind: 'and', children: [opaque, expressionPredicate(argument, options)] },
      };
    }
    case '$jsonSchema':
      return { matches: compileJsonSchema(argument), locate: never, predicate: opaque };
    case '$comment':
      return undefined;
    case '$alwaysTrue':
      refuseOther(name, argument);
      return { matches: () => true, locate: never, predicate: { kind: 'always' } };
    case '$alwaysFalse':
      refuseOther(name, argument);
      return { matches: () => false, locate: never, predicate: { kind: 'never' } };
    case '$sampleRate': {
      if (!isNumeric(argument)) throw badValue('argument to $sampleRate must be a numeric type');
      const rate = toNumber(argument);
      if (!(rate >= 0 && rate <= 1)) throw badValue('numeric argument to $sampleRate must be in [0, 1]');
      return { matches: () => Math.random() < rate, locate: never, predicate: opaque };
    }
    default:
      refuse(name);
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function refuseUndefined(value: Value | undefined): asserts value is Value {
  if (value === undefined || typeOf(value) === Type.undefined) throw badValue('cannot compare to undefined');
}

function comparison(path: string, op: ComparisonOperator, value: Value | undefined, options: FilterOptions): Filter {
  if (value instanceof BSONRegExp && op !== 'eq')
    throw badValue(`Can't have RegEx as arg to predicate over field '${path}'.`);
  refuseUndefined(value);
  return leaf(path, comparisonTest(op, value, options.collation), { kind: 'compare', path, op, value });
}

function regex(path: string, value: BSONRegExp): Filter {
  const prefix = prefixOf(value);
  return leaf(
    path,
    regexTest(value),
    prefix === '' ? opaque : { kind: 'compare', path, op: 'regexPrefix', value: prefix, isWhole: isPrefixAlone(value) },
  );
}

function inList(path: string, name: string, argument: Value, options: FilterOptions): Filter {
  if (!Array.isArray(argument)) throw badValue(`${name} needs an array`);
  for (const item of argument) {
    if (isOperatorDoc(item)) throw badValue(`cannot nest $ under ${name}`);
    refuseUndefined(item);
  }
  // Of a pattern an index tells only where its matches begin, so one without such a beginning leaves nothing to tell.
  const isTold = argument.every((item) => !(item instanceof BSONRegExp) || prefixOf(item) !== '');
  return leaf(
    path,
    inTest(argument, options.collation),
    isTold ? { kind: 'compare', path, op: 'in', value: argument } : opaque,
  );
}

function allOf(path: string, argument: Value, options: FilterOptions): Filter {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  if (argument.length === 0) return { matches: () => false, locate: never, predicate: { kind: 'never' } };
  const elemMatches = argument.filter((item) => isDoc(item) && item.keys().next().value === '$elemMatch').length;
  if (elemMatches > 0 && elemMatches < argument.length) throw badValue('no $ expressions in $all');
  return all(
    argument.map((item) => {
      if (elemMatches > 0) return parseOperators(path, item as Doc, options);
      if (isOperatorDoc(item)) throw badValue('no $ expressions in $all');
      return item instanceof BSONRegExp ? regex(path, item) : comparison(path, 'eq', item, options);
    }),
  );
}

const LOGICAL = ['$and', '$or', '$nor', '$where', '$expr', '$jsonSchema', '$comment'];

function elemMatch(path: string, argument: Value, options: FilterOptions): Filter {
  if (!isDoc(argument)) throw badValue('$elemMatch needs an Object');
  const [first] = argument.keys();
  if (isOperatorDoc(argument) && !LOGICAL.includes(first!)) {
    const inner = parseOperators('', argument, options);
    return elemMatchLeaf(path, inner, (value) => inner.matches({ get: () => value }));
  }
  const inner = parseFields(argument, options);
  const asFields = (value: Value): Fields =>
    isDoc(value) ? value : { get: (name) => (value as Value[])[Number(name)] };
  return elemMatchLeaf(
    path,
    inner,
    (value) => (isDoc(value) || Array.isArray(value)) && inner.matches(asFields(value)),
  );
}

function elemMatchLeaf(path: string, inner: Filter, testElement: (value: Value) => boolean): Filter {
  const test: Test = (value) => Array.isArray(value) && value.some(testElement);
  const predicate: Predicate = { kind: 'elemMatch', path, child: inner.predicate };
  const result = leaf(path, test, predicate, false);
  const inLeaf = locateAt(path, (value) => value !== undefined && testElement(value));
  return { ...result, locate: inLeaf };
}

function negated(path: string, argument: Value, options: FilterOptions): Filter {
  if (argument instanceof BSONRegExp) return not(regex(path, argument));
  if (!isDoc(argument)) throw badValue('$not needs a regex or a document');
  if (argument.size === 0) throw badValue('$not cannot be empty');
  return not(parseOperators(path, argument, options));
}

/** One operator on a path. `$options` is read with its `$regex`. */
function parseOperator(
  path: string,
  name: string,
  argument: Value,
  siblings: Doc,
  options: FilterOptions,
): Filter | undefined {
  const bare = name.slice(1);
  if ((comparisonOperators as readonly string[]).includes(bare)) {
    if (argument instanceof BSONRegExp && bare === 'eq') return comparison(path, 'eq', argument, options);
    return comparison(path, bare as ComparisonOperator, argument, options);
  }
  if (isBitOperator(name)) return leaf(path, bitTest(name, argument), opaque);
  switch (name) {
    case '$ne':
      if (argument instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.");
      return not(comparison(path, 'eq', argument, options));
    case '$in':
      return inList(path, name, argument, options);
    case '$nin':
      return not(inList(path, name, argument, options));
    case '$not':
      return negated(path, argument, options);
    case '$exists': {
      const exists = leaf(path, (value) => value !== undefined, { kind: 'compare', path, op: 'exists', value: true });
      if (isTruthy(argument)) return exists;
      return { ...not(exists), predicate: { kind: 'compare', path, op: 'exists', value: false } };
    }
    case '$type': {
      const types = parseTypes(argument);
      return leaf(path, typeTest(types), { kind: 'compare', path, op: 'type', value: types });
    }
    case '$regex':
      return regex(path, parseRegex(argument, siblings.get('$options')));
    case '$options':
      if (!siblings.has('$regex')) throw badValue('$options needs a $regex');
      return undefined;
    case '$elemMatch':
      return elemMatch(path, argument, options);
    case '$all':
      return allOf(path, argument, options);
    case '$size':
      return leaf(path, sizeTest(argument), opaque, false);
    case '$mod':
      return leaf(path, modTest(argument), opaque);
    case '$comment':
      return undefined;
    default:
      refuse(name);
      throw badValue(`unknown operator: ${name}`);
  }
}

function parseOperators(path: string, operators: Doc, options: FilterOptions): Filter {
  const filters: Filter[] = [];
  for (const [name, argument] of operators) {
    const filter = parseOperator(path, name, argument, operators, options);
    if (filter) filters.push(filter);
  }
  return all(filters);
}

function parseField(path: string, value: Value, options: FilterOptions): Filter {
  if (isOperatorDoc(value)) return parseOperators(path, value, options);
  if (value instanceof BSONRegExp) return regex(path, value);
  return comparison(path, 'eq', value, options);
}

function parseFields(filter: Doc, options: FilterOptions): Filter {
  const filters: Filter[] = [];
  for (const [name, value] of filter) {
    const parsed =
      name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)
        ? parseTopLevel(name, value, options)
        : parseField(name, value, options);
    if (parsed) filters.push(parsed);
  }
  return all(filters);
}

/**
 * Compiles a filter. Operators that MongoDB does not know are refused with BadValue (2), as are wrong arguments; server-side
 * JavaScript, text and geospatial operators with the codes MongoDB has for a server without them.
 */
export function parseFilter(filter: Doc, options: FilterOptions): Filter {
  return parseFields(filter, options);
}

/** A filter on single values, as `$pull` and `arrayFilters` use it: operators, a regular expression or an equal value. */
export function parseValueFilter(condition: Value, options: FilterOptions): Test {
  const inner = parseField('', condition, options);
  return (value) => inner.matches({ get: () => value });
}
