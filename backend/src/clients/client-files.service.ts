import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListFiles } from '../platform/tables/list-files.js';
import { TableFiles } from '../platform/tables/table-files.js';
import type { ClientExportQuery, ClientTable } from './client.dto.js';
import { Client } from './client.js';
import { CLIENT_SHEETS } from './client-tables.js';
import { ClientsRepository } from './clients.repository.js';

/** The list of clients as files to download. */
@Injectable()
export class ClientFiles extends ListFiles<Client, ClientExportQuery, ClientTable> {
  constructor(clients: ClientsRepository, config: Config, files: TableFiles) {
    super(Client, CLIENT_SHEETS, (query) => clients.all(query), config, files);
  }
}
