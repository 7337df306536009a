import { Injectable } from '@nestjs/common';
import { DocumentImport, type RowPlanner } from '../imports/document-import.js';
import { ImportKinds, type Checking } from '../imports/import-kinds.js';
import { plainRows } from '../imports/plain-rows.js';
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
  readonly permissions = ['clients:write'] as const;
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

  protected async planner(_rows: readonly ReadRow[], bodies: RowBodies, how: Checking): Promise<RowPlanner<Client>> {
    const faultsOf = (row: ReadRow, client: Partial<Client>): ImportFault[] => nameless(row, client, bodies);
    const plain = { create: ClientCreate, change: ClientChange, columns: this.columns(), faultsOf };
    return plainRows(plain, bodies, how);
  }

  protected make(create: ClientCreate): Promise<Stored<Client>> {
    return this.clients.create(create);
  }

  protected alter(target: string | Stored<Client>, change: ClientChange): Promise<Stored<Client>> {
    return this.clients.change(target, change);
  }
}

function nameless({ row }: ReadRow, client: Partial<Client>, bodies: RowBodies): ImportFault[] {
  if (clientName(client)) return [];
  const message = 'give the company, or a first or last name';
  return [bodies.fault(row, 'required', { field: 'company', rule: 'nameRequired', message })];
}
