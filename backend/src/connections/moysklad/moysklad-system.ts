import { Injectable } from '@nestjs/common';
import type { ConnectionSubject } from '@verstak/domain';
import { isDeepStrictEqual } from 'node:util';
import { ConnectedSystems, type ConnectedSystem, type Pulled, type Session } from '../connected-system.js';
import type { Connection } from '../connection.js';
import { exchangedNames } from '../exchange-rules.js';
import { ExternalIdsRepository } from '../external-ids.repository.js';
import type { Refusal } from '../exchange-log.js';
import { GoneRepository } from '../gone.repository.js';
import { plain } from '../merge-fields.js';
import type { Given, GivenResult } from '../outgoing.js';
import {
  picked,
  type ClientRecord,
  type ExchangedRecord,
  type OrderRecord,
  type ProductRecord,
  type RecordFields,
} from '../records.js';
import { inWords } from './moysklad-fault.js';
import {
  fetchClients,
  fetchOrders,
  fetchProducts,
  pullClients,
  pullOrders,
  pullProducts,
  type NotTaken,
  type ProductMarks,
} from './moysklad-pull.js';
import { pushClients, pushOrders, pushProducts, type Outgoing, type Sent } from './moysklad-push.js';
import type { ReadMark } from './moysklad-reading.js';
import { failureOf, MoySkladSession } from './moysklad-session.js';

/**
 * How far MoySklad's lists have been read, and by which settings: by others they are read from the beginning. `gone` is
 * what it had called about and was looked at.
 */
type Position = Partial<Record<ConnectionSubject, { settings: unknown; mark?: unknown; gone?: string[] }>>;

/** Some of what MoySklad tells of one subject. */
interface Told {
  records: ExchangedRecord[];
  notTaken: NotTaken[];
}

/** MoySklad, by its JSON API 1.2: products with their stock, clients and orders, both ways. */
@Injectable()
export class MoySkladSystem implements ConnectedSystem {
  readonly kind = 'moysklad';
  readonly atOnce = 100;
  readonly untold = { products: ['stock'], orders: ['paid'] } as const;
  private readonly sessions = new WeakMap<Session, MoySkladSession>();

  constructor(
    systems: ConnectedSystems,
    private readonly gone: GoneRepository,
    private readonly ids: ExternalIdsRepository,
  ) {
    systems.add(this);
  }

  async check(session: Session): Promise<void> {
    await wellOrFailed(() => this.sessionOf(session).client.ask('context/employee'));
  }

  async *pull(session: Session, subjects: readonly ConnectionSubject[]): AsyncGenerator<Pulled> {
    const { connection } = session;
    let position: Position = { ...connection.position };
    try {
      for (const subject of subjects) {
        const settings = settingsOf(connection, subject);
        const known = position[subject];
        await this.gone.forget(connection._id, subject, known?.gone ?? []);
        const isSame = isDeepStrictEqual(known?.settings, settings);
        let mark = isSame ? known?.mark : undefined;
        for await (const told of this.changes(session, subject, mark)) {
          ({ mark } = told);
          position = { ...position, [subject]: { settings, mark } };
          yield { ...pulledOf(subject, told), position };
        }
        const gone = await this.gone.some(connection._id, subject);
        if (!gone.length) continue;
        position = { ...position, [subject]: { settings, mark, gone } };
        yield { ...pulledOf(subject, await this.departed(session, subject, gone)), position };
      }
    } catch (error) {
      throw failureOf(error);
    }
  }

  async push(session: Session, subject: ConnectionSubject, given: readonly Given[]): Promise<GivenResult[]> {
    const items = given.map((one) => outgoingOf(session.connection, subject, one));
    const sent = await wellOrFailed(() => this.give(session, subject, items));
    return given.map((one, n): GivenResult => {
      const result = sent[n] as Sent<ExchangedRecord>; // one for each that is given
      if ('refusals' in result) return { given: one, refusal: refusalOf(result.refusals) };
      const { record } = result;
      return { given: one, externalId: record.externalId, holds: holdsOf(items[n], record) };
    });
  }

  private sessionOf(session: Session): MoySkladSession {
    const known = this.sessions.get(session) ?? new MoySkladSession(session);
    this.sessions.set(session, known);
    return known;
  }

  private async *changes(
    session: Session,
    subject: ConnectionSubject,
    mark: unknown,
  ): AsyncGenerator<Told & { mark: unknown }> {
    const own = this.sessionOf(session);
    const { client } = own;
    if (subject === 'clients') return yield* pullClients(client, mark as ReadMark | undefined);
    if (subject === 'orders') return yield* pullOrders(client, await own.orderFacts(), mark as ReadMark | undefined);
    const hasStock = exchangedNames(session.connection, subject).includes('stock');
    const now = hasStock ? new Date() : undefined;
    yield* pullProducts(client, await own.productFacts(), mark as ProductMarks | undefined, now);
  }

  /** Looks at what MoySklad has called about as gone, where it is known here. */
  private async departed(session: Session, subject: ConnectionSubject, gone: readonly string[]): Promise<Told> {
    const ids = [...(await this.ids.byExternal(session.connection._id, subject, gone)).keys()];
    const own = this.sessionOf(session);
    if (subject === 'clients') return fetchClients(own.client, ids);
    if (subject === 'orders') return fetchOrders(own.client, await own.orderFacts(), ids);
    return fetchProducts(own.client, await own.productFacts(), ids);
  }

  private async give(
    session: Session,
    subject: ConnectionSubject,
    items: Outgoing<ExchangedRecord>[],
  ): Promise<Sent<ExchangedRecord>[]> {
    const own = this.sessionOf(session);
    if (subject === 'clients') return pushClients(own.client, items as Outgoing<ClientRecord>[]);
    if (subject === 'orders') return pushOrders(own.client, await own.orderFacts(), items as Outgoing<OrderRecord>[]);
    return pushProducts(own.client, await own.productFacts(), items as Outgoing<ProductRecord>[]);
  }
}

async function wellOrFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

/** What of a connection decides what is read of a subject. */
function settingsOf({ address, fields, statuses }: Connection, subject: ConnectionSubject): unknown {
  const own = fields.filter((field) => field.subject === subject);
  return plain([address, own, subject === 'orders' ? statuses : []]);
}

/** By these together somebody is called. */
const NAMES = ['company', 'firstName', 'lastName', 'middleName'];
/** What can be empty there; what is not, stays as it is. */
const EMPTYABLE = new Set(['article', 'description', ...NAMES, 'phone', 'email', 'address', 'note', 'dueAt']);

function outgoingOf(
  connection: Session['connection'],
  subject: ConnectionSubject,
  { documentId, record, changed, isRepeated }: Given,
): Outgoing<ExchangedRecord> {
  const { externalId, ...own } = record as RecordFields & { externalId?: string };
  const told = new Set(changed);
  if (NAMES.some((name) => told.has(name))) for (const name of NAMES) told.add(name);
  // What an order is called and when it came is told once.
  if (!externalId) for (const name of ['number', 'orderedAt']) told.add(name);
  const fields = [...told].flatMap((name): [string, unknown][] => {
    const value = own[name] ?? (name === 'category' ? [] : null);
    return value === null && !EMPTYABLE.has(name) ? [] : [[name, value]];
  });
  const key = [connection._id.toHexString(), subject, documentId].join('/');
  return {
    key,
    externalId,
    isRepeated,
    record: { subject, ...Object.fromEntries(fields) } as Outgoing<ExchangedRecord>['record'],
  };
}

/** How what was told stands there; of what is new there, all of it does: nothing in store, and nothing paid. */
function holdsOf(item: Outgoing<ExchangedRecord> | undefined, there: ExchangedRecord): RecordFields {
  const holds = there as object as RecordFields;
  if (!item?.externalId) return there.subject === 'products' ? { stock: 0, ...holds } : holds;
  return picked(holds, Object.keys(item.record));
}

function pulledOf(subject: ConnectionSubject, { records, notTaken }: Told): Pulled {
  const refused = notTaken.map(({ externalId, refusals }) => ({ subject, externalId, ...refusalOf(refusals) }));
  return { records, refused };
}

function refusalOf(refusals: NotTaken['refusals']): Refusal {
  const faults = refusals.flatMap(({ parameter, error }) => (parameter ? { field: parameter, message: error } : []));
  const detail = refusals.map(inWords).join('; ').slice(0, 1_000);
  return { code: 'connection.refused_there', detail, ...(faults.length ? { faults: faults.slice(0, 20) } : {}) };
}
