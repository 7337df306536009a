import { badValue, failedToParse, mongoError, typeMismatch } from '../errors.js';
import { isDoc, typeName, type Collation, type Doc, type Value } from '../values/index.js';
import { describe } from './describe.js';
import type { Variables } from './expressions/index.js';
import { parseFilter, type Filter } from './filter.js';
import { isOperatorDoc } from './filter-operators.js';
import type { Test } from './path.js';
import { checkStorable } from './storable.js';
import { arrayOperators } from './update-arrays.js';
import {
  checkRename,
  fieldOperators,
  isSame,
  renameLeaf,
  withoutEmptyTimestamps,
  type LeafMaker,
} from './update-fields.js';
import { parseUpdatePipeline } from './update-pipeline.js';
import { UpdateBranch, UpdateRunner, type ArrayFilters, type UpdateContext } from './update-tree.js';

export interface UpdateOptions {
  arrayFilters?: readonly Doc[] | undefined;
  collation?: Collation | undefined;
  variables?: Variables | undefined;
  now: Date;
  /** The filter that found the document: the positional `$` is the element it matched. */
  filter?: Filter | undefined;
  /** Empty timestamps of a replacement are stored as they are. */
  keepsEmptyTimestamps?: boolean;
}

export interface Update {
  kind: 'replacement' | 'operators' | 'pipeline';
  /** Names of the only fields that it reads and writes, where these are known: `apply` needs no others beside `_id`. */
  touched?: ReadonlySet<string>;
  /** The changed document, or the same reference where nothing changes. Refuses what cannot be stored. */
  apply(doc: Doc, mode: { insert: boolean }): Doc;
}

const makers: Record<string, LeafMaker> = { ...fieldOperators, ...arrayOperators };

const dollarPrefixed = (name: string): Error =>
  mongoError(
    'DollarPrefixedFieldName',
    `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  );

function updatePath(path: string): string[] {
  const names = path.split('.');
  if (names.includes(''))
    throw mongoError(
      'EmptyFieldName',
      path === ''
        ? 'An empty update path is not valid.'
        : `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  if (/^\$($|\[)/.test(names[0]!)) {
    throw badValue(
      `Cannot have ${names[0] === '$' ? "positional (i.e. '$') element" : "array filter identifier (i.e. '$[<id>]') element"} in the first position in path '${path}'`,
    );
  }
  for (const name of names) {
    if (name.includes('\0')) throw badValue('Field names cannot contain the null byte');
  }
  if (names.filter((name) => name === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
  return names;
}

/** The identifier that an array filter is about: the first name of its paths. */
function identifiers(filter: Doc): Set<string> {
  const found = new Set<string>();
  for (const [name, value] of filter) {
    if (name.startsWith('$') && Array.isArray(value)) {
      for (const item of value) if (isDoc(item)) identifiers(item).forEach((id) => found.add(id));
    } else found.add(name.split('.')[0]!);
  }
  return found;
}

function parseArrayFilters(filters: readonly Doc[], options: UpdateOptions): Map<string, Test> {
  const result = new Map<string, Test>();
  for (const filter of filters) {
    const [id, ...others] = identifiers(filter);
    if (id === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (others.length > 0)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${id}' and '${others[0]}'`,
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(id)) {
      throw badValue(
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${id}'`,
      );
    }
    if (result.has(id)) throw failedToParse(`Found multiple array filters with the same top-level field name ${id}`);
    const compiled = parseFilter(filter, options);
    result.set(id, (value) => compiled.matches({ get: (name) => (name === id ? value : undefined) }));
  }
  return result;
}

function checkIdentifiers(paths: readonly string[][], filters: ArrayFilters, update: Doc): void {
  const used = new Set<string>();
  for (const names of paths) {
    for (const name of names) {
      const id = /^\$\[(.+)\]$/.exec(name)?.[1];
      if (id === undefined) continue;
      if (!filters.has(id)) throw badValue(`No array filter found for identifier '${id}' in path '${names.join('.')}'`);
      used.add(id);
    }
  }
  for (const id of filters.keys()) {
    if (!used.has(id))
      throw failedToParse(`The array filter for identifier '${id}' was not used in the update ${describe(update)}`);
  }
}

function checkRenamePaths(source: string, target: Value): asserts target is string {
  if (typeof target !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${source}: ${describe(target)}`);
  if (source === target) throw badValue(`The source and target field for $rename must differ: ${source}: "${target}"`);
  if (source.startsWith(`${target}.`) || target.startsWith(`${source}.`)) {
    throw badValue(`The source and target field for $rename must not be on the same path: ${source}: "${target}"`);
  }
  for (const [path, which] of [
    [source, 'source'],
    [target, 'destination'],
  ] as const) {
    if (path.split('.').some((name) => name === '$' || name.startsWith('$[')))
      throw badValue(`The ${which} field for $rename may not be dynamic: ${path}`);
  }
}

function parseOperators(update: Doc, options: UpdateOptions): Update {
  const filters = parseArrayFilters(options.arrayFilters ?? [], options);
  const tree = new UpdateBranch();
  const paths: string[][] = [];
  const renames: [string, string][] = [];
  for (const [operator, fields] of update) {
    if (operator !== '$rename' && !makers[operator]) {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${describe(fields)}}`,
      );
    }
    for (const [path, argument] of fields) {
      const names = updatePath(path);
      paths.push(names);
      if (operator === '$rename') {
        checkRenamePaths(path, argument);
        renames.push([path, argument]);
        tree.add(updatePath(argument), renameLeaf(path));
        tree.add(names, { ...makers.$unset!(argument, path, options), operator });
      } else tree.add(names, makers[operator]!(argument, path, options));
    }
  }
  checkIdentifiers(paths, filters, update);
  tree.sort();
  const run = new UpdateRunner(filters);
  // The positional `$` asks the filter, which may look anywhere.
  const isPositional = paths.some((names) => names.includes('$'));
  const tops = [...paths.map(([name]) => name!), ...renames.map(([, target]) => target.split('.')[0]!)];
  return {
    kind: 'operators',
    ...(isPositional ? {} : { touched: new Set(tops) }),
    apply(doc, { insert }) {
      const context = makeContext(doc, insert, options.filter);
      for (const [source, target] of renames) checkRename(context, source, target);
      if (tree.children.size === 0) return doc;
      return finish(doc, run.run(tree, doc, context, '') as Doc, insert);
    },
  };
}

function makeContext(root: Doc, insert: boolean, filter?: Filter): UpdateContext {
  let index: number | undefined;
  return {
    root,
    insert,
    position() {
      index ??= insert ? -1 : (filter?.locate(root) ?? -1);
      if (index < 0) throw badValue('The positional operator did not find the match needed from the query.');
      return index;
    },
  };
}

/** Holds the document's id as it was and in its first place, and what is stored to the rules. */
function finish(before: Doc, after: Doc, insert: boolean): Doc {
  if (after === before && !insert) return before;
  const id = before.get('_id');
  if (id !== undefined && !isSame(after.get('_id'), id)) {
    throw mongoError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  const result = idFirst(after);
  checkStorable(result);
  return result;
}

export function idFirst(doc: Doc): Doc {
  const id = doc.get('_id');
  if (id === undefined || doc.keys().next().value === '_id') return doc;
  return new Map([['_id', id], ...doc]) as Doc;
}

function parseReplacement(given: Doc, options: UpdateOptions): Update {
  const update = options.keepsEmptyTimestamps === true ? given : withoutEmptyTimestamps(given, options.now);
  for (const name of update.keys()) {
    if (name.startsWith('$')) throw dollarPrefixed(name);
  }
  return {
    kind: 'replacement',
    apply(doc) {
      const id = doc.get('_id');
      const newId = update.get('_id');
      if (id !== undefined && newId !== undefined && !isSame(id, newId)) {
        throw mongoError(
          'ImmutableField',
          `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${describe(newId)}`,
        );
      }
      const result = idFirst(
        id === undefined || newId !== undefined ? update : (new Map([['_id', id], ...update]) as Doc),
      );
      if (isSame(result, doc)) return doc;
      checkStorable(result);
      return result;
    },
  };
}

/** Compiles an update: operators, a whole replacement, or a pipeline. */
export function parseUpdate(update: Doc | readonly Doc[], options: UpdateOptions): Update {
  if (Array.isArray(update)) {
    if (options.arrayFilters?.length) throw failedToParse('Cannot specify arrayFilters and a pipeline update');
    const run = parseUpdatePipeline(update as Doc[], options);
    return {
      kind: 'pipeline',
      apply(doc, { insert }) {
        const result = run(doc);
        const kept = !result.has('_id') && doc.has('_id') ? new Map([['_id', doc.get('_id')!], ...result]) : result;
        return isSame(kept, doc) ? (insert ? finish(doc, doc, insert) : doc) : finish(doc, kept, insert);
      },
    };
  }
  if (!isDoc(update)) throw typeMismatch('Update argument must be either an object or an array');
  const [first] = update.keys();
  if (first?.startsWith('$')) return parseOperators(update, options);
  if (options.arrayFilters?.length) throw failedToParse('Cannot specify arrayFilters with a replacement-style update');
  return parseReplacement(update, options);
}

function seedField(seed: Doc, path: string, value: Value): void {
  const names = path.split('.');
  let current = seed;
  names.forEach((name, i) => {
    const twice = (): Error =>
      mongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${names.slice(0, i + 1).join('.')}' is matched twice`,
      );
    const known = current.get(name);
    if (i === names.length - 1) {
      if (known !== undefined) throw twice();
      current.set(name, value);
      return;
    }
    if (known !== undefined && !isDoc(known)) throw twice();
    const next: Doc = known ?? (new Map() as Doc);
    current.set(name, next);
    current = next;
  });
}

function seedFrom(filter: Doc, seed: Doc): void {
  for (const [name, value] of filter) {
    if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
      if (Array.isArray(value)) for (const item of value) if (isDoc(item)) seedFrom(item, seed);
    } else if (!name.startsWith('$')) {
      const equal = equalityOf(value);
      if (equal !== undefined) seedField(seed, name, equal);
    }
  }
}

function equalityOf(value: Value): Value | undefined {
  if (!isOperatorDoc(value)) return typeName(value) === 'regex' ? undefined : value;
  if (value.has('$eq')) return value.get('$eq');
  for (const name of ['$in', '$all']) {
    const list = value.get(name);
    if (Array.isArray(list) && list.length === 1 && typeName(list[0]) !== 'regex' && !isOperatorDoc(list[0]))
      return list[0];
  }
  return undefined;
}

/** The fields that a filter's equalities give a document that an upsert makes. */
export function upsertSeed(filter: Doc): Doc {
  const seed: Doc = new Map();
  seedFrom(filter, seed);
  return idFirst(seed);
}
