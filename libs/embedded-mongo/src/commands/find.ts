import { badValue, failedToParse, mongoError } from '../errors.js';
import { startScan, type Plan } from '../planner/plan.js';
import { QueryStream } from '../planner/stream.js';
import { Pace } from '../breathe.js';
import { parseProjection } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { fetcher } from '../storage/records.js';
import { compare, encodeKey, isDoc, MAX_DOCUMENT, RawDoc, type Doc, type Value } from '../values/index.js';
import { aggregateView } from './aggregate.js';
import { collectionOf, type Context, type Handler, type Reply } from './context.js';
import { cursorReply, firstBatch, nextBatch } from './cursor-reply.js';
import { countMatching, isExact, nonNegative, planFor, readQuery } from './query.js';
import { TailStream } from './tail.js';

export const find: Handler = async (context) => {
  const { command, engine } = context;
  engine.counters.query++;
  const { db, name, collection } = collectionOf(context);
  const limit = nonNegative(context, 'limit');
  const skip = nonNegative(context, 'skip');
  const batchSize = command.has('batchSize') ? nonNegative(context, 'batchSize') : undefined;
  const isTailable = command.flag('tailable');
  if (collection?.view !== undefined)
    return aggregateView(context, collection, viewPipeline(context, skip, limit), batchSize);
  const query = readQuery(context, collection, 'filter');
  const projection = command.doc('projection');
  const project =
    projection === undefined || projection.size === 0
      ? undefined
      : parseProjection(projection, {
          collation: query.collation,
          variables: query.variables,
          now: context.now,
          filter: query.filter,
        });
  const namespace = `${db}.${name}`;
  if (command.flag('awaitData') && !isTailable) throw failedToParse('Cannot set awaitData without tailable');
  if (collection === undefined) return cursorReply('firstBatch', [], 0n, namespace);
  if (command.flag('showRecordId'))
    throw mongoError('CommandNotSupported', 'showRecordId is not supported by this server');
  checkRange(command.doc('min'), command.doc('max'), query.hint);
  if (isTailable) {
    if (collection.capped === undefined)
      throw badValue(`error processing query: ns=${namespace} tailable cursor requested on non capped collection`);
    const stream = new TailStream(context.writer.view, collection, { filter: query.filter, project, skip, limit });
    const isAwaiting = command.flag('awaitData');
    // As in MongoDB there is nothing to wait behind where the collection is empty.
    const isSingle = command.flag('singleBatch') || collection.count === 0;
    return firstBatch(context, stream, namespace, { batchSize, isSingle, isAwaiting });
  }
  const plan = planFor(context, collection, query, limit > 0 ? limit + skip : undefined);
  const stream = new QueryStream({
    scan: startScan(context.writer.view, collection, plan),
    fetch: fetcher(context.writer.view, collection),
    filter: isExact(plan) ? undefined : query.filter,
    sort: plan.sorts ? undefined : query.sort,
    skip,
    limit,
    projection: project ?? specialShape(context, plan),
    timeLimit: context.timeLimit,
  });
  return firstBatch(context, stream, namespace, { batchSize, isSingle: command.flag('singleBatch') });
};

/** `returnKey` changes what is given; it is served only through an index. */
function specialShape(
  context: Context,
  plan: Plan,
): ((doc: { get(name: string): Value | undefined }) => Doc) | undefined {
  if (!context.command.flag('returnKey')) return undefined;
  if (plan.kind !== 'index') return () => new Map();
  const names = [...plan.index.keyPattern.keys()];
  return (doc) => new Map(names.map((name) => [name, doc.get(name) ?? null]));
}

function checkRange(min: Doc | undefined, max: Doc | undefined, hint: Value | undefined): void {
  if ((min?.size ?? 0) + (max?.size ?? 0) === 0) return;
  if (hint === undefined)
    throw mongoError(51173, 'When using min()/max() a hint of which index to use must be provided');
  throw mongoError('CommandNotSupported', 'min() and max() are not supported by this server; use $gte and $lt');
}

function viewPipeline(context: Context, skip: number, limit: number): Doc[] {
  const { command } = context;
  const stages: Doc[] = [];
  const add = (name: string, value: Value | undefined): void =>
    void (value !== undefined && !(isDoc(value) && value.size === 0) && stages.push(new Map([[name, value]])));
  add('$match', command.doc('filter'));
  add('$sort', command.doc('sort'));
  if (skip > 0) add('$skip', skip);
  if (limit > 0) add('$limit', limit);
  add('$project', command.doc('projection'));
  return stages;
}

export const getMore: Handler = async (context) => {
  const { command, engine } = context;
  engine.counters.getmore++;
  const id = command.get('getMore');
  if (typeof id !== 'bigint')
    throw mongoError('TypeMismatch', "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  const namespace = `${command.db}.${command.text('collection')}`;
  const batchSize = command.has('batchSize') ? nonNegative(context, 'batchSize') : 0;
  const cursor = engine.cursors.find(id);
  if (cursor.namespace !== namespace) {
    throw mongoError(
      'Unauthorized',
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    );
  }
  if (cursor.transaction !== undefined && cursor.transaction !== context.transaction) {
    throw mongoError(50740, 'Cannot run getMore on a cursor outside of the transaction that created it');
  }
  if (command.has('maxTimeMS') && !cursor.isAwaiting)
    throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  if (cursor.isInUse) throw mongoError('CursorInUse', `cursor id ${id} is already in use`);
  cursor.isInUse = true;
  try {
    if (cursor.isAwaiting && cursor.stream instanceof TailStream) {
      await cursor.stream.wait(command.number('maxTimeMS') ?? 1000, () => cursor.isKilled || !engine.isOpen);
    }
    return await nextBatch(context, cursor, batchSize === 0 ? Infinity : batchSize);
  } catch (error) {
    engine.cursors.close(id);
    throw error;
  } finally {
    cursor.isInUse = false;
  }
};

export const killCursors: Handler = (context) => {
  const ids = context.command.array('cursors') ?? [];
  const killed: Value[] = [];
  const missing: Value[] = [];
  for (const id of ids) (context.engine.cursors.close(BigInt(id as bigint)) ? killed : missing).push(id);
  return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [] };
};

export const count: Handler = async (context) => {
  const { command, engine } = context;
  engine.counters.command++;
  const { collection } = collectionOf(context);
  const limit = Math.abs(command.number('limit') ?? 0);
  const skip = nonNegative(context, 'skip');
  const query = readQuery(context, collection, 'query');
  if (collection === undefined) return { n: 0 };
  if (collection.view !== undefined) return countView(context, collection);
  const total = await countMatching(context, collection, query, limit > 0 ? limit + skip : Infinity);
  const n = Math.max(0, total - skip);
  return { n: limit > 0 ? Math.min(n, limit) : n };
};

async function countView(context: Context, collection: Collection): Promise<Reply> {
  const filter = context.command.doc('query');
  const stages: Doc[] = filter === undefined || filter.size === 0 ? [] : [new Map([['$match', filter]])];
  stages.push(new Map([['$count', 'n']]));
  return aggregateView(context, collection, stages, undefined, (docs) => ({
    n: (docs[0]?.get('n') as number | undefined) ?? 0,
  }));
}

export const distinct: Handler = async (context) => {
  const { command, engine } = context;
  engine.counters.command++;
  const { collection } = collectionOf(context);
  const path = command.text('key');
  const query = readQuery(context, collection, 'query');
  if (collection === undefined) return { values: [] };
  const seen = new Set<string>();
  const values: Value[] = [];
  let size = 0;
  const names = path.split('.');
  const inOrder = (list: Value[]): Value[] => list.sort((a, b) => compare(a, b, query.collation));
  const take = (doc: { get(name: string): Value | undefined }): void =>
    eachValue(doc, names, (value) => {
      const key = Buffer.from(encodeKey([value], [1], query.collation)).toString('latin1');
      if (seen.has(key)) return;
      seen.add(key);
      size += key.length;
      if (size > MAX_DOCUMENT) throw mongoError(17217, 'distinct too big, 16mb cap');
      values.push(value);
    });
  if (collection.view !== undefined) {
    const filter = command.doc('query');
    const stages: Doc[] = filter === undefined || filter.size === 0 ? [] : [new Map([['$match', filter]])];
    return aggregateView(context, collection, stages, undefined, (docs) => {
      docs.forEach(take);
      return { values: inOrder(values) };
    });
  }
  const plan = planFor(context, collection, query, undefined);
  const scan = startScan(context.writer.view, collection, plan);
  const pace = new Pace(context.timeLimit);
  for (let found = scan.next(256); found !== undefined; found = scan.next(256)) {
    for (const bytes of found.docs) {
      const doc = new RawDoc(bytes);
      if (isExact(plan) || query.filter.matches(doc)) take(doc);
      if (pace.isDue) await pace.pause();
    }
    context.timeLimit?.check();
  }
  return { values: inOrder(values) };
};

/** Each value at a path, elements of arrays one by one. */
function eachValue(
  doc: { get(name: string): Value | undefined },
  path: readonly string[],
  visit: (value: Value) => void,
  at = 0,
): void {
  const value = doc.get(path[at]!);
  if (value === undefined) return;
  if (at === path.length - 1) {
    if (Array.isArray(value)) value.forEach(visit);
    else visit(value);
  } else if (isDoc(value)) eachValue(value, path, visit, at + 1);
  else if (Array.isArray(value)) {
    const element = /^\d+$/.test(path[at + 1]!) ? value[Number(path[at + 1])] : undefined;
    if (element !== undefined) {
      if (at + 2 === path.length) visit(element);
      else if (isDoc(element)) eachValue(element, path, visit, at + 2);
    } else for (const item of value) if (isDoc(item)) eachValue(item, path, visit, at + 1);
  }
}
