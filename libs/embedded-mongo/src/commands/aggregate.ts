import { failedToParse, mongoError } from '../errors.js';
import { choosePlan, startScan } from '../planner/plan.js';
import { QueryStream } from '../planner/stream.js';
import {
  parseFilter,
  parsePipeline,
  parseSort,
  type Batches,
  type Leading,
  type PipelineContext,
  type SourceRequest,
  withoutCollection,
} from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { fetcher } from '../storage/records.js';
import { doc, isDoc, RawDoc, type Doc, type Value } from '../values/index.js';
import { BatchStream } from './batch-stream.js';
import {
  collationOf,
  collectionOf,
  namedCollection,
  type Context,
  type Handler,
  type RawReply,
  type Reply,
} from './context.js';
import { noWriteConcern } from './command.js';
import { cursorReply, firstBatch } from './cursor-reply.js';
import { explainCommand } from './explain.js';
import { countMatching, isExact, readQuery } from './query.js';
import { evaluateLet } from './let.js';
import { outputSink } from './output.js';
import { specialStage } from './special-stages.js';

const DEEPEST_VIEW = 20;

export const aggregate: Handler = async (context) => {
  const { command } = context;
  context.engine.counters.command++;
  const stages = command.array('pipeline');
  if (stages === undefined) throw command.missing('pipeline');
  if (command.flag('explain')) {
    const names = ['aggregate', ...command.ownNames().filter((name) => name !== 'explain')];
    return explainCommand(context, new Map(names.map((name) => [name, command.get(name)!])), 'queryPlanner');
  }
  if (command.has('writeConcern') && !endsInOutput(stages)) throw noWriteConcern();
  const cursor = command.doc('cursor');
  if (cursor === undefined)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  const batchSize = cursor.get('batchSize') === undefined ? undefined : Number(cursor.get('batchSize'));
  if (command.get('aggregate') === 1)
    return runPipeline(context, undefined, stages, batchSize, `${command.db}.$cmd.aggregate`);
  const { db, name, collection } = collectionOf(context);
  const counting = collection?.view === undefined ? countingShape(stages as Doc[]) : undefined;
  if (counting !== undefined) return countDocuments(context, collection, counting, `${db}.${name}`);
  return runPipeline(context, collection, stages, batchSize, `${db}.${name}`, name);
};

function endsInOutput(stages: readonly Value[]): boolean {
  const last = stages.at(-1);
  return isDoc(last) && (last.has('$out') || last.has('$merge'));
}

/** Runs stages on a view, as find, count and distinct do; `collect` makes the reply where there is no cursor. */
export async function aggregateView(
  context: Context,
  view: Collection,
  stages: readonly Doc[],
  batchSize: number | undefined,
  collect?: (docs: RawDoc[]) => Reply,
): Promise<Reply> {
  if (collect === undefined) return runPipeline(context, view, stages, batchSize, `${view.db}.${view.name}`, view.name);
  const stream = new BatchStream(pipelineOf(context, view, stages, view.name).batches);
  const { docs } = await stream.take(Infinity, Infinity);
  return collect(docs.map((bytes) => new RawDoc(bytes)));
}

async function runPipeline(
  context: Context,
  collection: Collection | undefined,
  stages: readonly Value[],
  batchSize: number | undefined,
  namespace: string,
  name?: string,
): Promise<Reply> {
  const { batches, writes } = pipelineOf(context, collection, stages, name);
  const stream = new BatchStream(batches);
  if (!writes) return firstBatch(context, stream, namespace, { batchSize });
  if (context.command.doc('readConcern')?.get('level') === 'linearizable') {
    throw mongoError('InvalidOptions', "$out and $merge cannot be used with a 'linearizable' read concern level");
  }
  if (context.transaction !== undefined)
    throw mongoError(
      'OperationNotSupportedInTransaction',
      'Cannot run $out or $merge in a multi-document transaction.',
    );
  await stream.take(1, Infinity);
  return { cursor: doc({ firstBatch: [], id: 0n, ns: namespace }) };
}

/** A view's own stages and those of the views under it, down to the collection. */
function resolve(
  context: Context,
  db: string,
  collection: Collection | undefined,
  name: string | undefined,
): { collection: Collection | undefined; name: string | undefined; stages: Value[] } {
  let current = collection;
  let currentName = name;
  let stages: Value[] = [];
  for (let depth = 0; current?.view !== undefined; depth++) {
    if (depth > DEEPEST_VIEW)
      throw mongoError(
        'ViewDepthLimitExceeded',
        `View depth too deep or view cycle detected; maximum depth is ${DEEPEST_VIEW}`,
      );
    stages = [...current.view.pipeline, ...stages];
    currentName = current.view.on;
    current = context.engine.catalog.collection(db, currentName);
  }
  return { collection: current, name: currentName, stages };
}

function pipelineOf(
  context: Context,
  given: Collection | undefined,
  givenStages: readonly Value[],
  givenName?: string,
): { batches: Batches; writes: boolean } {
  const { command } = context;
  const resolved = resolve(context, command.db, given, givenName);
  const stages = [...resolved.stages, ...givenStages];
  const collation = collationOf(command.get('collation'), given);
  const pipelineContext: PipelineContext = {
    database: command.db,
    collection: resolved.name,
    collation,
    variables: evaluateLet(command.doc('let'), context.now),
    now: context.now,
    source: (request) => sourceOf(context, pipelineContext, request),
    sink: outputSink(context),
    special: (name, argument) => specialStage(context, resolved.collection, resolved.name, name, argument),
  };
  const pipeline = parsePipeline(stages, pipelineContext);
  if (givenName === undefined && !pipeline.hasOwnSource) {
    const first = stages.length === 0 ? '' : [...(stages[0] as Doc).keys()][0];
    throw mongoError('InvalidNamespace', `{aggregate: 1} is not valid for '${first}'; a collection is required.`);
  }
  const [own] = stages[0] === undefined ? [] : (stages[0] as Doc).keys();
  if (givenName !== undefined && own !== undefined && withoutCollection.has(own))
    throw mongoError('InvalidNamespace', `'${own}' can only be run with {aggregate: 1}`);
  const source = pipeline.hasOwnSource
    ? nothing()
    : documents(context, pipelineContext, resolved.collection, pipeline.leading, command.get('hint'));
  return { batches: pipeline.run(source), writes: pipeline.writes };
}

async function* nothing(): AsyncGenerator<never> {}

/** The documents of another collection or view for `$lookup` and its like. */
function sourceOf(context: Context, outer: PipelineContext, request: SourceRequest): Batches {
  const pipelineContext = { ...outer, variables: request.variables ?? outer.variables };
  const db = request.database ?? context.command.db;
  const collection = namedCollection(context, db, request.collection);
  if (collection?.view === undefined) return documents(context, pipelineContext, collection, request, undefined);
  const resolved = resolve(context, db, collection, collection.name);
  const stages: Value[] = [...resolved.stages];
  const add = (name: string, value: Value | undefined): void =>
    void (value !== undefined && stages.push(new Map([[name, value]])));
  add('$match', request.filter);
  add('$sort', request.sort);
  add('$skip', request.skip);
  add('$limit', request.limit);
  const pipeline = parsePipeline(stages, pipelineContext);
  return pipeline.run(documents(context, pipelineContext, resolved.collection, pipeline.leading, undefined));
}

const FIRST_BATCH = 32;
const LARGEST_BATCH = 512;

/** What the leading stages leave of a collection, found as a query's documents are; small batches first. */
async function* documents(
  context: Context,
  options: PipelineContext,
  collection: Collection | undefined,
  leading: Leading,
  hint: Value | undefined,
): AsyncGenerator<RawDoc[]> {
  if (collection === undefined) return;
  const filter = parseFilter(leading.filter ?? new Map(), options);
  const sort = leading.sort === undefined ? undefined : parseSort(leading.sort, options.collation);
  const skip = leading.skip ?? 0;
  const limit = leading.limit ?? 0;
  const { view } = context.writer;
  const plan = choosePlan(view, collection, {
    filter,
    sort: sort?.fields,
    collation: options.collation,
    hint,
    limit: limit > 0 ? limit + skip : undefined,
  });
  const isAll = filter.predicate.kind === 'always' || isExact(plan);
  const stream = new QueryStream({
    scan: startScan(view, collection, plan),
    fetch: fetcher(view, collection),
    filter: isAll ? undefined : filter,
    sort: plan.sorts ? undefined : sort,
    skip,
    limit,
    projection: undefined,
    timeLimit: context.timeLimit,
  });
  for (let size = FIRST_BATCH, isEnd = false; !isEnd; size = Math.min(size * 2, LARGEST_BATCH)) {
    const batch = await stream.takeRaw(size, Infinity);
    isEnd = batch.isEnd;
    context.timeLimit?.check();
    if (batch.docs.length > 0) yield batch.docs.map((bytes) => new RawDoc(bytes));
  }
}

interface Counting {
  readonly match: Doc;
  readonly skip: number;
  readonly limit: number;
  readonly id: Value;
  readonly name: string;
}

/** The pipeline that drivers send for `countDocuments`, `undefined` for any other. */
function countingShape(stages: readonly Doc[]): Counting | undefined {
  const names = stages.map((stage) => (isDoc(stage) && stage.size === 1 ? [...stage.keys()][0]! : ''));
  const match = names[0] === '$match' ? stages[0]!.get('$match') : undefined;
  const last = stages[stages.length - 1];
  if (!isDoc(match) || names[names.length - 1] !== '$group') return undefined;
  const group = last!.get('$group');
  if (!isDoc(group) || group.size !== 2 || typeof group.get('_id') !== 'number') return undefined;
  const [, sum] = [...group];
  const [name, value] = sum!;
  if (name === '_id' || !isDoc(value) || value.size !== 1 || value.get('$sum') !== 1) return undefined;
  const between = names.slice(1, -1).join(' ');
  if (!['', '$skip', '$limit', '$skip $limit'].includes(between)) return undefined;
  const number = (stage: string): number => Number(stages[names.indexOf(stage)]?.get(stage) ?? 0);
  if (number('$skip') < 0 || number('$limit') < 0) return undefined;
  return { match, skip: number('$skip'), limit: number('$limit'), id: group.get('_id')!, name };
}

async function countDocuments(
  context: Context,
  collection: Collection | undefined,
  counting: Counting,
  namespace: string,
): Promise<RawReply> {
  const base = readQuery(context, collection, 'query');
  const query = {
    ...base,
    filter: parseFilter(counting.match, { collation: base.collation, variables: base.variables, now: context.now }),
  };
  const most = counting.limit > 0 ? counting.limit + counting.skip : Infinity;
  const total = collection === undefined ? 0 : await countMatching(context, collection, query, most);
  const left = Math.max(0, total - counting.skip);
  const n = counting.limit > 0 ? Math.min(left, counting.limit) : left;
  const docs: Doc[] =
    n === 0
      ? []
      : [
          new Map<string, Value>([
            ['_id', counting.id],
            [counting.name, n],
          ]),
        ];
  return cursorReply('firstBatch', docs, 0n, namespace);
}
