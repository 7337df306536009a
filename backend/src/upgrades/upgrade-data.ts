import type {
  AnyBulkWriteOperation,
  ClientSession,
  Collection,
  Db,
  Document,
  Filter,
  MongoClient,
  WithId,
} from 'mongodb';
import { ObjectId } from 'mongodb';
import { diff } from '../platform/database/diff.js';

/** Documents of one transaction: few enough that others are served between them. */
const BATCH = 200;
const NOT_RECORDED = new Set(['_id', 'version', 'createdAt', 'updatedAt', 'searchOpen', 'searchAll', 'sortKeys']);
/** MongoDB's code for an index, or its collection, that is not there. */
const INDEX_NOT_FOUND = 27;
const NAMESPACE_NOT_FOUND = 26;

/** Documents of one kind as they are stored. */
export interface Kind {
  collection: string;
  /** What the journal calls them. */
  entity: string;
}

/** What stands in the place of a document, and what else comes to be with it. */
export interface Upgraded {
  document: Document;
  /** New documents, stored in the same transaction. */
  added?: readonly { kind: Kind; document: Document & { _id: ObjectId } }[];
}

/** The stored data as upgrades see and change it: in batches, each one transaction with its journal entries. */
export class UpgradeData {
  constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    private readonly name: string,
    /** Called before each batch; throws where this process may not go on. */
    private readonly beforeBatch: () => Promise<void>,
    private readonly batch = BATCH,
  ) {}

  /**
   * Edits each document that matches, oldest first, and records what changed. `edit` gives a new document in the place
   * of what was read, or nothing where that stays; the second time it changes nothing.
   */
  async changeEach(
    kind: Kind,
    filter: Filter<Document>,
    edit: (document: WithId<Document>, session: ClientSession) => Promise<Upgraded | undefined> | Upgraded | undefined,
  ): Promise<void> {
    await this.inBatches(kind.collection, filter, async (batch, session) => {
      for (const before of batch) {
        const upgraded = await edit(before, session);
        if (upgraded) await this.store(kind, before, upgraded, session);
      }
    });
  }

  /** Sets fields that follow from the others of each document that matches: neither a version nor an entry. */
  async deriveEach(
    collection: string,
    filter: Filter<Document>,
    derive: (document: WithId<Document>) => Document,
  ): Promise<void> {
    await this.inBatches(collection, filter, async (batch, session) => {
      const operations = batch.map((document) => ({
        updateOne: { filter: { _id: document._id }, update: { $set: derive(document) } },
      }));
      if (operations.length) await this.db.collection(collection).bulkWrite(operations, { session });
    });
  }

  /** Drops an index by its name, where it is there: one whose keys stay needs another name for its new form. */
  async dropIndex(collection: string, name: string): Promise<void> {
    try {
      await this.db.collection(collection).dropIndex(name);
    } catch (error) {
      const { code } = error as { code?: number };
      if (code !== INDEX_NOT_FOUND && code !== NAMESPACE_NOT_FOUND) throw error;
    }
  }

  /** Gives a permission that this version adds to every role that holds another, so that nobody loses what they did. */
  async grantPermission(added: string, heldBy: string): Promise<void> {
    const roles = { collection: 'roles', entity: 'Role' };
    await this.changeEach(roles, { permissions: heldBy, $nor: [{ permissions: added }] }, (role) => ({
      document: { ...role, permissions: [...(role['permissions'] as string[]), added] },
    }));
  }

  /** Takes the documents that match, oldest first, some in a transaction. */
  private async inBatches(
    collection: string,
    filter: Filter<Document>,
    work: (batch: readonly WithId<Document>[], session: ClientSession) => Promise<void>,
  ): Promise<void> {
    const documents = this.db.collection(collection);
    for (let last: unknown; ;) {
      await this.beforeBatch();
      const next = last === undefined ? filter : { $and: [filter, { _id: { $gt: last } }] };
      const batch = await this.inTransaction(async (session) => {
        const found = await documents
          .find(next as Filter<Document>, { session })
          .sort({ _id: 1 })
          .limit(BATCH)
          .toArray();
        await work(found, session);
        return found;
      });
      if (batch.length < BATCH) return;
      last = batch.at(-1)?._id;
    }
  }

  private async store(kind: Kind, before: WithId<Document>, upgraded: Upgraded, session: ClientSession): Promise<void> {
    const now = new Date();
    const changes = diff(before, upgraded.document, NOT_RECORDED);
    const added = upgraded.added ?? [];
    const entries = added.map(({ kind: { entity }, document }) =>
      this.entryOf(entity, 'created', document, diff({}, document, NOT_RECORDED), now),
    );
    for (const { kind: own, document } of added) await this.insert(own, document, session);
    if (changes.length) {
      const after = { ...upgraded.document, version: Number(before['version'] ?? 0) + 1, updatedAt: now };
      await this.replace(this.db.collection(kind.collection), before, after, session);
      entries.push(this.entryOf(kind.entity, 'changed', { ...after, _id: before._id }, changes, now));
    }
    if (entries.length) await this.db.collection('journal').insertMany(entries, { session });
  }

  private async insert({ collection }: Kind, document: Document, session: ClientSession): Promise<void> {
    await this.db.collection(collection).insertOne(document, { session });
  }

  /** Replaces the version that was read; another one stays, and the transaction runs again. */
  private async replace(
    collection: Collection,
    { _id, version }: WithId<Document>,
    replacement: Document,
    session: ClientSession,
  ): Promise<void> {
    const operation: AnyBulkWriteOperation = { replaceOne: { filter: { _id, version }, replacement } };
    const { matchedCount } = await collection.bulkWrite([operation], { session });
    if (matchedCount !== 1) throw new Error(`${collection.collectionName} ${String(_id)} changed during the upgrade`);
  }

  private entryOf(
    entity: string,
    action: string,
    { _id, number, version }: Document,
    changes: ReturnType<typeof diff>,
    at: Date,
  ): Document {
    return {
      _id: new ObjectId(),
      entity,
      entityId: _id,
      ...(number === undefined ? {} : { number }),
      action,
      entityVersion: version,
      changes,
      at,
      actor: { name: 'system', via: 'system' },
      requestId: `upgrade ${this.name}`,
    };
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
