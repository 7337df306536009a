import { ObjectId } from 'bson';
import { mongoError } from '../errors.js';
import { parseFilter, type Batches, type Sink, type Target } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { insertRecord, replaceRecord } from '../storage/records.js';
import { decode, encode, toDoc, type Doc, type Value } from '../values/index.js';
import { prepareDocument } from './documents.js';
import { refuseView, unblocked, type Context } from './context.js';
import { eachMatch } from './match.js';
import { validate } from './writable.js';

/** What `$out` and `$merge` write through. */
export function outputSink(context: Context): Sink {
  return {
    replace: (target, docs) => replaceAll(context, target, docs),
    insert: (target, document) => insertInto(context, collectionFor(context, target), document),
    change: (target, filter, change) => changeIn(context, collectionFor(context, target), filter, change),
    isUnique: (target, fields) => isUnique(context, target, fields),
  };
}

function collectionFor(context: Context, { database, collection: name }: Target): Collection {
  const { catalog } = context.engine;
  const existing = catalog.collection(database, name);
  refuseView(existing, database, name);
  return existing ?? catalog.create(database, name);
}

async function insertInto(context: Context, collection: Collection, document: Doc): Promise<void> {
  const complete: Doc = document.has('_id') ? document : new Map<string, Value>([['_id', new ObjectId()], ...document]);
  const { bytes } = prepareDocument(encode(complete) as Buffer, false);
  if (!context.command.flag('bypassDocumentValidation')) validate(collection, complete);
  await unblocked(context, () => insertRecord(context.engine.direct, context.engine.catalog, collection, bytes));
  await context.engine.store.room();
}

async function changeIn(
  context: Context,
  collection: Collection,
  filter: Doc,
  change: (doc: Doc) => Doc,
): Promise<boolean> {
  let isFound = false;
  const query = {
    filter: parseFilter(filter, { now: context.now }),
    collation: undefined,
    sort: undefined,
    hint: undefined,
    variables: undefined,
  };
  await eachMatch(context, collection, query, false, (record, bytes) => {
    isFound = true;
    const before = decode(bytes);
    const after = change(before);
    if (after !== before)
      replaceRecord(context.engine.direct, context.engine.catalog, collection, record, bytes, encode(after));
  });
  return isFound;
}

/** Fills a collection of its own first, which takes the place of the old one when it is whole. */
async function replaceAll(context: Context, target: Target, docs: Batches): Promise<void> {
  const { catalog } = context.engine;
  const old = catalog.collection(target.database, target.collection);
  refuseView(old, target.database, target.collection);
  if (old?.capped !== undefined)
    throw mongoError(
      17152,
      `namespace '${target.database}.${target.collection}' is capped so it can't be used for $out`,
    );
  const fresh = catalog.create(target.database, `tmp.agg_out.${new ObjectId().toHexString()}`, old?.options);
  try {
    for (const index of old?.indexes ?? []) if (!index.isId) fresh.indexes.push(catalog.makeIndex(index.spec));
    catalog.save(fresh);
    for await (const batch of docs) for (const document of batch) await insertInto(context, fresh, toDoc(document));
    const current = catalog.collection(target.database, target.collection);
    if (current !== undefined) context.engine.drop(current);
    catalog.rename(fresh, target.collection);
  } catch (error) {
    context.engine.drop(fresh);
    throw error;
  }
}

function isUnique(context: Context, target: Target, fields: readonly string[]): boolean {
  const wanted = [...fields].sort().join('\0');
  if (wanted === '_id') return true;
  const collection = context.engine.catalog.collection(target.database, target.collection);
  return (collection?.indexes ?? []).some(
    (index) =>
      index.isUnique &&
      index.partial === undefined &&
      !index.isBuilding &&
      [...index.keyPattern.keys()].sort().join('\0') === wanted,
  );
}
