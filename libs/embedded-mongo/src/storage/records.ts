import { mongoError } from '../errors.js';
import { MAX_DOCUMENT, RawDoc, tooLarge, type Doc, type Value } from '../values/index.js';
import type { Catalog, Collection, Index } from './catalog.js';
import { show } from './show.js';
import { indexKeys, keyTuples } from './index-keys.js';
import { afterPrefix, recordAtEnd, recordBytes, RECORD_BYTES, recordKey, writeRecord } from './keys.js';
import type { View } from './view.js';
import type { Writer } from './writer.js';

const NOTHING = Buffer.alloc(0);

/** An entry of an index: the key in LMDB, and what it holds. */
interface Entry {
  readonly index: Index;
  readonly key: Buffer;
  readonly value: Buffer;
}

/** Adds a document that has an `_id`; gives its record number. Throws `DuplicateKey` or writes nothing. */
export function insertRecord(writer: Writer, catalog: Catalog, collection: Collection, bytes: Uint8Array): number {
  if (bytes.length > MAX_DOCUMENT) throw tooLarge(bytes.length);
  const doc = new RawDoc(bytes);
  const record = catalog.takeRecord(collection);
  const entries: Entry[] = [];
  for (const index of collection.indexes) entriesOf(index, doc, record, entries, catalog, collection);
  for (const entry of entries) reserve(writer, collection, entry, record, doc);
  writer.put(recordKey(collection.tree, record), bytes);
  for (const { key, value } of entries) writer.put(key, value);
  writer.tally(collection.tree, 1, bytes.length);
  return record;
}

/** Puts a changed document in the place of what it was. */
export function replaceRecord(
  writer: Writer,
  catalog: Catalog,
  collection: Collection,
  record: number,
  before: Uint8Array,
  after: Uint8Array,
): void {
  if (after.length > MAX_DOCUMENT)
    throw mongoError(17419, `Resulting document after update is larger than ${MAX_DOCUMENT}`);
  const key = recordKey(collection.tree, record);
  writer.claim(key);
  const old = new RawDoc(before);
  const doc = new RawDoc(after);
  const removed: Entry[] = [];
  const added: Entry[] = [];
  for (const index of collection.indexes) {
    if (!index.isId) difference(index, old, doc, record, removed, added, catalog, collection);
  }
  for (const entry of removed) claimKey(writer, entry);
  for (const entry of added) reserve(writer, collection, entry, record, doc);
  writer.put(key, after);
  for (const entry of removed) removeEntry(writer, entry, record);
  for (const entry of added) writer.put(entry.key, entry.value);
  if (after.length !== before.length) writer.tally(collection.tree, 0, after.length - before.length);
}

export function removeRecord(
  writer: Writer,
  catalog: Catalog,
  collection: Collection,
  record: number,
  before: Uint8Array,
): void {
  const key = recordKey(collection.tree, record);
  writer.claim(key);
  const old = new RawDoc(before);
  const removed: Entry[] = [];
  for (const index of collection.indexes) entriesOf(index, old, record, removed, catalog, collection);
  for (const entry of removed) claimKey(writer, entry);
  writer.remove(key);
  for (const entry of removed) removeEntry(writer, entry, record);
  writer.tally(collection.tree, -1, -before.length);
}

/** Adds one existing document to an index that is being built. */
export function indexRecord(
  writer: Writer,
  catalog: Catalog,
  collection: Collection,
  index: Index,
  record: number,
  bytes: Uint8Array,
): void {
  const doc = new RawDoc(bytes);
  const entries: Entry[] = [];
  entriesOf(index, doc, record, entries, catalog, collection);
  for (const entry of entries) {
    reserve(writer, collection, entry, record, doc);
    writer.put(entry.key, entry.value);
  }
}

/** Reads documents of a collection by their record numbers. */
export function fetcher(view: View, collection: Collection): (record: number) => Buffer | undefined {
  return (record) => view.get(recordKey(collection.tree, record)) as Buffer | undefined;
}

/** The keys in LMDB that a document has in an index, as `validate` checks them. */
export function entryKeys(index: Index, doc: RawDoc, record: number): Buffer[] {
  if (index.partial !== undefined && !index.partial.matches(doc)) return [];
  return indexKeys(index, doc).keys.map((key) =>
    index.isUnique ? uniqueKey(index, key) : commonKey(index, key, record),
  );
}

/** The record that an index entry leads to; of a unique index it is the value. */
export function recordOf(index: Index, key: Uint8Array, value: Uint8Array | undefined): number {
  return recordAtEnd(index.isUnique ? value! : key);
}

function entriesOf(
  index: Index,
  doc: RawDoc,
  record: number,
  entries: Entry[],
  catalog: Catalog,
  collection: Collection,
): void {
  if (index.partial !== undefined && !index.partial.matches(doc)) return;
  const { keys, arrays } = indexKeys(index, doc);
  if (arrays !== undefined) noteArrays(index, arrays, catalog, collection);
  for (const key of keys) {
    entries.push(
      index.isUnique
        ? { index, key: uniqueKey(index, key), value: recordBytes(record) }
        : { index, key: commonKey(index, key, record), value: NOTHING },
    );
  }
}

function noteArrays(index: Index, arrays: ReadonlySet<number>, catalog: Catalog, collection: Collection): void {
  let isNew = false;
  for (const field of arrays) {
    if (index.multikey[field] === true) continue;
    index.multikey[field] = true;
    isNew = true;
  }
  if (isNew) catalog.save(collection);
}

function difference(
  index: Index,
  old: RawDoc,
  doc: RawDoc,
  record: number,
  removed: Entry[],
  added: Entry[],
  catalog: Catalog,
  collection: Collection,
): void {
  if (index.partial === undefined && isUntouched(index, old, doc)) return;
  const before: Entry[] = [];
  const after: Entry[] = [];
  entriesOf(index, old, record, before, catalog, collection);
  entriesOf(index, doc, record, after, catalog, collection);
  for (const entry of before) if (!after.some((other) => other.key.equals(entry.key))) removed.push(entry);
  for (const entry of after) if (!before.some((other) => other.key.equals(entry.key))) added.push(entry);
}

/** True where the fields that the index reads are the same bytes in both. */
function isUntouched(index: Index, old: RawDoc, doc: RawDoc): boolean {
  return index.paths.every((path) => old.isSame(path[0]!, doc));
}

function removeEntry(writer: Writer, entry: Entry, record: number): void {
  // Of a unique index another document may have taken the key meanwhile (or while the index is being built).
  if (entry.index.isUnique) {
    const holder = writer.view.get(entry.key);
    if (holder !== undefined && recordAtEnd(holder) !== record) return;
  }
  writer.remove(entry.key);
}

/** The key without the record number that follows it in an index that is not unique. */
const keyAlone = ({ key }: Entry): Buffer => key.subarray(0, key.length - RECORD_BYTES);

function claimKey(writer: Writer, entry: Entry): void {
  if (entry.index.isUnique) writer.claim(entry.key);
  else if (entry.index.isPreparingUnique) writer.claim(keyAlone(entry));
}

function reserve(writer: Writer, collection: Collection, entry: Entry, record: number, doc: RawDoc): void {
  claimKey(writer, entry);
  if (entry.index.isUnique) refuseHeld(writer, collection, entry, record, doc);
  else if (entry.index.isPreparingUnique) refuseSecond(writer, collection, entry, record, doc);
}

function refuseHeld(writer: Writer, collection: Collection, entry: Entry, record: number, doc: RawDoc): void {
  const holder = writer.view.get(entry.key);
  if (holder !== undefined && recordAtEnd(holder) !== record)
    throw duplicateKey(collection, entry.index, entry.key, doc);
}

function refuseSecond(writer: Writer, collection: Collection, entry: Entry, record: number, doc: RawDoc): void {
  const start = keyAlone(entry);
  const range = { start, end: afterPrefix(start), reverse: false };
  const others = (view: View): number[] =>
    view
      .chunk(range, 2, true)
      .keys.map(recordAtEnd)
      .filter((other) => other !== record);
  if (others(writer.view).length > 0) throw duplicateKey(collection, entry.index, start, doc);
  // What was written after the snapshot of a transaction is a conflict; what the transaction itself removed is not.
  if (writer.isTransaction) for (const other of others(writer.newest)) writer.claim(recordKey(collection.tree, other));
}

function uniqueKey(index: Index, key: Buffer): Buffer {
  const result = Buffer.allocUnsafe(4 + key.length);
  result.writeUInt32BE(index.tree, 0);
  key.copy(result, 4);
  return result;
}

function commonKey(index: Index, key: Buffer, record: number): Buffer {
  const result = Buffer.allocUnsafe(4 + key.length + 8);
  result.writeUInt32BE(index.tree, 0);
  key.copy(result, 4);
  writeRecord(result, record, 4 + key.length);
  return result;
}

function duplicateKey(collection: Collection, index: Index, key: Buffer, document: RawDoc): Error {
  const names = [...index.keyPattern.keys()];
  const { tuples } = keyTuples(index, document);
  const wanted = key.subarray(4);
  const tuple =
    tuples.find((values) =>
      indexKeys({ ...index, paths: names.map((_, i) => [String(i)]) }, tupleFields(values)).keys[0]?.equals(wanted),
    ) ?? tuples[0]!;
  const keyValue: Doc = new Map(names.map((name, i) => [name, (tuple[i] ?? null) as Value]));
  const shown = [...keyValue].map(([name, value]) => `${name}: ${show(value)}`).join(', ');
  const collation = index.collation === undefined ? '' : ` collation: ${show(index.spec.get('collation')!)}`;
  return mongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.db}.${collection.name} index: ${index.name}${collation} dup key: { ${shown} }`,
    { keyPattern: index.keyPattern, keyValue },
  );
}

function tupleFields(values: readonly (Value | undefined)[]): Doc {
  const fields: Doc = new Map();
  values.forEach((value, i) => value !== undefined && fields.set(String(i), value));
  return fields;
}
