import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ConnectionSubject, ExchangeFault, ExchangeRowState } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import { newId } from '../platform/database/unit.js';
import { Failure, NotFound } from '../platform/failure/failure.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { ExchangeRowListQuery } from './connection.dto.js';
import { ConnectionsRepository } from './connections.repository.js';
import { Exchange, ExchangeCounts, ExchangeRow, MOST_RECORD } from './exchange.js';

/** A row as it is written. */
export type NewExchangeRow = Omit<ExchangeRow, 'id' | 'connectionId' | 'exchangeId' | 'at'>;

/** What a row that was refused is refused for. */
export type Refusal = Pick<ExchangeRow, 'code' | 'detail' | 'faults'>;

/** Most rows that are taken again at once. */
const MOST_REPEATED = 1_000;

/** How many rows of a connection are kept, and for how long. */
const MOST_ROWS = 50_000;
const KEPT_DAYS = 90;

/** What was exchanged with other systems, document by document. */
@Injectable()
export class ExchangeLog {
  constructor(
    @InjectModel(Exchange.name) private readonly exchanges: Model<Exchange>,
    @InjectModel(ExchangeRow.name) private readonly rows: Model<ExchangeRow>,
    private readonly connections: ConnectionsRepository,
  ) {}

  /** Begins an exchange; gives its id. */
  async begin(connectionId: Types.ObjectId, startedAt: Date): Promise<Types.ObjectId> {
    const _id = newId();
    await this.exchanges.collection.insertOne({ _id, connectionId, startedAt, counts: noCounts() });
    return _id;
  }

  /** Adds what came of some documents to an exchange: rows of those that are no more as they were, and how many there are. */
  async add(
    connectionId: Types.ObjectId,
    exchangeId: Types.ObjectId,
    rows: readonly NewExchangeRow[],
    unchanged = 0,
  ): Promise<void> {
    const counts: Record<string, number> = unchanged ? { 'counts.unchanged': unchanged } : {};
    for (const { state } of rows) {
      const path = COUNTED[state];
      if (path) counts[path] = (counts[path] ?? 0) + 1;
    }
    const wereRefused = await this.replaceRefused(connectionId, rows);
    if (rows.length) {
      const at = new Date();
      const inserted = rows.map(({ documentId, record, ...row }) => ({
        _id: newId(),
        connectionId,
        exchangeId,
        at,
        ...row,
        ...(documentId ? { documentId: new Types.ObjectId(documentId) } : {}),
        ...(record && record.length <= MOST_RECORD ? { record } : {}),
        isRepeatable: row.isRepeatable && (record ?? '').length <= MOST_RECORD,
      }));
      await this.rows.collection.insertMany(inserted);
    }
    if (Object.keys(counts).length) await this.exchanges.updateOne({ _id: exchangeId }, { $inc: counts });
    if (wereRefused || rows.some(({ state }) => state === 'refused')) await this.countRefused(connectionId);
  }

  async finish(exchangeId: Types.ObjectId, fault?: ExchangeFault, said?: string): Promise<void> {
    const $set = { finishedAt: new Date(), ...(fault ? { fault } : {}), ...(said ? { said: said.slice(0, 500) } : {}) };
    await this.exchanges.updateOne({ _id: exchangeId }, { $set });
  }

  /** Exchanges of a connection, the newest first. */
  async list(connectionId: string, { page, pageSize }: PageQuery): Promise<Page<Stored<Exchange>>> {
    const where = of<Exchange>(connectionId);
    const found = this.exchanges
      .find(where)
      .sort({ startedAt: -1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize);
    const [items, total] = await Promise.all([found.lean<Stored<Exchange>[]>(), this.exchanges.countDocuments(where)]);
    return { items, total, page, pageSize };
  }

  /** Rows of a connection that match, the newest first. */
  async listRows(connectionId: string, query: ExchangeRowListQuery): Promise<Page<Stored<ExchangeRow>>> {
    const { page, pageSize, state, subject, exchangeId } = query;
    const where = of<ExchangeRow>(connectionId, {
      ...(state ? { state: { $in: state } } : {}),
      ...(subject ? { subject: { $in: subject } } : {}),
      ...(exchangeId ? { exchangeId: new Types.ObjectId(exchangeId) } : {}),
    });
    const found = this.rows
      .find(where, { record: 0 })
      .sort({ at: -1, _id: -1 })
      .skip((page - 1) * pageSize)
      .limit(pageSize);
    const [items, total] = await Promise.all([found.lean<Stored<ExchangeRow>[]>(), this.rows.countDocuments(where)]);
    return { items, total, page, pageSize };
  }

  /** A row with what was refused; 404 where a connection has none such. */
  async row(connectionId: string, id: string): Promise<Stored<ExchangeRow>> {
    const where = of<ExchangeRow>(connectionId, { _id: new Types.ObjectId(id) });
    const row = await this.rows.findOne(where).lean<Stored<ExchangeRow>>();
    if (!row) throw NotFound('exchangerow', id);
    return row;
  }

  /** What was refused and can be repeated, the oldest first, at most 1,000. */
  async repeatable(connectionId: Types.ObjectId): Promise<Stored<ExchangeRow>[]> {
    const where = of<ExchangeRow>(connectionId, { state: 'refused', isRepeatable: true });
    return this.rows.find(where).sort({ at: 1, _id: 1 }).limit(MOST_REPEATED).lean<Stored<ExchangeRow>[]>();
  }

  /** Marks refused rows as taken again: what comes of them now stands in others. */
  async markRepeated(connectionId: Types.ObjectId, ids: readonly Types.ObjectId[]): Promise<void> {
    const where = allOf<ExchangeRow>({ _id: { $in: ids }, state: 'refused' });
    await this.rows.updateMany(where, REPEATED);
    await this.countRefused(connectionId);
  }

  async deleteOf(connectionId: Types.ObjectId): Promise<void> {
    await this.rows.deleteMany(of(connectionId));
    await this.exchanges.deleteMany(of(connectionId));
  }

  /** Deletes what is old, and rows of these connections beyond so many, the oldest. */
  async sweep(now: Date, connectionIds: readonly Types.ObjectId[]): Promise<void> {
    const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
    await this.rows.deleteMany({ at: { $lt: before } });
    await this.exchanges.deleteMany({ startedAt: { $lt: before } });
    for (const connectionId of connectionIds) {
      const beyond = await this.rows
        .findOne(of<ExchangeRow>(connectionId), { at: 1 })
        .sort({ at: -1, _id: -1 })
        .skip(MOST_ROWS)
        .lean<Stored<ExchangeRow>>();
      if (beyond) await this.rows.deleteMany(of(connectionId, { at: { $lte: beyond.at } }));
    }
  }

  /**
   * What comes of a document takes the place of what was refused of it before: a new refusal stands there alone, and what
   * was taken or sent is settled. Whether there was any.
   */
  private async replaceRefused(connectionId: Types.ObjectId, rows: readonly NewExchangeRow[]): Promise<boolean> {
    if (!rows.length || !(await this.rows.exists(of(connectionId, { state: 'refused' })))) return false;
    for (const { way, subject, ids, isRefused } of sortedRows(rows)) {
      const known =
        way === 'in' ? { externalId: { $in: ids } } : { documentId: { $in: ids.map((id) => new Types.ObjectId(id)) } };
      const former = of<ExchangeRow>(connectionId, { state: 'refused', way, subject, ...known });
      if (isRefused) await this.rows.deleteMany(former);
      else await this.rows.updateMany(former, REPEATED);
    }
    return true;
  }

  private async countRefused(connectionId: Types.ObjectId): Promise<void> {
    const refused = await this.rows.countDocuments(of(connectionId, { state: 'refused' }));
    await this.connections.noteRefused(connectionId, refused);
  }
}

const COUNTED: Record<ExchangeRowState, string | undefined> = {
  added: 'counts.added',
  changed: 'counts.changed',
  sent: 'counts.sent',
  conflict: 'counts.conflicts',
  refused: 'counts.refused',
  repeated: undefined,
};

/** What was refused, and is taken or given again. */
const REPEATED = { $set: { state: 'repeated', isRepeatable: false }, $unset: { record: '' } } as const;

/** The documents of some rows by what they are called: there those that come, here those that go. */
function sortedRows(
  rows: readonly NewExchangeRow[],
): { way: 'in' | 'out'; subject: ConnectionSubject; isRefused: boolean; ids: string[] }[] {
  const groups = Map.groupBy(rows, ({ way, subject, state }) => `${way} ${subject} ${state === 'refused'}`);
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    const ids = some.flatMap(({ way, externalId, documentId }) => (way === 'in' ? externalId : documentId) ?? []);
    return first && ids.length
      ? [{ way: first.way, subject: first.subject, isRefused: first.state === 'refused', ids }]
      : [];
  });
}

function noCounts(): ExchangeCounts {
  return { added: 0, changed: 0, unchanged: 0, sent: 0, conflicts: 0, refused: 0 };
}

/** What belongs to a connection and meets a condition. */
function of<T>(connectionId: Types.ObjectId | string, condition: object = {}): QueryFilter<T> {
  return allOf<T>({ connectionId: new Types.ObjectId(connectionId), ...condition });
}

/** What a refusal tells of in a row. Throws what is no refusal. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Failure)) throw error;
  const { detail, errors = [] } = error.details;
  const faults = errors.slice(0, 20).map(({ field, message, rule, value }) => ({
    field: field.slice(0, 200),
    message: message.slice(0, 500),
    rule,
    ...(value === undefined || value === null ? {} : { value: shown(value) }),
  }));
  return { code: error.code, detail: detail.slice(0, 1_000), ...(faults.length ? { faults } : {}) };
}

function shown(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 100);
}
