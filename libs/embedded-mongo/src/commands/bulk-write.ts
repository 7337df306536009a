import { badValue, mongoError } from '../errors.js';
import type { MongoError } from '../errors.js';
import type { Collection } from '../storage/catalog.js';
import { decode, doc, encode, isDoc, type Doc, type Value } from '../values/index.js';
import { ListStream } from '../planner/stream.js';
import { openCursor } from './cursor-reply.js';
import { unblocked, type Context, type Handler } from './context.js';
import { checkedDocument, storeDocument } from './insert.js';
import { runRemove } from './remove.js';
import {
  appliedBefore,
  checkFields,
  eachStatement,
  refuseRepeat,
  remember,
  statementIds,
  statements,
} from './statements.js';
import { updateStatement } from './update.js';
import { placeOf, type Place } from './writable.js';

/** Fields of each kind of operation, and what the single command calls them. */
const kinds = {
  insert: new Map([['document', 'document']]),
  update: new Map([
    ['filter', 'q'],
    ['updateMods', 'u'],
    ['multi', 'multi'],
    ['upsert', 'upsert'],
    ['arrayFilters', 'arrayFilters'],
    ['hint', 'hint'],
    ['collation', 'collation'],
    ['constants', 'c'],
    ['sort', 'sort'],
  ]),
  delete: new Map([
    ['filter', 'q'],
    ['multi', 'multi'],
    ['hint', 'hint'],
    ['collation', 'collation'],
  ]),
} as const;

/** Of the cursor that tells what each operation gave. */
const NAMESPACE = 'admin.$cmd.bulkWrite';

const required = new Set(['document', 'filter', 'updateMods']);

type Kind = keyof typeof kinds;

interface Counts {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

/** Writes to several collections in one command (MongoDB 8.0); what each gave comes as a cursor. */
export const bulkWrite: Handler = async (context) => {
  const list = statements(context, 'ops');
  const batchSize = Number(context.command.doc('cursor')?.get('batchSize') ?? Infinity);
  const places = placesOf(context);
  const idOf = statementIds(context, list.length);
  const counts: Counts = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Doc[] = [];
  // Nothing is written where any operation cannot be understood.
  const operations = list.map((bytes) => operationOf(decode(bytes), places.length));
  const errors = await eachStatement(context, list, idOf, async (_bytes, index) => {
    const { kind, target, fields } = operations[index]!;
    const result = await run(context, kind, places[target]!, fields, idOf(index), counts);
    results.push(doc({ ok: 1, idx: index, ...result }));
  });
  for (const { index, error } of errors) results.push(failure(index, error));
  const shown = context.command.flag('errorsOnly') ? results.slice(results.length - errors.length) : results;
  shown.sort((a, b) => Number(a.get('idx')) - Number(b.get('idx')));
  const { docs, id } = await openCursor(context, new ListStream(shown), NAMESPACE, { batchSize });
  return { cursor: doc({ id, firstBatch: docs, ns: NAMESPACE }), nErrors: errors.length, ...counts };
};

/** The collections that operations name by their number. */
function placesOf(context: Context): Place[] {
  const list = context.command.documents('nsInfo');
  if (list === undefined) throw context.command.missing('nsInfo');
  return list.map((bytes) => {
    const ns = decode(bytes).get('ns');
    const dot = typeof ns === 'string' ? ns.indexOf('.') : -1;
    if (typeof ns !== 'string' || dot < 1 || dot === ns.length - 1)
      throw mongoError('InvalidNamespace', `Invalid namespace specified for bulkWrite: '${String(ns)}'`);
    return placeOf(context, ns.slice(0, dot), ns.slice(dot + 1));
  });
}

function operationOf(operation: Doc, most: number): { kind: Kind; target: number; fields: Doc } {
  const first = operation.keys().next().value ?? '';
  if (!Object.hasOwn(kinds, first)) throw mongoError('FailedToParse', `Unrecognized operation type: ${first}`);
  const kind = first as Kind;
  const target = Number(operation.get(kind));
  if (!Number.isInteger(target) || target < 0 || target >= most)
    throw badValue(`BulkWrite ops entry ${kind} has an invalid nsInfo index.`);
  const known: ReadonlyMap<string, string> = kinds[kind];
  const fields: Doc = new Map();
  for (const [name, value] of operation) if (name !== kind) fields.set(known.get(name) ?? name, value);
  checkFields(fields, new Set(known.values()), `bulkWrite.ops.${kind}`);
  for (const [name, own] of known) {
    if (required.has(name) && !fields.has(own))
      throw mongoError(40414, `BSON field 'bulkWrite.ops.${name}' is missing but a required field`);
  }
  return { kind, target, fields };
}

async function run(
  context: Context,
  kind: Kind,
  place: Place,
  fields: Doc,
  id: number,
  counts: Counts,
): Promise<Record<string, Value>> {
  if (kind === 'insert') {
    if (appliedBefore(context, id) === undefined) await insertOne(context, place(true)!, fields.get('document'), id);
    counts.nInserted++;
    return { n: 1 };
  }
  if (kind === 'delete') {
    const n = Number(appliedBefore(context, id)?.get('n') ?? (await removeSome(context, place(false), fields, id)));
    counts.nDeleted += n;
    return { n };
  }
  const result = await updateStatement(context, place, fields, id);
  const [n, nModified, made] = [Number(result.get('n')), Number(result.get('m')), result.get('u')];
  counts.nModified += nModified;
  if (made === undefined) counts.nMatched += n;
  else counts.nUpserted++;
  return made === undefined ? { n, nModified } : { n, nModified, upserted: doc({ _id: made }) };
}

async function insertOne(
  context: Context,
  collection: Collection,
  document: Value | undefined,
  id: number,
): Promise<void> {
  if (!isDoc(document))
    throw mongoError('TypeMismatch', "BSON field 'bulkWrite.ops.document' is the wrong type, expected type 'object'");
  const bytes = checkedDocument(context, collection, Buffer.from(encode(document)));
  await unblocked(context, () => {
    storeDocument(context, collection, bytes);
    remember(context, id, doc({ n: 1 }));
  });
}

async function removeSome(
  context: Context,
  collection: Collection | undefined,
  fields: Doc,
  id: number,
): Promise<number> {
  if (collection === undefined) return 0;
  const isMulti = fields.get('multi') === true;
  refuseRepeat(context, isMulti, 'multi=true');
  return runRemove(context, collection, fields, isMulti, (removed) => remember(context, id, doc({ n: removed })));
}

function failure(index: number, error: MongoError): Doc {
  const extra = error.extra as Record<string, Value>;
  return doc({ ok: 0, idx: index, n: 0, code: error.code, errmsg: error.message, ...extra });
}
