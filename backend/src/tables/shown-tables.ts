import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { readersOf, SUBJECTS, type Subject } from '@verstak/domain';
import type { Connection, Model } from 'mongoose';
import { Notification } from '../notifications/notification.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Entity } from '../platform/database/entity.js';
import { NotFound } from '../platform/failure/failure.js';
import { fieldsOf, Omit, type Class, type FieldKind } from '../platform/fields/index.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { ListReader } from '../platform/records/list-reader.js';
import { Reservation } from '../reservations/reservation.js';
import { WebhookDelivery } from '../webhooks/webhook-delivery.js';
import { JournalRow, PreferencesRow, SessionRow } from './other-rows.js';
import { TableFilter } from './table-filter.js';

/** What holds more than one value: it stands in the row alone, not in the list. */
const DEEP: ReadonlySet<FieldKind> = new Set(['list', 'document', 'any']);

/** Fields by which people call a document, the first that it has: a text, or the number that was drawn for it. */
const CALLED_BY = ['name', 'title', 'subject', 'number'];
const CALLING: ReadonlySet<FieldKind> = new Set(['text', 'number']);

/** A table, and how its rows are read. */
export interface ShownTable {
  name: string;
  entity: string;
  model: Model<Entity>;
  /** The class that the product's routes answer with. */
  declared: Class;
  /** The declared fields without secrets: nothing else of a row leaves the server. */
  type: Class<Entity>;
  /** The same without what lies deep. */
  listed: Class<Entity>;
  calledBy?: string;
  filter: TableFilter;
  reader: ListReader<Entity>;
}

/** What has rows that no repository of documents keeps. */
const OTHERS: readonly (readonly [collection: string, entity: string, type: Class])[] = [
  ['journal', 'JournalEntry', JournalRow],
  ['notifications', 'Notification', Notification],
  ['preferences', 'Preferences', PreferencesRow],
  ['reservations', 'Reservation', Reservation],
  ['sessions', 'Session', SessionRow],
  ['webhookDeliveries', 'WebhookDelivery', WebhookDelivery],
];

/** The tables that are shown, made of what is declared: the kinds of document that repositories keep, and a few others. */
@Injectable()
export class ShownTables {
  private tables?: ReadonlyMap<string, ShownTable>;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly journal: JournalService,
    private readonly config: Config,
  ) {}

  /** Those whose rows the caller may read, by name. */
  all(): ShownTable[] {
    return [...this.known().values()].filter(isReadable);
  }

  /** A table by its name; 404 where there is none for the caller. */
  get(name: string): ShownTable {
    const table = this.known().get(name);
    if (!table || !isReadable(table)) throw NotFound('table', name.slice(0, 100));
    return table;
  }

  /** The table of a kind of document, where the caller may read it. */
  ofKind(entity: string): ShownTable | undefined {
    return this.all().find((table) => table.entity === entity);
  }

  /** Repositories have told of themselves only once all of them are made. */
  private known(): ReadonlyMap<string, ShownTable> {
    if (!this.tables) {
      const kinds = this.journal.kinds.map(({ collection, entity, type }) => [collection, entity, type] as const);
      const tables = [...kinds, ...OTHERS].map(([name, entity, type]) => this.tableOf(name, entity, type));
      const named = tables.map((table) => [table.name, table] as const);
      this.tables = new Map(named.sort(([one], [other]) => (one < other ? -1 : 1)));
    }
    return this.tables;
  }

  private tableOf(name: string, entity: string, declared: Class): ShownTable {
    const type = without(declared, (kind) => kind === 'secret');
    // Every model of the connection stores documents.
    const model = Object.values(this.connection.models).find(({ collection }) => collection.name === name) as
      Model<Entity> | undefined;
    if (!model) throw new Error(`Nothing is stored in ${name}`);
    const calling = new Set(fieldsOf(type).flatMap((field) => (CALLING.has(field.kind) ? [field.name] : [])));
    return {
      name,
      entity,
      model,
      declared,
      type,
      listed: without(type, (kind) => DEEP.has(kind)),
      calledBy: CALLED_BY.find((field) => calling.has(field)),
      filter: new TableFilter(type),
      reader: new ListReader(model, type, this.config, () => ({})),
    };
  }
}

/** Whoever may see tables sees all of their rows; of what has a permission of its own, only with that. */
function isReadable({ entity }: ShownTable): boolean {
  const readers = isSubject(entity) ? readersOf(entity) : [];
  const held = callerPermissions();
  return !readers.length || readers.some((permission) => held.has(permission));
}

function isSubject(entity: string): entity is Subject {
  return (SUBJECTS as readonly string[]).includes(entity);
}

/** The class without the fields of some kinds. */
function without(type: Class, goes: (kind: FieldKind) => boolean): Class<Entity> {
  const gone = fieldsOf(type).flatMap(({ name, kind }) => (goes(kind) ? [name] : []));
  return Omit(type, gone as never[]) as unknown as Class<Entity>; // of a kind that is known only here
}
