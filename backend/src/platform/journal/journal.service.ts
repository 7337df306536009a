import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { JournalAction } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { allOf } from '../access/rows.js';
import { actorBehind, actorId, callerPermissions, currentCall, type Call } from '../access/caller.js';
import { happenedAt } from '../config/clock.js';
import type { Class } from '../fields/index.js';
import type { DerivedFields } from '../database/derived-fields.js';
import type { FieldChange } from '../database/diff.js';
import { Transactions } from '../database/transactions.js';
import type { Page, PageQuery } from '../lists/paging.js';
import { newId } from '../database/unit.js';
import type { StoredEntry } from './journal-chain.js';
import { withParams } from './former-actions.js';
import {
  JournalEntry,
  type DocumentEntry,
  type JournalActor,
  type JournalDerived,
  type JournalParams,
} from './journal-entry.js';
import { JournalKey } from './journal-key.js';
import { entriesFilter, type JournalFilter, type JournalQuery } from './journal-query.js';
import { readableHistory } from './readable-history.js';

/** Few at a time: others are served between them. */
const BATCH = 200;

/** So far apart clocks of several processes may be. */
const CLOCKS_MS = 60_000;

/** What happened; who did it, when and from where are known from the call. */
export interface Happening {
  action: JournalAction;
  params?: JournalParams;
  /** Who did it, where the call does not know yet. */
  actor?: { id: string; name: string };
  /** Nothing is recorded where there is an entry with the same words here already. */
  once?: string;
}

/** What is recorded of a change of a document. */
export interface Change extends Happening {
  entity: string;
  entityId: string;
  number?: number;
  entityVersion: number;
  changes?: readonly FieldChange[];
  /** What else the change has changed. */
  derived?: JournalDerived[];
  /** The document that it belongs to. */
  ownerId?: string;
}

/** Who a call's changes are recorded for: the person or program behind it, and the rule, where one is at work. */
function actorOf(call: Call): JournalActor {
  const actor = actorBehind(call);
  const { caller, via, address } = call;
  return {
    ...(actor ? { id: actorId(actor) } : {}),
    name: actor?.name ?? caller.kind,
    ...(actor?.kind === 'integration' ? { maker: actor.maker } : {}),
    via,
    ...(address ? { address } : {}),
    ...(caller.kind === 'system' ? { reason: caller.reason } : {}),
  };
}

/** A kind of document whose changes are recorded. */
export interface RecordedKind {
  entity: string;
  type: Class;
  collection: string;
  /** What follows from its fields, and is not recorded. */
  derived: DerivedFields;
}

/** Writes the journal; must be called in the transaction of the change itself. */
@Injectable()
export class JournalService {
  /** What is recorded, as repositories have told. */
  readonly kinds: RecordedKind[] = [];

  constructor(
    @InjectModel(JournalEntry.name) private readonly entries: Model<JournalEntry>,
    private readonly transactions: Transactions,
    private readonly key: JournalKey,
  ) {}

  record(what: Change | Happening): void {
    const { requestId } = currentCall();
    const doneAt = happenedAt();
    const entry = {
      _id: newId(),
      changes: [],
      ...what,
      ...(doneAt ? { params: { doneAt, ...what.params } } : {}),
      ...('entityId' in what ? { entityId: new Types.ObjectId(what.entityId) } : {}),
      ...('ownerId' in what ? { ownerId: new Types.ObjectId(what.ownerId) } : {}),
      at: new Date(),
      actor: { ...actorOf(currentCall()), ...what.actor },
      requestId,
    };
    const mac = this.key.macOf(entry as unknown as StoredEntry);
    this.transactions.write(this.entries, { insert: { ...entry, mac } });
  }

  /**
   * One page of the changes of a document, and where that is asked for of what belongs to it, newest first, with the
   * values that the caller may read.
   */
  async history(entityId: string, withBelongings: boolean, query: PageQuery): Promise<Page<JournalEntry>> {
    // Of one document alone, versions tell the order whatever the clocks said, and an index has it.
    if (!withBelongings) return this.page({ entityId }, { entityVersion: -1, _id: -1 }, query);
    const either = { $or: [{ entityId }, { ownerId: entityId }] };
    return this.page(either, { at: -1, entityVersion: -1, _id: -1 }, query);
  }

  /** What the request changed of a document that changed it last, oldest change first. */
  async lastRequest(entityId: string): Promise<DocumentEntry[]> {
    const last = await this.entries.findOne({ entityId }).sort({ entityVersion: -1 }).lean<DocumentEntry>();
    return last ? this.ofRequest(last.requestId, [entityId]) : [];
  }

  /** What the last change of a field of a document was; nothing where it has never been changed. */
  async lastChangeOf(entityId: string, path: string): Promise<FieldChange | undefined> {
    const where = allOf<JournalEntry>({ entityId, action: 'changed', 'changes.path': path });
    const last = await this.entries.findOne(where).sort({ entityVersion: -1 }).lean<DocumentEntry>();
    return last?.changes.find((change) => change.path === path);
  }

  /** One page of all entries, newest first, with the values that the caller may read. */
  async list(query: JournalQuery): Promise<Page<JournalEntry>> {
    return this.page(allOf<JournalEntry>(entriesFilter(query)), { _id: -1 }, query);
  }

  private async page(
    filter: QueryFilter<JournalEntry>,
    sort: Record<string, -1>,
    { page, pageSize }: PageQuery,
  ): Promise<Page<JournalEntry>> {
    const [entries, total] = await Promise.all([
      this.entries
        .find(filter)
        .sort(sort)
        .skip((page - 1) * pageSize)
        .limit(pageSize)
        .lean<JournalEntry[]>(),
      this.entries.countDocuments(filter),
    ]);
    return { items: entries.map((entry) => this.readable(withParams(entry))), total, page, pageSize };
  }

  /** How many entries there are of those asked for. */
  async count(query: JournalFilter): Promise<number> {
    return this.entries.countDocuments(allOf<JournalEntry>(entriesFilter(query)));
  }

  /** All of them, newest first, read as they are taken. */
  async *each(query: JournalFilter): AsyncGenerator<JournalEntry> {
    const find = this.entries.find(allOf<JournalEntry>(entriesFilter(query))).sort({ _id: -1 });
    const entries = find.lean<JournalEntry>().cursor({ batchSize: BATCH }) as AsyncIterable<unknown>;
    for await (const entry of entries as AsyncIterable<JournalEntry>) yield this.readable(withParams(entry));
  }

  /** An entry of a kind that nobody declares any more has no values that anybody may read. */
  private readable(entry: JournalEntry): JournalEntry {
    const type = this.kinds.find(({ entity }) => entity === entry.entity)?.type;
    const [readable] = type ? readableHistory(type, [entry], callerPermissions()) : [];
    return readable ?? { ...entry, changes: [] };
  }

  /** What a request changed of these documents, each document's oldest change first. */
  async ofRequest(requestId: string, entityIds: readonly string[]): Promise<DocumentEntry[]> {
    const filter = allOf<JournalEntry>({ entityId: { $in: entityIds }, requestId });
    return this.entries.find(filter).sort({ entityVersion: 1 }).lean<DocumentEntry[]>();
  }

  /** Of documents with these ids, those that requests of some kind have made, whoever asks. */
  async madeBy(requestId: RegExp, entityIds: readonly string[]): Promise<string[]> {
    const filter = allOf<JournalEntry>({ entityId: { $in: entityIds }, entityVersion: 1, requestId });
    return (await this.entries.distinct('entityId', filter)).map(String);
  }

  /** Whether any of some things was ever done but by requests of some kind, to a file called so where that is told. */
  async wasDone(actions: readonly JournalAction[], but: RegExp, file?: RegExp): Promise<boolean> {
    const named = file ? { 'params.file': file } : {};
    const filter = allOf<JournalEntry>({ action: { $in: actions }, requestId: { $not: but }, ...named });
    return !!(await this.entries.exists(filter));
  }

  /** What a request has done to documents, or to those of a kind, between two instants, in its order, whoever asks. */
  async doneBy(requestId: string, from: Date, to: Date, entity?: string): Promise<DocumentEntry[]> {
    const _id = { $gte: idAt(from.getTime() - CLOCKS_MS), $lte: idAt(to.getTime() + CLOCKS_MS) };
    const filter = allOf<JournalEntry>({ _id, requestId, entity: entity ?? { $exists: true } });
    return this.entries.find(filter).sort({ _id: 1 }).lean<DocumentEntry[]>();
  }

  /** By which rule each of these documents was made; nothing of one that somebody made. */
  async rulesOf(entityIds: readonly string[]): Promise<Map<string, string | undefined>> {
    const filter = allOf<JournalEntry>({ entityId: { $in: [...entityIds] }, entityVersion: 1 });
    const made = await this.entries.find(filter).lean<DocumentEntry[]>();
    return new Map(made.map(({ entityId, actor }) => [String(entityId), actor.reason]));
  }

  /** Documents of a kind with changes that are committed and have no position yet. */
  async unsealed(entity: string): Promise<string[]> {
    const entries = await this.entries.find({ position: null, entity }).select({ entityId: 1 }).lean<JournalEntry[]>();
    return entries.map(({ entityId }) => String(entityId));
  }

  /** The fields that were changed after a version, oldest change first. */
  async changesSince(entityId: string, version: number): Promise<FieldChange[]> {
    const entries = await this.entries
      .find({ entityId, entityVersion: { $gt: version } })
      .sort({ entityVersion: 1 })
      .lean<JournalEntry[]>();
    return entries.flatMap((entry) => entry.changes);
  }
}

function idAt(ms: number): Types.ObjectId {
  return Types.ObjectId.createFromTime(Math.floor(ms / 1_000));
}
