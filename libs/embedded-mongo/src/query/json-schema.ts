import { badValue, failedToParse, mongoError, typeMismatch } from '../errors.js';
import { compare, equal, isDoc, isNumeric, Type, typeOf, type Doc, type Fields, type Value } from '../values/index.js';
import { toDoc } from '../values/index.js';
import { parseTypes } from './filter-operators.js';
import { toNumber, toWhole } from './numbers.js';
import { compileRegex, type Pattern } from './regex.js';

type Check = (value: Value) => boolean;
type Keyword = (argument: Value, schema: Doc) => Check | undefined;

const jsonTypes: Record<string, readonly number[]> = {
  object: [Type.object],
  array: [Type.array],
  string: [Type.string],
  boolean: [Type.bool],
  null: [Type.null],
  number: [Type.int, Type.long, Type.double, Type.decimal],
};

const always: Check = () => true;

function count(keyword: string, argument: Value): number {
  if (!isNumeric(argument)) throw typeMismatch(`$jsonSchema keyword '${keyword}' must be a number`);
  const whole = toWhole(argument);
  if (whole === undefined || whole < 0)
    throw failedToParse(`$jsonSchema keyword '${keyword}' must be a non-negative integer`);
  return whole;
}

function schemas(keyword: string, argument: Value): Check[] {
  if (!Array.isArray(argument)) throw typeMismatch(`$jsonSchema keyword '${keyword}' must be an array`);
  if (argument.length === 0) throw badValue(`$jsonSchema keyword '${keyword}' cannot be an empty array`);
  return argument.map((item) => compileSchema(item, keyword));
}

function names(keyword: string, argument: Value): string[] {
  if (!Array.isArray(argument)) throw typeMismatch(`$jsonSchema keyword '${keyword}' must be an array`);
  if (argument.length === 0) throw failedToParse(`$jsonSchema keyword '${keyword}' cannot be an empty array`);
  return argument.map((item) => {
    if (typeof item !== 'string') throw typeMismatch(`$jsonSchema keyword '${keyword}' must be an array of strings`);
    return item;
  });
}

function limit(
  keyword: string,
  test: (value: number, bound: number) => boolean,
  applies: (value: Value) => number | undefined,
): Keyword {
  return (argument) => {
    const bound = count(keyword, argument);
    return (value) => {
      const size = applies(value);
      return size === undefined || test(size, bound);
    };
  };
}

const atMost = (value: number, bound: number): boolean => value <= bound;
const atLeast = (value: number, bound: number): boolean => value >= bound;
const textLength = (value: Value): number | undefined => (typeof value === 'string' ? [...value].length : undefined);
const itemCount = (value: Value): number | undefined => (Array.isArray(value) ? value.length : undefined);
const fieldCount = (value: Value): number | undefined => (isDoc(value) ? value.size : undefined);

function bound(keyword: 'minimum' | 'maximum', exclusive: string): Keyword {
  const sign = keyword === 'minimum' ? 1 : -1;
  return (argument, schema) => {
    if (!isNumeric(argument)) throw typeMismatch(`$jsonSchema keyword '${keyword}' must be a number`);
    const strict = schema.get(exclusive) === true;
    return (value) => {
      if (!isNumeric(value)) return true;
      const order = compare(value, argument) * sign;
      return strict ? order > 0 : order >= 0;
    };
  };
}

function byTypes(types: readonly number[]): Check {
  return (value) => types.includes(typeOf(value));
}

function jsonType(argument: Value): Check {
  const list = Array.isArray(argument) ? argument : [argument];
  const types = list.flatMap((item) => {
    if (typeof item !== 'string')
      throw typeMismatch("$jsonSchema keyword 'type' must be either a string or an array of strings");
    if (item === 'integer') throw failedToParse("$jsonSchema type 'integer' is not currently supported.");
    if (!jsonTypes[item]) throw badValue(`Unknown type name alias: ${item}`);
    return jsonTypes[item];
  });
  return byTypes(types);
}

function properties(argument: Value): Check {
  if (!isDoc(argument)) throw typeMismatch("$jsonSchema keyword 'properties' must be an object");
  const checks = [...argument].map(([name, schema]) => [name, compileSchema(schema, 'properties')] as const);
  return (value) => {
    if (!isDoc(value)) return true;
    return checks.every(([name, check]) => {
      const field = value.get(name);
      return field === undefined || check(field);
    });
  };
}

function patternChecks(argument: Value | undefined): [Pattern, Check][] {
  if (argument === undefined) return [];
  if (!isDoc(argument)) throw typeMismatch("$jsonSchema keyword 'patternProperties' must be an object");
  return [...argument].map(([pattern, schema]) => [
    compileRegex(pattern, ''),
    compileSchema(schema, 'patternProperties'),
  ]);
}

function additionalProperties(argument: Value, schema: Doc): Check {
  const allowed = typeof argument === 'boolean' ? () => argument : compileSchema(argument, 'additionalProperties');
  const known = schema.get('properties');
  const patterns = patternChecks(schema.get('patternProperties')).map(([pattern]) => pattern);
  const isKnown = (name: string): boolean =>
    (isDoc(known) && known.has(name)) || patterns.some((pattern) => pattern.test(name));
  return (value) => !isDoc(value) || [...value].every(([name, field]) => isKnown(name) || allowed(field));
}

function dependencies(argument: Value): Check {
  if (!isDoc(argument)) throw typeMismatch("$jsonSchema keyword 'dependencies' must be an object");
  const checks = [...argument].map(([name, wanted]) => {
    if (isDoc(wanted)) return [name, compileSchema(wanted, 'dependencies')] as const;
    const needed = names('dependencies', wanted);
    return [name, (value: Value) => needed.every((field) => (value as Doc).has(field))] as const;
  });
  return (value) => !isDoc(value) || checks.every(([name, check]) => !value.has(name) || check(value));
}

function items(argument: Value, schema: Doc): Check {
  if (isDoc(argument)) {
    const check = compileSchema(argument, 'items');
    return (value) => !Array.isArray(value) || value.every(check);
  }
  if (!Array.isArray(argument)) throw typeMismatch("$jsonSchema keyword 'items' must be an array or an object");
  const checks = argument.map((item) => compileSchema(item, 'items'));
  const additional = schema.get('additionalItems') ?? true;
  const rest = typeof additional === 'boolean' ? () => additional : compileSchema(additional, 'additionalItems');
  return (value) => !Array.isArray(value) || value.every((item, i) => (checks[i] ?? rest)(item));
}

function unique(argument: Value): Check {
  if (argument !== true) return always;
  return (value) =>
    !Array.isArray(value) || value.every((item, i) => value.findIndex((other) => equal(other, item)) === i);
}

function multipleOf(argument: Value): Check {
  if (!isNumeric(argument)) throw typeMismatch("$jsonSchema keyword 'multipleOf' must be a number");
  const unit = toNumber(argument);
  if (unit <= 0) throw failedToParse("$jsonSchema keyword 'multipleOf' must have a positive value");
  return (value) => !isNumeric(value) || toNumber(value) % unit === 0;
}

const ignored: Keyword = () => undefined;

const keywords: Record<string, Keyword> = {
  bsonType: (argument) => byTypes(parseTypes(argument, "$jsonSchema keyword 'bsonType'")),
  type: jsonType,
  required: (argument) => {
    const needed = names('required', argument);
    return (value) => !isDoc(value) || needed.every((name) => value.has(name));
  },
  properties,
  patternProperties: (argument) => {
    const checks = patternChecks(argument);
    return (value) =>
      !isDoc(value) ||
      [...value].every(([name, field]) => checks.every(([pattern, check]) => !pattern.test(name) || check(field)));
  },
  additionalProperties,
  dependencies,
  items,
  additionalItems: ignored,
  uniqueItems: unique,
  multipleOf,
  minimum: bound('minimum', 'exclusiveMinimum'),
  maximum: bound('maximum', 'exclusiveMaximum'),
  exclusiveMinimum: ignored,
  exclusiveMaximum: ignored,
  minLength: limit('minLength', atLeast, textLength),
  maxLength: limit('maxLength', atMost, textLength),
  minItems: limit('minItems', atLeast, itemCount),
  maxItems: limit('maxItems', atMost, itemCount),
  minProperties: limit('minProperties', atLeast, fieldCount),
  maxProperties: limit('maxProperties', atMost, fieldCount),
  pattern: (argument) => {
    if (typeof argument !== 'string') throw typeMismatch("$jsonSchema keyword 'pattern' must be a string");
    const regex = compileRegex(argument, '');
    return (value) => typeof value !== 'string' || regex.test(value);
  },
  enum: (argument) => {
    if (!Array.isArray(argument) || argument.length === 0)
      throw failedToParse("$jsonSchema keyword 'enum' must be a nonempty array");
    return (value) => argument.some((item) => equal(item, value));
  },
  allOf: (argument) => {
    const checks = schemas('allOf', argument);
    return (value) => checks.every((check) => check(value));
  },
  anyOf: (argument) => {
    const checks = schemas('anyOf', argument);
    return (value) => checks.some((check) => check(value));
  },
  oneOf: (argument) => {
    const checks = schemas('oneOf', argument);
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
  not: (argument) => {
    const check = compileSchema(argument, 'not');
    return (value) => !check(value);
  },
  title: ignored,
  description: ignored,
};

function compileSchema(schema: Value, keyword: string): Check {
  if (!isDoc(schema)) throw typeMismatch(`$jsonSchema keyword '${keyword}' must be an object`);
  const checks: Check[] = [];
  for (const [name, argument] of schema) {
    const compileKeyword = keywords[name];
    if (!compileKeyword) throw failedToParse(`Unknown $jsonSchema keyword: ${name}`);
    const check = compileKeyword(argument, schema);
    if (check) checks.push(check);
  }
  return (value) => checks.every((check) => check(value));
}

/** Compiles `$jsonSchema`. */
export function compileJsonSchema(schema: Value): (doc: Fields) => boolean {
  if (!isDoc(schema)) throw mongoError('TypeMismatch', '$jsonSchema must be an object');
  const check = compileSchema(schema, '$jsonSchema');
  return (doc) => check(toDoc(doc));
}
