import { Injectable, type StreamableFile } from '@nestjs/common';
import { dayIn } from '@verstak/domain';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { Forbidden } from '../platform/http/failure.js';
import { documentTable } from '../platform/tables/document-columns.js';
import { TableFiles } from '../platform/tables/table-files.js';
import type { Table } from '../platform/tables/table.js';
import { CLIENT_TABLES, type ClientCsvQuery, type ClientExportQuery, type ClientTable } from './client.dto.js';
import { Client } from './client.js';
import { CONTACT_COLUMNS, clientColumns, contactsOf } from './client-tables.js';
import { ClientsRepository } from './clients.repository.js';

/** The list of clients as files to download. */
@Injectable()
export class ClientFiles {
  constructor(
    private readonly clients: ClientsRepository,
    private readonly config: Config,
    private readonly files: TableFiles,
  ) {}

  /** Clients and their contacts on a sheet each; no sheet of what the caller may not read. */
  async xlsx(query: ClientExportQuery): Promise<StreamableFile> {
    const tables = CLIENT_TABLES.filter(isReadable).map((table) => this.table(query, table));
    return this.files.xlsx(tables, query, this.name('clients'));
  }

  async csv(query: ClientCsvQuery): Promise<StreamableFile> {
    if (!isReadable(query.table)) throw Forbidden('clients:contacts');
    return this.files.csv(this.table(query, query.table), query, this.name(query.table));
  }

  private table(query: ClientExportQuery, table: ClientTable): Table {
    const { currency, currencyDigits, timeZone } = this.config;
    const writing = { language: query.lang, currency, currencyDigits, type: Client, permissions: callerPermissions() };
    const clients = this.clients.all(query);
    return table === 'clients'
      ? documentTable({ ru: 'Клиенты', en: 'Clients' }, clientColumns({ timeZone }), clients, writing)
      : documentTable({ ru: 'Контакты', en: 'Contacts' }, CONTACT_COLUMNS, contactsOf(clients), writing);
  }

  private name(table: ClientTable): string {
    return `${table}_${dayIn(this.config.timeZone, new Date())}`;
  }
}

function isReadable(table: ClientTable): boolean {
  return table === 'clients' || callerPermissions().has('clients:contacts');
}
