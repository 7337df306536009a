import { ObjectId } from 'bson';
import { MongoError, mongoError } from '../errors.js';
import { parseUpdate, upsertSeed, type Update } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { insertRecord, replaceRecord } from '../storage/records.js';
import { decode, doc, encode, encodeOver, isDoc, RawDoc, type Doc, type Value } from '../values/index.js';
import { trimCapped } from './capped.js';
import { collectionOf, unblocked, type Context, type Handler } from './context.js';
import { checkId, prepareDocument } from './documents.js';
import { eachMatch, statementQuery } from './match.js';
import type { Query } from './query.js';
import {
  appliedBefore,
  checkFields,
  eachStatement,
  refuseRepeat,
  remember,
  statementIds,
  statements,
  withErrors,
} from './statements.js';
import { placeOf, validate, type Place } from './writable.js';

const knownUpdateFields = new Set([
  'q',
  'u',
  'multi',
  'upsert',
  'arrayFilters',
  'collation',
  'hint',
  'c',
  'sort',
  'upsertSupplied',
  'sampleId',
]);

export interface Change {
  matched: number;
  modified: number;
  upserted: Value | undefined;
  before: Uint8Array | undefined;
  after: Uint8Array | undefined;
}

interface UpdateStatement {
  readonly query: Query;
  readonly filter: Doc;
  readonly update: Update;
  readonly isMulti: boolean;
  readonly isUpsert: boolean;
  /** Called in the turn of the last write, so that what it stores goes with it. */
  readonly onDone: (change: Change) => void;
}

/** What an update statement gave, as it is remembered: matched (or made), modified, and the id of what it made. */
export type UpdateResult = Doc;

/** Runs a statement with the fields of the `update` command, once where it is a retry. */
export async function updateStatement(
  context: Context,
  place: Place,
  statement: Doc,
  id: number,
): Promise<UpdateResult> {
  const known = appliedBefore(context, id);
  if (known !== undefined) return known;
  const isMulti = statement.get('multi') === true;
  refuseRepeat(context, isMulti, 'multi=true');
  if (isMulti && statement.has('sort')) throw mongoError('FailedToParse', 'Cannot specify sort with multi=true');
  const isUpsert = statement.get('upsert') === true;
  const collection = place(isUpsert);
  const query = statementQuery(context, statement, collection);
  const update = updateOf(context, statement.get('u'), statement, query);
  let result: UpdateResult = doc({ n: 0, m: 0 });
  if (collection === undefined) return result;
  await runUpdate(context, collection, {
    query,
    filter: statement.get('q') as Doc,
    update,
    isMulti,
    isUpsert,
    onDone: (done) => {
      result = doc({ n: done.matched + (done.upserted === undefined ? 0 : 1), m: done.modified });
      if (done.upserted !== undefined) result.set('u', done.upserted);
      remember(context, id, result);
    },
  });
  context.engine.counters.update++;
  return result;
}

export const update: Handler = async (context) => {
  const list = statements(context, 'updates');
  const { db, name } = collectionOf(context);
  const place = placeOf(context, db, name);
  // A view is refused as a whole.
  place(false);
  const idOf = statementIds(context, list.length);
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const errors = await eachStatement(context, list, idOf, async (bytes, index) => {
    const statement = decode(bytes);
    checkFields(statement, knownUpdateFields, 'update.updates');
    const result = await updateStatement(context, place, statement, idOf(index));
    n += Number(result.get('n'));
    nModified += Number(result.get('m'));
    if (result.has('u')) upserted.push(doc({ index, _id: result.get('u')! }));
  });
  return withErrors({ n, nModified, ...(upserted.length > 0 ? { upserted } : {}) }, errors);
};

export function updateOf(context: Context, value: Value | undefined, statement: Doc, query: Query): Update {
  if (!isDoc(value) && !Array.isArray(value))
    throw mongoError('FailedToParse', 'Update argument must be either an object or an array');
  const isPipeline = Array.isArray(value);
  const constants = statement.get('c');
  if (isDoc(constants) && !isPipeline)
    throw mongoError('FailedToParse', 'Constant values may only be specified for pipeline updates');
  const variables = isDoc(constants) ? new Map([...(query.variables ?? []), ...constants]) : query.variables;
  const compiled = parseUpdate(isPipeline ? (value as Doc[]) : value, {
    arrayFilters: statement.get('arrayFilters') as Doc[] | undefined,
    collation: query.collation,
    variables,
    now: context.now,
    filter: query.filter,
    keepsEmptyTimestamps: context.command.flag('bypassEmptyTsReplacement'),
  });
  if (compiled.kind === 'replacement' && statement.get('multi') === true)
    throw mongoError('FailedToParse', 'multi update is not supported for replacement-style update');
  return compiled;
}

/** Finds and changes one document or all, or inserts one where none was found. */
export async function runUpdate(context: Context, collection: Collection, statement: UpdateStatement): Promise<Change> {
  const change: Change = { matched: 0, modified: 0, upserted: undefined, before: undefined, after: undefined };
  const { isMulti, isUpsert, onDone } = statement;
  for (let attempt = 0; ; attempt++) {
    await eachMatch(context, collection, statement.query, isMulti, (record, bytes) => {
      applyTo(context, collection, statement.update, record, bytes, change);
      if (!isMulti) onDone(change);
    });
    if (change.matched > 0 || !isUpsert) {
      if (isMulti || change.matched === 0) onDone(change);
      return change;
    }
    try {
      await unblocked(context, () => {
        insertSeed(context, collection, statement, change);
        onDone(change);
      });
      return change;
    } catch (error) {
      // Another caller has inserted it in the meantime: it is there to be updated now.
      const isRace =
        error instanceof MongoError &&
        error.code === 11000 &&
        !context.writer.isTransaction &&
        isById(error, statement.filter);
      if (!isRace || attempt > 10) throw error;
    }
  }
}

/** True where the duplicate key is what the filter asks for by equality, so that repeating the search will find it. */
function isById(error: MongoError, filter: Doc): boolean {
  return isDoc(error.extra.keyPattern) && [...(error.extra.keyPattern as Doc).keys()].every((name) => filter.has(name));
}

function applyTo(
  context: Context,
  collection: Collection,
  update: Update,
  record: number,
  bytes: Uint8Array,
  change: Change,
): void {
  const { touched } = update;
  const stored = new RawDoc(bytes);
  const before =
    touched === undefined ? decode(bytes) : stored.select({ has: (name) => name === '_id' || touched.has(name) });
  const after = update.apply(before, { insert: false });
  change.before = bytes;
  if (after === before) {
    change.matched++;
    change.after = bytes;
    return;
  }
  const encoded = touched === undefined ? encode(after) : encodeOver(stored.bytes, touched, after);
  if (collection.validator !== undefined && !context.command.flag('bypassDocumentValidation')) {
    const isModerate =
      collection.options.get('validationLevel') === 'moderate' && !collection.validator.matches(stored);
    if (!isModerate) validate(collection, new RawDoc(encoded));
  }
  replaceRecord(context.writer, context.engine.catalog, collection, record, bytes, encoded);
  change.matched++;
  change.modified++;
  change.after = encoded;
}

function insertSeed(context: Context, collection: Collection, statement: UpdateStatement, change: Change): void {
  const seed = upsertSeed(statement.filter);
  const made = statement.update.apply(statement.update.kind === 'replacement' ? idOnly(seed) : seed, { insert: true });
  const id = checkId(made.get('_id') ?? new ObjectId());
  const complete = made.has('_id') ? made : new Map<string, Value>([['_id', id], ...made]);
  const { command } = context;
  const prepared = prepareDocument(Buffer.from(encode(complete)), command.flag('bypassEmptyTsReplacement'));
  if (!command.flag('bypassDocumentValidation')) validate(collection, complete);
  insertRecord(context.writer, context.engine.catalog, collection, prepared.bytes);
  if (collection.capped !== undefined) trimCapped(context, collection);
  change.upserted = prepared.id;
  change.after = prepared.bytes;
}

const idOnly = (seed: Doc): Doc => (seed.has('_id') ? new Map([['_id', seed.get('_id')!]]) : new Map());
