import { mongoError } from '../../errors.js';
import { compare, double, isDoc, isNumeric, toDoc, typeName, type Doc, type Value } from '../../values/index.js';
import { add } from '../arithmetic.js';
import { compile, newScope, type Env, type Expr, type Scope } from '../expressions/core.js';
import { addUnits, unitOf, type Unit } from '../expressions/date-units.js';
import { utc } from '../expressions/zone.js';
import { toNumber, toWhole, type Numeric } from '../numbers.js';
import { checkFieldPath } from '../path.js';
import { parseSort, sortPaced, type Sort } from '../sort.js';
import { batchesOf, collect, type StageParser } from './core.js';
import { parseAccumulator, ValueMap } from './group.js';
import { withPath } from './unwind.js';
import { feedTo } from '../accumulators.js';
import { Memory } from '../memory.js';
import type { Bounds, Partition, WindowFunction } from './window-function.js';
import { derivative, integral, locf, linearFill, movingAverage } from './window-functions.js';

type Edge = number | 'current' | 'unbounded';

function parseEdges(argument: Value, kind: string): [Edge, Edge] {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw mongoError('FailedToParse', `Window bounds must be a 2-element array: ${kind}`);
  const edges = argument.map((edge) => {
    if (edge === 'current' || edge === 'unbounded') return edge;
    if (!isNumeric(edge))
      throw mongoError('FailedToParse', `Numeric ${kind}-based bounds, 'unbounded' or 'current' expected`);
    if (kind === 'documents' && toWhole(edge) === undefined)
      throw mongoError('FailedToParse', 'Numeric document-based bounds must be an integer');
    return toNumber(edge);
  }) as [Edge, Edge];
  const low = edges[0] === 'current' ? 0 : edges[0];
  const high = edges[1] === 'current' ? 0 : edges[1];
  if (typeof low === 'number' && typeof high === 'number' && low > high)
    throw mongoError(5339900, `Lower bound must not exceed upper bound: ${low}, ${high}`);
  return edges;
}

function documentBounds([low, high]: [Edge, Edge]): Bounds {
  return ({ docs }, at) => [
    low === 'unbounded' ? 0 : Math.max(0, at + (low === 'current' ? 0 : low)),
    high === 'unbounded' ? docs.length - 1 : Math.min(docs.length - 1, at + (high === 'current' ? 0 : high)),
  ];
}

function rangeBounds([low, high]: [Edge, Edge], unit: Unit | undefined): Bounds {
  const move = (value: Value, edge: number): Value => {
    if (unit) {
      if (!(value instanceof Date))
        throw mongoError(
          5429414,
          'Invalid range: Expected the sortBy field to be a Date, but it was ' + typeName(value),
        );
      return addUnits(value, unit, edge, utc);
    }
    if (!isNumeric(value))
      throw mongoError(
        5429413,
        'Invalid range: Expected the sortBy field to be a number, but it was ' + typeName(value),
      );
    return add(value, double(edge) as Numeric);
  };
  return (partition, at) => {
    const current = partition.sortValue(at) ?? null;
    const count = partition.docs.length;
    const firstWhere = (holds: (order: number) => boolean, bound: Value): number => {
      let [from, to] = [0, count];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (holds(compare(partition.sortValue(middle) ?? null, bound))) to = middle;
        else from = middle + 1;
      }
      return from;
    };
    const first =
      low === 'unbounded' ? 0 : firstWhere((order) => order >= 0, low === 'current' ? current : move(current, low));
    const end =
      high === 'unbounded'
        ? count - 1
        : firstWhere((order) => order > 0, high === 'current' ? current : move(current, high)) - 1;
    return [first, end];
  };
}

const whole: Bounds = ({ docs }) => [0, docs.length - 1];

function parseBounds(argument: Value | undefined, sort: Sort | undefined): Bounds {
  if (argument === undefined) return whole;
  if (!isDoc(argument)) throw mongoError('FailedToParse', "'window' field must be an object");
  for (const key of argument.keys())
    if (!['documents', 'range', 'unit'].includes(key))
      throw mongoError(
        'FailedToParse',
        `'window' field can only contain 'documents' as the only argument or 'range' with an optional 'unit' field`,
      );
  if (argument.has('documents')) {
    if (argument.size > 1)
      throw mongoError(
        'FailedToParse',
        "'window' field can only contain 'documents' as the only argument or 'range' with an optional 'unit' field",
      );
    const edges = parseEdges(argument.get('documents')!, 'documents');
    if (!sort && edges.some((edge) => edge !== 'unbounded'))
      throw mongoError(5339901, 'Document-based bounds require a sortBy');
    return documentBounds(edges);
  }
  if (!argument.has('range')) return whole;
  if (!sort || sort.fields.length !== 1) throw mongoError(5339902, 'Range-based window require sortBy a single field');
  const unit = argument.has('unit') ? unitOf(argument.get('unit')!, '$setWindowFields') : undefined;
  return rangeBounds(parseEdges(argument.get('range')!, 'range'), unit);
}

const memory = (): Memory => new Memory(5414201, 'Exceeded memory limit in DocumentSourceSetWindowFields');

/** Runs an accumulator over each document's window; a window that only grows is gone through once. */
function accumulate(operator: string, argument: Value, bounds: Bounds, scope: Scope): WindowFunction {
  const { make, feed } = parseAccumulator(operator, argument, scope);
  return (partition) => {
    const results: (Value | undefined)[] = [];
    const kept = memory();
    let growing: { first: number; end: number; accumulator: ReturnType<typeof make> } | undefined;
    for (let i = 0; i < partition.docs.length; i++) {
      const [first, end] = bounds(partition, i);
      if (!growing || growing.first !== first || growing.end > end)
        growing = { first, end: first - 1, accumulator: make(partition.env) };
      for (; growing.end < end; growing.end++)
        feedTo(growing.accumulator, operator, partition.value(feed, growing.end + 1));
      const result = growing.accumulator.result();
      if (Array.isArray(result)) kept.add(result.length * 16);
      results.push(Array.isArray(result) ? [...result] : result);
    }
    return results;
  };
}

function rank(dense: boolean): WindowFunction {
  return ({ docs, sameRank }) => {
    let current = 0;
    let distinct = 0;
    return docs.map((_doc, i) => {
      if (i === 0 || !sameRank(i - 1, i)) {
        current = i + 1;
        distinct++;
      }
      return dense ? distinct : current;
    });
  };
}

function shift(argument: Value, scope: Scope): WindowFunction {
  if (!isDoc(argument) || !argument.has('output') || !argument.has('by'))
    throw mongoError('FailedToParse', "$shift requires 'output' and 'by'");
  const output = compile(argument.get('output')!, scope);
  const by = toWhole(argument.get('by'));
  if (by === undefined) throw mongoError('FailedToParse', "'$shift:by' field must be an integer");
  const otherwise = argument.has('default') ? compile(argument.get('default')!, scope) : undefined;
  return (partition) =>
    partition.docs.map((_doc, i) => {
      const at = i + by;
      if (at >= 0 && at < partition.docs.length) return partition.value(output, at) ?? null;
      return otherwise?.(partition.env) ?? null;
    });
}

function covariance(argument: Value, bounds: Bounds, sample: boolean, scope: Scope): WindowFunction {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw mongoError('FailedToParse', '$covariance expects an array of two expressions');
  const [left, right] = argument.map((item) => compile(item, scope)) as [Expr, Expr];
  return (partition) =>
    partition.docs.map((_doc, i) => {
      const [first, end] = bounds(partition, i);
      const pairs: [number, number][] = [];
      for (let j = first; j <= end; j++) {
        const [x, y] = [partition.value(left, j), partition.value(right, j)];
        if (isNumeric(x) && isNumeric(y)) pairs.push([toNumber(x), toNumber(y)]);
      }
      const divisor = sample ? pairs.length - 1 : pairs.length;
      if (divisor <= 0) return null;
      const mean = (k: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
      const [mx, my] = [mean(0), mean(1)];
      return double(pairs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / divisor);
    });
}

function parseFunction(
  operator: string,
  argument: Value,
  window: Value | undefined,
  sort: Sort | undefined,
  scope: Scope,
): WindowFunction {
  const needsSort = [
    '$rank',
    '$denseRank',
    '$documentNumber',
    '$shift',
    '$derivative',
    '$integral',
    '$expMovingAvg',
    '$linearFill',
  ];
  if (needsSort.includes(operator) && !sort)
    throw mongoError(5371602, `${operator} must be specified with a top level sortBy expression`);
  if (
    ['$rank', '$denseRank', '$documentNumber', '$shift', '$linearFill', '$locf'].includes(operator) &&
    window !== undefined
  ) {
    throw mongoError(5371601, `Rank style window functions take no other arguments: ${operator}`);
  }
  switch (operator) {
    case '$rank':
      return rank(false);
    case '$denseRank':
      return rank(true);
    case '$documentNumber':
      return ({ docs }) => docs.map((_doc, i) => i + 1);
    case '$shift':
      return shift(argument, scope);
    case '$locf':
      return locf(compile(argument, scope));
    case '$linearFill':
      return linearFill(compile(argument, scope));
    case '$expMovingAvg':
      return movingAverage(argument, scope);
    case '$derivative':
      return derivative(argument, parseBounds(window, sort), scope);
    case '$integral':
      return integral(argument, parseBounds(window, sort), scope);
    case '$covariancePop':
    case '$covarianceSamp':
      return covariance(argument, parseBounds(window, sort), operator === '$covarianceSamp', scope);
    default:
      return accumulate(operator, argument, parseBounds(window, sort), scope);
  }
}

function parseOutput(spec: Value, sort: Sort | undefined, scope: Scope): WindowFunction {
  if (!isDoc(spec)) throw mongoError('FailedToParse', 'The field must be an object');
  const window = spec.get('window');
  const operators = [...spec].filter(([name]) => name !== 'window');
  const [operator, argument] = operators[0] ?? [];
  if (operators.length !== 1 || !operator?.startsWith('$'))
    throw mongoError('FailedToParse', 'Expected exactly one window function');
  try {
    return parseFunction(operator, argument!, window, sort, scope);
  } catch (error) {
    if ((error as { code?: number }).code === 15952)
      throw mongoError('FailedToParse', `Unrecognized window function, ${operator}`);
    throw error;
  }
}

function makePartition(docs: Doc[], sort: Sort | undefined, scope: Scope): Partition {
  const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
  const keys = sort ? docs.map((doc) => sort.key(doc)) : [];
  const values = sort ? docs.map((doc) => sort.values(doc)) : [];
  return {
    docs,
    env,
    sortValue: (at) => values[at]?.[0],
    value(expr, at) {
      env.root = docs[at]!;
      return expr(env);
    },
    sameRank: (a, b) => sort!.compareKeys(keys[a]!, keys[b]!) === 0,
  };
}

async function sortedBy(docs: readonly Doc[], sort: Sort): Promise<Doc[]> {
  const keyed = docs.map((doc) => ({ doc, key: sort.key(doc) }));
  return (await sortPaced(keyed, (a, b) => sort.compareKeys(a.key, b.key))).map(({ doc }) => doc);
}

export const setWindowFields: StageParser = (argument, context) => {
  if (!isDoc(argument))
    throw mongoError(
      'FailedToParse',
      `the $setWindowFields stage specification must be an object, found ${typeName(argument)}`,
    );
  for (const key of argument.keys())
    if (!['partitionBy', 'sortBy', 'output'].includes(key))
      throw mongoError(40415, `BSON field '$setWindowFields.${key}' is an unknown field.`);
  const output = argument.get('output');
  if (!isDoc(output)) throw mongoError(40414, "BSON field '$setWindowFields.output' is missing but a required field");
  const scope = newScope(context);
  const sortBy = argument.get('sortBy');
  const sort = isDoc(sortBy) ? parseSort(sortBy, context.collation) : undefined;
  const partitionBy = compile(argument.get('partitionBy') ?? null, scope);
  const functions = [...output].map(([path, spec]) => ({
    path: checkFieldPath(path),
    run: parseOutput(spec, sort, scope),
  }));
  return async function* (input) {
    const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
    const partitions: { key: Value; docs: Doc[] }[] = [];
    const byKey = new ValueMap<{ key: Value; docs: Doc[] }>(context.collation);
    for (const fields of await collect(input, memory())) {
      const doc = toDoc(fields);
      env.root = doc;
      const key = partitionBy(env) ?? null;
      if (Array.isArray(key))
        throw mongoError('TypeMismatch', 'An expression used to partition cannot evaluate to value of type array');
      const partition = byKey.getOrMake(key, () => {
        const made = { key, docs: [] as Doc[] };
        partitions.push(made);
        return made;
      });
      partition.docs.push(doc);
    }
    partitions.sort((a, b) => compare(a.key, b.key, context.collation));
    for (const { docs: unsorted } of partitions) {
      const docs = sort ? await sortedBy(unsorted, sort) : unsorted;
      const partition = makePartition(docs, sort, scope);
      const columns = functions.map(({ run }) => run(partition));
      yield* batchesOf(
        docs.map((doc, i) => functions.reduce((result, { path }, j) => withPath(result, path, columns[j]![i]), doc)),
      );
    }
  };
};

export const windowStages: Record<string, StageParser> = { $setWindowFields: setWindowFields };
