import { Injectable } from '@nestjs/common';
import { type ConnectionSubject, type OrderStatus } from '@verstak/domain';
import type { Types } from 'mongoose';
import { Config } from '../../platform/config/config.module.js';
import type { Stored } from '../../platform/database/entity.js';
import type { Connection } from '../connection.js';
import { exchangedNames, subjectsOf } from '../exchange-rules.js';
import { ExchangeLog, type NewExchangeRow } from '../exchange-log.js';
import { ExternalIdsRepository } from '../external-ids.repository.js';
import { Intake, type Taken } from '../intake.js';
import { Outgoing } from '../outgoing.js';
import type { ExchangedRecord, OrderRecord } from '../records.js';
import { CommerceMlClassifier } from './commerce-ml-classifier.js';
import { CommerceMlFault } from './commerce-ml-fault.js';
import { readCommerceMl, type CommerceMlEntry, type CommerceMlReading } from './commerce-ml-reader.js';
import { ArchiveFault, unpackExchange } from './exchange-archive.js';
import { useOf } from './exchange-file-names.js';
import { failure, progress, success } from './one-c-answers.js';
import { asTaken } from './one-c-ids.js';
import { isSameLines } from './one-c-lines.js';
import type { OneCFile, OneCVisit, VisitType } from './one-c-visit.js';
import { MOST_BYTES, OneCVisitsRepository, type ClaimedFile } from './one-c-visits.repository.js';
import { RECORD_FAULTS, WORDS, wordsOfArchive, wordsOfFile } from './one-c-words.js';

/** How long one request works before it has 1C ask again, and records that are taken between two looks at the clock. */
const WORK_MS = 10_000;
const AT_ONCE = 50;

/** What the file of a visit is read with. */
interface Work {
  connection: Stored<Connection>;
  exchangeId: Types.ObjectId;
  file: ClaimedFile;
  classifier: CommerceMlClassifier;
  /** What of the classifier is stored. */
  stored: number;
}

/** Records that a rehearsal looks at. */
const MOST_REHEARSED = 200;

/** What the first records of a file would do. */
export interface Rehearsed {
  taken: Taken[];
  refused: NewExchangeRow[];
}

/** Another process has taken the file over, or 1C has begun anew. */
class TakenOver extends Error {}

/** Reads what 1C has sent, some at a time, and goes on where it, or another process, has stopped. */
@Injectable()
export class OneCReader {
  constructor(
    private readonly visits: OneCVisitsRepository,
    private readonly intake: Intake,
    private readonly ids: ExternalIdsRepository,
    private readonly outgoing: Outgoing,
    private readonly log: ExchangeLog,
    private readonly config: Config,
  ) {}

  /** Reads on in a file for about ten seconds; what it answers is what 1C is told. */
  async read(connection: Stored<Connection>, visit: OneCVisit, name: string): Promise<string> {
    const type = visit._id.split(' ')[1] as VisitType; // as `begin` has written it
    if (!goesIn(connection, type === 'catalog' ? 'products' : 'orders'))
      return failure(type === 'catalog' ? WORDS.noProducts : WORDS.noOrders);
    try {
      const file = await this.fileOf(visit, name);
      if (!file) return failure(WORDS.noFile(name));
      return file.isDone ? success() : await this.readOn(connection, visit, file);
    } catch (error) {
      if (error instanceof ArchiveFault) return failure(wordsOfArchive(name, error));
      throw error;
    }
  }

  /** The file of a name; archives are unpacked before it is looked for in vain. */
  private async fileOf(visit: OneCVisit, name: string): Promise<OneCFile | undefined> {
    const files = await this.visits.filesOf(visit);
    const archives = files.filter((file) => !file.isDone && useOf(file.name) === 'unpack');
    for (const archive of archives) await this.unpack(visit, archive);
    return byName(archives.length ? await this.visits.filesOf(visit) : files, name);
  }

  private async unpack(visit: OneCVisit, archive: OneCFile): Promise<void> {
    const claimed = await this.visits.claim(archive, new Date());
    if (!claimed) return;
    try {
      const stored = {
        size: claimed.size,
        read: (start: number, end: number) => this.visits.read(claimed, start, end),
      };
      for await (const { name, content } of unpackExchange(stored, MOST_BYTES)) {
        await this.visits.store(visit, name, content);
        if (!(await this.visits.advance(claimed, undefined))) return;
      }
      if (await this.visits.advance(claimed, undefined, true)) await this.visits.empty(claimed);
    } finally {
      await this.visits.release(claimed);
    }
  }

  private async readOn(connection: Stored<Connection>, visit: OneCVisit, file: OneCFile): Promise<string> {
    const claimed = await this.visits.claim(file, new Date());
    if (!claimed) return progress(WORDS.reading);
    const classifier = await this.visits.classifierOf(connection._id);
    const exchangeId = await this.exchangeOf(connection, visit);
    const work: Work = { connection, exchangeId, file: claimed, classifier, stored: 0 };
    try {
      return await this.work(work);
    } catch (error) {
      if (error instanceof TakenOver) return progress(WORDS.reading);
      if (!(error instanceof CommerceMlFault)) throw error;
      return failure(wordsOfFile(file.name, error, claimed.position?.records ?? 0));
    } finally {
      await this.visits.release(claimed);
    }
  }

  /** What taking the first records of a file would do, and what of them could not be taken; nothing is written. */
  async rehearse(connection: Stored<Connection>, bytes: AsyncIterable<Uint8Array>): Promise<Rehearsed> {
    const reading = this.readingFor(connection, new CommerceMlClassifier());
    const entries: CommerceMlEntry[] = [];
    for await (const entry of readCommerceMl(bytes, reading)) {
      entries.push(entry);
      if (entries.length === MOST_REHEARSED) break;
    }
    const told = entries.flatMap((entry) => entry.records).filter(({ subject }) => goesIn(connection, subject));
    const records = await this.asKnown(connection, told);
    const taken = await this.intake.rehearse(connection, takesStock(connection) ? records.map(stocked) : records);
    return { taken, refused: entries.flatMap(rowOf) };
  }

  /** Under what the log has this visit. */
  async exchangeOf({ _id }: Stored<Connection>, visit: OneCVisit): Promise<Types.ObjectId> {
    if (visit.exchangeId) return visit.exchangeId;
    return this.visits.keepExchange(visit, await this.log.begin(_id, new Date()));
  }

  private async work(work: Work): Promise<string> {
    const { file, connection, classifier } = work;
    const until = Date.now() + WORK_MS;
    const { position } = file;
    const bytes = this.visits.read(file, position?.bytes);
    const batch: CommerceMlEntry[] = [];
    try {
      for await (const entry of readCommerceMl(bytes, this.readingFor(connection, classifier), position)) {
        batch.push(entry);
        if (batch.length < AT_ONCE) continue;
        await this.take(work, batch.splice(0));
        if (Date.now() >= until) return progress(progressOf(file));
      }
    } catch (error) {
      if (error instanceof CommerceMlFault) await this.take(work, batch);
      throw error;
    }
    await this.take(work, batch);
    if (!(await this.visits.advance(file, file.position, true))) throw new TakenOver();
    await this.visits.empty(file);
    return success();
  }

  /** Takes what some entries tell, and notes how far that is. */
  private async take(work: Work, batch: readonly CommerceMlEntry[]): Promise<void> {
    const { connection, exchangeId, file, classifier } = work;
    if (classifier.changes > work.stored) {
      await this.visits.keepClassifier(connection._id, classifier);
      work.stored = classifier.changes;
    }
    const position = batch.at(-1)?.position;
    if (!position) return;
    const told = batch.flatMap((entry) => entry.records).filter(({ subject }) => goesIn(connection, subject));
    await this.settleTold(work, told);
    const records = await this.asKnown(connection, told);
    await this.intake.take(connection, exchangeId, takesStock(connection) ? records.map(stocked) : records);
    await this.log.add(connection._id, exchangeId, batch.flatMap(rowOf));
    file.position = position;
    if (!(await this.visits.advance(file, position))) throw new TakenOver();
  }

  /** What 1C tells of an order that it was given, says that it has it, though its confirmation was lost. */
  private async settleTold({ connection, exchangeId, file }: Work, told: readonly ExchangedRecord[]): Promise<void> {
    const ids = told.flatMap(({ subject, externalId }) => (subject === 'orders' ? externalId : []));
    const given = ids.length ? await this.visits.unconfirmed(file.visitId, ids) : [];
    if (given.length) await this.outgoing.settle(connection, exchangeId, given.map(asTaken));
  }

  /**
   * Of orders that both sides know 1C tells the lines in words of its own, and the client as it was told: where they come
   * to the same, they are told as they are known.
   */
  private async asKnown(
    connection: Stored<Connection>,
    records: readonly ExchangedRecord[],
  ): Promise<ExchangedRecord[]> {
    const orders = records.filter((record) => record.subject === 'orders');
    if (!orders.length) return [...records];
    const known = await this.ids.byExternal(
      connection._id,
      'orders',
      orders.map(({ externalId }) => externalId),
    );
    const clients = new Set(
      orders.flatMap(({ externalId, clientId }) => (known.has(externalId) ? (clientId ?? []) : [])),
    );
    return records.flatMap((record): ExchangedRecord[] => {
      if (record.subject === 'clients' && clients.has(record.externalId)) return [];
      const one = record.subject === 'orders' ? known.get(record.externalId) : undefined;
      if (!one) return [record];
      const { clientId: _client, lines, ...told } = record as OrderRecord;
      return [lines && !isSameLines(lines, one.agreed['lines']) ? { ...told, lines } : told];
    });
  }

  private readingFor({ fields, statuses }: Connection, classifier: CommerceMlClassifier): CommerceMlReading {
    const { currency, currencyDigits: digits, timeZone } = this.config;
    const priceType = fields.find(({ subject, field }) => subject === 'products' && field === 'price')?.theirs;
    return {
      classifier,
      currency,
      digits,
      timeZone,
      statuses: Object.fromEntries(statuses.map(({ ours, theirs }): [string, OrderStatus] => [theirs, ours])),
      ...(priceType ? { priceType } : {}),
    };
  }
}

function goesIn(connection: Connection, subject: ConnectionSubject): boolean {
  return subjectsOf(connection, 'in').includes(subject);
}

function takesStock(connection: Connection): boolean {
  return exchangedNames(connection, 'products').includes('stock');
}

/** A good comes before the offer that tells how much of it there is. */
function stocked(record: ExchangedRecord): ExchangedRecord {
  return record.subject === 'products' ? { ...record, isStocked: true } : record;
}

/** The file of a name, in whatever folder where only one is called so: 1C leaves folders out of archives. */
function byName(files: readonly OneCFile[], name: string): OneCFile | undefined {
  const readable = files.filter((file) => useOf(file.name) === 'read');
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const alike = readable.filter((file) => last(file.name) === last(name));
  return readable.find((file) => file.name === name) ?? (alike.length === 1 ? alike[0] : undefined);
}

function progressOf({ name, size, position }: OneCFile): string {
  const { records = 0, bytes = 0 } = position ?? {};
  return WORDS.read(name, records, size ? Math.floor((bytes / size) * 100) : 0);
}

/** What the log has of what could not be taken. */
function rowOf({ externalId, records, faults }: CommerceMlEntry): NewExchangeRow[] {
  if (!faults.length) return [];
  const subject = records.at(-1)?.subject ?? 'products';
  return [
    {
      way: 'in',
      subject,
      ...(externalId === undefined ? {} : { externalId, name: externalId }),
      state: 'refused',
      code: 'request.validation',
      detail: faults.map(({ field, reason }) => `${field} ${RECORD_FAULTS[reason]}`).join('; '),
      faults: faults.map(({ field, value, reason }) => ({
        field,
        message: RECORD_FAULTS[reason],
        rule: reason,
        ...(value ? { value: value.slice(0, 100) } : {}),
      })),
      isRepeatable: false,
    },
  ];
}
