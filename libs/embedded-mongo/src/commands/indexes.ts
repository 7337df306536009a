import { badValue, mongoError, typeMismatch, type CodeName } from '../errors.js';
import { breathe } from '../breathe.js';
import { parseFilter } from '../query/index.js';
import type { Collection, Index } from '../storage/catalog.js';
import { afterPrefix, recordAtEnd, recordKey, treeStart } from '../storage/keys.js';
import { indexRecord } from '../storage/records.js';
import type { Range } from '../storage/view.js';
import { doc, equal, isDoc, isNumeric, parseCollation, typeName, type Doc, type Value } from '../values/index.js';
import { collectionOf, mustExist, refuseView, unblocked, type Context, type Handler } from './context.js';
import { cursorReply, firstBatch } from './cursor-reply.js';
import { createCollection } from './writable.js';
import { ListStream } from '../planner/stream.js';

const MOST_INDEXES = 64;
const known = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
  'hidden',
  'background',
  'ns',
  'dropDups',
  'comment',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'storageEngine',
  'wildcardProjection',
  'clustered',
  'prepareUnique',
]);

export const createIndexes: Handler = async (context) => {
  const { command, engine } = context;
  const specs = command.array('indexes');
  if (specs === undefined) throw command.missing('indexes');
  if (specs.length === 0) throw badValue('Must specify at least one index to create');
  const { db, name, collection: existing } = collectionOf(context);
  refuseView(existing, db, name);
  const checked = specs.map((spec) => checkSpec(spec));
  const collection = existing ?? createCollection(context, db, name);
  if (context.transaction !== undefined && collection.count > 0) {
    throw mongoError(
      'OperationNotSupportedInTransaction',
      `Cannot create new indexes on existing collection ${db}.${name} in a multi-document transaction.`,
    );
  }
  const before = collection.indexes.length;
  const fresh = checked.filter((spec) => !isThere(collection, completed(spec, collection)));
  if (before + fresh.length > MOST_INDEXES) {
    throw mongoError(
      'CannotCreateIndex',
      `add index fails, too many indexes for ${db}.${name} key:${JSON.stringify([...(fresh[0]!.get('key') as Doc).keys()])}`,
    );
  }
  await buildIndexes(
    context,
    collection,
    fresh.map((spec) => completed(spec, collection)),
  );
  if (context.transaction === undefined) await engine.store.durable();
  const reply = {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length,
    createdCollectionAutomatically: existing === undefined,
  };
  return fresh.length === 0 ? { ...reply, note: 'all indexes already exist' } : reply;
};

/** An index takes the collation of its collection unless it names one. */
function completed(spec: Doc, collection: Collection): Doc {
  const result: Doc = new Map(spec);
  const collation = result.get('collation');
  if (isDoc(collation)) {
    const parsed = parseCollation(collation);
    if (parsed === undefined) result.delete('collation');
    else result.set('collation', doc({ ...parsed.spec, version: '57.1' }));
  } else if (collection.collation !== undefined)
    result.set('collation', doc({ ...collection.collation.spec, version: '57.1' }));
  return result;
}

function checkSpec(spec: Value): Doc {
  if (!isDoc(spec)) throw typeMismatch("BSON field 'createIndexes.indexes' is the wrong type, expected type 'object'");
  for (const name of spec.keys()) {
    if (!known.has(name)) {
      throw mongoError(
        'InvalidIndexSpecificationOption',
        `Error in specification { ... } :: caused by :: The field '${name}' is not valid for an index specification.`,
      );
    }
  }
  const key = spec.get('key');
  if (!isDoc(key))
    throw mongoError('FailedToParse', "The 'key' field is a required property of an index specification");
  checkKey(key);
  const name = spec.get('name');
  if (name === undefined)
    throw mongoError('FailedToParse', "The 'name' field is a required property of an index specification");
  if (typeof name !== 'string') throw typeMismatch("The field 'name' must be a string");
  const isId = key.size === 1 && key.has('_id');
  if (name === '' || name === '*') throw mongoError('CannotCreateIndex', 'index name cannot be empty');
  if (name === '_id_' && !isId)
    throw badValue("The index name '_id_' is reserved for the _id index, which must have key pattern {_id: 1}");
  return normalized(spec, key, isId ? '_id_' : name);
}

function checkKey(key: Doc): void {
  if (key.size === 0) throw mongoError('CannotCreateIndex', 'Index keys cannot be empty.');
  if (key.size > 32) throw mongoError(13103, 'too many compound keys');
  for (const [path, direction] of key) {
    if (typeof direction === 'string') {
      if (direction === '')
        throw mongoError('CannotCreateIndex', 'Values in the index key pattern cannot be empty strings');
      throw mongoError('CannotCreateIndex', `Unknown index plugin '${direction}'`);
    }
    if (!isNumeric(direction)) {
      throw mongoError(
        'CannotCreateIndex',
        `Values in v:2 index key pattern cannot be of type ${typeName(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
    const number = Number(direction.toString());
    if (number === 0 || Number.isNaN(number))
      throw mongoError('CannotCreateIndex', 'Values in the index key pattern cannot be 0.');
    if (path === '' || path.split('.').includes(''))
      throw mongoError('CannotCreateIndex', 'Index keys cannot contain an empty field.');
    if (path === '$**' || path.endsWith('.$**'))
      throw mongoError('CannotCreateIndex', "Unknown index plugin 'wildcard'");
    if (path.split('.').some((part) => part.startsWith('$') && !['$ref', '$id', '$db'].includes(part))) {
      throw mongoError('CannotCreateIndex', `Index key contains an illegal field name: field name starts with '$'.`);
    }
  }
}

/** The fields in the order in which `listIndexes` gives them, without those that say nothing. */
function normalized(spec: Doc, key: Doc, name: string): Doc {
  const result: Doc = doc({ v: 2, key, name });
  const flag = (field: string): boolean | undefined => {
    const value = spec.get(field);
    if (value === undefined) return undefined;
    if (typeof value !== 'boolean' && !isNumeric(value))
      throw typeMismatch(`The field '${field}' has value ${String(value)}, which is not convertible to bool`);
    return value === true || (isNumeric(value) && Number(value.toString()) !== 0);
  };
  for (const field of ['unique', 'sparse', 'hidden', 'prepareUnique'])
    if (flag(field) === true) result.set(field, true);
  if (name === '_id_') {
    for (const field of ['sparse', 'hidden', 'partialFilterExpression', 'expireAfterSeconds']) {
      if (spec.get(field) !== undefined && spec.get(field) !== false) {
        throw mongoError(
          field === 'hidden' ? 'BadValue' : 'InvalidIndexSpecificationOption',
          field === 'hidden'
            ? "can't hide _id index"
            : `The field '${field}' is not valid for an _id index specification.`,
        );
      }
    }
    result.delete('unique');
  }
  setPartial(spec, result);
  setExpiry(spec, result);
  // It has no meaning any more, but is shown as it was given.
  if (flag('background') !== undefined) result.set('background', spec.get('background')!);
  const collation = spec.get('collation');
  if (collation !== undefined) {
    if (!isDoc(collation)) throw typeMismatch("The field 'collation' must be an object");
    result.set('collation', collation);
  }
  return result;
}

const partialOperators = new Set([
  '$and',
  '$or',
  '$eq',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$exists',
  '$type',
  '$geoWithin',
  '$geoIntersects',
]);

function checkPartial(filter: Doc): void {
  for (const [name, value] of filter) {
    if (name.startsWith('$') && !partialOperators.has(name))
      throw mongoError('CannotCreateIndex', `Expression not supported in partial index: ${name}`);
    if (name === '$exists' && value === false)
      throw mongoError('CannotCreateIndex', 'Expression not supported in partial index: $not');
    if (isDoc(value)) checkPartial(value);
    else if (name.startsWith('$') && Array.isArray(value))
      for (const item of value) if (isDoc(item)) checkPartial(item);
  }
}

function setPartial(spec: Doc, result: Doc): void {
  const partial = spec.get('partialFilterExpression');
  if (partial === undefined) return;
  if (!isDoc(partial)) throw typeMismatch("The field 'partialFilterExpression' must be an object");
  if (result.has('sparse'))
    throw mongoError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  checkPartial(partial);
  parseFilter(partial, { now: new Date() });
  result.set('partialFilterExpression', partial);
}

function setExpiry(spec: Doc, result: Doc): void {
  const seconds = spec.get('expireAfterSeconds');
  if (seconds === undefined) return;
  const number = checkExpiry(seconds, 'CannotCreateIndex');
  if ((result.get('key') as Doc).size > 1)
    throw mongoError('CannotCreateIndex', 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  result.set('expireAfterSeconds', number);
}

/** The seconds of a TTL index, at most what 32 bits hold. */
export function checkExpiry(seconds: Value, code: CodeName): number {
  if (!isNumeric(seconds))
    throw mongoError(
      code,
      `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(seconds)}'.`,
    );
  const number = Math.trunc(Number(seconds.toString()));
  if (!(number >= 0 && number <= 0x7fffffff))
    throw mongoError(
      code,
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different value than ${number}`,
    );
  return number;
}

/** What tells indexes with the same keys apart: a unique one may stand beside one that is not. */
const identity = ['collation', 'partialFilterExpression', 'unique', 'sparse'];

/** True where the same index exists; refuses one that differs from what is there under its name or keys. */
function isThere(collection: Collection, spec: Doc): boolean {
  const key = spec.get('key') as Doc;
  for (const index of collection.indexes) {
    const sameKey = sameKeys(index.keyPattern, key);
    const sameName = index.name === spec.get('name');
    if (sameKey && index.isId) return true;
    const sameIdentity = sameKey && same(index.spec, spec, identity);
    if (!sameName && !sameIdentity) continue;
    const both = `Requested index: ${show(spec)}, existing index: ${show(index.spec)}`;
    if (!sameIdentity)
      throw mongoError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${both}`,
      );
    const sameOptions = same(index.spec, spec, ['expireAfterSeconds']);
    if (sameName && sameOptions) return true;
    if (sameOptions)
      throw mongoError('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`);
    const what = sameName ? 'the same name but different options' : 'a different name and options';
    throw mongoError('IndexOptionsConflict', `An equivalent index already exists with ${what}. ${both}`);
  }
  return false;
}

const show = (spec: Doc): string =>
  JSON.stringify(
    Object.fromEntries([...spec].map(([name, value]) => [name, isDoc(value) ? Object.fromEntries(value) : value])),
  );

function sameKeys(a: Doc, b: Doc): boolean {
  const left = [...a];
  const right = [...b];
  return (
    left.length === right.length &&
    left.every(([name, value], i) => name === right[i]![0] && equal(value, right[i]![1]))
  );
}

function same(a: Doc, b: Doc, fields: readonly string[]): boolean {
  return fields.every((field) =>
    a.has(field) || b.has(field) ? a.has(field) && b.has(field) && equal(a.get(field)!, b.get(field)!) : true,
  );
}

/** Fills new indexes from the documents that are there while writes go on; nothing is left of them where one fails. */
export async function buildIndexes(context: Context, collection: Collection, specs: readonly Doc[]): Promise<void> {
  if (specs.length === 0) return;
  for (const index of await filled(context, collection, specs)) index.isBuilding = false;
  if (context.transaction === undefined) context.engine.catalog.save(collection);
}

/** Builds an index anew by another specification while the old one serves, and puts it in its place. */
export async function rebuildIndex(context: Context, collection: Collection, index: Index, spec: Doc): Promise<void> {
  const { catalog } = context.engine;
  const built = (await filled(context, collection, [spec]))[0]!;
  if (index.isDropped) {
    catalog.dropIndex(collection, built);
    throw mongoError('IndexNotFound', `the index ${index.name} was dropped meanwhile`);
  }
  built.isBuilding = false;
  catalog.replaceIndex(collection, index, built);
  context.engine.collect();
}

async function filled(context: Context, collection: Collection, specs: readonly Doc[]): Promise<Index[]> {
  const { catalog } = context.engine;
  const indexes = specs.map((spec) => catalog.makeIndex(spec));
  // What a transaction creates is empty and nobody else's.
  const isOwn = context.transaction !== undefined;
  for (const index of indexes) index.isBuilding = !isOwn && (collection.count > 0 || !context.engine.conflicts.isIdle);
  collection.indexes.push(...indexes);
  try {
    if (indexes[0]!.isBuilding) await fill(context, collection, indexes);
    return indexes;
  } catch (error) {
    for (const index of indexes) catalog.dropIndex(collection, index);
    context.engine.collect();
    throw error;
  }
}

async function fill(context: Context, collection: Collection, indexes: readonly Index[]): Promise<void> {
  const { engine } = context;
  // What open transactions have written already lacks entries of the new indexes.
  await engine.conflicts.settled();
  const start = treeStart(collection.tree);
  let rest: Range | undefined = { start, end: afterPrefix(start), reverse: false };
  while (rest !== undefined) {
    const { keys, values, next }: { keys: Buffer[]; values: Buffer[]; next: Range | undefined } =
      engine.store.latest.chunk(rest, 200);
    for (let i = 0; i < keys.length; i++) {
      const record = recordAtEnd(keys[i]!);
      await unblocked(context, () => {
        const bytes = i === 0 ? values[0] : engine.store.latest.get(recordKey(collection.tree, record));
        if (bytes !== undefined)
          for (const index of indexes) indexRecord(engine.direct, engine.catalog, collection, index, record, bytes);
      });
    }
    rest = next;
    await breathe();
    if (collection.isDropped)
      throw mongoError('IndexBuildAborted', 'the collection was dropped while its index was being built');
    await engine.store.room();
  }
}

export const listIndexes: Handler = (context) => {
  const { db, name, collection } = collectionOf(context);
  const existing = mustExist(collection, db, name);
  refuseView(existing, db, name);
  const cursor = context.command.doc('cursor');
  const batchSize = cursor?.get('batchSize');
  const specs = existing.indexes.filter((index) => !index.isBuilding).map((index) => index.spec);
  if (batchSize === undefined) return cursorReply('firstBatch', specs, 0n, `${db}.${name}`);
  return firstBatch(context, new ListStream(specs), `${db}.${name}`, { batchSize: Number(batchSize) });
};

export const dropIndexes: Handler = async (context) => {
  const { db, name, collection } = collectionOf(context);
  const existing = mustExist(collection, db, name);
  const before = existing.indexes.length;
  for (const index of meant(context.command.get('index'), existing)) context.engine.catalog.dropIndex(existing, index);
  context.engine.collect();
  await context.engine.store.durable();
  return { nIndexesWas: before };
};

function meant(which: Value | undefined, collection: Collection): Index[] {
  if (which === '*') return collection.indexes.filter((index) => !index.isId);
  if (Array.isArray(which)) return which.flatMap((one) => meant(one, collection));
  const found =
    typeof which === 'string'
      ? collection.indexes.filter((index) => index.name === which)
      : isDoc(which)
        ? collection.indexes.filter((index) => sameKeys(index.keyPattern, which))
        : undefined;
  if (found === undefined)
    throw typeMismatch("BSON field 'dropIndexes.index' is the wrong type, expected types '[string, object]'");
  if (found.length === 0) {
    throw typeof which === 'string'
      ? mongoError('IndexNotFound', `index not found with name [${which}]`)
      : mongoError('IndexNotFound', `can't find index with key: ${show(which as Doc)}`);
  }
  if (found.length > 1)
    throw mongoError('AmbiguousIndexKeyPattern', `${found.length} indexes found for key, identify by name instead.`);
  if (found.some((index) => index.isId)) throw mongoError('InvalidOptions', 'cannot drop _id index');
  return found;
}
