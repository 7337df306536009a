import { MongoError, mongoError } from '../errors.js';
import { Pace } from '../breathe.js';
import { parseFilter, parseSort, parseUpdate, upsertSeed, type Update } from '../query/index.js';
import { choosePlan, startScan } from '../planner/plan.js';
import { checkDeadline } from '../planner/stream.js';
import type { Collection } from '../storage/catalog.js';
import { recordKey } from '../storage/keys.js';
import { Blocked } from '../storage/writer.js';
import { insertRecord, removeRecord, replaceRecord } from '../storage/records.js';
import { decode, doc, encode, isDoc, RawDoc, type Doc, type Value } from '../values/index.js';
import { isExact, type Query } from './query.js';
import { checkId, prepareDocument } from './documents.js';
import { CloseConnection } from './fail-points.js';
import { evaluateLet } from './let.js';
import { collationOf, collectionOf, unblocked, type Context, type Handler, type Reply } from './context.js';
import { trimCapped } from './capped.js';
import { ObjectId } from 'bson';

const MOST_STATEMENTS = 100_000;

interface WriteError {
  readonly index: number;
  readonly error: MongoError;
}

/** Creates the collection that a write names, unless it is there. */
export function writable(context: Context): Collection {
  const { db, name, collection } = collectionOf(context);
  if (collection?.view !== undefined)
    throw mongoError('CommandNotSupportedOnView', `Namespace ${db}.${name} is a view, not a collection`);
  if (name.startsWith('system.') && name !== 'system.js')
    throw mongoError('InvalidNamespace', `cannot write to '${db}.${name}'`);
  return collection ?? createCollection(context, db, name);
}

/** Makes a collection, within a transaction one that others see when that has been committed. */
export function createCollection(context: Context, db: string, name: string, options?: Doc): Collection {
  const { catalog } = context.engine;
  const { transaction } = context;
  if (transaction === undefined) return catalog.create(db, name, options);
  const collection = catalog.prepare(db, name, options);
  transaction.created.set(`${db}.${name}`, collection);
  transaction.writer.onCommit(() => catalog.publish(collection));
  return collection;
}

/** Documents of a statement list, refused where there are none or too many. */
function statements(context: Context, name: string): Buffer[] {
  const list = context.command.documents(name);
  if (list === undefined) throw context.command.missing(name);
  if (list.length === 0 || list.length > MOST_STATEMENTS) {
    throw mongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${list.length} operations.`,
    );
  }
  return list;
}

/** The number by which a repeated statement is known. */
function statementIds(context: Context, count: number): (index: number) => number {
  const listed = context.command.array('stmtIds')?.map(Number);
  if (listed !== undefined && listed.length !== count) {
    throw mongoError(
      'InvalidOptions',
      `Number of statement ids must match the number of batch entries. Got ${listed.length} statement ids but ${count} ops.`,
    );
  }
  const first = context.command.number('stmtId') ?? 0;
  return (index) => listed?.[index] ?? first + index;
}

/** True where a retryable statement was applied before, or where the write is not retryable. */
const isApplied = (context: Context, statement: number): boolean =>
  context.retryNumber === undefined || context.session!.retryable.find(context.retryNumber, statement) !== undefined;

/** Failures that are not of one statement: unknown and missing fields, and the time limit. */
const ofWholeCommand = new Set([40414, 40415, 50]);

/** Runs statements in turn; a failed one ends an ordered batch. In a transaction every failure ends it. */
async function eachStatement(
  context: Context,
  list: readonly Buffer[],
  idOf: (index: number) => number,
  run: (statement: Buffer, index: number) => Promise<void> | void,
  beforePause: () => void = () => undefined,
): Promise<WriteError[]> {
  const isOrdered = !context.command.has('ordered') || context.command.flag('ordered');
  const errors: WriteError[] = [];
  const pace = new Pace();
  try {
    for (let index = 0; index < list.length; index++) {
      try {
        const failing = isApplied(context, idOf(index)) ? undefined : context.host.failPoints?.takeWrite();
        if (failing === 'before') throw new CloseConnection();
        const running = run(list[index]!, index);
        if (running !== undefined) await running;
        if (failing === 'after') throw new CloseConnection();
      } catch (error) {
        if (!(error instanceof MongoError) || ofWholeCommand.has(error.code) || isTransient(error)) throw error;
        errors.push({ index, error });
        if (isOrdered || context.transaction !== undefined) break;
      }
      if (!pace.isDue) continue;
      beforePause();
      await pace.pause();
    }
    return errors;
  } finally {
    beforePause();
  }
}

const isTransient = (error: MongoError): boolean => Array.isArray(error.extra.errorLabels);

function withErrors(reply: Record<string, Value>, errors: readonly WriteError[]): Reply {
  if (errors.length === 0) return reply;
  return {
    ...reply,
    writeErrors: errors.map(({ index, error }) =>
      doc({ index, code: error.code, ...(error.extra as Record<string, Value>), errmsg: error.message }),
    ),
  };
}

export const insert: Handler = async (context) => {
  const { engine, writer } = context;
  const list = statements(context, 'documents');
  const collection = writable(context);
  const bypass = context.command.flag('bypassDocumentValidation');
  const idOf = statementIds(context, list.length);
  let n = 0;
  // Remembered in the turn of the writes themselves, so that both are in one batch; a run of them as one record.
  let run: { first: number; count: number } | undefined;
  const remember = (): void => {
    if (run !== undefined)
      context.session!.retryable.remember(writer, context.retryNumber!, run.first, doc({ n: 1 }), run.count);
    run = undefined;
  };
  const store = (bytes: Uint8Array, statement: number): void => {
    insertRecord(writer, engine.catalog, collection, bytes);
    if (collection.capped !== undefined) trimCapped(context, collection);
    n++;
    engine.counters.insert++;
    if (context.retryNumber === undefined) return;
    if (run !== undefined && run.first + run.count === statement) run.count++;
    else {
      remember();
      run = { first: statement, count: 1 };
    }
  };
  const insertOne = (statement: Buffer, index: number): Promise<void> | void => {
    if (
      context.retryNumber !== undefined &&
      context.session!.retryable.find(context.retryNumber, idOf(index)) !== undefined
    ) {
      n++;
      return;
    }
    const { bytes } = prepareDocument(statement);
    if (!bypass) validate(collection, new RawDoc(bytes));
    try {
      store(bytes, idOf(index));
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      remember();
      return unblocked(context, () => {
        store(bytes, idOf(index));
        remember();
      });
    }
  };
  const errors = await eachStatement(context, list, idOf, insertOne, remember);
  return withErrors({ n }, errors);
};

/** Refuses a document that the collection's validator does not accept. */
export function validate(collection: Collection, document: RawDoc | Doc): void {
  if (collection.validator === undefined || collection.validator.matches(document)) return;
  if (collection.options.get('validationAction') === 'warn') return;
  const rules = collection.options.get('validator') as Doc;
  throw mongoError('DocumentValidationFailure', 'Document failed validation', {
    errInfo: doc({
      failingDocumentId: document.get('_id')!,
      details: rules.has('$jsonSchema')
        ? doc({ operatorName: '$jsonSchema', schemaRulesNotSatisfied: [] })
        : doc({
            operatorName: [...rules.keys()][0] ?? '',
            specifiedAs: rules,
            reason: 'document did not satisfy the validator',
          }),
    }),
  });
}

const knownUpdateFields = new Set([
  'q',
  'u',
  'multi',
  'upsert',
  'arrayFilters',
  'collation',
  'hint',
  'c',
  'upsertSupplied',
  'sampleId',
]);
const knownDeleteFields = new Set(['q', 'limit', 'collation', 'hint', 'sampleId']);

function checkFields(statement: Doc, known: ReadonlySet<string>, where: string): void {
  for (const name of statement.keys()) {
    if (!known.has(name)) throw mongoError(40415, `BSON field '${where}.${name}' is an unknown field.`);
  }
}

function statementQuery(context: Context, statement: Doc, collection: Collection): Query {
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

export const update: Handler = async (context) => {
  const list = statements(context, 'updates');
  const collection = writable(context);
  const idOf = statementIds(context, list.length);
  let n = 0;
  let nModified = 0;
  const upserted: Doc[] = [];
  const errors = await eachStatement(context, list, idOf, async (bytes, index) => {
    const add = (result: Doc): void => {
      n += Number(result.get('n'));
      nModified += Number(result.get('m'));
      if (result.has('u')) upserted.push(doc({ index, _id: result.get('u')! }));
    };
    const known =
      context.retryNumber === undefined ? undefined : context.session!.retryable.find(context.retryNumber, idOf(index));
    if (known !== undefined) return add(known);
    const statement = decode(bytes);
    checkFields(statement, knownUpdateFields, 'update.updates');
    const query = statementQuery(context, statement, collection);
    const change = await runUpdate(context, collection, {
      query,
      filter: statement.get('q') as Doc,
      update: updateOf(context, statement.get('u'), statement, query),
      isMulti: statement.get('multi') === true,
      isUpsert: statement.get('upsert') === true,
      onDone: (done) => {
        if (context.retryNumber === undefined) return;
        const result = doc({ n: done.matched + (done.upserted === undefined ? 0 : 1), m: done.modified });
        if (done.upserted !== undefined) result.set('u', done.upserted);
        context.session!.retryable.remember(context.writer, context.retryNumber, idOf(index), result);
      },
    });
    context.engine.counters.update++;
    n += change.matched + (change.upserted === undefined ? 0 : 1);
    nModified += change.modified;
    if (change.upserted !== undefined) upserted.push(doc({ index, _id: change.upserted }));
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
  const before = decode(bytes);
  const after = update.apply(before, { insert: false });
  change.before = bytes;
  if (after === before) {
    change.matched++;
    change.after = bytes;
    return;
  }
  const encoded = encode(after);
  if (collection.validator !== undefined && !context.command.flag('bypassDocumentValidation')) {
    const isModerate =
      collection.options.get('validationLevel') === 'moderate' && !collection.validator.matches(before);
    if (!isModerate) validate(collection, after);
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
  const prepared = prepareDocument(Buffer.from(encode(complete)));
  if (!context.command.flag('bypassDocumentValidation')) validate(collection, complete);
  insertRecord(context.writer, context.engine.catalog, collection, prepared.bytes);
  if (collection.capped !== undefined) trimCapped(context, collection);
  change.upserted = prepared.id;
  change.after = prepared.bytes;
}

const idOnly = (seed: Doc): Doc => (seed.has('_id') ? new Map([['_id', seed.get('_id')!]]) : new Map());

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
  const plan = choosePlan(view, collection, {
    filter: query.filter,
    sort: query.sort?.fields,
    collation: query.collation,
    hint: query.hint,
    limit: isMulti ? undefined : 1,
  });
  const isCertain = isExact(plan);
  const pace = new Pace();
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
      if (!isCertain && !query.filter.matches(new RawDoc(found.docs[i]!))) continue;
      done?.add(record);
      const isUsed = await handle(record, isFresh ? found.docs[i] : undefined);
      isFresh = false;
      if (isUsed && !isMulti) return;
    }
    const pause = pace.pause();
    if (pause !== undefined) await pause;
    checkDeadline(context.deadline);
  }
}

async function sortedRecords(
  context: Context,
  collection: Collection,
  query: Query,
  plan: ReturnType<typeof choosePlan>,
): Promise<number[]> {
  const scan = startScan(context.writer.view, collection, plan);
  const pace = new Pace();
  const all: { record: number; key: Value[] }[] = [];
  for (let found = scan.next(256); found !== undefined; found = scan.next(256)) {
    found.docs.forEach((bytes, i) => {
      const document = new RawDoc(bytes);
      if (query.filter.matches(document)) all.push({ record: found.records[i]!, key: query.sort!.key(document) });
    });
    await pace.pause();
    checkDeadline(context.deadline);
  }
  return all.sort((a, b) => query.sort!.compareKeys(a.key, b.key)).map(({ record }) => record);
}

export const remove: Handler = async (context) => {
  const list = statements(context, 'deletes');
  const { collection } = collectionOf(context);
  if (collection === undefined) return { n: 0 };
  writable(context);
  const idOf = statementIds(context, list.length);
  let n = 0;
  const errors = await eachStatement(context, list, idOf, async (bytes, index) => {
    const known =
      context.retryNumber === undefined ? undefined : context.session!.retryable.find(context.retryNumber, idOf(index));
    if (known !== undefined) {
      n += Number(known.get('n'));
      return;
    }
    const statement = decode(bytes);
    checkFields(statement, knownDeleteFields, 'delete.deletes');
    const limit = Number(statement.get('limit') ?? 0);
    if (limit !== 0 && limit !== 1)
      throw mongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    let removed = 0;
    const remember = (): void => {
      if (context.retryNumber !== undefined)
        context.session!.retryable.remember(context.writer, context.retryNumber, idOf(index), doc({ n: removed }));
    };
    await eachMatch(
      context,
      collection,
      statementQuery(context, statement, collection),
      limit === 0,
      (record, before) => {
        removeRecord(context.writer, context.engine.catalog, collection, record, before);
        removed++;
        n++;
        if (limit === 1) remember();
      },
    );
    if (removed === 0 || limit === 0) remember();
    context.engine.counters.delete++;
  });
  return withErrors({ n }, errors);
};
