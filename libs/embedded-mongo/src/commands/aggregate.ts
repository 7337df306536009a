import { mongoError } from '../errors.js';
import { isDoc, type Doc, type RawDoc, type Value } from '../values/index.js';
import type { Collection } from '../storage/catalog.js';
import { collectionOf, type Context, type Handler, type RawReply, type Reply } from './context.js';
import { cursorReply } from './cursor-reply.js';
import { countMatching, readQuery } from './find.js';
import { parseFilter } from '../query/index.js';

export async function aggregateView(
  _context: Context,
  _collection: Collection,
  _stages: readonly Doc[],
  _batchSize: number | undefined,
  _collect?: (docs: (Doc | RawDoc)[]) => Reply,
): Promise<Reply> {
  throw mongoError('NotImplemented', 'views');
}

export const aggregate: Handler = async (context) => {
  const { command } = context;
  context.engine.counters.command++;
  const stages = command.array('pipeline') as Doc[];
  if (command.get('aggregate') === 1) throw mongoError('NotImplemented', 'aggregate on a database');
  const { db, name, collection } = collectionOf(context);
  const counting = countingShape(stages);
  if (counting !== undefined) return countDocuments(context, collection, counting, `${db}.${name}`);
  throw mongoError('NotImplemented', 'aggregate');
};

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
  if (!isDoc(group) || group.size !== 2 || isDoc(group.get('_id')) || typeof group.get('_id') === 'string') return undefined;
  const [, sum] = [...group];
  const [name, value] = sum!;
  if (!isDoc(value) || value.size !== 1 || value.get('$sum') !== 1) return undefined;
  const between = names.slice(1, -1).join(' ');
  if (!['', '$skip', '$limit', '$skip $limit'].includes(between)) return undefined;
  const number = (stage: string): number => Number(stages[names.indexOf(stage)]?.get(stage) ?? 0);
  return { match, skip: number('$skip'), limit: number('$limit'), id: group.get('_id')!, name };
}

async function countDocuments(context: Context, collection: Collection | undefined, counting: Counting, namespace: string): Promise<RawReply> {
  const base = readQuery(context, collection, 'query');
  const query = { ...base, filter: parseFilter(counting.match, { collation: base.collation, variables: base.variables, now: context.now }) };
  const most = counting.limit > 0 ? counting.limit + counting.skip : Infinity;
  const total = collection === undefined ? 0 : await countMatching(context, collection, query, most);
  const left = Math.max(0, total - counting.skip);
  const n = counting.limit > 0 ? Math.min(left, counting.limit) : left;
  const docs: Doc[] = n === 0 ? [] : [new Map<string, Value>([['_id', counting.id], [counting.name, n]])];
  return cursorReply('firstBatch', docs, 0n, namespace);
}
