import { Change, Writable } from '../platform/records/bodies.js';
import { DERIVED } from '../platform/database/derived-fields.js';
import { BooleanField, Filters, Omit, QueryChoice, QueryFlag } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { Client, ClientFields } from './client.js';

/** A client as it is listed. */
export class ClientListItem extends Omit(Client, ['contacts', 'note', ...DERIVED]) {}

/** A new client: a company or at least a first or last name. */
export class ClientCreate extends Writable(ClientFields) {}

/** The fields to change; `null` clears one. */
export class ClientChange extends Change(ClientCreate) {}

export class ClientArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which clients a list has. */
export class ClientListQuery extends Filters(Client, ListQuery) {
  @QueryFlag('Archived clients instead of the others.')
  override isArchived: boolean = false;

  @QueryFlag('Only clients who still have to pay (true) or have nothing to pay (false).')
  hasBalance?: boolean;

  @QueryFlag('Only clients to whom the workshop owes: deposits, refunds and what was paid too much.')
  hasCredit?: boolean;
}

/** The same clients as a file, all of them or some that were chosen. */
export class ClientExportQuery extends Omit(ClientListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const CLIENT_TABLES = ['clients', 'contacts'] as const;
export type ClientTable = (typeof CLIENT_TABLES)[number];

/** A CSV holds one table. */
export class ClientCsvQuery extends ClientExportQuery {
  @QueryChoice(CLIENT_TABLES, 'A row for each client, or for each of their contacts.', 'ClientTable')
  table: ClientTable = 'clients';
}
