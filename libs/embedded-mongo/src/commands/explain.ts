import { badValue, mongoError } from '../errors.js';
import { startScan, type IndexPlan, type Plan } from '../planner/plan.js';
import { QueryStream } from '../planner/stream.js';
import { countKeys } from '../planner/scan.js';
import { doc, isDoc, RawDoc, type Doc, type Value } from '../values/index.js';
import { Command } from './command.js';
import { encode } from '../values/index.js';
import { collectionOf, type Context, type Handler, type Reply } from './context.js';
import { isExact, planFor, readQuery, type Query } from './query.js';
import type { Collection } from '../storage/catalog.js';
import { fetcher } from '../storage/records.js';
import { parseFilter, parseSort } from '../query/index.js';
import { VERSION } from './handshake.js';

const filterNames: Record<string, string> = {
  find: 'filter',
  count: 'query',
  distinct: 'query',
  findAndModify: 'query',
  findandmodify: 'query',
  aggregate: '',
  update: '',
  delete: '',
};

const verbosities = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** The stage of a command that writes what it has found. */
const writing: Record<string, string> = { update: 'UPDATE', delete: 'DELETE' };

/** Tells how a command would be served, and what it read where that is asked. */
export const explain: Handler = async (context) => {
  const inner = context.command.doc('explain');
  if (inner === undefined) throw context.command.missing('explain');
  const verbosity = context.command.optionalText('verbosity') ?? 'allPlansExecution';
  if (!verbosities.includes(verbosity))
    throw badValue(`Enumeration value '${verbosity}' for field 'explain.verbosity' is not a valid value.`);
  return explainCommand(context, inner, verbosity);
};

/** As `explain` of a command answers. */
export async function explainCommand(context: Context, inner: Doc, verbosity: string): Promise<Reply> {
  const name = [...inner.keys()][0] ?? '';
  const filterName = filterNames[name];
  if (filterName === undefined) throw mongoError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
  const command = new Command(Buffer.from(encode(new Map([...inner, ['$db', context.command.db]]))), new Map());
  const explained: Context = { ...context, command };
  const { db, name: collectionName, collection } = collectionOf(explained);
  const query =
    name === 'aggregate' || name === 'update' || name === 'delete'
      ? innerQuery(explained, collection, name)
      : readQuery(explained, collection, filterName);
  const limit = command.number('limit') ?? 0;
  const skip = command.number('skip') ?? 0;
  const plan: Plan =
    collection === undefined
      ? { kind: 'empty', sorts: true }
      : planFor(explained, collection, query, limit > 0 ? limit + skip : undefined);
  const isCount = name === 'count' && isExact(plan) && limit === 0;
  const winningPlan = planTree(plan, query, {
    skip,
    limit,
    isCount,
    hasProjection: (command.doc('projection')?.size ?? 0) > 0,
    ...(writing[name] === undefined ? {} : { writes: writing[name] }),
  });
  const reply: Record<string, Value | undefined> = {
    explainVersion: '1',
    queryPlanner: doc({
      namespace: `${db}.${collectionName}`,
      indexFilterSet: false,
      parsedQuery: (filterName === '' ? undefined : command.doc(filterName)) ?? doc(),
      winningPlan,
      rejectedPlans: [],
    }),
  };
  if (verbosity !== 'queryPlanner' && collection !== undefined)
    reply.executionStats = await execute(explained, collection, plan, query, { skip, limit, isCount }, winningPlan);
  reply.command = inner;
  reply.serverInfo = doc({ host: context.host.address, port: 0, version: VERSION, gitVersion: 'embedded' });
  return reply as Reply;
}

/** The query part of an aggregation, update or deletion. */
function innerQuery(context: Context, collection: Collection | undefined, name: string): Query {
  const base = readQuery(context, collection, 'none');
  let filter: Value | undefined;
  let sort: Value | undefined;
  if (name === 'aggregate') {
    const stages = (context.command.array('pipeline') ?? []) as Doc[];
    filter = stages[0]?.get('$match');
    sort = stages[filter === undefined ? 0 : 1]?.get('$sort');
  } else
    filter = ((context.command.array(name === 'update' ? 'updates' : 'deletes') ?? [])[0] as Doc | undefined)?.get('q');
  return {
    ...base,
    filter: isDoc(filter)
      ? parseFilter(filter, { collation: base.collation, variables: base.variables, now: context.now })
      : base.filter,
    sort: isDoc(sort) ? parseSort(sort, base.collation) : undefined,
  };
}

interface Shape {
  readonly skip: number;
  readonly limit: number;
  readonly isCount: boolean;
  readonly hasProjection?: boolean;
  readonly writes?: string;
}

function planTree(plan: Plan, query: Query, shape: Shape): Doc {
  if (shape.isCount && plan.kind === 'index')
    return doc({ stage: 'COUNT', inputStage: doc({ stage: 'COUNT_SCAN', ...indexFields(plan) }) });
  let tree = accessTree(plan);
  if (!plan.sorts && query.sort !== undefined) {
    tree = doc({
      stage: 'SORT',
      sortPattern: doc(query.sort.fields.map(({ path, direction }) => [path, direction] as const)),
      memLimit: 104_857_600,
      type: 'simple',
      inputStage: tree,
    });
  }
  if (shape.skip > 0) tree = doc({ stage: 'SKIP', skipAmount: shape.skip, inputStage: tree });
  if (shape.limit > 0) tree = doc({ stage: 'LIMIT', limitAmount: shape.limit, inputStage: tree });
  if (shape.writes !== undefined) tree = doc({ stage: shape.writes, inputStage: tree });
  return shape.hasProjection === true ? doc({ stage: 'PROJECTION_SIMPLE', inputStage: tree }) : tree;
}

function accessTree(plan: Plan): Doc {
  switch (plan.kind) {
    case 'empty':
      return doc({ stage: 'EOF' });
    case 'collection':
      return doc({ stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' });
    case 'union':
      return doc({
        stage: 'FETCH',
        inputStage: doc({
          stage: 'OR',
          inputStages: plan.branches.map((branch) => doc({ stage: 'IXSCAN', ...indexFields(branch) })),
        }),
      });
    case 'index': {
      const scan = doc({ stage: 'IXSCAN', ...indexFields(plan) });
      if (plan.isMerged && plan.bounds.ranges.length > 1)
        return doc({ stage: 'FETCH', inputStage: doc({ stage: 'SORT_MERGE', inputStages: [scan] }) });
      return doc({ stage: 'FETCH', inputStage: scan });
    }
  }
}

function indexFields(plan: IndexPlan): Record<string, Value> {
  const { index, bounds } = plan;
  return {
    keyPattern: index.keyPattern,
    indexName: index.name,
    isMultiKey: index.multikey.includes(true),
    isUnique: index.isUnique,
    isSparse: index.isSparse,
    isPartial: index.partial !== undefined,
    indexVersion: 2,
    direction: plan.reverse ? 'backward' : 'forward',
    indexBounds: doc(
      [...index.keyPattern.keys()].map(
        (path, i) => [path, boundsText(i < bounds.boundFields ? bounds.fields[i] : undefined)] as const,
      ),
    ),
  };
}

const boundsText = (intervals: readonly { lo: Buffer; hi: Buffer; isPoint: boolean }[] | undefined): Value[] =>
  intervals === undefined
    ? ['[MinKey, MaxKey]']
    : intervals.map(({ lo, hi, isPoint }) =>
        isPoint ? `[${lo.toString('hex')}]` : `[${lo.toString('hex')}, ${hi.toString('hex')})`,
      );

async function execute(
  context: Context,
  collection: Collection,
  plan: Plan,
  query: Query,
  shape: Shape,
  winningPlan: Doc,
): Promise<Doc> {
  const started = performance.now();
  let nReturned = 0;
  let stats = { keysExamined: 0, docsExamined: 0 };
  if (shape.isCount && plan.kind === 'index') {
    for (const some of countKeys(context.writer.view, collection, plan.index, plan.bounds.ranges, stats))
      nReturned += some;
  } else {
    const scan = startScan(context.writer.view, collection, plan);
    const stream = new QueryStream({
      scan,
      fetch: fetcher(context.writer.view, collection),
      filter: isExact(plan) ? undefined : query.filter,
      sort: plan.sorts ? undefined : query.sort,
      skip: shape.skip,
      limit: shape.limit,
      projection: undefined,
      timeLimit: context.timeLimit,
    });
    for (let isEnd = false; !isEnd;) {
      const batch = await stream.take(1000, Infinity);
      nReturned += batch.docs.filter((bytes) => bytes instanceof Uint8Array && new RawDoc(bytes) !== undefined).length;
      isEnd = batch.isEnd;
    }
    stats = scan.stats;
  }
  return doc({
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: stats.keysExamined,
    totalDocsExamined: stats.docsExamined,
    executionStages: new Map([...winningPlan, ['nReturned', nReturned]]),
    allPlansExecution: [],
  });
}
