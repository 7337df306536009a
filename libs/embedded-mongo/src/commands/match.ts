import { Pace } from '../breathe.js';
import { mongoError } from '../errors.js';
import { startScan, type Plan } from '../planner/plan.js';
import { parseFilter, parseSort } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { recordKey } from '../storage/keys.js';
import { isDoc, RawDoc, type Doc, type Value } from '../values/index.js';
import { collationOf, unblocked, type Context } from './context.js';
import { evaluateLet } from './let.js';
import { isExact, planFor, type Query } from './query.js';

export function statementQuery(context: Context, statement: Doc, collection: Collection | undefined): Query {
  const q = statement.get('q');
  if (!isDoc(q)) throw mongoError(40414, `BSON field '${context.command.name}.q' is missing but a required field`);
  const collation = collationOf(statement.get('collation'), collection);
  const variables = evaluateLet(context.command.doc('let'), context.now);
  const sortDoc = statement.get('sort');
  const sort = isDoc(sortDoc) && sortDoc.size > 0 ? parseSort(sortDoc, collation) : undefined;
  return {
    filter: parseFilter(q, { collation, variables, now: context.now }),
    collation,
    sort,
    variables,
    hint: statement.get('hint'),
  };
}

/**
 * Gives each document that matches now to `change`, one or all. What waits for a transaction is read and matched again;
 * a document that a change moves along the index is not met twice.
 */
export async function eachMatch(
  context: Context,
  collection: Collection,
  query: Query,
  isMulti: boolean,
  change: (record: number, bytes: Uint8Array) => void,
): Promise<void> {
  const { view } = context.writer;
  const plan = planFor(context, collection, query, isMulti ? undefined : 1);
  const isCertain = isExact(plan);
  const pace = new Pace(context.timeLimit);
  const attempt = (record: number, found: Uint8Array | undefined): boolean => {
    const bytes = found ?? view.get(recordKey(collection.tree, record));
    if (bytes === undefined || (!(isCertain && found !== undefined) && !query.filter.matches(new RawDoc(bytes))))
      return false;
    change(record, bytes);
    return true;
  };
  /** `found` is what was read in this very turn; anything may have happened to what was read before. */
  const handle = (record: number, found: Uint8Array | undefined): Promise<boolean> => {
    let isFirst = true;
    return unblocked(context, () => {
      const bytes = isFirst ? found : undefined;
      isFirst = false;
      return attempt(record, bytes);
    });
  };
  if (query.sort !== undefined && !plan.sorts) {
    for (const record of await sortedRecords(context, collection, query, plan)) {
      if ((await handle(record, undefined)) && !isMulti) return;
    }
    return;
  }
  const scan = startScan(view, collection, plan);
  const done = isMulti && plan.kind !== 'collection' ? new Set<number>() : undefined;
  for (let found = scan.next(isMulti ? 64 : 1); found !== undefined; found = scan.next(isMulti ? 64 : 16)) {
    let isFresh = true;
    for (let i = 0; i < found.docs.length; i++) {
      const record = found.records[i]!;
      if (done?.has(record)) continue;
      if (pace.isDue) {
        await pace.pause();
        isFresh = false;
      }
      if (!isCertain && !query.filter.matches(new RawDoc(found.docs[i]!))) continue;
      done?.add(record);
      const isUsed = await handle(record, isFresh ? found.docs[i] : undefined);
      isFresh = false;
      if (isUsed && !isMulti) return;
    }
    await context.engine.store.room();
    context.timeLimit?.check();
  }
}

async function sortedRecords(context: Context, collection: Collection, query: Query, plan: Plan): Promise<number[]> {
  const scan = startScan(context.writer.view, collection, plan);
  const pace = new Pace(context.timeLimit);
  const all: { record: number; key: Value[] }[] = [];
  for (let found = scan.next(256); found !== undefined; found = scan.next(256)) {
    for (let i = 0; i < found.docs.length; i++) {
      const document = new RawDoc(found.docs[i]!);
      if (query.filter.matches(document)) all.push({ record: found.records[i]!, key: query.sort!.key(document) });
      if (pace.isDue) await pace.pause();
    }
    context.timeLimit?.check();
  }
  return all.sort((a, b) => query.sort!.compareKeys(a.key, b.key)).map(({ record }) => record);
}
