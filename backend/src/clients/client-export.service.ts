import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import type { ClientExportQuery, ClientTable } from './client.dto.js';
import { Client } from './client.js';
import { CLIENT_SHEETS } from './client-tables.js';
import { ClientsRepository } from './clients.repository.js';

/** The list of clients as files to download. */
@Injectable()
export class ClientExport extends ListExport<Client, ClientExportQuery, ClientTable> {
  constructor(clients: ClientsRepository, config: Config, files: TableExport) {
    super(Client, CLIENT_SHEETS, (query) => clients.all(query), config, files);
  }
}
