import { Injectable } from '@nestjs/common';
import {
  ALL_EXCHANGED_FIELDS,
  CONNECTION_PERMISSIONS,
  CONNECTION_WAYS,
  EXCHANGED_FIELDS,
  MOST_CONNECTIONS,
  type ConnectionKind,
  type FieldFault,
} from '@verstak/domain';
import { signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { Conflict, Forbidden, Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { ExchangeFailed } from './connected-system.js';
import { ConnectionRunner } from './connection-runner.js';
import { ConnectionSecrets, secretsAfter, secretsFor } from './connection-secrets.js';
import type {
  ConnectionChange,
  ConnectionCheck,
  ConnectionCount,
  ConnectionCreate,
  ConnectionCredentials,
  ConnectionGiving,
  ConnectionListQuery,
  ConnectionRehearsal,
  ConnectionWithPassword,
  ExchangeRowListQuery,
} from './connection.dto.js';
import type { Connection } from './connection.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ExchangeLog } from './exchange-log.js';
import type { Exchange, ExchangeRow } from './exchange.js';
import { ExternalIdsRepository } from './external-ids.repository.js';
import { GoneRepository } from './gone.repository.js';
import { givesOut } from './exchange-rules.js';
import { Intake, nameOf, type Taken } from './intake.js';
import { Outgoing } from './outgoing.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';
import type { ExchangedRecord } from './records.js';

/** Other systems that the product exchanges with. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly secrets: ConnectionSecrets,
    private readonly runner: ConnectionRunner,
    private readonly intake: Intake,
    private readonly outgoing: Outgoing,
    private readonly changes: OutgoingChangesRepository,
    private readonly ids: ExternalIdsRepository,
    private readonly gone: GoneRepository,
    private readonly log: ExchangeLog,
    private readonly journal: JournalService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: ConnectionListQuery): Promise<Page<Stored<Connection>>> {
    return this.connections.list(query);
  }

  async get(id: string): Promise<Stored<Connection>> {
    return this.connections.get(id);
  }

  /** What some connections are called, by id, whoever asks. */
  async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.connections.namesOf(ids);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.connections.history(id, query);
  }

  /** Adds a connection, off until it has credentials; 422 where there are 20 already. */
  async create(fields: ConnectionCreate): Promise<Stored<Connection>> {
    const ownerId = requireSense(fields.kind, fields);
    return this.transactions.run(async () => {
      if ((await this.connections.count()) >= MOST_CONNECTIONS)
        throw RuleBroken(
          'connection.too_many',
          `There are ${MOST_CONNECTIONS} connections already; delete one that is not used.`,
          { max: MOST_CONNECTIONS },
        );
      return this.connections.add({ ...fields, ownerId, isOn: false, hasCredentials: false }, newId());
    }, 'connections');
  }

  /** Changes a connection; whoever does it answers from then on for what it does here. */
  async change(id: string, { version, ...fields }: ConnectionChange): Promise<Stored<Connection>> {
    const changed = await this.transactions.run(async () => {
      const before = await this.connections.get(id);
      const ownerId = requireSense(before.kind, { ...before, ...fields });
      if (fields.isOn && !before.hasCredentials)
        throw RuleBroken('connection.credentials_needed', `Tell first how to sign in to ${before.name}.`, {
          name: before.name,
        });
      const isSwitched = fields.isOn !== undefined && fields.isOn !== before.isOn;
      const anew = isSwitched ? { offReason: undefined, fault: undefined, failingSince: undefined } : {};
      return this.connections.change(before, version === undefined ? {} : { version }, (edited) => {
        Object.assign(edited, fields, { ownerId }, anew);
      });
    });
    if (changed.isOn) await this.askNow(changed);
    return changed;
  }

  /** Deletes a connection with its log and with what it knows of documents there; the documents stay, here and there. */
  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const connection = await this.connections.get(id);
      const { _id } = connection;
      await this.log.deleteOf(_id);
      await this.ids.deleteOf(_id);
      await this.changes.deleteOf(_id);
      await this.gone.deleteOf(_id);
      await this.connections.delete(connection);
    });
  }

  /** Keeps what a system is signed in to with, and switches it on; 400 for what its kind does not know. */
  async setCredentials(id: string, credentials: ConnectionCredentials): Promise<Stored<Connection>> {
    const { userId: ownerId } = signedInPerson();
    return this.transactions.run(async () => {
      const before = await this.connections.get(id);
      const said = secretsFor(before.kind, { ...credentials });
      if (!Object.keys(said).length)
        throw Invalid([{ field: 'token', rule: 'isDefined', message: `must say how to sign in to ${before.name}` }]);
      const secret = this.secrets.seal(before._id, secretsAfter(this.secrets.openOrNone(before), said));
      return this.connections.change(before, { action: 'secret_renewed' }, (edited) => {
        Object.assign(edited, { secret, hasCredentials: true, ownerId });
      });
    });
  }

  /** Gives 1C a login and a new password, and tells it this once; the one before it is good no more. */
  async renewPassword(id: string): Promise<Stored<ConnectionWithPassword>> {
    return this.transactions.run(async () => {
      const before = await this.connections.get(id);
      if (before.kind !== 'one_c')
        throw RuleBroken('connection.way', `${before.name} does not sign in here: tell how to sign in there.`);
      const { password: newPassword, passwordHash, login } = this.secrets.makeSignIn();
      const changed = await this.connections.change(before, { action: 'secret_renewed' }, (edited) => {
        Object.assign(edited, { passwordHash, login: before.login ?? login, hasCredentials: true });
      });
      return { ...changed, newPassword };
    });
  }

  /** Asks another system whether it lets the product in. */
  async check(id: string): Promise<ConnectionCheck> {
    const connection = await this.connections.get(id);
    requireCredentials(connection);
    const failed = await this.runner.check(connection);
    return failed ? { isWell: false, ...toldOf(failed) } : { isWell: true };
  }

  /** What the next exchange would do with what comes first; 422 where the other system is not reached. */
  async rehearse(id: string): Promise<ConnectionRehearsal> {
    const connection = await this.connections.get(id);
    requireCredentials(connection);
    const found = await this.runner.rehearse(connection);
    if (!(found instanceof ExchangeFailed)) return { rows: found.map(rehearsedRow) };
    const { fault, said } = toldOf(found);
    throw RuleBroken('connection.unreachable', `${connection.name} was not reached: ${said ?? fault}.`, {
      fault,
      said,
    });
  }

  /** Has a system asked at once what is new; 409 where it is off. */
  async exchangeNow(id: string): Promise<Stored<Connection>> {
    const connection = await this.connections.get(id);
    requireOn(connection);
    await this.askNow(connection);
    return this.connections.get(id);
  }

  /** Has all documents of a subject given; 422 where that does not go out. */
  async giveAll(id: string, { subject }: ConnectionGiving): Promise<ConnectionCount> {
    const connection = await this.connections.get(id);
    requireOn(connection);
    if (!givesOut(connection, subject))
      throw RuleBroken(
        'connection.way',
        `${connection.name} is not given ${subject}; change what is exchanged first.`,
        {
          subject,
        },
      );
    const count = await this.outgoing.addAll(connection, subject);
    this.runner.wakeAll();
    return { count };
  }

  async exchanges(id: string, query: PageQuery): Promise<Page<Stored<Exchange>>> {
    await this.connections.get(id);
    return this.log.list(id, query);
  }

  async rows(id: string, query: ExchangeRowListQuery): Promise<Page<Stored<ExchangeRow>>> {
    await this.connections.get(id);
    return this.log.listRows(id, query);
  }

  /** Takes or gives a refused document again; 409 where that is done, or cannot be. */
  async repeat(id: string, rowId: string): Promise<ConnectionCount> {
    const connection = await this.connections.get(id);
    const row = await this.log.row(id, rowId);
    if (row.state !== 'refused' || !row.isRepeatable)
      throw Conflict('connection.row_not_repeatable', 'This was taken again already, or is kept no more.', {
        id: rowId,
      });
    return this.repeatRows(connection, [row]);
  }

  /** Takes and gives again what was refused, what came first, at most 1,000. */
  async repeatAll(id: string): Promise<ConnectionCount> {
    const connection = await this.connections.get(id);
    return this.repeatRows(connection, await this.log.repeatable(connection._id));
  }

  private async repeatRows(
    connection: Stored<Connection>,
    rows: readonly Stored<ExchangeRow>[],
  ): Promise<ConnectionCount> {
    requireOn(connection);
    if (!rows.length) return { count: 0 };
    const { _id } = connection;
    const exchangeId = await this.log.begin(_id, new Date());
    for (const [subject, some] of Map.groupBy(
      rows.filter(({ way }) => way === 'out'),
      (row) => row.subject,
    ))
      await this.changes.add(
        _id,
        subject,
        some.flatMap(({ documentId }) => (documentId ? [String(documentId)] : [])),
        new Date(),
      );
    const records = rows.flatMap(
      ({ way, record }) => (way === 'in' && record ? [JSON.parse(record) as ExchangedRecord] : []), // as the intake has written it
    );
    await this.log.markRepeated(
      _id,
      rows.map((row) => row._id),
    );
    if (records.length) await this.intake.take(connection, exchangeId, records);
    await this.log.finish(exchangeId);
    this.runner.wakeAll();
    await this.transactions.run(async () => {
      const entityId = _id.toHexString();
      const params = { count: rows.length };
      this.journal.record({
        entity: 'Connection',
        entityId,
        action: 'sent_again',
        params,
        entityVersion: connection.version,
      });
    });
    return { count: rows.length };
  }

  private async askNow({ _id }: Stored<Connection>): Promise<void> {
    await this.connections.makeDue(_id, new Date());
    this.runner.wakeAll();
  }
}

/** Why another system was not reached. */
function toldOf({ fault, said }: ExchangeFailed): Pick<ConnectionCheck, 'fault' | 'said'> {
  return { fault, ...(said ? { said } : {}) };
}

function requireOn({ isOn, name }: Connection): void {
  if (!isOn) throw Conflict('connection.off', `${name} is switched off; switch it on first.`, { name });
}

function requireCredentials({ hasCredentials, name }: Connection): void {
  if (!hasCredentials)
    throw RuleBroken('connection.credentials_needed', `Tell first how to sign in to ${name}.`, { name });
}

/** The caller, who answers for what a connection does; 400 for what its kind cannot, 403 for what they may not do. */
function requireSense(
  kind: ConnectionKind,
  { exchanges, fields, address }: Pick<ConnectionCreate, 'exchanges' | 'fields' | 'address'>,
): string {
  const { userId, permissions } = signedInPerson();
  const faults: FieldFault[] = exchanges.flatMap(({ subject, direction }, index): FieldFault[] => {
    const ways = CONNECTION_WAYS[kind][subject] ?? [];
    if (exchanges.findIndex((one) => one.subject === subject) !== index)
      return [
        { field: `exchanges.${index}.subject`, rule: 'arrayUnique', value: subject, message: 'stands there already' },
      ];
    if (ways.includes(direction)) return [];
    const message = ways.length
      ? `must be one of ${ways.join(', ')} for this system`
      : 'is not exchanged with this system';
    return [{ field: `exchanges.${index}.direction`, rule: 'isIn', value: direction, message }];
  });
  const misplaced = fields.findIndex(
    ({ subject, field }) => !(EXCHANGED_FIELDS[subject] as readonly string[]).includes(field),
  );
  if (misplaced >= 0)
    faults.push({
      field: `fields.${misplaced}.field`,
      rule: 'isIn',
      value: fields[misplaced]?.field,
      message: `must be a field of its subject, one of ${ALL_EXCHANGED_FIELDS.join(', ')}`,
    });
  if (kind === 'one_c' && address)
    faults.push({ field: 'address', rule: 'needless', value: address, message: 'is not needed: 1C comes by itself' });
  if (faults.length) throw Invalid(faults);
  const lacking = exchanges
    .flatMap(({ subject }) => CONNECTION_PERMISSIONS[subject])
    .find((one) => !permissions.has(one));
  if (lacking) throw Forbidden(lacking);
  return userId;
}

/** What taking a record would do, as it is told. */
export function rehearsedRow({
  record,
  state,
  conflicts,
  refusal,
  changed,
}: Taken): ConnectionRehearsal['rows'][number] {
  const { subject, externalId } = record;
  return {
    subject,
    externalId,
    name: nameOf(record).slice(0, 255),
    state,
    ...(conflicts?.length ? { conflicts } : {}),
    ...refusal,
    ...(changed?.length ? { changed: changed.join(', ') } : {}),
  };
}
