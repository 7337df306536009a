import { mongoError } from '../../errors.js';
import { isDoc, toDoc, typeName, type Doc, type Value } from '../../values/index.js';
import { checkFieldPath, valueAt } from '../path.js';
import { eachBatch, type StageParser } from './core.js';

/** A copy of a document with one path set (or removed, for `undefined`); only what is on the way is copied. */
export function withPath(doc: Doc, path: readonly string[], value: Value | undefined, at = 0): Doc {
  const result: Doc = new Map(doc);
  const name = path[at]!;
  if (at === path.length - 1) {
    if (value === undefined) result.delete(name);
    else result.set(name, value);
    return result;
  }
  const next = doc.get(name);
  if (next === undefined && value === undefined) return result;
  return result.set(name, withPath(isDoc(next) ? next : new Map(), path, value, at + 1)) as Doc;
}

interface Options {
  path: string;
  index: string[] | undefined;
  keepEmpty: boolean;
}

function parseOptions(argument: Value): Options {
  if (typeof argument === 'string') return { path: argument, index: undefined, keepEmpty: false };
  if (!isDoc(argument))
    throw mongoError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(argument)}`,
    );
  for (const key of argument.keys()) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(key))
      throw mongoError(28811, `unrecognized option to $unwind stage: ${key}`);
  }
  const path = argument.get('path');
  const index = argument.get('includeArrayIndex');
  const keep = argument.get('preserveNullAndEmptyArrays') ?? false;
  if (path === undefined) throw mongoError(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string')
    throw mongoError(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (typeof keep !== 'boolean')
    throw mongoError(
      28809,
      `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(keep)}`,
    );
  if (index !== undefined && (typeof index !== 'string' || index === '')) {
    throw mongoError(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${typeName(index)}`,
    );
  }
  if (index?.startsWith('$'))
    throw mongoError(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`);
  return { path, index: index === undefined ? undefined : checkFieldPath(index), keepEmpty: keep };
}

const unwind: StageParser = (argument) => {
  const { path, index, keepEmpty } = parseOptions(argument);
  if (!path.startsWith('$'))
    throw mongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const names = checkFieldPath(path.slice(1));
  const indexed = (doc: Doc, value: bigint | null): Doc => (index ? withPath(doc, index, value) : doc);
  return eachBatch((batch) => {
    const result: Doc[] = [];
    for (const fields of batch) {
      const doc = toDoc(fields);
      const value = valueAt(doc, names);
      if (Array.isArray(value)) {
        value.forEach((item, i) => result.push(indexed(withPath(doc, names, item), BigInt(i))));
        if (value.length === 0 && keepEmpty) result.push(indexed(withPath(doc, names, undefined), null));
      } else if (value === undefined || value === null) {
        if (keepEmpty) result.push(indexed(doc, null));
      } else result.push(indexed(doc, null));
    }
    return result;
  });
};

export const unwindStages: Record<string, StageParser> = { $unwind: unwind };
