import { mongoError } from '../errors.js';
import { isDoc, isNumeric, toDoc, type Doc, type Fields, type Value } from '../values/index.js';
import {
  compile,
  isExpressionName,
  isOperatorCall,
  newScope,
  type Env,
  type ExpressionOptions,
  type Scope,
} from './expressions/core.js';
import './expressions/index.js';
import { parseFilter, parseValueFilter, type Filter } from './filter.js';
import { isOperatorDoc } from './filter-operators.js';
import { toNumber, toWhole } from './numbers.js';
import { checkFieldPath } from './path.js';
import { isCopying, projectBytes } from './projection-bytes.js';
import { Branch, computeFields, projectDoc, type Leaf, type Mode, type Transform } from './projection-tree.js';

export interface Projection {
  (doc: Fields): Doc;
  /** The same from stored bytes to bytes, where fields are only kept and dropped. */
  readonly bytes?: (doc: Buffer) => Buffer;
}

export interface ProjectionOptions extends ExpressionOptions {
  /** A find's filter: the positional `$` shows the element that it matched. */
  filter?: Filter | undefined;
}

interface Parsing {
  scope: Scope;
  options: ProjectionOptions;
  /** A find has `$slice`, `$elemMatch` and the positional `$` beside what `$project` has. */
  isFind: boolean;
  tree: Branch;
  mode: Mode | undefined;
  hasPositional: boolean;
  hasElemMatch: boolean;
  idIncluded: boolean | undefined;
}

function isSwitch(value: Value): value is number | boolean | bigint {
  return typeof value === 'boolean' || isNumeric(value);
}

function isOn(value: Value): boolean {
  return typeof value === 'boolean' ? value : toNumber(value as number) !== 0;
}

function setMode(parsing: Parsing, mode: Mode, path: string): void {
  if (parsing.mode !== undefined && parsing.mode !== mode) {
    throw mode === 'include'
      ? mongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
      : mongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
  }
  parsing.mode = mode;
}

function addSwitch(parsing: Parsing, path: string, on: boolean): void {
  if (path === '_id') {
    parsing.idIncluded = on;
    if (on) parsing.tree.add(['_id'], { kind: 'keep' });
    return;
  }
  setMode(parsing, on ? 'include' : 'exclude', path);
  parsing.tree.add(checkFieldPath(path), { kind: on ? 'keep' : 'drop' });
}

function sliceTransform(argument: Value): Transform {
  const bad = (what: string): Error =>
    mongoError(28724, `First argument to $slice must be an array, but is of type: ${what}`);
  if (Array.isArray(argument)) {
    if (argument.length !== 2) throw mongoError(28667, 'Invalid $slice syntax. $slice takes exactly 2 arguments');
    const [skip, limit] = argument.map((item) => toWhole(item));
    if (skip === undefined || limit === undefined) throw bad('array');
    if (limit <= 0) throw mongoError(28729, `Third argument to $slice must be positive: ${limit}`);
    return (value) => {
      if (!Array.isArray(value)) return value;
      const from = skip < 0 ? Math.max(0, value.length + skip) : skip;
      return value.slice(from, from + limit);
    };
  }
  if (!isNumeric(argument)) throw bad('number');
  const count = Math.trunc(toNumber(argument));
  return (value) => (Array.isArray(value) ? (count < 0 ? value.slice(count) : value.slice(0, count)) : value);
}

function elemMatchTransform(argument: Value, options: ProjectionOptions): Transform {
  if (!isDoc(argument)) throw mongoError(31274, 'elemMatch: Invalid argument, object required');
  const inner = isOperatorDoc(argument) ? undefined : parseFilter(argument, options);
  const test = inner ? (value: Value) => isDoc(value) && inner.matches(value) : parseValueFilter(argument, options);
  return (value) => {
    const found = Array.isArray(value) ? value.find((element) => test(element)) : undefined;
    return found === undefined ? undefined : [found];
  };
}

function positionalTransform(filter: Filter | undefined): Transform {
  return (value, root) => {
    if (!Array.isArray(value)) return value;
    const index = filter?.locate(root) ?? -1;
    if (index < 0) {
      throw mongoError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    }
    return index < value.length ? [value[index]!] : [];
  };
}

/** What only a find's projection has; `undefined` where the field is none of it. */
function findLeaf(parsing: Parsing, path: string, value: Value): Leaf | undefined {
  if (!isOperatorCall(value) || value.size !== 1) return undefined;
  const [name, argument] = value.entries().next().value!;
  if (name === '$slice') {
    const isExpression = Array.isArray(argument) && (argument.length === 3 || !isNumeric(argument[0]));
    return isExpression ? undefined : { kind: 'transform', run: sliceTransform(argument) };
  }
  if (name !== '$elemMatch') return undefined;
  if (path.includes('.')) throw mongoError(31275, 'Cannot use $elemMatch projection on a nested field.');
  if (parsing.hasPositional) throw mongoError(31255, 'Cannot specify $elemMatch and positional operator.');
  parsing.hasElemMatch = true;
  setMode(parsing, 'include', path);
  return { kind: 'transform', run: elemMatchTransform(argument, parsing.options) };
}

function addPositional(parsing: Parsing, path: string, value: Value): void {
  if (!path.endsWith('.$')) {
    throw mongoError(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.",
    );
  }
  if (isSwitch(value) && !isOn(value)) throw mongoError(31395, 'positional projection cannot be used with exclusion');
  if (parsing.hasPositional) throw mongoError(31276, 'Cannot specify more than one positional projection per query.');
  if (parsing.hasElemMatch) throw mongoError(31256, 'Cannot specify positional operator and $elemMatch.');
  parsing.hasPositional = true;
  setMode(parsing, 'include', path);
  const run = positionalTransform(parsing.options.filter);
  parsing.tree.add(checkFieldPath(path.slice(0, -2)), { kind: 'transform', run });
}

function refuseUnknown(value: Value): void {
  if (!isOperatorCall(value)) return;
  const [name] = value.keys();
  if (!isExpressionName(name!)) throw mongoError(31325, `Unknown expression ${name}`);
}

function addField(parsing: Parsing, path: string, value: Value): void {
  if (parsing.isFind && /\.\$(\.|$)/.test(path)) return addPositional(parsing, path, value);
  if (isSwitch(value)) return addSwitch(parsing, path, isOn(value));
  const names = checkFieldPath(path);
  const leaf = parsing.isFind ? findLeaf(parsing, path, value) : undefined;
  if (leaf) return parsing.tree.add(names, leaf);
  if (isDoc(value) && !isOperatorCall(value)) {
    if (value.size === 0)
      throw mongoError(51270, `An empty sub-projection is not a valid value. Found empty object at path '${path}'`);
    for (const [name, inner] of value) {
      if (name.includes('.')) throw mongoError(40183, `cannot use dotted field name '${name}' in a sub object`);
      addField(parsing, `${path}.${name}`, inner);
    }
    return;
  }
  refuseUnknown(value);
  if (path !== '_id' && parsing.mode === 'exclude')
    throw mongoError(31252, 'Cannot use expression other than $meta in exclusion projection');
  if (path !== '_id') parsing.mode = 'include';
  else parsing.idIncluded = true;
  parsing.tree.add(names, { kind: 'compute', expr: compile(value, parsing.scope) });
}

function finish(parsing: Parsing): Projection {
  const { tree, scope } = parsing;
  const hasSlice = [...tree.children.values()].some((child) => child.kind === 'transform');
  const mode =
    parsing.mode ?? (parsing.idIncluded !== true && (hasSlice || parsing.idIncluded === false) ? 'exclude' : 'include');
  if (parsing.idIncluded !== false && mode === 'include' && !tree.children.has('_id'))
    tree.add(['_id'], { kind: 'keep' });
  if (parsing.idIncluded === false && mode === 'exclude') tree.add(['_id'], { kind: 'drop' });
  const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
  const project: Projection = (doc) => {
    const result = projectDoc(tree, doc, mode, doc);
    if (!tree.computes) return result;
    env.root = doc;
    return computeFields(tree, result, env);
  };
  return isCopying(tree) ? Object.assign(project, { bytes: (doc: Buffer) => projectBytes(tree, mode, doc) }) : project;
}

function parse(projection: Doc, options: ProjectionOptions, isFind: boolean): Projection {
  const parsing: Parsing = {
    scope: newScope(options),
    options,
    isFind,
    tree: new Branch(),
    mode: undefined,
    hasPositional: false,
    hasElemMatch: false,
    idIncluded: undefined,
  };
  for (const [path, value] of projection) addField(parsing, path, value);
  return finish(parsing);
}

/** Compiles a find's projection. An empty one gives the whole document. */
export function parseProjection(projection: Doc, options: ProjectionOptions): Projection {
  return projection.size === 0 ? toDoc : parse(projection, options, true);
}

/** Compiles the argument of `$project`. */
export function parseProject(projection: Value, options: ExpressionOptions): Projection {
  if (!isDoc(projection)) throw mongoError(15969, '$project specification must be an object');
  if (projection.size === 0)
    throw mongoError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  return parse(projection, options, false);
}

/** Compiles the argument of `$addFields` and `$set`: computed fields beside all the others. */
export function parseAddFields(argument: Value, options: ExpressionOptions, stage: string): Projection {
  if (!isDoc(argument))
    throw mongoError(40272, `${stage} specification stage must be an object, got ${typeof argument}`);
  const scope = newScope(options);
  const tree = new Branch();
  const add = (path: string, value: Value): void => {
    const names = checkFieldPath(path);
    if (isDoc(value) && !isOperatorCall(value) && value.size > 0) {
      for (const [name, inner] of value) add(`${path}.${name}`, inner);
    } else tree.add(names, { kind: 'compute', expr: compile(value, scope) });
  };
  for (const [path, value] of argument) add(path, value);
  const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
  return (doc) => {
    env.root = doc;
    return computeFields(tree, new Map(toDoc(doc)), env);
  };
}

/** Compiles the argument of `$unset`: one path or a list of them. */
export function parseUnset(argument: Value): Projection {
  const paths = Array.isArray(argument) ? argument : [argument];
  if (paths.length === 0)
    throw mongoError(31119, '$unset specification must be a string or an array with at least one field');
  const tree = new Branch();
  for (const path of paths) {
    if (typeof path !== 'string')
      throw mongoError(
        Array.isArray(argument) ? 31120 : 31002,
        '$unset specification must be a string or an array containing only string values',
      );
    if (path.startsWith('$'))
      throw mongoError(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
    tree.add(checkFieldPath(path), { kind: 'drop' });
  }
  return (doc) => projectDoc(tree, doc, 'exclude', doc);
}
