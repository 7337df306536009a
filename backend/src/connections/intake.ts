import { Injectable } from '@nestjs/common';
import type { Types } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { ConnectionCallers } from './connection-callers.js';
import type { Connection } from './connection.js';
import { ExchangeLog, refusalOf, type NewExchangeRow, type Refusal } from './exchange-log.js';
import type { ExternalId } from './external-id.js';
import { givesOut, ownFields, saidFields, winnerOf } from './exchange-rules.js';
import { ExternalIdsRepository } from './external-ids.repository.js';
import { isSame, mergeFields, type FieldConflict } from './merge-fields.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';
import type { ExchangedRecord, RecordFields } from './records.js';
import { Subjects } from './subjects/subjects.js';
import { References, type Subject } from './subjects/subject.js';

/** What came of a record. */
export interface Taken {
  record: ExchangedRecord;
  state: 'added' | 'changed' | 'unchanged' | 'conflict' | 'refused';
  documentId?: string;
  conflicts?: FieldConflict[];
  refusal?: Refusal;
  /** The names of the fields that are another. */
  changed?: string[];
}

/** A rehearsal, whose transaction is taken back. */
class Rehearsed extends Error {
  constructor(readonly taken: Taken) {
    super('Rehearsed');
  }
}

/**
 * Takes what other systems say: each record in a transaction of its own with what is known of it, so that a crash leaves
 * it taken or not, and a record that comes twice finds itself. One that is refused stands in the log, to be taken again.
 */
@Injectable()
export class Intake {
  constructor(
    private readonly ids: ExternalIdsRepository,
    private readonly subjects: Subjects,
    private readonly outgoing: OutgoingChangesRepository,
    private readonly log: ExchangeLog,
    private readonly callers: ConnectionCallers,
    private readonly transactions: Transactions,
  ) {}

  /** Takes records of an exchange, in their order, and writes what came of them. */
  async take(
    connection: Stored<Connection>,
    exchangeId: Types.ObjectId,
    records: readonly ExchangedRecord[],
  ): Promise<Taken[]> {
    return this.callers.run(connection, async () => {
      const taken = await this.each(connection, records, (record) =>
        this.transactions.run(() => this.written(connection, record)),
      );
      const rows = taken.flatMap((one) => (one.state === 'unchanged' ? [] : [rowOf(one)]));
      await this.log.add(connection._id, exchangeId, rows, taken.length - rows.length);
      return taken;
    });
  }

  /** What taking records would do, of each as if it came alone; nothing is written. */
  async rehearse(connection: Stored<Connection>, records: readonly ExchangedRecord[]): Promise<Taken[]> {
    return this.callers.run(connection, () =>
      this.each(connection, records, async (record) => {
        try {
          return await this.transactions.run(async () => {
            throw new Rehearsed(await this.written(connection, record));
          });
        } catch (error) {
          if (error instanceof Rehearsed) return error.taken;
          throw error;
        }
      }),
    );
  }

  /** Does something with each record that says something new; what says what is known already, is as it was. */
  private async each(
    connection: Stored<Connection>,
    records: readonly ExchangedRecord[],
    take: (record: ExchangedRecord) => Promise<Taken>,
  ): Promise<Taken[]> {
    const known = await this.knownOf(connection, records);
    const done: Taken[] = [];
    for (const record of records) {
      const agreed = known.get(`${record.subject} ${record.externalId}`)?.agreed;
      const said = saidFields(connection, record.subject, record as object as RecordFields);
      const isKnown =
        !!agreed && Object.entries(said).every(([field, value]) => field in agreed && isSame(agreed[field], value));
      done.push(isKnown ? { record, state: 'unchanged' } : await refusedWhere(record, () => take(record)));
    }
    return done;
  }

  private async knownOf(
    { _id }: Stored<Connection>,
    records: readonly ExchangedRecord[],
  ): Promise<Map<string, Stored<ExternalId>>> {
    const known = new Map<string, Stored<ExternalId>>();
    for (const [subject, some] of Map.groupBy(records, (record) => record.subject)) {
      const found = await this.ids.byExternal(
        _id,
        subject,
        some.map(({ externalId }) => externalId),
      );
      for (const [id, one] of found) known.set(`${subject} ${id}`, one);
    }
    return known;
  }

  /** Writes a record within the running transaction. */
  private async written(connection: Stored<Connection>, record: ExchangedRecord): Promise<Taken> {
    const { subject, externalId } = record;
    const way = this.subjects.of(subject);
    const references = new References(connection._id, this.ids);
    const fields = saidFields(connection, record.subject, record as object as RecordFields);
    const known = (await this.ids.byExternal(connection._id, subject, [externalId])).get(externalId);
    const documentId = known ? String(known.documentId) : await this.newcomer(connection, way, fields);
    const own = documentId && (await way.read(documentId, references));
    if (documentId && own) {
      const merged = mergeFields(fields, own.fields, known?.agreed ?? {}, winnerOf(connection, subject));
      const changed = Object.keys(merged.taken);
      if (changed.length) await way.change(documentId, merged.taken, references);
      if (known) this.ids.agree(known, merged.agreed);
      else this.ids.join(connection._id, subject, { externalId, documentId, agreed: merged.agreed });
      // Outside: what is told in vain says nothing new, and is not sent.
      if (merged.given.length && givesOut(connection, subject))
        await this.transactions.outside(() => this.outgoing.add(connection._id, subject, [documentId], new Date()));
      const state = merged.conflicts.length ? 'conflict' : changed.length || !known ? 'changed' : 'unchanged';
      return { record, state, documentId, conflicts: merged.conflicts, changed };
    }
    // What was deleted here and still is there comes again only when it changes there.
    if (known) this.ids.part(known);
    const madeId = await way.create({ ...fields, ...also(record) }, references);
    // What it does not speak of is as it is made here, and no news for the other side.
    const made = await way.read(madeId, references);
    const agreed = { ...ownFields(connection, subject, made?.fields ?? {}), ...fields };
    this.ids.join(connection._id, subject, { externalId, documentId: madeId, agreed });
    return { record, state: 'added', documentId: madeId, changed: Object.keys(fields) };
  }

  /** The document that a new record obviously is, unless it is another one's there already. */
  private async newcomer({ _id }: Stored<Connection>, way: Subject, fields: RecordFields): Promise<string | undefined> {
    const id = await way.find(fields);
    if (!id) return undefined;
    return (await this.ids.byDocument(_id, way.subject, [id])).has(id) ? undefined : id;
  }
}

/** What a new document takes over once, and no change does. */
function also(record: ExchangedRecord): RecordFields {
  if (record.subject === 'products' && record.isStocked) return { isStocked: true };
  return record.subject === 'orders' && record.orderedAt ? { orderedAt: record.orderedAt } : {};
}

async function refusedWhere(record: ExchangedRecord, work: () => Promise<Taken>): Promise<Taken> {
  try {
    return await work();
  } catch (error) {
    return { record, state: 'refused', refusal: refusalOf(error) };
  }
}

function rowOf({ record, state, documentId, conflicts, refusal }: Taken): NewExchangeRow {
  const isRefused = state === 'refused';
  return {
    way: 'in',
    subject: record.subject,
    externalId: record.externalId,
    ...(documentId ? { documentId } : {}),
    name: nameOf(record).slice(0, 255),
    state: state as NewExchangeRow['state'], // what is as it was has no row
    ...(conflicts?.length ? { conflicts } : {}),
    ...(isRefused ? { ...refusal, record: JSON.stringify(record) } : {}),
    isRepeatable: isRefused,
  };
}

/** What people would call a record. */
export function nameOf(record: Partial<ExchangedRecord>): string {
  if (record.subject === 'products') return record.name ?? record.externalId ?? '';
  if (record.subject === 'orders') return record.number ? `№ ${record.number}` : (record.externalId ?? '');
  const { company, firstName, lastName, externalId } = record as Partial<
    Extract<ExchangedRecord, { subject: 'clients' }>
  >;
  return company ?? ([firstName, lastName].filter(Boolean).join(' ') || (externalId ?? ''));
}
