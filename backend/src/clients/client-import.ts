import { Injectable } from '@nestjs/common';
import { ImportKinds, type Checked, type Checking, type ImportKind, type Plan } from '../imports/import-kinds.js';
import type { Written } from '../imports/import.js';
import { planRows, type PlannedRow } from '../imports/plan-rows.js';
import { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { batchesOf } from '../platform/database/batches.js';
import type { Stored } from '../platform/database/entity.js';
import { Conflict } from '../platform/failure/failure.js';
import { importColumns, type ImportFault, type ImportTarget } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { clientName } from './client-name.js';
import { CLIENT_SHEETS } from './client-tables.js';
import { ClientChange, ClientCreate } from './client.dto.js';
import { Client } from './client.js';
import { ClientsService } from './clients.service.js';

/** What tells which client a row is about. */
const KEYS = ['number', 'externalId'] as const;
/** Clients that are read at once. */
const BATCH = 500;

/** What is done with a row: a client is made, or one becomes another. */
type ClientPlan = { create: ClientCreate } | { id: string; change: ClientChange };

/** The clients that rows are about, by the fields that tell. */
type Known = Record<(typeof KEYS)[number], ReadonlyMap<string, Stored<Client>>>;

/** Clients out of a table: rows with the number or the foreign code of one change that one, the others add. */
@Injectable()
export class ClientImport implements ImportKind {
  readonly name = 'clients';
  readonly permission = 'clients:write';

  constructor(
    private readonly clients: ClientsService,
    private readonly journal: JournalService,
    kinds: ImportKinds,
  ) {
    kinds.add(this);
  }

  target(): ImportTarget {
    const { columns } = CLIENT_SHEETS.clients;
    return {
      columns: importColumns({ body: ClientCreate, entity: Client }, columns, callerPermissions()),
      isTree: false,
      unique: KEYS,
    };
  }

  async check(rows: readonly ReadRow[], how: Checking): Promise<Checked> {
    const bodies = new RowBodies(how.columnOf);
    const known = await this.known(rows);
    return planRows(rows, how, (row) => this.plan(row, known, bodies, how));
  }

  async write(_rows: readonly ReadRow[], plans: readonly Plan[]): Promise<Written[]> {
    const todo = plans.flatMap(({ by }) => (by ? [by as ClientPlan] : [])); // made by `plan` alone
    const known = await this.clients.byIds(todo.flatMap((plan) => ('id' in plan ? [plan.id] : [])));
    const written: Written[] = [];
    for (const plan of todo) {
      const isNew = 'create' in plan;
      const client = isNew
        ? await this.clients.create(plan.create)
        : await this.clients.change(known.get(plan.id) ?? plan.id, plan.change);
      written.push({ id: client._id.toHexString(), version: client.version, isNew });
    }
    return written;
  }

  async undo(written: readonly Written[], requestId: string): Promise<void> {
    const ids = written.map(({ id }) => id);
    const known = await this.clients.byIds(ids);
    for (const { id, version } of written) {
      const client = known.get(id);
      if (client?.version === version) continue;
      throw Conflict('import.undo_expired', `Client ${client?.number ?? id} was changed or deleted since.`, { id });
    }
    const entries = Map.groupBy(await this.journal.ofRequest(requestId, ids), ({ entityId }) => String(entityId));
    for (const { id, isNew } of written) {
      const client = known.get(id);
      if (isNew) await this.clients.delete(id);
      else if (client) {
        const changes = (entries.get(id) ?? []).flatMap((entry) => entry.changes);
        await this.clients.takeBack(client, changes, requestId);
      }
    }
  }

  private async plan(row: ReadRow, known: Known, bodies: RowBodies, how: Checking): Promise<PlannedRow> {
    const { number, ...values } = row.values;
    const client = KEYS.map((key) => known[key].get(String(row.values[key]))).find(Boolean);
    if (number !== undefined && client?.number !== number) {
      const message = 'there is no client of this number: leave it empty to add one';
      return {
        faults: [bodies.fault(row.row, 'out_of_range', { field: 'number', rule: 'known', message, value: number })],
      };
    }
    const texts = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, String(value)]));
    if (!client) {
      const { body, faults } = await bodies.read(ClientCreate, row, texts);
      if (!body) return { faults };
      return clientName(body) ? { plan: { outcome: 'create', by: { create: body } } } : nameless(row, bodies);
    }
    const cleared = how.emptyClears ? clearedFields(client, row, how.fields) : {};
    const { body, faults } = await bodies.read(ClientChange, row, { ...texts, ...cleared });
    if (!body) return { faults };
    const change = changesOf(client, body);
    if (!Object.keys(change).length) return { plan: { outcome: 'same' } };
    if (!clientName({ ...client, ...change })) return nameless(row, bodies);
    return { plan: { outcome: 'change', by: { id: client._id.toHexString(), change } } };
  }

  private async known(rows: readonly ReadRow[]): Promise<Known> {
    const known = { number: new Map<string, Stored<Client>>(), externalId: new Map<string, Stored<Client>>() };
    for (const key of KEYS) {
      const values = rows.flatMap((row) => row.values[key] ?? []);
      const typed = key === 'number' ? values.map(Number) : values.map(String);
      for (const some of batchesOf<string | number>(typed, BATCH))
        for (const client of await this.clients.having(key, some)) known[key].set(String(client[key]), client);
    }
    return known;
  }
}

/** Fields that have a column, in which the row has nothing and the client something. */
function clearedFields(client: Client, { values }: ReadRow, fields: ReadonlySet<string>): Record<string, null> {
  const has = client as unknown as Record<string, unknown>;
  const cleared = [...fields].filter((field) => field !== 'number' && values[field] === undefined && has[field]);
  return Object.fromEntries(cleared.map((field) => [field, null]));
}

/** What of a row differs from the client. */
function changesOf(client: Client, body: ClientChange): ClientChange {
  const has = client as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(body).filter(([field, value]) => value !== undefined && (value ?? '') !== (has[field] ?? '')),
  );
}

function nameless({ row }: ReadRow, bodies: RowBodies): { faults: ImportFault[] } {
  const message = 'give the company, or a first or last name';
  return { faults: [bodies.fault(row, 'required', { field: 'company', rule: 'nameRequired', message })] };
}
