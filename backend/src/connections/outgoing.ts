import { Injectable } from '@nestjs/common';
import type { ConnectionSubject } from '@verstak/domain';
import type { Types } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { ConnectionCallers } from './connection-callers.js';
import type { Connection } from './connection.js';
import { ExchangeLog, type NewExchangeRow, type Refusal } from './exchange-log.js';
import type { ExternalId } from './external-id.js';
import { ExternalIdsRepository } from './external-ids.repository.js';
import { givesOut, ownFields, saidFields } from './exchange-rules.js';
import { isSame } from './merge-fields.js';
import type { OutgoingChange } from './outgoing-change.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';
import type { GivenRecord, RecordFields } from './records.js';
import { Subjects } from './subjects/subjects.js';
import { References, type Subject } from './subjects/subject.js';

/** How long a document waits for what it refers to, and how often: then it goes without that. */
const WAIT_MS = 5_000;
const MOST_WAITS = 5;

/** A document that is to be given to another system. */
export interface Given {
  change: Stored<OutgoingChange>;
  documentId: string;
  /** What people call it. */
  name: string;
  /** All of what is exchanged of it; `externalId` where the other system has it already. */
  record: GivenRecord;
  /** Of an order: its client, for systems that take both at once. */
  client?: RecordFields & { name: string; documentId: string };
  /** The names of the fields that are another than what both last agreed on. */
  changed: string[];
  /** It was begun to be sent before, so the other system may have it although nothing is known of that. */
  isRepeated: boolean;
}

/** What the other system said of a document. */
export type GivenResult =
  | {
      given: Given;
      externalId: string;
      /** What stands there in another way than it was given: a day for a time, no status that it has not. */
      holds?: RecordFields;
    }
  | { given: Given; refusal: Refusal };

/** Gives what changes here to other systems: a document stays to be sent until the other side has said that it has it. */
@Injectable()
export class Outgoing {
  constructor(
    private readonly changes: OutgoingChangesRepository,
    private readonly ids: ExternalIdsRepository,
    private readonly subjects: Subjects,
    private readonly log: ExchangeLog,
    private readonly callers: ConnectionCallers,
    private readonly transactions: Transactions,
  ) {}

  /**
   * What is to be given of a subject now, at most so many; what says nothing new is settled at once. With `isCounted`, an
   * attempt is counted.
   */
  async next(
    connection: Stored<Connection>,
    subject: ConnectionSubject,
    most: number,
    { isCounted = true, untold = [] }: { isCounted?: boolean; untold?: readonly string[] | undefined } = {},
  ): Promise<Given[]> {
    const due = await this.changes.due(connection._id, subject, most, new Date());
    if (!due.length) return [];
    if (isCounted) await this.changes.countTry(due);
    return this.givenOf(connection, subject, due, await this.knownOf(connection, subject, due), untold);
  }

  /**
   * What is new there and was begun to be given, without an answer, at most so many: the other system may have it, though
   * nobody noted so, and would tell of it as of something of its own.
   */
  async unanswered(
    connection: Stored<Connection>,
    subject: ConnectionSubject,
    most: number,
    untold: readonly string[] = [],
  ): Promise<Given[]> {
    const begun = await this.changes.begun(connection._id, subject, new Date());
    if (!begun.length) return [];
    const known = await this.knownOf(connection, subject, begun);
    const unanswered = begun.filter(({ documentId }) => !known.has(String(documentId))).slice(0, most);
    await this.changes.countTry(unanswered);
    return this.givenOf(connection, subject, unanswered, known, untold);
  }

  /** Notes what the other system said: what it has is known by its id from now on, what it refuses stands in the log. */
  async settle(
    connection: Stored<Connection>,
    exchangeId: Types.ObjectId,
    results: readonly GivenResult[],
  ): Promise<void> {
    const { _id } = connection;
    for (const result of results)
      if ('externalId' in result) await this.agree(connection, result.given, result.externalId, result.holds);
    await this.log.add(_id, exchangeId, results.map(rowOf));
    await this.changes.settle(results.map(({ given }) => given.change));
  }

  /** Has all documents of a subject given, as if each had changed; gives how many. */
  async addAll(connection: Stored<Connection>, subject: ConnectionSubject): Promise<number> {
    return this.callers.run(connection, async () => {
      let count = 0;
      for await (const ids of this.subjects.of(subject).ids()) {
        await this.changes.add(connection._id, subject, ids, new Date());
        count += ids.length;
      }
      return count;
    });
  }

  private async givenOf(
    connection: Stored<Connection>,
    subject: ConnectionSubject,
    due: readonly Stored<OutgoingChange>[],
    known: ReadonlyMap<string, Stored<ExternalId>>,
    untold: readonly string[],
  ): Promise<Given[]> {
    return this.callers.run(connection, async () => {
      const references = new References(connection._id, this.ids);
      const given: Given[] = [];
      const settled: Stored<OutgoingChange>[] = [];
      for (const change of due) {
        const documentId = String(change.documentId);
        const own = await this.subjects.of(subject).read(documentId, references);
        const { externalId, agreed = {} } = known.get(documentId) ?? {};
        const fields = own ? without(ownFields(connection, subject, own.fields), untold) : {};
        const changed = Object.keys(fields).filter(
          (field) => !(field in agreed) || !isSame(fields[field], agreed[field]),
        );
        const isKnown = externalId !== undefined;
        const way = this.subjects.of(subject);
        if (!own || (isKnown ? !changed.length : way.isGiven?.(own.fields) === false)) settled.push(change);
        else if (!(await this.lacks(connection, way, change))) {
          const also = { ...without(own.fields, untold), ...fields };
          const record = { subject, ...(isKnown ? { externalId } : {}), ...also } as object as GivenRecord;
          const client = await this.clientOf(way, documentId, references);
          const isRepeated = change.tries > 0;
          given.push({
            change,
            documentId,
            name: own.name,
            record,
            changed,
            isRepeated,
            ...(client ? { client } : {}),
          });
        }
      }
      await this.changes.settle(settled);
      return given;
    });
  }

  /** What is known there of the documents that have changed, by their ids. */
  private async knownOf(
    { _id }: Stored<Connection>,
    subject: ConnectionSubject,
    changes: readonly Stored<OutgoingChange>[],
  ): Promise<Map<string, Stored<ExternalId>>> {
    return this.ids.byDocument(
      _id,
      subject,
      changes.map(({ documentId }) => String(documentId)),
    );
  }

  /** Whether something that a document needs there has still to come, which then goes before it; not for ever. */
  private async lacks(connection: Stored<Connection>, way: Subject, change: Stored<OutgoingChange>): Promise<boolean> {
    if (change.tries > MOST_WAITS) return false;
    let isLacking = false;
    for (const [subject, ids] of Object.entries((await way.needs?.(String(change.documentId))) ?? {}) as [
      ConnectionSubject,
      string[],
    ][]) {
      if (!givesOut(connection, subject)) continue;
      const known = await this.ids.byDocument(connection._id, subject, ids);
      const lacking = ids.filter((id) => !known.has(id));
      await this.changes.add(connection._id, subject, lacking, new Date());
      isLacking ||= lacking.length > 0;
    }
    if (isLacking) await this.changes.putOff([change._id], new Date(Date.now() + WAIT_MS));
    return isLacking;
  }

  private async clientOf(way: Subject, documentId: string, references: References): Promise<Given['client']> {
    const id = (await way.needs?.(documentId))?.clients?.[0];
    const own = id && (await this.subjects.of('clients').read(id, references));
    return own ? { ...own.fields, name: own.name, documentId: id } : undefined;
  }

  private async agree(
    connection: Stored<Connection>,
    { documentId, record }: Given,
    externalId: string,
    holds: RecordFields = {},
  ): Promise<void> {
    const { subject } = record;
    await this.transactions.run(async () => {
      const known = (await this.ids.byDocument(connection._id, subject, [documentId])).get(documentId);
      const told = saidFields(connection, subject, record as object as RecordFields);
      const agreed = { ...known?.agreed, ...told, ...saidFields(connection, subject, holds) };
      if (known?.externalId === externalId) return this.ids.agree(known, agreed);
      if (known) this.ids.part(known);
      this.ids.join(connection._id, subject, { externalId, documentId, agreed });
    });
  }
}

function without(fields: RecordFields, names: readonly string[]): RecordFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function rowOf(result: GivenResult): NewExchangeRow {
  const { given } = result;
  const { subject, externalId } = given.record;
  const told = { way: 'out' as const, subject, documentId: given.documentId, name: given.name.slice(0, 255) };
  if ('externalId' in result) return { ...told, externalId: result.externalId, state: 'sent', isRepeatable: false };
  const known = externalId ? { externalId } : {};
  return { ...told, ...known, ...result.refusal, state: 'refused', isRepeatable: true };
}
