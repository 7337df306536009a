import type { Action, FieldConflict, JournalAction, Subject } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { callerPermissions, currentCall, type Caller } from '../access/caller.js';
import { allOf, mayAct, rowsOf } from '../access/rows.js';
import { fieldsOf, isComputed, isFollowing, type Class, type FiltersOf } from '../fields/index.js';
import { Forbidden, Invalid, NotFound, VersionConflict } from '../failure/failure.js';
import type { ListQuery, ListView, Page, PageQuery } from '../lists/paging.js';
import { happeningAt } from '../config/clock.js';
import type { JournalService } from '../journal/journal.service.js';
import { readerOf } from '../journal/readable-history.js';
import type { JournalDerived, JournalEntry, JournalParams } from '../journal/journal-entry.js';
import { copiesIn, renewCopies, sourcesIn, staleFilter, type Copy, type Source } from './copies.js';
import type { CopyHolder } from './copies-consumer.js';
import { batchesOf } from '../database/batches.js';
import { diff, overlaps, valueBefore, withoutChanges, type FieldChange } from '../database/diff.js';
import type { DataCheck } from './data-check.js';
import { DerivedFields, NOT_RECORDED, WITHOUT_DERIVED } from '../database/derived-fields.js';
import { CopiesCheck, DerivedCheck, SumsCheck, sumsIn } from './document-checks.js';
import { byId, type Entity, type Stored } from '../database/entity.js';
import { asStored } from '../database/inner-ids.js';
import { ListReader } from './list-reader.js';
import { membersBefore, mergedMembers, type Member } from './merged-members.js';
import type { DocumentChange } from './reactions.js';
import type { DocumentKeeper, RepositoryContext } from './repository-context.js';
import { structuredCopy } from '../database/structured-copy.js';
import type { Transactions } from '../database/transactions.js';
import { newCode, newId } from '../database/unit.js';
import { withoutNulls } from '../database/without-nulls.js';
import type { Write } from '../database/write.js';

/** How a change is recorded: the version its author saw, and the name of the step. */
export interface ChangeOptions {
  version?: number;
  action?: JournalAction;
  params?: JournalParams;
  /** The request whose doings it takes back. */
  undoes?: string;
  /** The right that it takes; `change` unless told. */
  right?: Action;
}

/** A document that others repeat a field of. */
type Origin = Record<string, unknown> & { version: number; number?: number };

/** Documents that are read at once by their ids. */
const FETCHED = 500;

/** Versions after the one that an author saw, at most: an edit is compared with what each of them changed. */
const MOST_MISSED = 1_000;

/** Documents whose copies are brought in step by one transaction. */
const COPIES = 100;

/** What no repository may forget: rows by ability, versions, words to search, and the journal in the same transaction. */
export abstract class BaseRepository<T extends Entity> implements CopyHolder, DocumentKeeper {
  private readonly declared: ReadonlySet<string>;
  private readonly ids: readonly string[];
  private readonly derived: DerivedFields;
  private readonly copies: readonly Copy[];
  private readonly lists: ListReader<T>;
  protected readonly transactions: Transactions;
  private readonly journal: JournalService;

  protected constructor(
    protected readonly model: Model<T>,
    private readonly type: Class<T>,
    private readonly subject: Subject,
    protected readonly context: RepositoryContext,
  ) {
    this.transactions = context.transactions;
    this.journal = context.journal;
    this.ids = Object.keys(model.schema.paths).filter((path) => model.schema.paths[path]?.instance === 'ObjectId');
    this.copies = copiesIn(type);
    this.derived = new DerivedFields(type, context.config);
    context.keepers.set(subject, this);
    this.journal.kinds.push({ entity: subject, type, collection: model.collection.name, derived: this.derived });
    this.lists = new ListReader(model, type, context.config, () => this.rows());
    const fields = fieldsOf(type);
    this.declared = new Set(fields.filter(({ hidden, withheld }) => !hidden && !withheld).map((field) => field.name));
  }

  /** How what follows from other fields is compared with them. */
  checks(): DataCheck[] {
    const model = this.model as unknown as Model<never>;
    const sums = sumsIn(this.type);
    return [
      new DerivedCheck(model, this.derived),
      ...(this.copies.length ? [new CopiesCheck(model, this.copies)] : []),
      ...(sums.length ? [new SumsCheck(model, sums)] : []),
    ];
  }

  /** The document; 404 where it is missing or the caller may not see it. */
  async get(id: string): Promise<Stored<T>> {
    const document = await this.one({ _id: id });
    if (!document) throw NotFound(this.subject.toLowerCase(), id);
    return document;
  }

  /** The document that people call by this number, or `null`. */
  async byNumber(number: number): Promise<Stored<T> | null> {
    return this.one({ number });
  }

  /** Documents from a number on, ascending. */
  async fromNumber(number: number, limit: number): Promise<Stored<T>[]> {
    const where = allOf<T>({ number: { $gte: number } }, this.rows());
    return this.model.find(where, WITHOUT_DERIVED).sort({ number: 1 }).limit(limit).lean<Stored<T>[]>();
  }

  /**
   * One page of the document's changes, newest first, with those of what belongs to it for whoever may read all of that;
   * 404 where the caller may not see the document.
   */
  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    await this.get(id);
    const whole = { subject: this.subject, subjectId: id };
    return this.journal.history(id, await this.context.places.allows('read', whole, currentCall().caller), query);
  }

  /** Whether a caller may act on a document that meets a condition. */
  async allows(action: Action, caller: Caller, where: QueryFilter<T>): Promise<boolean> {
    const filter = allOf<T>(where, rowsOf(caller, action, this.subject));
    return !!(await this.model.exists(filter));
  }

  /** One page of the documents that match the query's declared filters, and `also` those, as rows of a class. */
  protected async page<L extends object>(
    query: ListQuery,
    row: Class<L>,
    ...also: readonly FiltersOf<T>[]
  ): Promise<Page<Readonly<Stored<L>>>> {
    return this.lists.page(query, row, also);
  }

  /** The same of those that meet a condition beside. */
  protected async pageWhere<L extends object>(
    query: ListQuery,
    row: Class<L>,
    condition: QueryFilter<T>,
    ...also: readonly FiltersOf<T>[]
  ): Promise<Page<Readonly<Stored<L>>>> {
    return this.lists.page(query, row, also, condition);
  }

  /** What the documents of such a list meet. */
  protected whereOf(query: ListView, condition: QueryFilter<T>, ...also: readonly FiltersOf<T>[]): QueryFilter<T> {
    return this.lists.where(query, also, condition);
  }

  /** Every document that matches, in the order of the list, read as they are taken. */
  protected each(query: ListView, ...also: readonly FiltersOf<T>[]): AsyncIterable<Stored<T>> {
    return this.lists.each(query, also);
  }

  /** The same of those that meet a condition beside. */
  protected eachWhere(query: ListView, condition: QueryFilter<T>): AsyncIterable<Stored<T>> {
    return this.lists.each(query, [], condition);
  }

  /** Stores a new document of version 1 and records it; under this id, where others name it already. */
  protected async insert(
    fields: Partial<Record<keyof T, unknown>>,
    action: JournalAction = 'created',
    id?: Types.ObjectId,
  ): Promise<Stored<T>> {
    const now = happeningAt();
    return this.transactions.run(async () => {
      const made = this.typed({
        ...withoutNulls(fields),
        ...(await this.drawn()),
        _id: id ?? newId(),
        version: 1,
        createdAt: now,
        updatedAt: now,
      } as unknown as Stored<T>);
      const document = this.derived.completed(made);
      await this.requireRight('change', document);
      const write = { insert: { ...document, ...this.derived.of(document) } };
      return this.carryOut({ after: document, action }, write, diff({}, document, NOT_RECORDED));
    });
  }

  /**
   * The members of a list after a change whose author sends them all, having seen the document at a version, the
   * present one unless told; what others did since stays where the author left it alone.
   */
  async merged<S extends Partial<Member>>(
    document: Stored<T>,
    list: keyof T & string,
    sent: readonly S[],
    version = document.version,
  ): Promise<(S & Member)[]> {
    const type = fieldsOf(this.type)
      .find(({ name }) => name === list)
      ?.type?.();
    if (!type) throw new Error(`${this.type.name}.${list} is no list of documents`);
    requireKnownVersion(version, document.version);
    const now = (document[list] ?? []) as readonly (S & Member)[];
    const since =
      version < document.version ? await this.journal.changesSince(document._id.toHexString(), version) : [];
    return mergedMembers(type, membersBefore(since, list, now), sent, now);
  }

  /** What some documents are called, by id, whoever asks. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const where = allOf<T>({ _id: { $in: [...ids] } });
    const named = await this.model.find(where).select({ name: 1 }).lean<(Stored<T> & { name: string })[]>();
    return new Map(named.map(({ _id, name }) => [_id.toHexString(), name]));
  }

  /** The documents with one of these values of a field that the caller may see, in no order. */
  async having(field: string, values: readonly (string | number)[]): Promise<Stored<T>[]> {
    const where = allOf<T>({ [field]: { $in: values } }, this.rows());
    return this.model.find(where, WITHOUT_DERIVED).lean<Stored<T>[]>();
  }

  /** Makes a document again what it was before some changes, which a request made. */
  async takeBack(document: Stored<T>, changes: readonly FieldChange[], requestId: string): Promise<Stored<T>> {
    return this.change(document, { action: 'undone', undoes: requestId }, (edited) => {
      Object.assign(edited, withoutChanges(edited, changes));
    });
  }

  /** What is drawn for a new document: its number, the next of its kind's own sequence, and its code. */
  private async drawn(): Promise<object> {
    const fields = fieldsOf(this.type).flatMap(({ name, drawn }) => (drawn ? [{ name, drawn }] : []));
    const values = fields.map(async ({ name, drawn }) => {
      const value = drawn === 'code' ? newCode() : await this.context.counters.next(this.subject.toLowerCase());
      return [name, value] as const;
    });
    return Object.fromEntries(await Promise.all(values));
  }

  /**
   * Applies `edit` to the document as it stands and stores what differs, with its journal entry, in one transaction.
   * Where the author saw an older version, fields that others changed meanwhile stay unless `edit` sets them too:
   * then 409 with both values. A change that changes nothing writes nothing. A document that was read in the same
   * transaction may stand in place of its id, and is not read again.
   */
  async change(
    target: string | Stored<T>,
    options: ChangeOptions,
    edit: (document: Stored<T>) => void | Promise<void>,
  ): Promise<Stored<T>> {
    return this.transactions.run(async () => {
      const before = typeof target === 'string' ? await this.get(target) : target;
      await this.requireRight(options.right ?? 'change', before);
      requireKnownVersion(options.version, before.version);
      const edited = structuredCopy(before);
      await edit(edited);
      const after = this.derived.completed(this.typed(withoutNulls(edited) as Stored<T>));
      const changes = diff(before, after, NOT_RECORDED);
      if (!changes.length) return before;
      if (options.version !== undefined && options.version !== before.version) {
        await this.refuseConflicts(before, options.version, changes);
      }
      after.version = before.version + 1;
      after.updatedAt = happeningAt();
      // Who has changed it since it was read makes this a conflict, and the transaction runs again.
      const write = { filter: { _id: before._id }, update: this.updateOf(before, after, changes) };
      const { action = 'changed', undoes, params } = options;
      return this.carryOut({ before, after, action, undoes }, write, changes, params);
    });
  }

  /**
   * Deletes the document and records what it was; `isForced` whatever would keep it. One that was read in the same
   * transaction may stand in place of its id, and is not read again.
   */
  protected async remove(target: string | Stored<T>, isForced = false): Promise<void> {
    await this.transactions.run(async () => {
      const before = typeof target === 'string' ? await this.get(target) : target;
      await this.requireRight('change', before);
      const write = { remove: { _id: before._id } };
      await this.carryOut({ before, action: 'deleted', isForced }, write, diff(before, {}, NOT_RECORDED));
    });
  }

  async erase(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const [document] = await this.fetch([id]);
      if (document) await this.remove(document, true);
    });
  }

  /** Makes a change with all that follows from it in the same transaction; gives the document as it then stands. */
  private async carryOut(
    change: DocumentChange<T>,
    write: Write,
    changes: readonly FieldChange[],
    params?: JournalParams,
  ): Promise<Stored<T>> {
    const foreseen = await this.context.reactions.foresee(this.type, change);
    const derived = foreseen.parts.flatMap(({ consequences }) => consequences.flatMap(({ derived = [] }) => derived));
    this.write(write);
    this.record(change, changes, derived, params);
    const after = await this.context.reactions.bringAbout(foreseen);
    return (after ?? change.before) as Stored<T>;
  }

  /** What these entries changed of what documents of this kind repeat. */
  sourcesOf(entries: readonly JournalEntry[]): Source[] {
    return sourcesIn(entries, this.copies);
  }

  /**
   * Brings the copies of some documents in step with what they repeat; gives how many. Each gets a version, and one
   * entry of the document that is repeated names them all.
   */
  async renewSome(source: Source): Promise<number> {
    return this.transactions.run(async () => {
      const _id = new Types.ObjectId(source.id);
      // As it is stored, which the copies are compared with.
      const [origin] = await this.model.db.model(source.entity).aggregate<Origin>([{ $match: { _id } }]);
      // Of a document that has gone the copies are all that is left.
      if (!origin) return 0;
      const value = origin[source.field];
      const stale = await this.stale(source, value);
      if (!stale.length) return 0;
      const derived = stale.map((document) => this.renew(document, source, value));
      const { number, version: entityVersion } = origin;
      const { entity, id: entityId } = source;
      this.journal.record({
        entity,
        entityId,
        number,
        action: 'copied',
        params: { count: stale.length },
        entityVersion,
        changes: [],
        derived,
      });
      return stale.length;
    });
  }

  /** Sets what follows from other documents, whose entries tell of it: without a version, an entry, or what would follow. */
  protected follow(before: Stored<T>, fields: Partial<T>): Stored<T> {
    const after = this.derived.completed({ ...before, ...fields });
    const changes = diff(before, after, NOT_RECORDED);
    if (changes.length) this.write({ filter: { _id: before._id }, update: this.updateOf(before, after, changes) });
    return after;
  }

  private async stale(source: Source, value: unknown): Promise<Stored<T>[]> {
    const { entity, field } = source;
    for (const copy of this.copies.filter((copy) => copy.entity === entity && copy.field === field)) {
      const where = allOf<T>(staleFilter(copy, source, value));
      const found = await this.model.find(where).select(WITHOUT_DERIVED).limit(COPIES).lean<Stored<T>[]>();
      if (found.length) return found;
    }
    return [];
  }

  private renew(before: Stored<T>, source: Source, value: unknown): JournalDerived {
    const after = structuredCopy(before);
    renewCopies(after, this.copies, source, value);
    after.version = before.version + 1;
    this.write({
      filter: { _id: before._id },
      update: this.updateOf(before, after, diff(before, after, NOT_RECORDED)),
    });
    const { number } = after as { number?: number };
    return { entity: this.subject, id: before._id.toHexString(), version: after.version, number };
  }

  /** Adds a write to this collection to the running transaction. */
  protected write(write: Write): void {
    this.transactions.write(this.model, asStored(this.model.schema, write));
  }

  /** The document that meets a condition, of those that the caller may see. */
  protected async one(condition: object): Promise<Stored<T> | null> {
    const where = allOf<T>(condition, this.rows());
    return this.model.findOne(where, WITHOUT_DERIVED).lean<Stored<T>>();
  }

  /** The documents with these ids that the caller may see, in no order. */
  protected async fetch(ids: readonly string[]): Promise<Stored<T>[]> {
    const found: Stored<T>[] = [];
    for (const some of batchesOf(ids, FETCHED)) {
      const where = allOf<T>({ _id: { $in: some } }, this.rows());
      found.push(...(await this.model.find(where, WITHOUT_DERIVED).lean<Stored<T>[]>()));
    }
    return found;
  }

  /** The documents with these ids, in their order; 404 where one is missing or the caller may not see it. */
  protected async inOrder(ids: readonly string[]): Promise<Stored<T>[]> {
    const found = byId(await this.fetch(ids));
    return ids.map((id) => {
      const document = found.get(id);
      if (!document) throw NotFound(this.subject.toLowerCase(), id);
      return document;
    });
  }

  /** The rows that the caller may read, as a filter. */
  protected rows(): QueryFilter<T> {
    return allOf<T>(rowsOf(currentCall().caller, 'read', this.subject));
  }

  /** 403 where the caller may read this document at most. */
  protected async requireRight(action: Action, document: Stored<T>): Promise<void> {
    if (!mayAct(currentCall().caller, action, this.subject, document)) throw Forbidden(`${action} ${this.subject}`);
  }

  /** What every entry says of the document, whatever was changed. */
  protected said(_document: Stored<T>): JournalParams | undefined {
    return undefined;
  }

  private async refuseConflicts(current: Stored<T>, version: number, changes: FieldChange[]): Promise<void> {
    const others = await this.journal.changesSince(current._id.toHexString(), version);
    const conflicts = changes
      .filter(({ path }) => !isComputed(this.type, path) && others.some((other) => overlaps(other.path, path)))
      .map((mine): FieldConflict => {
        const read = readerOf(this.type, mine.path, callerPermissions());
        const before = valueBefore(others, mine.path, mine.before);
        return { field: mine.path, before: read?.(before), theirs: read?.(mine.before), yours: read?.(mine.after) };
      });
    if (conflicts.length) throw VersionConflict(current.version, conflicts);
  }

  private record(
    { before, after, action }: DocumentChange<T>,
    changes: readonly FieldChange[],
    derived: readonly JournalDerived[],
    params?: JournalParams,
  ): void {
    const document = (after ?? before) as Stored<T>;
    const said = this.said(document);
    const ownerId = this.context.places.ownerOf(this.subject, document);
    this.journal.record({
      entity: this.subject,
      entityId: document._id.toHexString(),
      number: (document as { number?: number }).number,
      action,
      ...(ownerId ? { ownerId } : {}),
      ...(said || params ? { params: { ...said, ...params } } : {}),
      entityVersion: after ? after.version : document.version + 1,
      ...(derived.length ? { derived: [...derived] } : {}),
      // Of a field kept in the database only, such as a password hash, the journal has no value.
      changes: changes
        .filter(({ path }) => !isFollowing(this.type, path))
        .map((change) => (this.declared.has(change.path.split('.')[0] ?? '') ? change : { path: change.path })),
    });
  }

  /** The document with its references as ids, whether a body brought them as texts or the database as ids. */
  private typed(document: Stored<T>): Stored<T> {
    const fields = document as unknown as Record<string, unknown>;
    const texts = this.ids.filter((name) => typeof fields[name] === 'string');
    const ids = texts.map((name) => [name, new Types.ObjectId(fields[name] as string)]);
    return { ...document, ...(Object.fromEntries(ids) as object) };
  }

  /** Sets the fields that have changed, whole ones, and what follows from them. */
  private updateOf(before: Stored<T>, after: Stored<T>, changes: readonly FieldChange[]): Record<string, object> {
    const values = after as unknown as Record<string, unknown>;
    const { version, updatedAt } = after;
    const $set: Record<string, unknown> = { ...this.derived.changed(before, after), version, updatedAt };
    const $unset: Record<string, unknown> = {};
    for (const { path } of changes) {
      const [name = path] = path.split('.');
      if (values[name] === undefined) $unset[name] = '';
      else $set[name] = values[name];
    }
    return Object.keys($unset).length ? { $set, $unset } : { $set };
  }
}

/**
 * 400 where somebody claims to have seen a version that there has not been yet, or one after which so much was changed
 * that nobody compares it.
 */
export function requireKnownVersion(seen: number | undefined, current: number): void {
  const oldest = current - MOST_MISSED;
  if (seen === undefined || (seen <= current && seen >= oldest)) return;
  const message =
    seen > current
      ? `must be a version that there has been, at most ${current}`
      : `must be ${oldest} or later: so much was changed since that the document has to be read anew`;
  throw Invalid([{ field: 'version', rule: 'known', value: seen, message }]);
}
