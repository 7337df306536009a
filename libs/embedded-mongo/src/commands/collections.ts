import { badValue, mongoError } from '../errors.js';
import { ListStream } from '../planner/stream.js';
import { parseFilter } from '../query/index.js';
import { checkName, type Collection } from '../storage/catalog.js';
import { doc, equal, parseCollation, type Doc, type Value } from '../values/index.js';
import type { Command } from './command.js';
import { collectionOf, type Context, type Handler, type Reply } from './context.js';
import { firstBatch } from './cursor-reply.js';
import { checkView } from './view-definition.js';
import { createCollection } from './writable.js';

const refused = ['timeseries', 'clusteredIndex', 'expireAfterSeconds', 'encryptedFields'];
const kept = [
  'capped',
  'size',
  'max',
  'viewOn',
  'pipeline',
  'collation',
  'validator',
  'validationLevel',
  'validationAction',
  'changeStreamPreAndPostImages',
];

export const create: Handler = async (context) => {
  const { command, engine } = context;
  const { db, name, collection } = collectionOf(context);
  for (const option of refused) {
    if (command.has(option)) throw mongoError('InvalidOptions', `${option} is not supported by this server`);
  }
  const options = readOptions(context);
  if (collection !== undefined) {
    // A failure ends a transaction, so the client must be told of it there.
    if (context.transaction === undefined && sameOptions(collection.options, options)) return {};
    throw mongoError('NamespaceExists', `Collection ${db}.${name} already exists.`);
  }
  const on = options.get('viewOn');
  if (typeof on === 'string') checkView(context, db, name, on, options.get('pipeline') as Value[]);
  createCollection(context, db, name, options);
  if (context.transaction === undefined) await engine.store.durable();
  return {};
};

function readOptions(context: Context): Doc {
  const { command } = context;
  const options: Doc = new Map();
  for (const option of kept) {
    const value = command.get(option);
    if (value !== undefined && value !== null) options.set(option, value);
  }
  if (!command.flag('capped')) options.delete('capped');
  else {
    options.set('capped', true);
    const size = command.number('size');
    if (size === undefined) throw mongoError('InvalidOptions', "the 'size' field is required when 'capped' is true");
    if (size <= 0) throw badValue(`'size' must be greater than or equal to 1`);
    options.set('size', Math.ceil(size / 256) * 256);
  }
  const collation = command.doc('collation');
  if (collation !== undefined) {
    const parsed = parseCollation(collation);
    if (parsed === undefined) options.delete('collation');
    else options.set('collation', doc({ ...parsed.spec, version: '57.1' }));
  }
  const validator = command.doc('validator');
  if (validator !== undefined) parseFilter(validator, { now: context.now });
  checkValidation(command);
  if (options.has('viewOn') && !options.has('pipeline')) options.set('pipeline', []);
  if (options.has('pipeline') && !options.has('viewOn'))
    throw mongoError('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified");
  return options;
}

const validationWords = { validationLevel: ['off', 'moderate', 'strict'], validationAction: ['error', 'warn'] };

/** Refuses words that a validator's level and action do not have. */
export function checkValidation(command: Command): void {
  for (const [field, words] of Object.entries(validationWords)) {
    const word = command.optionalText(field);
    if (word !== undefined && !words.includes(word))
      throw badValue(`Enumeration value '${word}' for field '${command.name}.${field}' is not a valid value.`);
  }
}

const sameOptions = (a: Doc, b: Doc): boolean => equal(a, b);

export const drop: Handler = async (context) => {
  const { db, name, collection } = collectionOf(context);
  checkName(db, name);
  if (collection === undefined) return {};
  const nIndexesWas = collection.indexes.length;
  context.engine.drop(collection);
  await context.engine.store.durable();
  return collection.view === undefined ? { ns: `${db}.${name}`, nIndexesWas } : { ns: `${db}.${name}` };
};

export const dropDatabase: Handler = async (context) => {
  const { db } = context.command;
  const collections = context.engine.catalog.collections(db);
  for (const collection of collections) context.engine.drop(collection);
  await context.engine.store.durable();
  return collections.length === 0 ? {} : { dropped: db };
};

/** As `listCollections` shows it. */
function describe(collection: Collection, nameOnly: boolean): Doc {
  const type = collection.view === undefined ? 'collection' : 'view';
  if (nameOnly) return doc({ name: collection.name, type });
  const info =
    collection.view === undefined ? doc({ readOnly: false, uuid: collection.uuid }) : doc({ readOnly: true });
  const described = doc({ name: collection.name, type, options: collection.options, info });
  if (collection.view === undefined) described.set('idIndex', collection.indexes[0]!.spec);
  return described;
}

export const listCollections: Handler = (context) => {
  const { command, engine } = context;
  const filter = parseFilter(command.doc('filter') ?? new Map(), { now: context.now });
  const docs = engine.catalog
    .collections(command.db)
    .map((collection) => describe(collection, false))
    .filter((described) => filter.matches(described))
    .map((described) =>
      command.flag('nameOnly') ? doc({ name: described.get('name')!, type: described.get('type')! }) : described,
    );
  const batchSize = command.doc('cursor')?.get('batchSize');
  return firstBatch(context, new ListStream(docs), `${command.db}.$cmd.listCollections`, {
    batchSize: batchSize === undefined ? Infinity : Number(batchSize),
  });
};

export const listDatabases: Handler = (context): Reply => {
  const { command, engine } = context;
  const filter = parseFilter(command.doc('filter') ?? new Map(), { now: context.now });
  const nameOnly = command.flag('nameOnly');
  let totalSize = 0;
  const databases: Value[] = [];
  for (const name of engine.catalog.databaseNames()) {
    const collections = engine.catalog.collections(name);
    const sizeOnDisk = collections.reduce((sum, collection) => sum + collection.size, 0) || 4096;
    const described = doc({ name, sizeOnDisk, empty: collections.every((collection) => collection.count === 0) });
    if (!filter.matches(described)) continue;
    totalSize += sizeOnDisk;
    databases.push(nameOnly ? doc({ name }) : described);
  }
  return nameOnly ? { databases } : { databases, totalSize, totalSizeMb: Math.floor(totalSize / 1_048_576) };
};

function splitNamespace(namespace: string): [string, string] {
  const dot = namespace.indexOf('.');
  if (dot <= 0) throw mongoError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

export const renameCollection: Handler = async (context) => {
  const { command, engine } = context;
  const [db, name] = splitNamespace(command.text('renameCollection'));
  const [toDb, toName] = splitNamespace(command.text('to'));
  const collection = mustExistSource(engine.catalog.collection(db, name), `${db}.${name}`);
  checkName(toDb, toName);
  if (db !== toDb)
    throw mongoError('CommandNotSupported', 'renaming into another database is not supported by this server');
  if (name === toName) throw mongoError('IllegalOperation', "Can't rename a collection to itself");
  const target = engine.catalog.collection(toDb, toName);
  if (target !== undefined) {
    if (!command.flag('dropTarget')) throw mongoError('NamespaceExists', 'target namespace exists');
    engine.drop(target);
  }
  engine.catalog.rename(collection, toName);
  await engine.store.durable();
  return {};
};

function mustExistSource(collection: Collection | undefined, namespace: string): Collection {
  if (collection === undefined) throw mongoError('NamespaceNotFound', `Source collection ${namespace} does not exist`);
  return collection;
}
