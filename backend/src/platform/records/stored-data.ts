import {
  ObjectId,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type Filter,
  type MongoClient,
  type UpdateFilter,
  type WithId,
} from 'mongodb';
import type { StoredEntry } from '../journal/journal-chain.js';
import type { JournalKey } from '../journal/journal-key.js';
import { NOT_RECORDED } from '../database/derived-fields.js';
import { diff, type FieldChange } from '../database/diff.js';

/** Documents of one transaction: few enough that others are served between them. */
const BATCH = 200;

/** Documents of one kind as they are stored. */
export interface StoredKind {
  collection: string;
  /** What the journal calls them. */
  entity: string;
}

/** What stands in the place of a document, and what else comes to be with it. */
export interface Replacement {
  document: Document;
  /** New documents, stored in the same transaction. */
  added?: readonly { kind: StoredKind; document: Document & { _id: ObjectId } }[];
}

/** Some documents of one transaction. */
export type StoredBatch = readonly WithId<Document>[];

/** How data is gone through. */
export interface StoredDataOptions {
  /** Called before each batch; throws where this process may not go on. */
  beforeBatch?: () => Promise<void>;
  /** Documents of one transaction. */
  batch?: number;
  /** Vouches for the entries in the journal. */
  key?: JournalKey;
}

/**
 * The data as it is stored, without the product's classes: read and changed in batches, each one transaction with the
 * documents, their next version and their journal entries.
 */
export class StoredData {
  constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    /** Who changes it, as the journal names the request. */
    private readonly by: string,
    private readonly options: StoredDataOptions = {},
  ) {}

  /** Takes the documents that match, oldest first, some in a transaction. */
  async eachBatch(
    collection: string,
    filter: Filter<Document>,
    work: (batch: StoredBatch, session: ClientSession) => Promise<void>,
  ): Promise<void> {
    const documents = this.db.collection(collection);
    const { beforeBatch, batch: size = BATCH } = this.options;
    for (let last: unknown; ;) {
      await beforeBatch?.();
      const next = (last === undefined ? filter : { $and: [filter, { _id: { $gt: last } }] }) as Filter<Document>;
      const batch = await this.inTransaction(async (session) => {
        const found = await documents.find(next, { session }).sort({ _id: 1 }).limit(size).toArray();
        await work(found, session);
        return found;
      });
      if (batch.length < size) return;
      last = batch.at(-1)?._id;
    }
  }

  /**
   * Edits each document that matches and records what changed. `edit` gives a new document in the place of what was
   * read, or nothing where that stays; the second time it changes nothing.
   */
  async changeEach(
    kind: StoredKind,
    filter: Filter<Document>,
    edit: (
      document: WithId<Document>,
      session: ClientSession,
    ) => Promise<Replacement | undefined> | Replacement | undefined,
  ): Promise<void> {
    await this.eachBatch(kind.collection, filter, async (batch, session) => {
      for (const before of batch) {
        const replacement = await edit(before, session);
        if (replacement) await this.replace(kind, before, replacement, session);
      }
    });
  }

  /**
   * Sets fields that follow from the others of each document that matches, or takes away what is `undefined`: neither a
   * version nor an entry.
   */
  async deriveEach(
    collection: string,
    filter: Filter<Document>,
    derive: (document: WithId<Document>) => Promise<Document> | Document,
  ): Promise<void> {
    await this.eachBatch(collection, filter, async (batch, session) => {
      const operations = await Promise.all(
        batch.map(async (document) => ({
          updateOne: { filter: { _id: document._id }, update: updateTo(await derive(document)) },
        })),
      );
      if (operations.length) await this.db.collection(collection).bulkWrite(operations, { session });
    });
  }

  /** Stores a document in the place of the one that was read, with what comes to be with it, and records all of it. */
  async replace(
    kind: StoredKind,
    before: WithId<Document>,
    { document, added = [] }: Replacement,
    session: ClientSession,
  ): Promise<void> {
    const now = new Date();
    const changes = diff(before, document, NOT_RECORDED);
    const entries = added.map(({ kind: { entity }, document: made }) =>
      this.entryOf(entity, 'created', made, diff({}, made, NOT_RECORDED), now),
    );
    for (const { kind: own, document: made } of added)
      await this.db.collection(own.collection).insertOne(made, { session });
    if (changes.length) {
      const after = { ...document, version: Number(before['version'] ?? 0) + 1, updatedAt: now };
      await requireReplaced(this.db.collection(kind.collection), before, after, session);
      entries.push(this.entryOf(kind.entity, 'changed', { ...after, _id: before._id }, changes, now));
    }
    if (entries.length) await this.db.collection('journal').insertMany(entries, { session });
  }

  private entryOf(
    entity: string,
    action: string,
    { _id, number, version }: Document,
    changes: FieldChange[],
    at: Date,
  ): Document {
    const entry = {
      _id: new ObjectId(),
      entity,
      entityId: _id,
      ...(number === undefined ? {} : { number }),
      action,
      entityVersion: version,
      changes,
      at,
      actor: { name: 'system', via: 'system', reason: this.by },
      requestId: this.by,
    };
    const { key } = this.options;
    return key ? { ...entry, mac: key.macOf(entry as unknown as StoredEntry) } : entry;
  }

  private async inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.client.withSession((session) =>
      session.withTransaction(() => work(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority' },
      }),
    );
  }
}

/** An update that sets fields, and takes away what is `undefined`. */
export function updateTo(fields: Document): UpdateFilter<Document> {
  const gone = Object.keys(fields).filter((name) => fields[name] === undefined);
  const $set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return gone.length ? { $set, $unset: Object.fromEntries(gone.map((name) => [name, ''])) } : { $set };
}

/** Replaces the version that was read; throws where another one stands there. */
async function requireReplaced(
  collection: Collection,
  { _id, version }: WithId<Document>,
  replacement: Document,
  session: ClientSession,
): Promise<void> {
  const { matchedCount } = await collection.replaceOne({ _id, version }, replacement, { session });
  if (matchedCount !== 1) throw new Error(`${collection.collectionName} ${String(_id)} changed meanwhile`);
}
