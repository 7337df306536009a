import { Pace } from '../breathe.js';
import { mongoError } from '../errors.js';
import { choosePlan, startScan, type Plan } from '../planner/plan.js';
import { countKeys } from '../planner/scan.js';
import { parseFilter, parseSort, type Filter, type Sort, type Variables } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { isDoc, RawDoc, type Collation, type Doc, type Value } from '../values/index.js';
import { collationOf, type Context } from './context.js';
import { evaluateLet } from './let.js';

/** A query as find, count, distinct, update and delete have it. */
export interface Query {
  readonly filter: Filter;
  readonly collation: Collation | undefined;
  readonly sort: Sort | undefined;
  readonly hint: Value | undefined;
  readonly variables: Variables | undefined;
}

const emptyDoc: Doc = new Map();

export function nonNegative(context: Context, name: string): number {
  const value = context.command.number(name) ?? 0;
  if (value < 0) throw mongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`);
  return value;
}

/** Reads what a command asks for from its fields. */
export function readQuery(context: Context, collection: Collection | undefined, filterName: string): Query {
  const { command } = context;
  const collation = collationOf(command.get('collation'), collection);
  const variables = evaluateLet(command.doc('let'), context.now);
  const filter = parseFilter(command.doc(filterName) ?? emptyDoc, { collation, variables, now: context.now });
  const sortDoc = command.doc('sort');
  const sort = sortDoc === undefined || sortDoc.size === 0 ? undefined : parseSort(sortDoc, collation);
  const hint = command.get('hint');
  return { filter, collation, sort, variables, hint: isDoc(hint) && hint.size === 0 ? undefined : hint };
}

export function planFor(context: Context, collection: Collection, query: Query, limit: number | undefined): Plan {
  return choosePlan(context.writer.view, collection, {
    filter: query.filter,
    sort: query.sort?.fields,
    collation: query.collation,
    hint: query.hint,
    limit,
  });
}

export const isExact = (plan: Plan): boolean => plan.kind === 'index' && plan.bounds.isExact;

/** How many documents match, up to `most`: the kept count, a count of keys, or a walk. */
export async function countMatching(
  context: Context,
  collection: Collection,
  query: Query,
  most: number,
): Promise<number> {
  const { view } = context.writer;
  if (query.filter.predicate.kind === 'always' && query.hint === undefined && !context.writer.isTransaction)
    return collection.count;
  const plan = planFor(context, collection, query, undefined);
  const pace = new Pace(context.timeLimit);
  let total = 0;
  if (plan.kind === 'index' && plan.bounds.isExact) {
    plan.index.uses++;
    for (const some of countKeys(view, collection, plan.index, plan.bounds.ranges, {
      keysExamined: 0,
      docsExamined: 0,
    })) {
      total += some;
      if (total >= most) break;
      await pace.pause();
      context.timeLimit?.check();
    }
    return total;
  }
  const scan = startScan(view, collection, plan);
  for (let found = scan.next(256); found !== undefined && total < most; found = scan.next(256)) {
    for (const doc of found.docs) {
      if (query.filter.matches(new RawDoc(doc))) total++;
      if (pace.isDue) await pace.pause();
    }
    context.timeLimit?.check();
  }
  return total;
}
