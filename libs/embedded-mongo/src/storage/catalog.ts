import { randomUUID } from 'node:crypto';
import type { Binary } from 'bson';
import { UUID } from 'bson';
import { mongoError } from '../errors.js';
import { parseFilter, type Filter } from '../query/index.js';
import { parseCollation, decode, doc, encode, isDoc, type Collation, type Doc, type Value } from '../values/index.js';
import type { KeyMaker } from './index-keys.js';
import { afterPrefix, FIRST_TREE, recordAtEnd, treeKey, Trees, treeStart } from './keys.js';
import type { Store } from './store.js';
import { writeConflict } from './writer.js';

/** An index of a collection; its tree holds keys with record numbers. */
export interface Index extends KeyMaker {
  readonly tree: number;
  readonly name: string;
  /** As `listIndexes` shows it. */
  spec: Doc;
  readonly keyPattern: Doc;
  readonly isUnique: boolean;
  readonly isId: boolean;
  readonly partial: Filter | undefined;
  expireAfterSeconds: number | undefined;
  isHidden: boolean;
  /** Writes may add no second document under a key, though the index may still hold such; made unique next. */
  isPreparingUnique: boolean;
  /** For each field whether some document has an array on its way, so that a document may have several keys. */
  readonly multikey: boolean[];
  /** Not to be used by queries yet. */
  isBuilding: boolean;
  isDropped: boolean;
  /** Times it served a query, and since when that is counted. */
  uses: number;
  readonly since: Date;
}

export interface Collection {
  readonly tree: number;
  readonly db: string;
  name: string;
  readonly uuid: Binary;
  options: Doc;
  readonly indexes: Index[];
  count: number;
  size: number;
  nextRecord: number;
  validator: Filter | undefined;
  collation: Collation | undefined;
  isDropped: boolean;
  readonly view: { on: string; pipeline: Value[] } | undefined;
  readonly capped: { size: number; max: number | undefined } | undefined;
}

const NEXT_TREE_KEY = treeKey(Trees.state, Buffer.from('next-tree'));
const id = (tree: number): Buffer => treeStart(tree);

/** Which collections and indexes there are. Kept in memory whole; a change is written in the next batch. */
export class Catalog {
  private readonly store: Store;
  private readonly databases = new Map<string, Map<string, Collection>>();
  private readonly byTree = new Map<number, Collection>();
  private readonly tallied = new Set<Collection>();
  private nextTree = FIRST_TREE;
  /** Trees whose entries wait for being removed. */
  readonly garbage = new Set<number>();

  constructor(store: Store) {
    this.store = store;
    this.load();
    store.beforeBatch.push(() => this.writeTallies());
    store.afterFailure.push(() => this.load());
  }

  collection(db: string, name: string): Collection | undefined {
    return this.databases.get(db)?.get(name);
  }

  collections(db: string): Collection[] {
    return [...(this.databases.get(db)?.values() ?? [])];
  }

  databaseNames(): string[] {
    return [...this.databases.keys()].sort();
  }

  all(): IterableIterator<Collection> {
    return this.byTree.values();
  }

  create(db: string, name: string, options?: Doc): Collection {
    const collection = this.prepare(db, name, options);
    this.publish(collection);
    return collection;
  }

  /** A collection that is not to be found yet, as within a transaction that creates it. */
  prepare(db: string, name: string, options: Doc = doc()): Collection {
    checkName(db, name);
    const other = [...this.databases.keys()].find((known) => known !== db && known.toLowerCase() === db.toLowerCase());
    if (other !== undefined) {
      throw mongoError(
        13297,
        `db already exists with different case already have: [${other}] trying to create [${db}]`,
      );
    }
    const collection = makeCollection(this.takeTree(), db, name, new UUID(randomUUID()), options);
    if (collection.view === undefined) {
      collection.indexes.push(
        this.makeIndex(doc({ v: 2, key: doc({ _id: 1 }), name: '_id_', ...collationOf(options) })),
      );
    }
    return collection;
  }

  /** Refuses with a write conflict where another has taken the name meanwhile. */
  publish(collection: Collection): void {
    if (this.collection(collection.db, collection.name) !== undefined) throw writeConflict();
    this.add(collection);
    this.save(collection);
  }

  drop(collection: Collection): void {
    collection.isDropped = true;
    this.databases.get(collection.db)!.delete(collection.name);
    if (this.databases.get(collection.db)!.size === 0) this.databases.delete(collection.db);
    this.byTree.delete(collection.tree);
    this.tallied.delete(collection);
    this.store.remove(treeKey(Trees.catalog, id(collection.tree)));
    this.store.remove(treeKey(Trees.counts, id(collection.tree)));
    this.discard(collection.tree);
    for (const index of collection.indexes) this.forget(index);
  }

  rename(collection: Collection, name: string): void {
    checkName(collection.db, name);
    const names = this.databases.get(collection.db)!;
    names.delete(collection.name);
    collection.name = name;
    names.set(name, collection);
    this.save(collection);
  }

  /** An index that is not part of a collection yet. */
  makeIndex(spec: Doc): Index {
    return makeIndex(this.takeTree(), spec, []);
  }

  dropIndex(collection: Collection, index: Index): void {
    const at = collection.indexes.indexOf(index);
    if (at >= 0) collection.indexes.splice(at, 1);
    this.forget(index);
    this.save(collection);
  }

  /** Puts an index that has been built in the place of another. */
  replaceIndex(collection: Collection, index: Index, by: Index): void {
    collection.indexes.splice(collection.indexes.indexOf(by), 1);
    collection.indexes[collection.indexes.indexOf(index)] = by;
    this.forget(index);
    this.save(collection);
  }

  /** Writes what there is to know of a collection but its count. */
  save(collection: Collection): void {
    if (this.byTree.get(collection.tree) !== collection) return;
    const record = doc({
      db: collection.db,
      name: collection.name,
      uuid: collection.uuid,
      options: collection.options,
      indexes: collection.indexes
        .filter((index) => !index.isBuilding)
        .map((index) => doc({ tree: index.tree, multikey: index.multikey, spec: index.spec })),
    });
    this.store.put(treeKey(Trees.catalog, id(collection.tree)), encode(record));
  }

  tally(tree: number, documents: number, bytes: number): void {
    const collection = this.byTree.get(tree);
    if (collection === undefined) return;
    collection.count += documents;
    collection.size += bytes;
    this.tallied.add(collection);
  }

  /** The number for the next document; read from the last document when first asked. */
  takeRecord(collection: Collection): number {
    if (collection.nextRecord === 0) {
      const range = { start: treeStart(collection.tree), end: afterPrefix(treeStart(collection.tree)), reverse: true };
      const last = this.store.latest.chunk(range, 1, true).keys[0];
      collection.nextRecord = last === undefined ? 1 : recordAtEnd(last) + 1;
    }
    return collection.nextRecord++;
  }

  collected(tree: number): void {
    this.garbage.delete(tree);
    this.store.remove(garbageKey(tree));
  }

  private forget(index: Index): void {
    index.isDropped = true;
    this.discard(index.tree);
  }

  private discard(tree: number): void {
    this.garbage.add(tree);
    this.store.put(garbageKey(tree), Buffer.from([1]));
  }

  private takeTree(): number {
    const tree = this.nextTree++;
    const next = Buffer.allocUnsafe(4);
    next.writeUInt32BE(this.nextTree, 0);
    this.store.put(NEXT_TREE_KEY, next);
    return tree;
  }

  private add(collection: Collection): void {
    let names = this.databases.get(collection.db);
    if (names === undefined) this.databases.set(collection.db, (names = new Map()));
    names.set(collection.name, collection);
    this.byTree.set(collection.tree, collection);
  }

  private writeTallies(): void {
    for (const { tree, count, size } of this.tallied) {
      const bytes = Buffer.allocUnsafe(16);
      bytes.writeDoubleBE(count, 0);
      bytes.writeDoubleBE(size, 8);
      this.store.put(treeKey(Trees.counts, id(tree)), bytes);
    }
    this.tallied.clear();
  }

  private load(): void {
    this.databases.clear();
    for (const collection of this.byTree.values()) collection.isDropped = true;
    this.byTree.clear();
    this.tallied.clear();
    this.garbage.clear();
    const { latest } = this.store;
    this.nextTree = (latest.get(NEXT_TREE_KEY) as Buffer | undefined)?.readUInt32BE(0) ?? FIRST_TREE;
    for (const [key, value] of entries(this.store, treeStart(Trees.catalog)))
      this.add(readCollection(key.readUInt32BE(4), decode(value)));
    for (const [key, value] of entries(this.store, treeStart(Trees.counts))) {
      const collection = this.byTree.get(key.readUInt32BE(4));
      if (collection === undefined) continue;
      collection.count = value.readDoubleBE(0);
      collection.size = value.readDoubleBE(8);
    }
    for (const [key] of entries(this.store, garbageKey())) this.garbage.add(key.readUInt32BE(key.length - 4));
  }
}

function garbageKey(tree?: number): Buffer {
  const prefix = treeKey(Trees.state, Buffer.from('garbage/'));
  return tree === undefined ? prefix : Buffer.concat([prefix, id(tree)]);
}

function* entries(store: Store, prefix: Buffer): IterableIterator<[Buffer, Buffer]> {
  let range: { start: Buffer; end: Buffer; reverse: boolean } | undefined = {
    start: prefix,
    end: afterPrefix(prefix),
    reverse: false,
  };
  while (range !== undefined) {
    const chunk = store.latest.chunk(range, 500);
    for (let i = 0; i < chunk.keys.length; i++) yield [chunk.keys[i]!, chunk.values[i]!];
    range = chunk.next;
  }
}

const collationOf = (options: Doc): Record<string, Value> =>
  options.has('collation') ? { collation: options.get('collation')! } : {};

function makeCollection(tree: number, db: string, name: string, uuid: Binary, options: Doc): Collection {
  const viewOn = options.get('viewOn');
  const collation = options.get('collation');
  const collection: Collection = {
    tree,
    db,
    name,
    uuid,
    options,
    indexes: [],
    count: 0,
    size: 0,
    nextRecord: 0,
    validator: undefined,
    collation: isDoc(collation) ? parseCollation(collation) : undefined,
    isDropped: false,
    view: typeof viewOn === 'string' ? { on: viewOn, pipeline: (options.get('pipeline') as Value[]) ?? [] } : undefined,
    capped:
      options.get('capped') === true
        ? { size: Number(options.get('size')), max: limitOf(options.get('max')) }
        : undefined,
  };
  setValidator(collection);
  return collection;
}

const limitOf = (value: Value | undefined): number | undefined => (value === undefined ? undefined : Number(value));

/** Compiles the validator that the options name. */
export function setValidator(collection: Collection): void {
  const validator = collection.options.get('validator');
  collection.validator =
    isDoc(validator) && validator.size > 0
      ? parseFilter(validator, { collation: collection.collation, now: new Date() })
      : undefined;
}

function readCollection(tree: number, record: Doc): Collection {
  const collection = makeCollection(
    tree,
    record.get('db') as string,
    record.get('name') as string,
    record.get('uuid') as Binary,
    record.get('options') as Doc,
  );
  for (const index of record.get('indexes') as Doc[]) {
    collection.indexes.push(
      makeIndex(index.get('tree') as number, index.get('spec') as Doc, index.get('multikey') as boolean[]),
    );
  }
  return collection;
}

function makeIndex(tree: number, spec: Doc, multikey: boolean[]): Index {
  const keyPattern = spec.get('key') as Doc;
  const partial = spec.get('partialFilterExpression');
  const collation = spec.get('collation');
  const parsed = isDoc(collation) ? parseCollation(collation) : undefined;
  return {
    tree,
    name: spec.get('name') as string,
    spec,
    keyPattern,
    paths: [...keyPattern.keys()].map((path) => path.split('.')),
    directions: [...keyPattern.values()].map((direction) => (Number(direction) < 0 ? -1 : 1)),
    collation: parsed,
    isUnique: spec.get('unique') === true || spec.get('name') === '_id_',
    isId: spec.get('name') === '_id_',
    isSparse: spec.get('sparse') === true,
    partial: isDoc(partial) ? parseFilter(partial, { collation: parsed, now: new Date() }) : undefined,
    expireAfterSeconds: limitOf(spec.get('expireAfterSeconds')),
    isHidden: spec.get('hidden') === true,
    isPreparingUnique: spec.get('prepareUnique') === true,
    multikey: [...keyPattern].map((_, i) => multikey[i] === true),
    isBuilding: false,
    isDropped: false,
    uses: 0,
    since: new Date(),
  };
}

/** Refuses names that MongoDB refuses. */
export function checkName(db: string, name: string): void {
  const namespace = `${db}.${name}`;
  if (db === '' || db.length > 63 || /[/\\. "$*<>:|?\0]/.test(db)) {
    throw mongoError('InvalidNamespace', `Invalid database name: '${db}'`);
  }
  if (name === '' || name.startsWith('.') || name.endsWith('.') || name.includes('$') || name.includes('\0')) {
    throw mongoError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  }
  if (Buffer.byteLength(namespace) > 255) {
    throw mongoError('InvalidNamespace', `Fully qualified namespace is too long. Namespace: ${namespace} Max: 255`);
  }
}
