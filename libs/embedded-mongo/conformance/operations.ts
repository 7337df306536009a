import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ClientSession, Collection, Db, GridFSBucket, MongoClient } from 'mongodb';
import type { Entities } from './entities.ts';
import type { Json } from './match.ts';

type Target = unknown;
type Run = (target: Target, options: Json, entities: Entities) => Promise<unknown>;

const collection = (target: Target): Collection => target as Collection;
const database = (target: Target): Db => target as Db;
const bucket = (target: Target): GridFSBucket => target as GridFSBucket;
const session = (target: Target): ClientSession => target as ClientSession;

/** A fault of the test itself, which no expected error covers. */
export class Malformed extends Error {}

/** An argument that an operation cannot do without, where the driver would go on. */
function needed<T>(options: Json, name: string): T {
  if (!(name in options)) throw new Malformed(`the argument ${name} is missing`);
  return options[name] as T;
}

/** The arguments of an operation without some that are parameters of their own. */
function without(options: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}

/** `returnDocument` is written in capitals in the tests. */
function modifyOptions(options: Json, ...names: string[]): Json {
  const rest = without(options, 'filter', ...names);
  const { returnDocument: wanted } = rest;
  if (wanted !== undefined && wanted !== 'Before' && wanted !== 'After')
    throw new Malformed(`returnDocument cannot be ${String(wanted)}`);
  if (wanted !== undefined) rest.returnDocument = wanted.toLowerCase();
  return { includeResultMetadata: false, ...rest };
}

function bulkModels(requests: Json[]): never {
  return requests.map((request) => {
    const [name, model] = Object.entries(request)[0] as [string, Json];
    return { [name]: model };
  }) as never;
}

function cursorOptions(options: Json): Json {
  return without(options, 'filter', 'pipeline', 'name', 'keys');
}

/** Operations by their names in the unified tests. */
export const operations: Record<string, Run> = {
  insertOne: (t, o) => collection(t).insertOne(needed<Json>(o, 'document'), without(o, 'document')),
  insertMany: (t, o) => collection(t).insertMany(o.documents as Json[], without(o, 'documents')),
  find: async (t, o) =>
    collection(t)
      .find((o.filter ?? {}) as Json, cursorOptions(o))
      .toArray(),
  findOne: (t, o) => collection(t).findOne((o.filter ?? {}) as Json, cursorOptions(o)),
  createFindCursor: async (t, o) => {
    const cursor = collection(t).find(needed<Json>(o, 'filter'), cursorOptions(o));
    await (cursor as unknown as { cursorInit(): Promise<void> }).cursorInit();
    return cursor;
  },
  aggregate: async (t, o) => {
    const cursor = (t as Collection | Db).aggregate(o.pipeline as Json[], cursorOptions(o));
    return cursor.toArray();
  },
  countDocuments: (t, o) => collection(t).countDocuments(o.filter as Json, without(o, 'filter')),
  estimatedDocumentCount: (t, o) => collection(t).estimatedDocumentCount(o),
  count: (t, o) => collection(t).count(o.filter as Json, without(o, 'filter')),
  distinct: (t, o) =>
    collection(t).distinct(o.fieldName as string, (o.filter ?? {}) as Json, without(o, 'fieldName', 'filter')),
  updateOne: (t, o) => collection(t).updateOne(o.filter as Json, o.update as Json, without(o, 'filter', 'update')),
  updateMany: (t, o) => collection(t).updateMany(o.filter as Json, o.update as Json, without(o, 'filter', 'update')),
  replaceOne: (t, o) =>
    collection(t).replaceOne(o.filter as Json, o.replacement as Json, without(o, 'filter', 'replacement')),
  deleteOne: (t, o) => collection(t).deleteOne(o.filter as Json, without(o, 'filter')),
  deleteMany: (t, o) => collection(t).deleteMany(o.filter as Json, without(o, 'filter')),
  findOneAndUpdate: (t, o) =>
    collection(t).findOneAndUpdate(o.filter as Json, o.update as Json, modifyOptions(o, 'update')),
  findOneAndReplace: (t, o) =>
    collection(t).findOneAndReplace(o.filter as Json, o.replacement as Json, modifyOptions(o, 'replacement')),
  findOneAndDelete: (t, o) => collection(t).findOneAndDelete(o.filter as Json, modifyOptions(o)),
  bulkWrite: (t, o) => collection(t).bulkWrite(bulkModels(o.requests as Json[]), without(o, 'requests')),
  clientBulkWrite: async (t, o) => {
    const models = (o.models as Json[]).map((model) => {
      const [name, fields] = Object.entries(model)[0] as [string, Json];
      return { name, ...fields };
    });
    const result = await (t as MongoClient).bulkWrite(models as never, without(o, 'models'));
    // The driver tells beside what the specification asks for whether an update has inserted.
    const updateResults = [...(result.updateResults ?? [])].map(([index, { didUpsert: _, ...update }]) => [
      index,
      update,
    ]);
    return { ...result, ...(result.updateResults ? { updateResults: new Map(updateResults as never) } : {}) };
  },
  runCommand: (t, o) => {
    const options = without(o, 'command', 'commandName');
    return database(t).command(o.command as Json, options);
  },
  runCursorCommand: (t, o) => {
    const cursor = database(t).runCursorCommand(o.command as Json, cursorFields(o));
    if (o.batchSize !== undefined) cursor.setBatchSize(Number(o.batchSize));
    if (o.maxTimeMS !== undefined) cursor.setMaxTimeMS(Number(o.maxTimeMS));
    if (o.comment !== undefined) cursor.setComment(o.comment);
    return cursor.toArray();
  },
  createCommandCursor: async (t, o) => {
    const cursor = database(t).runCursorCommand(o.command as Json, cursorFields(o));
    if (o.batchSize !== undefined) cursor.setBatchSize(Number(o.batchSize));
    // The driver sends the command when the cursor is first used; the tests expect it at once.
    await (cursor as unknown as { cursorInit(): Promise<void> }).cursorInit();
    return cursor;
  },
  listCollections: async (t, o) =>
    database(t)
      .listCollections((o.filter ?? {}) as Json, without(o, 'filter'))
      .toArray(),
  listCollectionNames: async (t, o) =>
    database(t)
      .listCollections((o.filter ?? {}) as Json, { ...without(o, 'filter'), nameOnly: true })
      .toArray(),
  listCollectionObjects: async (t, o) =>
    database(t)
      .listCollections((o.filter ?? {}) as Json, without(o, 'filter'))
      .toArray(),
  listDatabases: (t, o) => (t as MongoClient).db().admin().listDatabases(o),
  listDatabaseNames: (t, o) =>
    (t as MongoClient)
      .db()
      .admin()
      .listDatabases({ ...o, nameOnly: true }),
  listDatabaseObjects: (t, o) => (t as MongoClient).db().admin().listDatabases(o),
  listIndexes: async (t, o) => collection(t).listIndexes(o).toArray(),
  listIndexNames: async (t, o) => collection(t).listIndexes(o).toArray(),
  createCollection: (t, o) => database(t).createCollection(o.collection as string, without(o, 'collection')),
  dropCollection: (t, o) => database(t).dropCollection(o.collection as string, without(o, 'collection')),
  dropDatabase: (t, o) => (t as MongoClient).db(o.database as string).dropDatabase(without(o, 'database')),
  appendMetadata: async (t, o) => (t as MongoClient).appendMetadata(o.driverInfoOptions as never),
  modifyCollection: (t, o) => database(t).command({ collMod: o.collection as string, ...without(o, 'collection') }),
  createIndex: (t, o) => collection(t).createIndex(o.keys as Json as never, without(o, 'keys')),
  dropIndex: (t, o) => collection(t).dropIndex(o.name as string, without(o, 'name')),
  dropIndexes: (t, o) => collection(t).dropIndexes(o),
  startTransaction: async (t, o) => session(t).startTransaction(o),
  commitTransaction: (t, o) => session(t).commitTransaction(o),
  abortTransaction: (t) => session(t).abortTransaction(),
  endSession: (t) => session(t).endSession(),
  withTransaction: (t, o, entities) =>
    session(t).withTransaction(
      async () => {
        for (const operation of o.callback as Json[]) await entities.perform(operation, true);
      },
      without(o, 'callback'),
    ),
  iterateUntilDocumentOrError: async (t) => (t as { next(): Promise<unknown> }).next(),
  iterateOnce: async (t) => (t as { tryNext(): Promise<unknown> }).tryNext(),
  close: (t) => (t as { close(): Promise<void> }).close(),
  download: async (t, o) => buffer(bucket(t).openDownloadStream(o.id as never)),
  downloadByName: async (t, o) =>
    buffer(bucket(t).openDownloadStreamByName(o.filename as string, without(o, 'filename'))),
  upload: (t, o) => upload(bucket(t), o),
  delete: (t, o) => bucket(t).delete(o.id as never),
};

function cursorFields(options: Json): Json {
  return without(options, 'command', 'commandName', 'batchSize', 'maxTimeMS', 'comment', 'cursorType');
}

function renameEither(target: Target, options: Json): Promise<unknown> {
  const named = target as { rename(...parameters: unknown[]): Promise<unknown>; collectionName?: string };
  return named.collectionName === undefined
    ? named.rename(options.id, options.newFilename)
    : named.rename(options.to, without(options, 'to'));
}
operations.rename = renameEither as Run;

function upload(target: GridFSBucket, options: Json): Promise<unknown> {
  const source = options.source as { $$hexBytes: string };
  return new Promise((resolve, reject) => {
    const stream = target.openUploadStream(
      options.filename as string,
      without(options, 'filename', 'source', 'disableMD5') as never,
    );
    stream.once('finish', () => resolve(stream.gridFSFile?._id ?? stream.id));
    stream.once('error', reject);
    Readable.from([Buffer.from(source.$$hexBytes, 'hex')]).pipe(stream);
  });
}
