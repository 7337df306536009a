import type { ClientSession, Collection } from 'mongodb';
import { Types, type Connection, type Model } from 'mongoose';
import { allOf } from '../access/rows.js';
import { NOT_RECORDED } from '../database/derived-fields.js';
import { diff, withChanges } from '../database/diff.js';
import { followPath } from '../fields/field-path.js';
import type { Class } from '../fields/index.js';
import type { StoredEntry } from './journal-chain.js';
import type { DocumentEntry, JournalDerived, JournalEntry } from './journal-entry.js';
import type { JournalFaults, Tell } from './journal-faults.js';
import type { RecordedKind } from './journal.service.js';

const BATCH = 100;

type Stored = Record<string, unknown> & { _id: Types.ObjectId; version: number };

/** Compares every document with what the journal says it has become. */
export class DocumentsCheck {
  constructor(
    private readonly connection: Connection,
    private readonly entries: Model<JournalEntry>,
    private readonly kinds: readonly RecordedKind[],
    private readonly faults: JournalFaults,
  ) {}

  /** How many documents there are, roughly. */
  async count(): Promise<number> {
    const counts = await Promise.all(this.kinds.map((kind) => this.documents(kind).estimatedDocumentCount()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Looks for the documents that some entries of the chain have made: each is there, or was deleted since. */
  async lookForMade(entries: readonly StoredEntry[]): Promise<void> {
    const made = entries.filter(({ entityVersion, action }) => entityVersion === 1 && action !== 'deleted');
    for (const kind of this.kinds) {
      const ids = made
        .filter(({ entity }) => entity === kind.entity)
        .map(({ entityId }) => new Types.ObjectId(entityId));
      if (ids.length) await this.inSnapshot((session) => this.lookForMissing(kind, ids, session));
    }
  }

  /** Compares all; gives how many there were. */
  async run(tell: Tell): Promise<number> {
    let compared = 0;
    for (const kind of this.kinds) {
      for (let last: Types.ObjectId | undefined, isOver = false; !isOver;) {
        const batch = await this.inSnapshot((session) => this.compareSome(kind, last, session));
        last = batch.at(-1)?._id;
        compared += batch.length;
        await tell(batch.length);
        isOver = batch.length < BATCH;
      }
    }
    return compared;
  }

  private async compareSome(
    kind: RecordedKind,
    last: Types.ObjectId | undefined,
    session: ClientSession,
  ): Promise<Stored[]> {
    const documents = await this.documents(kind)
      .find(last ? { _id: { $gt: last } } : {}, { session })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
    const batch = documents as unknown as Stored[];
    const ids = batch.map(({ _id }) => _id);
    const own = Map.groupBy(await this.entriesOf({ entityId: { $in: ids } }, session), ({ entityId }) =>
      String(entityId),
    );
    const derived = await this.derivedVersions(ids, session);
    for (const document of batch) {
      const id = document._id.toHexString();
      this.compare(kind, document, own.get(id) ?? [], derived.get(id) ?? 0);
    }
    return batch;
  }

  private compare(
    { entity, type }: RecordedKind,
    document: Stored,
    entries: readonly DocumentEntry[],
    derivedVersion: number,
  ): void {
    const entityId = document._id.toHexString();
    const last = entries.at(-1);
    if (!last || last.action === 'deleted') return this.faults.add({ kind: 'document_planted', entity, entityId });
    const expected = withChanges(
      {},
      entries.flatMap(({ changes }) => changes),
    );
    const paths = diff(expected, document, NOT_RECORDED)
      .map(({ path }) => path)
      .filter((path) => isRecorded(type, path));
    if (document.version !== Math.max(last.entityVersion, derivedVersion)) paths.push('version');
    for (const path of paths) this.faults.add({ kind: 'document_changed', entity, entityId, path });
  }

  private async lookForMissing(
    kind: RecordedKind,
    ids: readonly Types.ObjectId[],
    session: ClientSession,
  ): Promise<void> {
    const { entity } = kind;
    const there = await this.documents(kind)
      .find({ _id: { $in: ids } }, { session, projection: { _id: 1 } })
      .toArray();
    const found = new Set(there.map(({ _id }) => String(_id)));
    const gone = ids.filter((id) => !found.has(id.toHexString()));
    if (!gone.length) return;
    const deletions = await this.entriesOf({ entityId: { $in: gone }, action: 'deleted' }, session);
    const deleted = new Set(deletions.map(({ entityId }) => String(entityId)));
    for (const id of gone.map(String))
      if (!deleted.has(id)) this.faults.add({ kind: 'document_missing', entity, entityId: id });
  }

  /** The versions that documents got by changes of others. */
  private async derivedVersions(ids: readonly Types.ObjectId[], session: ClientSession): Promise<Map<string, number>> {
    const texts = ids.map((id) => id.toHexString());
    const versions = new Map<string, number>();
    const entries = await this.entriesOf({ 'derived.id': { $in: texts } }, session);
    for (const { id, version = 0 } of entries.flatMap(({ derived = [] }): JournalDerived[] => derived))
      versions.set(id, Math.max(versions.get(id) ?? 0, version));
    return versions;
  }

  private documents({ collection }: RecordedKind): Collection {
    return this.connection.getClient().db(this.connection.name).collection(collection);
  }

  private async entriesOf(filter: object, session: ClientSession): Promise<DocumentEntry[]> {
    return this.entries
      .find(allOf<JournalEntry>(filter))
      .sort({ entityId: 1, entityVersion: 1, _id: 1 })
      .session(session)
      .lean<DocumentEntry[]>();
  }

  /** Documents and their entries as they were at one moment. */
  private async inSnapshot<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.connection
      .getClient()
      .withSession((session) => session.withTransaction(() => work(session), { readConcern: { level: 'snapshot' } }));
  }
}

/** Whether the journal has the value of a field, and of nothing less than all of it. */
function isRecorded(type: Class, path: string): boolean {
  if (path.endsWith('.order')) return false;
  const { fields } = followPath(type, path);
  return (
    fields.length > 0 &&
    !fields.some(
      ({ copyOf, follows, unrecorded, withheld, hidden }) => copyOf ?? follows ?? unrecorded ?? withheld ?? hidden,
    )
  );
}
