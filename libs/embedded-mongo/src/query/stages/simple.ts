import { mongoError } from '../../errors.js';
import { isDoc, isNumeric, toDoc, typeName, type Doc, type Fields, type Value } from '../../values/index.js';
import { compileExpression } from '../expressions/index.js';
import { compile, newScope, type Env } from '../expressions/core.js';
import { parseFilter } from '../filter.js';
import { toNumber, toWhole } from '../numbers.js';
import { parseAddFields, parseProject, parseUnset } from '../projection.js';
import { parseReplaceRoot } from '../replace-root.js';
import { parseSort, sortPaced } from '../sort.js';
import { bytesOf, bytesOfDoc, Memory } from '../memory.js';
import { Top } from '../top.js';
import { batchesOf, eachDoc, type Batches, type PipelineContext, type Stage, type StageParser } from './core.js';
import { positiveWhole } from './count-argument.js';

const match: StageParser = (argument, context) => {
  if (!isDoc(argument)) throw mongoError(15959, 'the match filter must be an expression in an object');
  const filter = parseFilter(argument, context);
  return eachDoc((doc) => (filter.matches(doc) ? doc : undefined));
};

/** How many documents are asked of a sort by the `$skip` and `$limit` right after it. */
function wantedAfter(rest: readonly Doc[]): number {
  let skip = 0;
  for (const stage of rest) {
    if (!isDoc(stage)) return Infinity;
    const [name, value] = stage.entries().next().value ?? ['', null];
    const whole = toWhole(value);
    if (whole === undefined || whole < 0) return Infinity;
    if (name === '$limit') return skip + whole;
    if (name !== '$skip') return Infinity;
    skip += whole;
  }
  return Infinity;
}

interface Keyed {
  key: Value[];
  doc: Fields;
}

const sizeOfKeyed = ({ key, doc }: Keyed): number => bytesOf(key) + bytesOfDoc(doc);

const sort: StageParser = (argument, context, _name, rest) => {
  if (!isDoc(argument)) throw mongoError(15973, 'the $sort key specification must be an object');
  if (argument.size === 0) throw mongoError(15976, '$sort stage must have at least one sort key');
  const order = parseSort(argument, context.collation);
  const wanted = wantedAfter(rest);
  return async function* (input) {
    const byKey = (a: Keyed, b: Keyed): number => order.compareKeys(a.key, b.key);
    const top = wanted < Infinity ? new Top<Keyed>(wanted, byKey, sizeOfKeyed) : undefined;
    const all: Keyed[] = [];
    const memory = new Memory(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      'Sort exceeded memory limit: this server does not spill to disk',
    );
    for await (const batch of input) {
      for (const doc of batch) {
        const keyed = { key: order.key(doc), doc };
        if (!top) all.push(keyed);
        const before = top?.bytes ?? 0;
        top?.add(keyed);
        memory.add(top ? top.bytes - before : sizeOfKeyed(keyed));
      }
    }
    const sorted = top ? top.take() : await sortPaced(all, byKey);
    yield* batchesOf(sorted.map(({ doc }) => doc));
  };
};

const limit: StageParser = (argument, _context, name) => {
  const most = positiveWhole(argument, name);
  return async function* (input) {
    let left = most;
    for await (const batch of input) {
      yield batch.length > left ? batch.slice(0, left) : batch;
      left -= batch.length;
      if (left <= 0) return;
    }
  };
};

const skip: StageParser = (argument, _context, name) => {
  const count = positiveWhole(argument, name);
  return async function* (input) {
    let left = count;
    for await (const batch of input) {
      if (batch.length > left) yield left > 0 ? batch.slice(left) : batch;
      left = Math.max(0, left - batch.length);
    }
  };
};

const count: StageParser = (argument) => {
  if (typeof argument !== 'string') throw mongoError(40156, `the count field must be a non-empty string`);
  if (argument === '') throw mongoError(40157, 'the count field must be a non-empty string');
  if (argument.startsWith('$')) throw mongoError(40158, 'the count field cannot be a $-prefixed path');
  if (argument.includes('.')) throw mongoError(40160, "the count field cannot contain '.'");
  return async function* (input) {
    let total = 0;
    for await (const batch of input) total += batch.length;
    if (total > 0) yield [new Map([[argument, total]])];
  };
};

const sample: StageParser = (argument) => {
  if (!isDoc(argument)) throw mongoError(28745, 'the $sample stage specification must be an object');
  for (const name of argument.keys())
    if (name !== 'size') throw mongoError(28748, `unrecognized option to $sample: ${name}`);
  const size = argument.get('size');
  if (size === undefined) throw mongoError(28749, '$sample stage must specify a size');
  if (!isNumeric(size)) throw mongoError(28746, 'size argument to $sample must be a number');
  const wanted = Math.trunc(toNumber(size));
  if (wanted <= 0) throw mongoError(28747, 'size argument to $sample must be a positive integer');
  return async function* (input) {
    const kept: Fields[] = [];
    let seen = 0;
    for await (const batch of input) {
      for (const doc of batch) {
        const place = Math.floor(Math.random() * ++seen);
        if (kept.length < wanted) {
          kept.push(doc);
          const last = kept.length - 1;
          [kept[place], kept[last]] = [kept[last]!, kept[place]!];
        } else if (place < wanted) kept[place] = doc;
      }
    }
    yield* batchesOf(kept);
  };
};

const redact: StageParser = (argument, context) => {
  const scope = newScope(context);
  const decide = compile(argument, { ...scope, slots: new Map([['CURRENT', scope.counter.used++]]) });
  const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
  const inValue = (value: Value): Value | undefined => {
    if (isDoc(value)) return inDoc(value);
    if (!Array.isArray(value)) return value;
    return value.map(inValue).filter((item) => item !== undefined);
  };
  const inDoc = (doc: Doc): Doc | undefined => {
    env.vars[0] = doc;
    const decision = decide(env);
    if (decision === 'keep') return doc;
    if (decision === 'prune') return undefined;
    if (decision !== 'descend')
      throw mongoError(
        17053,
        `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${typeName(decision)}`,
      );
    const result: Doc = new Map();
    for (const [name, value] of doc) {
      const kept = inValue(value);
      if (kept !== undefined) result.set(name, kept);
    }
    return result;
  };
  return eachDoc((doc) => {
    env.root = doc;
    return inDoc(toDoc(doc));
  });
};

const documents: StageParser = (argument, context) => {
  const value = compileExpression(argument, context).on(new Map());
  if (!Array.isArray(value)) throw mongoError(5858203, 'an array is expected');
  for (const item of value)
    if (!isDoc(item))
      throw mongoError(
        40228,
        `'replacement document' expression must evaluate to an object, but resulting value was of type '${typeName(item)}'`,
      );
  return () => batchesOf(value as Doc[]);
};

const special: StageParser = (argument, context, name) => {
  const found = context.special?.(name, argument);
  if (!found) throw mongoError('CommandNotSupported', `${name} is not supported by this server`);
  return (): Batches => found;
};

const refused =
  (code: number, message: string): StageParser =>
  () => {
    throw mongoError(code, message);
  };

const byDoc =
  (make: (argument: Value, context: PipelineContext, name: string) => (doc: Fields) => Fields): StageParser =>
  (argument, context, name): Stage =>
    eachDoc(make(argument, context, name));

export const simpleStages: Record<string, StageParser> = {
  $match: match,
  $project: byDoc((argument, context) => parseProject(argument, context)),
  $addFields: byDoc((argument, context, name) => parseAddFields(argument, context, name)),
  $set: byDoc((argument, context, name) => parseAddFields(argument, context, name)),
  $unset: byDoc((argument) => parseUnset(argument)),
  $replaceRoot: byDoc((argument, context, name) => parseReplaceRoot(argument, context, name)),
  $replaceWith: byDoc((argument, context, name) => parseReplaceRoot(argument, context, name)),
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
  $sample: sample,
  $redact: redact,
  $documents: documents,
  $collStats: special,
  $indexStats: special,
  $currentOp: special,
  $listSessions: special,
  $listLocalSessions: special,
  $planCacheStats: special,
  $changeStream: refused(40573, 'The $changeStream stage is only supported on replica sets'),
  $geoNear: refused(291, 'unable to find index for $geoNear query'),
  $search: refused(
    31082,
    '$search not enabled! Enable Search by setting serverParameter mongotHost to a valid "host:port" string',
  ),
  $searchMeta: refused(
    31082,
    '$searchMeta not enabled! Enable Search by setting serverParameter mongotHost to a valid "host:port" string',
  ),
  $listSearchIndexes: refused(6047401, '$listSearchIndexes stage is only allowed on MongoDB Atlas'),
  $vectorSearch: refused(
    31082,
    '$vectorSearch not enabled! Enable Search by setting serverParameter mongotHost to a valid "host:port" string',
  ),
};
