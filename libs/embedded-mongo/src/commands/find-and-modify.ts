import { mongoError } from '../errors.js';
import { parseProjection } from '../query/index.js';
import { removeRecord } from '../storage/records.js';
import { doc, RawDoc, type Doc, type Value } from '../values/index.js';
import type { Collection } from '../storage/catalog.js';
import type { Context, Handler, Reply } from './context.js';
import { collectionOf } from './context.js';
import { CloseConnection } from './fail-points.js';
import { readQuery, type Query } from './query.js';
import { eachMatch } from './match.js';
import { appliedBefore, remember } from './statements.js';
import { runUpdate, updateOf } from './update.js';
import { writable } from './writable.js';

export const findAndModify: Handler = async (context) => {
  const { command } = context;
  const isRemoval = command.flag('remove');
  checkOptions(context, isRemoval);
  const { collection: existing } = collectionOf(context);
  const known = appliedBefore(context, statementId(context));
  if (known !== undefined) return known;
  if (existing === undefined && (isRemoval || !command.flag('upsert'))) {
    return isRemoval
      ? { lastErrorObject: doc({ n: 0 }), value: null }
      : { lastErrorObject: doc({ n: 0, updatedExisting: false }), value: null };
  }
  const collection = writable(context);
  const query = readQuery(context, collection, 'query');
  const failing = context.retryNumber === undefined ? undefined : context.host.failPoints?.takeWrite();
  if (failing === 'before') throw new CloseConnection();
  const reply = await (isRemoval ? removeOne(context, collection, query) : changeOne(context, collection, query));
  if (failing === 'after') throw new CloseConnection();
  return reply;
};

const statementId = (context: Context): number => context.command.number('stmtId') ?? 0;

function checkOptions(context: Context, isRemoval: boolean): void {
  const { command } = context;
  const hasUpdate = command.has('update');
  if (isRemoval && hasUpdate) throw mongoError('FailedToParse', "Cannot specify both an 'update' and 'remove'=true");
  if (isRemoval && command.flag('upsert'))
    throw mongoError('FailedToParse', "Cannot specify both 'upsert'=true and 'remove'=true ");
  if (isRemoval && command.flag('new')) {
    throw mongoError(
      'FailedToParse',
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    );
  }
  if (!isRemoval && !hasUpdate)
    throw mongoError('FailedToParse', "Either an 'update' or 'remove'=true must be specified");
}

function shape(context: Context, query: Query, bytes: Uint8Array | undefined): Value {
  if (bytes === undefined) return null;
  const fields = context.command.doc('fields');
  const read = new RawDoc(bytes);
  if (fields === undefined || fields.size === 0) return read.toDoc();
  return parseProjection(fields, {
    collation: query.collation,
    variables: query.variables,
    now: context.now,
    filter: query.filter,
  })(read);
}

/** The answer is kept with the write, so that a repeated statement gets the same. */
function answer(context: Context, lastErrorObject: Doc, value: Value): Doc {
  const reply = doc({ lastErrorObject, value });
  remember(context, statementId(context), reply);
  return reply;
}

async function removeOne(context: Context, collection: Collection, query: Query): Promise<Reply> {
  let reply: Doc | undefined;
  await eachMatch(context, collection, query, false, (record, bytes) => {
    const value = shape(context, query, bytes);
    removeRecord(context.writer, context.engine.catalog, collection, record, bytes);
    reply = answer(context, doc({ n: 1 }), value);
  });
  context.engine.counters.delete++;
  return reply ?? answer(context, doc({ n: 0 }), null);
}

async function changeOne(context: Context, collection: Collection, query: Query): Promise<Reply> {
  const { command } = context;
  const isNew = command.flag('new');
  const statement = doc({ ...(command.has('arrayFilters') ? { arrayFilters: command.array('arrayFilters')! } : {}) });
  let reply: Doc | undefined;
  await runUpdate(context, collection, {
    query,
    filter: command.doc('query') ?? new Map(),
    update: updateOf(context, command.get('update'), statement, query),
    isMulti: false,
    isUpsert: command.flag('upsert'),
    onDone: (change) => {
      const isFound = change.matched > 0;
      const lastErrorObject = doc({ n: isFound || change.upserted !== undefined ? 1 : 0, updatedExisting: isFound });
      if (change.upserted !== undefined) lastErrorObject.set('upserted', change.upserted);
      reply = answer(context, lastErrorObject, shape(context, query, isNew ? change.after : change.before));
    },
  });
  context.engine.counters.update++;
  return reply!;
}
