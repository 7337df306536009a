import { Injectable } from '@nestjs/common';
import { changesOf, DocumentImport, type RowPlanner } from '../imports/document-import.js';
import { ImportKinds } from '../imports/import-kinds.js';
import type { PlannedRow } from '../imports/plan-rows.js';
import type { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { importColumns, type ImportColumn, type ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { clientName } from './client-name.js';
import { CLIENT_SHEETS } from './client-tables.js';
import { ClientChange, ClientCreate } from './client.dto.js';
import { Client } from './client.js';
import { ClientsRepository } from './clients.repository.js';
import { ClientsService } from './clients.service.js';

/** Clients out of a table. */
@Injectable()
export class ClientImport extends DocumentImport<Client, ClientCreate, ClientChange> {
  readonly name = 'clients';
  readonly permission = 'clients:write';
  protected readonly keys = ['number', 'externalId'] as const;

  constructor(
    private readonly clients: ClientsService,
    repository: ClientsRepository,
    journal: JournalService,
    { currencyDigits }: Config,
    kinds: ImportKinds,
  ) {
    super(repository, journal, currencyDigits);
    kinds.add(this);
  }

  protected columns(): ImportColumn[] {
    const { columns } = CLIENT_SHEETS.clients;
    return importColumns({ body: ClientCreate, entity: Client }, columns, callerPermissions());
  }

  protected async planner(_rows: readonly ReadRow[], bodies: RowBodies): Promise<RowPlanner<Client>> {
    return (row, said, client) =>
      client ? this.planChange(row, said, client, bodies) : this.planCreation(row, said, bodies);
  }

  protected make(create: ClientCreate): Promise<Stored<Client>> {
    return this.clients.create(create);
  }

  protected alter(target: string | Stored<Client>, change: ClientChange): Promise<Stored<Client>> {
    return this.clients.change(target, change);
  }

  private async planCreation(row: ReadRow, said: object, bodies: RowBodies): Promise<PlannedRow> {
    const { body, faults } = await bodies.read(ClientCreate, row, said);
    if (!body) return { faults };
    return clientName(body) ? { plan: { outcome: 'create', by: { create: body } } } : nameless(row, bodies);
  }

  private async planChange(row: ReadRow, said: object, client: Stored<Client>, bodies: RowBodies): Promise<PlannedRow> {
    const { body, faults } = await bodies.read(ClientChange, row, said);
    if (!body) return { faults };
    const change = changesOf(client, body);
    if (!Object.keys(change).length) return { plan: { outcome: 'same' } };
    if (!clientName({ ...client, ...change })) return nameless(row, bodies);
    return { plan: { outcome: 'change', by: { id: client._id.toHexString(), change } } };
  }
}

function nameless({ row }: ReadRow, bodies: RowBodies): { faults: ImportFault[] } {
  const message = 'give the company, or a first or last name';
  return { faults: [bodies.fault(row, 'required', { field: 'company', rule: 'nameRequired', message })] };
}
